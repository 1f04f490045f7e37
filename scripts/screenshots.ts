/**
 * Takes the pictures of the README and the docs in a real VS Code, from `examples/`:
 *
 *     npm run build && npx tsx scripts/screenshots.ts [NAME…] [--folder examples] [--out docs/images]
 *
 * A scene is data, listed in screenshots/scenes.ts; the actions below bring it about. A scene whose subject does not
 * appear fails, so a picture never shows less than it is for.
 */
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { scenes, type Action, type Scene, type Theme } from './screenshots/scenes.js';
import { ROOT } from './steps/root.js';
import { serve, type VSCodeServer } from './vscode-host/serve.js';
import { ensureBrowserHost, SetupError } from './vscode-host/setup.js';
import { launchBrowser, openWindow } from './vscode-host/window.js';

const extension = resolve(process.env['TRUSTSCOPE_EXTENSION'] ?? ROOT);
const defaultSize = { width: 1280, height: 800 };

const themes: Record<Theme, string> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  hc: 'Default High Contrast',
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
  .statusbar-item[id="status.ports"] { display: none !important; }
`;

/** Findings and lenses of the extension, whichever comes first. */
const analysed = '.squiggly-error, .squiggly-warning, .squiggly-info, .codelens-decoration';

const actions: Record<Action, (page: Page, scene: Scene) => Promise<void>> = {
  editor: async () => {
    // The editor as it is.
  },
  lens: async (page) => {
    await page.locator('.codelens-decoration').first().waitFor();
  },
  hover: async (page) => {
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    await page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor();
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
    await page.locator('.getting-started-step').first().waitFor();
  },
  command: async (page, { command = '' }) => {
    await runCommand(page, command);
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
  const wanted = scenes.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (wanted.length === 0) {
    throw new SetupError(`No such scene. There are: ${scenes.map(({ name }) => name).join(', ')}`);
  }
  await mkdir(values.out, { recursive: true });
  const host = await ensureBrowserHost();
  const server = await serve(host.serverMain, { extension });
  const browser = await launchBrowser(host.browser);
  try {
    for (const scene of wanted) {
      await take(browser, server, scene, resolve(values.folder), resolve(values.out));
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
  const {
    name,
    file,
    line = 0,
    character = 0,
    action,
    theme = 'light',
    sidebar = false,
    clip,
    size = defaultSize,
  } = scene;
  await server.configure({ ...quietSettings, 'workbench.colorTheme': themes[theme], ...scene.settings });
  const page = await openWindow(browser, server, {
    folder: scene.folder === undefined ? folder : join(folder, scene.folder),
    ...size,
    scale: 2,
    ...(file === undefined
      ? {}
      : { open: { file: join(folder, scene.folder ?? '', file), line, character } }),
  });
  page.setDefaultTimeout(20_000);
  try {
    await page.addStyleTag({ content: quietStyle });
    if (file !== undefined) await page.locator(analysed).first().waitFor();
    if (!sidebar) await hideSidebar(page);
    if (file !== undefined) await page.locator('.editor-instance .view-lines').first().waitFor();
    await actions[action](page, scene);
    if (scene.waitFor !== undefined) await appears(page, scene.waitFor);
    await settle(page);
    const path = join(out, `${name}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide', ...(clip && { clip }) });
    console.log(`${name}: ${path}`);
  } catch (error) {
    const seen = join(tmpdir(), `trustscope-${name}.failed.png`);
    await page.screenshot({ path: seen });
    throw new SetupError(`${name}: ${error instanceof Error ? error.message : String(error)}\nSeen: ${seen}`);
  } finally {
    await page.context().close();
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
