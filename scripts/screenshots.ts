/**
 * Takes the pictures of the README and the docs in a real VS Code, from `examples/`:
 *
 *     npm run build && npx tsx scripts/screenshots.ts [NAME…] [--folder examples] [--out docs/images]
 *
 * Pictures that no page shows are for looking at, and not committed. A scene is data, listed in screenshots/scenes.ts;
 * the actions below bring it about. A scene whose subject does not appear fails, so a picture never shows less than it
 * is for.
 */
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { scenes, terminalScenes } from './screenshots/scenes.js';
import type { Action, Scene, TerminalScene, Theme } from './screenshots/scenes.js';
import { runInTerminal, terminalPage } from './screenshots/terminal.js';
import { ROOT } from './steps/root.js';
import { serve, type VSCodeServer } from './vscode-host/serve.js';
import { ensureBrowserHost, SetupError } from './vscode-host/setup.js';
import { launchBrowser, openWindow } from './vscode-host/window.js';

const extension = resolve(process.env['TRUSTSCOPE_EXTENSION'] ?? ROOT);
const defaultSize = { width: 960, height: 720 };

const themes: Record<Theme, string> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  hc: 'Default High Contrast',
  hcLight: 'Default High Contrast Light',
};

/** Nothing in the picture that is not about the scene. */
const quietSettings = {
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.selectionHighlight': false,
  'editor.renderLineHighlight': 'none',
  'editor.cursorBlinking': 'solid',
  'editor.guides.indentation': false,
  'editor.hover.delay': 100,
  'editor.fontSize': 14,
  'editor.stickyScroll.enabled': false,
  'editor.hideCursorInOverviewRuler': true,
  'editor.overviewRulerBorder': false,
  'breadcrumbs.enabled': false,
  'workbench.layoutControl.enabled': false,
  'workbench.editor.showTabs': 'single',
  'workbench.activityBar.location': 'hidden',
  'workbench.reduceMotion': 'on',
  'window.menuBarVisibility': 'hidden',
  'window.title': '${activeEditorShort}',
  'accessibility.underlineLinks': true,
};

/** What no setting hides: toasts, and the parts of the status bar that speak of the browser host. */
const quietStyle = `
  .notifications-toasts, .statusbar-item[id="status.host"], .statusbar-item[id="status.workbench.keyboardLayout"],
  .statusbar-item[id="status.forwardedPorts"], .statusbar-item[id="status.notifications"],
  .statusbar-item[id="status.ports"], .monaco-editor .cursors-layer, .gettingStartedContainer .scrollbar { display: none !important; }
`;

const actions: Record<Action, (page: Page, scene: Scene) => Promise<void>> = {
  editor: async () => {
    // The editor as it is.
  },
  hover: async (page) => {
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    // A finding is there at once; what the server says comes after it.
    const hover = page.locator('.monaco-hover:not(.hidden):has(.hover-contents)').last();
    await hover.waitFor();
    await hover.getByText('Loading...').waitFor({ state: 'hidden' });
  },
  lightbulb: async (page) => {
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget .monaco-list-row').first().waitFor();
  },
  problems: async (page) => {
    await page.keyboard.press('Control+Shift+M');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor();
  },
  walkthrough: async (page) => {
    await runCommand(page, 'Welcome: Open Walkthrough...');
    await page.keyboard.type('TrustScope');
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
    const steps = page.locator('.getting-started-step');
    await steps.first().waitFor();
    // It opens at the first step that is not done; the picture of another one comes only when that one is there.
    await settle(page);
    await steps.first().click();
  },
  scopes: async (page) => {
    await runCommand(page, 'View: Show TrustScope');
    const session = page.locator('.sidebar .monaco-list-row', { hasText: 'job publish' }).first();
    await session.waitFor();
    await settle(page);
    await session.locator('.monaco-tl-twistie').click();
    await page.locator('.sidebar .monaco-list-row', { hasText: 'STRIPE_API_KEY' }).first().waitFor();
  },
  graph: async (page) => {
    await runCommand(page, 'TrustScope: Show Reach Graph');
    await appears(page, 'behind a proved gate');
  },
  card: async (page) => {
    await runCommand(page, 'TrustScope: Show Trust Scope of the Session');
    await appears(page, 'Reaches without approval');
  },
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      folder: { type: 'string', default: join(ROOT, 'examples') },
      out: { type: 'string', default: join(ROOT, 'docs/images') },
    },
  });
  const all = [...scenes, ...terminalScenes].map(({ name }) => name);
  const unknown = positionals.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new SetupError(`No scene ${unknown}. There are: ${all.join(', ')}`);
  const isWanted = ({ name }: { readonly name: string }): boolean =>
    positionals.length === 0 || positionals.includes(name);
  await mkdir(values.out, { recursive: true });
  const host = await ensureBrowserHost();
  const server = await serve(host.serverMain, { extension });
  const browser = await launchBrowser(host.browser);
  try {
    for (const scene of scenes.filter(isWanted)) {
      await take(browser, server, scene, resolve(values.folder), resolve(values.out));
    }
    for (const scene of terminalScenes.filter(isWanted)) {
      await takeTerminal(browser, scene, resolve(values.folder), resolve(values.out));
    }
  } finally {
    server.stop();
    await browser.close();
  }
}

async function take(
  browser: Browser,
  server: VSCodeServer,
  scene: Scene,
  folder: string,
  out: string,
): Promise<void> {
  const { name, file, line = 0, character = 0, action, theme = 'light', size = defaultSize, crop } = scene;
  await server.configure({ ...quietSettings, 'workbench.colorTheme': themes[theme], ...scene.settings });
  const page = await openWindow(browser, server, {
    folder,
    ...size,
    scale: 2,
    ...(file === undefined ? {} : { open: { file: join(folder, file), line, character } }),
  });
  page.setDefaultTimeout(20_000);
  try {
    await page.addStyleTag({ content: quietStyle });
    await hideSidebar(page);
    if (file !== undefined) {
      // Lenses come last and move the lines: what was opened before would be closed by them.
      await page.locator('.codelens-decoration').filter({ visible: true }).first().waitFor();
      await settle(page);
    }
    await actions[action](page, scene);
    if (scene.waitFor !== undefined) await appears(page, scene.waitFor);
    await settle(page);
    const path = join(out, `${name}.png`);
    await page.screenshot({
      path,
      animations: 'disabled',
      caret: 'hide',
      ...(crop && { clip: await clipOf(page, crop, size) }),
    });
    console.log(`${name}: ${path}`);
  } catch (error) {
    const seen = join(tmpdir(), `trustscope-${name}.failed.png`);
    await page.screenshot({ path: seen });
    throw new SetupError(`${name}: ${error instanceof Error ? error.message : String(error)}\nSeen: ${seen}`);
  } finally {
    await page.context().close();
  }
}

/** The whole width, from the top of one thing to the bottom of another. */
async function clipOf(
  page: Page,
  { from, to }: NonNullable<Scene['crop']>,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<{ x: number; y: number; width: number; height: number }> {
  const boxOf = async (what: string): Promise<{ y: number; height: number }> => {
    const place = what.startsWith('.')
      ? page.locator(`${what}:not(.hidden)`)
      : page.locator('.codelens-decoration, .view-line').filter({ hasText: what });
    const box = await place.first().boundingBox();
    if (box === null) throw new Error(`"${what}" is not in sight`);
    return box;
  };
  const top = await boxOf(from);
  const end = await boxOf(to);
  // Half a line at an edge looks like a mistake; what floats may have some air below.
  const y = Math.max(0, top.y - 2);
  const air = to.startsWith('.') ? 10 : 2;
  return { x: 0, y, width, height: Math.min(height, end.y + end.height + air) - y };
}

async function takeTerminal(
  browser: Browser,
  { name, args, columns }: TerminalScene,
  folder: string,
  out: string,
): Promise<void> {
  const output = await runInTerminal(args, folder, columns);
  const context = await browser.newContext({ deviceScaleFactor: 2 });
  try {
    const page = await context.newPage();
    await page.setContent(terminalPage(`trustscope ${args.join(' ')}`, output, columns));
    const path = join(out, `${name}.png`);
    await page.locator('pre').screenshot({ path });
    console.log(`${name}: ${path}`);
  } finally {
    await context.close();
  }
}

async function hideSidebar(page: Page): Promise<void> {
  const sidebar = page.locator('.part.sidebar');
  if (await sidebar.isVisible()) await page.keyboard.press('Control+B');
  await sidebar.waitFor({ state: 'hidden' });
}

async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().waitFor();
  await page.keyboard.type(title);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** Text anywhere in the window, webviews included. */
async function appears(page: Page, text: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      if (
        await frame
          .getByText(text)
          .first()
          .isVisible()
          .catch(() => false)
      ) {
        return;
      }
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`"${text}" did not appear`);
}

/** Waits until two looks in a row are the same: late decorations and icons have come by then. */
async function settle(page: Page): Promise<void> {
  let before: Buffer = Buffer.alloc(0);
  for (let look = 0; look < 20; look++) {
    await page.waitForTimeout(250);
    const now = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    if (now.equals(before)) return;
    before = now;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
});
