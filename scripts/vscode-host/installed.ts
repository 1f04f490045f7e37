/** VS Code with the packed extension installed from its file, as a person does who has no marketplace. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { EXTENSION, listed } from '../packaging/contents.js';
import { packExtension } from '../packaging/extension.js';
import { ROOT } from '../steps/root.js';
import { serve } from './serve.js';
import { ensureBrowserHost } from './setup.js';
import { launchBrowser, openWindow } from './window.js';

/** What installing said, and the window that shows a folder with the extension in it. */
export interface InstalledWindow {
  readonly said: string;
  readonly page: Page;
}

/** Packs what was built, installs it, opens a folder, and cleans up when `use` is through. */
export async function withInstalled<T>(
  folder: string,
  use: (window: InstalledWindow) => Promise<T>,
): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'trustscope-installed-'));
  const extensionsDir = join(scratch, 'extensions');
  const host = await ensureBrowserHost();
  try {
    const { path } = await packExtension(listed(EXTENSION), join(ROOT, 'dist'), scratch);
    const said = await install(host.serverMain, path, extensionsDir, scratch);
    const server = await serve(host.serverMain, { extension: ROOT, extensionsDir });
    const browser = await launchBrowser(host.browser);
    try {
      const content = { folder, withoutExtension: true, width: 1440, height: 900 };
      return await use({ said, page: await openWindow(browser, server, content) });
    } finally {
      await browser.close();
      server.stop();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

async function install(main: string, vsix: string, extensionsDir: string, scratch: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [
      main,
      ...['--install-extension', vsix, '--extensions-dir', extensionsDir],
      ...['--server-data-dir', join(scratch, 'server-data'), '--accept-server-license-terms'],
    ],
    { env: { ...process.env, EXTENSIONS_GALLERY: '{}' } },
  );
  return `${stdout}${stderr}`;
}
