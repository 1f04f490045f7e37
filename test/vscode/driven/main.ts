/**
 * Drives the extension in a real VS Code as a person does, with mouse and keys: the list of sessions, the graph, the
 * comparison with the base, the report. What a suite inside of the extension host cannot reach is only here.
 *
 *     npx tsx test/vscode/driven/main.ts [WORDS OF A NAME]
 */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Counts } from '../../../scripts/steps/results.js';
import { ROOT } from '../../../scripts/steps/root.js';
import { serve } from '../../../scripts/vscode-host/serve.js';
import type { VSCodeServer } from '../../../scripts/vscode-host/serve.js';
import { ensureBrowserHost } from '../../../scripts/vscode-host/setup.js';
import type { ServedFolder } from '../../../scripts/vscode-host/webExtension.js';
import { serveFolder } from '../../../scripts/vscode-host/webExtension.js';
import type { WindowOptions } from '../../../scripts/vscode-host/window.js';
import { launchBrowser, openWindow } from '../../../scripts/vscode-host/window.js';
import type { Drive } from './drive.js';
import { drives } from './drives.js';
import { themes } from './themes.js';

/** Longest wait for anything. */
const patience = 20_000;

/** Runs all that is driven, or what has these words in its name, and counts. */
export async function runDriven(words = ''): Promise<Counts> {
  const host = await ensureBrowserHost();
  const server = await serve(host.serverMain, { extension: resolve(ROOT) });
  const browser = await launchBrowser(host.browser);
  const counts = { passed: 0, failed: 0 };
  try {
    for (const drive of drives.filter(({ name }) => name.includes(words))) {
      const failure = await failureOf(drive, browser, server);
      counts[failure === undefined ? 'passed' : 'failed'] += 1;
      console.log(`  ${failure === undefined ? '✔' : '✘'} ${drive.name}`);
      if (failure !== undefined) console.log(failure);
    }
  } finally {
    server.stop();
    await browser.close();
  }
  return counts;
}

/** Why it failed, with a picture of what was seen; nothing where it did not. */
async function failureOf(drive: Drive, browser: Browser, server: VSCodeServer): Promise<string | undefined> {
  const folder = await workspaceFolder();
  const pages: Page[] = [];
  let served: ServedFolder | undefined;
  await server.configure({
    'workbench.colorTheme': themes[drive.theme ?? 'dark'],
    'git.enabled': true,
    'git.autofetch': false,
    'files.autoSave': 'off',
    'window.restoreWindows': 'none',
  });
  const open = async (more: Partial<WindowOptions> = {}): Promise<Page> => {
    const page = await openWindow(browser, server, { folder, width: 1440, height: 900, ...more });
    pages.push(page);
    page.setDefaultTimeout(patience);
    // It is there once extensions are known; a command that is asked for before does not exist.
    await page.locator('.activitybar .action-item a[aria-label^="TrustScope"]').waitFor();
    return page;
  };
  try {
    await drive.run(await open(), folder, async () => {
      served = await serveFolder(resolve(ROOT));
      return { page: await open({ webExtension: served }), seen: served.seen };
    });
    return undefined;
  } catch (error) {
    const page = pages.at(-1);
    const seen = join(tmpdir(), `trustscope-driven-${drive.name.replace(/\W+/gu, '-').slice(0, 40)}.png`);
    await page?.screenshot({ path: seen });
    return `${error instanceof Error ? error.message : String(error)}\nSeen: ${seen}`;
  } finally {
    for (const page of pages) await page.context().close();
    served?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

/** A copy of the examples in a repository of its own, committed on `main`. */
async function workspaceFolder(): Promise<string> {
  const folder = join(await realpath(await mkdtemp(join(tmpdir(), 'trustscope-driven-'))), 'shop');
  await cp(join(ROOT, 'examples'), folder, { recursive: true });
  const git = (...args: readonly string[]): void => {
    execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  };
  git('init', '--initial-branch=main');
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@example.com');
  git('add', '--all');
  git('commit', '--message=Start');
  return folder;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed } = await runDriven(process.argv[2]);
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  process.exit(failed > 0 ? 1 : 0);
}
