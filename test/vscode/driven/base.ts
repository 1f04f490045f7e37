import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { ROOT } from '../../../scripts/steps/root.js';
import type { Drive } from './drive.js';
import { graphFrame } from './graph.js';
import { pictureOf } from './picture.js';
import type { Theme } from './themes.js';
import { choose, command, cursorLine, openFile, until } from './window.js';

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
}

/** Widens each of the five pictures, as `examples/wider.patch` does, on a branch of its own that is not committed yet. */
function widen(folder: string): void {
  git(folder, 'switch', '--create', 'feature');
  git(folder, 'apply', join(ROOT, 'examples/wider.patch'));
}

function lens(page: Page, text: string): Locator {
  return page.locator('.codelens-decoration', { hasText: text }).first();
}

/** The marks of lines that widened something; what stands after a line is no text of it. */
function marks(page: Page): Locator {
  return page.locator('.monaco-editor [class*="ced-"]');
}

const lenses: Drive = {
  name: 'the base: a lens says what got wider, and opens both cards side by side',
  run: async (page, folder) => {
    widen(folder);
    await openFile(page, 'release.yml');
    const wider = lens(page, 'wider than main: ');
    await wider.waitFor();
    assert.match(await wider.innerText(), /\+secretsmanager:GetSecretValue/u);
    await wider.locator('a', { hasText: 'wider than main' }).click();
    await page.locator('.tab.active', { hasText: 'job build: main ↔ now' }).waitFor();
    const now = page.locator('.editor.modified .view-lines');
    const before = page.locator('.editor.original .view-lines');
    await until('the card of now', async () => (await now.innerText()).includes('Reaches'));
    assert.match(await before.innerText(), /Session.of.job.build/u);
    await until(
      'what differs',
      async () =>
        (await page.locator('.editor.modified .char-insert, .editor.modified .line-insert').count()) > 0,
    );
  },
};

const followsTyping: Drive = {
  name: 'the base: lens and marks follow what is typed, and go when it is taken back',
  run: async (page) => {
    await openFile(page, 'triage.yml');
    await lens(page, '·').waitFor();
    await page.locator('.view-line').first().click();
    await page.keyboard.press('Control+H');
    await page.locator('.find-widget.visible textarea[aria-label="Find"]').fill('issues: write');
    await page
      .locator('.find-widget.visible textarea[aria-label="Replace"]')
      .fill('issues: write\n      contents: write');
    await page.keyboard.press('Control+Alt+Enter');
    await lens(page, 'wider than main: +contents:write').waitFor();
    await until('the mark', async () => (await marks(page).count()) > 0);
    await page.locator('.view-line').first().click();
    await page.keyboard.press('Control+Z');
    await until(
      'the lens to go',
      async () => (await page.locator('.codelens-decoration', { hasText: 'wider than' }).count()) === 0,
    );
    await until('the mark to go', async () => (await marks(page).count()) === 0);
  },
};

const lists: Drive = {
  name: 'the base: all that changed is listed, the worst first, and a choice goes to the line',
  run: async (page, folder) => {
    widen(folder);
    await openFile(page, 'definitions.json');
    await lens(page, 'wider than main: ').waitFor();
    await command(page, 'TrustScope: Show What Changed Since the Base');
    const rows = page.locator('.quick-input-list .monaco-list-row').filter({ visible: true });
    await until('the list', async () => (await rows.count()) >= 7);
    const [first = ''] = await rows.allInnerTexts();
    assert.match(first, /^\+ /u);
    await choose(page, 'RabbitMQ user storefront');
    await until('the cursor at the permission', async () => (await cursorLine(page)) === 30);
    await until('the mark', async () => (await marks(page).count()) > 0);
    await page
      .locator('.view-line', { hasText: '"read"' })
      .first()
      .hover({ position: { x: 60, y: 8 } });
    const hover = page.locator('.monaco-hover', { hasText: 'RabbitMQ user storefront may now read' }).first();
    await hover.waitFor();
  },
};

const chooses: Drive = {
  name: 'the base: another one is chosen, and a commit on the branch changes nothing',
  run: async (page, folder) => {
    git(folder, 'switch', '--create', 'feature');
    git(folder, 'apply', join(ROOT, 'examples/wider.patch'));
    git(folder, 'commit', '--all', '--message=Widen');
    git(folder, 'tag', 'agreed');
    await openFile(page, 'release.yml');
    await lens(page, 'wider than main: ').waitFor();
    await command(page, 'TrustScope: Choose the Base to Compare With…');
    await choose(page, 'agreed');
    await until(
      'nothing that is wider',
      async () => (await page.locator('.codelens-decoration', { hasText: 'wider than' }).count()) === 0,
    );
    await command(page, 'TrustScope: Choose the Base to Compare With…');
    await choose(page, 'Default branch');
    await lens(page, 'wider than main: ').waitFor();
  },
};

const draws: Drive = {
  name: 'the base: the graph draws only what changed',
  run: async (page, folder) => {
    widen(folder);
    await openFile(page, 'release.yml', 12);
    await lens(page, 'wider than main: ').waitFor();
    await command(page, 'TrustScope: Show Reach Graph');
    const frame = await graphFrame(page);
    await frame.locator('#only-changed').check();
    await until('some to be left out', async () => {
      const status = await frame.locator('#status').innerText();
      return /^\d+ sessions?, \d+ left out$/u.test(status);
    });
    const labels = await frame.locator('.node .label').allTextContents();
    assert.ok(labels.some((text) => text.includes('job build')));
    assert.ok(labels.every((text) => !text.includes('job preview')));
  },
};

function looks(theme: Theme): Drive {
  return {
    name: `the base: pictures in ${theme}`,
    theme,
    run: async (page, folder) => {
      widen(folder);
      await openFile(page, 'infra/roles.yaml', 33);
      await until('the mark', async () => (await marks(page).count()) > 0);
      await pictureOf(page, 'base-marks', theme);
      await openFile(page, 'release.yml', 12);
      await lens(page, 'wider than main: ').waitFor();
      await pictureOf(page, 'base-lens', theme);
      await lens(page, 'wider than main: ').locator('a', { hasText: 'wider than main' }).click();
      await page.locator('.editor.modified .line-insert, .editor.modified .char-insert').first().waitFor();
      await pictureOf(page, 'base-cards', theme);
      await command(page, 'TrustScope: Show What Changed Since the Base');
      await page.locator('.quick-input-list .monaco-list-row').filter({ visible: true }).nth(3).waitFor();
      await pictureOf(page, 'base-list', theme);
    },
  };
}

export const baseDrives: readonly Drive[] = [
  lenses,
  followsTyping,
  lists,
  chooses,
  draws,
  looks('light'),
  looks('dark'),
  looks('high contrast'),
];
