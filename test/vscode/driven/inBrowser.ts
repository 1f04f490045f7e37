import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Drive } from './drive.js';
import { choose, command, openFile } from './window.js';

/** The whole report, once the workspace is read, without the folder's own address: a worker reaches it by another one. */
async function report(page: Page): Promise<object> {
  await command(page, 'TrustScope: Scan Workspace');
  // The view comes forward once all is read.
  await page.locator('.monaco-list[aria-label*="Sessions"] .monaco-list-row', { hasText: 'Broad' }).waitFor();
  await command(page, 'TrustScope: Export Report');
  await choose(page, 'JSON');
  await page.locator('.tab.active', { hasText: 'trust-scope.json' }).waitFor();
  const editor = page.locator('.editor-group-container.active .monaco-editor').first();
  await editor.waitFor();
  await editor.click();
  await page.keyboard.press('Control+A');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('Control+C');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  return { ...(JSON.parse(text) as object), root: '' };
}

const sameFindings: Drive = {
  name: 'in a worker of the browser the examples give the same report as with the server in Node',
  run: async (page, _folder, openInWorker) => {
    await openFile(page, 'release.yml');
    const wanted = await report(page);
    const other = await openInWorker();
    await openFile(other.page, 'release.yml');
    const found = await report(other.page);
    for (const program of ['client.web.js', 'server.web.js', 'aws-catalogue.txt', 'tree-sitter-bash.wasm']) {
      assert.ok(other.seen.has(`/dist/${program}`), `${program} was never loaded`);
    }
    assert.deepEqual(found, wanted);
    assert.ok(JSON.stringify(wanted).includes('broad-token-permissions'), 'the report is empty');
  },
};

export const inBrowserDrives: readonly Drive[] = [sameFindings];
