import type { Drive } from './drive.js';
import { command, openFile } from './window.js';

/** One file of each kind that the examples have. */
const FILES = [
  '.github/workflows/release.yml',
  'infra/roles.yaml',
  'deploy/shop.yaml',
  'rabbitmq/definitions.json',
  '.claude/settings.json',
  'pipelines/.gitlab-ci.yml',
  'pipelines/azure-pipelines.yml',
  'pipelines/bitbucket-pipelines.yml',
  'pipelines/.circleci/config.yml',
];

const SHIELD = '.editor-actions .action-label[aria-label^="Show Trust Scope"]';

const isAboveAll: Drive = {
  name: 'the shield stands above every kind of file in which sessions are, and above no other',
  run: async (page) => {
    for (const file of FILES) {
      await openFile(page, file);
      await page.locator(SHIELD).waitFor();
    }
    await openFile(page, 'README.md');
    await page.locator(SHIELD).waitFor({ state: 'hidden' });
    await openFile(page, 'infra/roles.yaml', 9);
    await page.locator(SHIELD).click();
    await page.locator('.tab.active', { hasText: 'Session of role' }).waitFor();
    await command(page, 'View: Close All Editors');
  },
};

export const shieldDrives: readonly Drive[] = [isAboveAll];
