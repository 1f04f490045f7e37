import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { ROOT } from '../../../scripts/steps/root.js';
import { withInstalled } from '../../../scripts/vscode-host/installed.js';
import type { Counts } from '../../../scripts/steps/results.js';
import { choose, command, openFile } from './window.js';

/**
 * The package as it ships, installed from its file: it shows findings, sessions and the page of a rule. How long VS Code
 * says that it took to activate is printed, and not asserted.
 *
 *     npx tsx test/vscode/driven/installed.ts
 */
export async function runInstalled(): Promise<Counts> {
  const name = 'the package installs from its file and works without what lies beside it here';
  let activation = 0;
  try {
    await withInstalled(join(ROOT, 'examples'), async ({ said, page }) => {
      assert.match(said, /trustscope-[\d.]+\.vsix' was successfully installed/u);
      page.setDefaultTimeout(20_000);
      await openFile(page, 'release.yml');
      await page.locator('.codelens-decoration', { hasText: 'broad' }).first().waitFor();
      await page.locator('.tab.active .monaco-icon-label', { hasText: 'release.yml' }).waitFor();
      await command(page, 'TrustScope: Open Rule Page');
      await choose(page, 'broad-token-permissions');
      await page.locator('.tab.active', { hasText: 'broad-token-permissions' }).waitFor();
      await command(page, 'TrustScope: Show Log');
      await page.locator('.panel', { hasText: 'TrustScope' }).first().waitFor();
      activation = await activationTime(page);
      assert.ok(activation >= 0, 'it is not among the running extensions');
    });
    console.log(`  ✔ ${name} (activated in ${String(activation)} ms)`);
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.log(`  ✘ ${name}\n${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

/** How long VS Code says that the extension took to activate, in milliseconds, once it has. */
async function activationTime(page: Page): Promise<number> {
  await command(page, 'Developer: Show Running Extensions');
  const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'TrustScope' }).first();
  const time = row.locator('.activation-time');
  await time.filter({ hasText: /\d+ ?ms/u }).waitFor();
  return Number(/(\d+) ?ms/u.exec(await time.innerText())?.[1]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed } = await runInstalled();
  process.exit(failed > 0 ? 1 : 0);
}
