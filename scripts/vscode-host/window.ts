/**
 * A VS Code window: the web workbench of a server, shown by a Chromium without a screen. The extension host is the
 * server's, a Node process, so an extension runs in it as it does in the desktop build.
 */
import { chromium, type Browser, type Page } from 'playwright-core';
import type { VSCodeServer } from './serve.js';
import type { ServedFolder } from './webExtension.js';
import { withWebExtension } from './webExtension.js';

/** What a window opens. Paths are absolute paths of this machine. */
export interface WindowContent {
  readonly folder: string;
  /** A module with `run(): Promise<void>`, run in the extension host once the window is there. */
  readonly tests?: string;
  /** Leaves out the extension under development. */
  readonly withoutExtension?: boolean;
  readonly open?: { readonly file: string; readonly line?: number; readonly character?: number };
}

export interface WindowOptions extends WindowContent {
  /** The extension from a web server, to run in a worker of the page, in place of the one under development. */
  readonly webExtension?: ServedFolder;
  readonly width?: number;
  readonly height?: number;
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
  /** A line of the suite's console. */
  readonly onLog?: (type: string, text: string) => void;
  /** The end of the suite. */
  readonly onExit?: (code: number) => void;
  /** The page or the browser is gone. */
  readonly onGone?: (why: string) => void;
}

/** The address that opens this content in any browser on this machine. */
export function windowAddress(server: VSCodeServer, content: WindowContent): string {
  const remote = (path: string): string =>
    `vscode-remote://${server.authority}${encodeURI(path.replaceAll('\\', '/').replace(/^(?!\/)/, '/'))}`;
  const payload =
    content.withoutExtension === true ? [] : [['extensionDevelopmentPath', remote(server.extension)]];
  if (content.tests !== undefined) payload.push(['extensionTestsPath', remote(content.tests)]);
  payload.push(['skipWelcome', 'true'], ['skipReleaseNotes', 'true']);
  if (content.open !== undefined) {
    const { file, line = 0, character = 0 } = content.open;
    payload.push(['gotoLineMode', 'true']);
    payload.push(['openFile', `${remote(file)}:${line + 1}:${character + 1}`]);
  }
  const query = new URLSearchParams({
    folder: content.folder,
    payload: JSON.stringify(payload),
    tkn: server.token,
  });
  return `http://${server.authority}/?${query.toString()}`;
}

/** Starts the browser that windows are opened in; it ends with this process. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // Signals are handled by those who start the host: they have a server to end as well.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A container's /dev/shm is often too small for the workbench.
      '--disable-dev-shm-usage',
    ],
  });
}

/** Opens a window and returns its page once the workbench is drawn. */
export async function openWindow(
  browser: Browser,
  server: VSCodeServer,
  options: WindowOptions,
): Promise<Page> {
  const { width = 1280, height = 800, scale = 1, webExtension } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    // The page's own rules name the servers of vscode.dev, and none on this machine.
    bypassCSP: webExtension !== undefined,
  });
  const page = await context.newPage();
  // The workbench calls these two, as it does in the desktop build's own automation.
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    options.onLog?.(type, args.map(display).join(' '));
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => {
    options.onExit?.(code);
  });
  page.on('crash', () => options.onGone?.('the page crashed'));
  browser.on('disconnected', () => options.onGone?.('the browser ended'));
  if (webExtension !== undefined) await withWebExtension(page, webExtension);
  await page.goto(
    windowAddress(server, webExtension === undefined ? options : { ...options, withoutExtension: true }),
  );
  await page.locator('.monaco-workbench').first().waitFor({ timeout: 60_000 });
  return page;
}

function display(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
