import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { Drive } from './drive.js';
import { choose, command, cursorLine, openFile, until } from './window.js';

/** The rows of the view that are seen, with their descriptions. */
async function rows(page: Page): Promise<readonly string[]> {
  const texts = await tree(page).locator('.monaco-list-row').allInnerTexts();
  return texts.map((text) => text.replace(/\s+/gu, ' ').trim());
}

function tree(page: Page): Locator {
  return page.locator('.pane-body .monaco-list[aria-label*="Sessions"]');
}

function row(page: Page, text: string): Locator {
  return tree(page).locator('.monaco-list-row', { hasText: text }).first();
}

async function shown(page: Page): Promise<void> {
  await page.locator('.activitybar .action-item a[aria-label^="TrustScope"]').click();
  await row(page, 'Broad').waitFor();
}

/** Opens a row with the keyboard, as a screen reader's user does. */
async function expand(page: Page, text: string): Promise<void> {
  const found = row(page, text);
  await found.locator('.monaco-tl-twistie').click();
  await until(`${text} to open`, async () => (await found.getAttribute('aria-expanded')) === 'true');
}

/** A menu takes no click for a moment after it has come. */
async function fromMenu(page: Page, at: Locator, title: string): Promise<void> {
  await at.click({ button: 'right' });
  const item = page.locator('.context-view .action-item', { hasText: title }).first();
  await item.waitFor();
  await page.waitForTimeout(500);
  await item.click();
}

async function groupBy(page: Page, label: string): Promise<void> {
  await command(page, 'TrustScope: Group Sessions By…');
  await choose(page, label);
}

const showsAll: Drive = {
  name: 'the list has all sessions by width, opens a session, and goes to the line',
  run: async (page) => {
    await shown(page);
    await row(page, 'job publish').waitFor();
    await expand(page, 'job publish');
    const finding = row(page, 'broad-token-permissions');
    await finding.waitFor();
    await finding.click();
    await page.locator('.tab.active', { hasText: 'release.yml' }).waitFor();
    const text = page.locator('.view-line', { hasText: 'write-all' }).first();
    await text.waitFor();
    await until('the cursor at the finding', async () => (await cursorLine(page)) > 1);
  },
};

const followsTyping: Drive = {
  name: 'the list follows what is typed, and what is open stays open',
  run: async (page) => {
    await shown(page);
    await row(page, 'job publish').waitFor();
    await expand(page, 'job publish');
    await row(page, 'broad-token-permissions').waitFor();
    await openFile(page, 'release.yml');
    await page.locator('.view-line').first().click();
    await page.keyboard.press('Control+H');
    await page.locator('.find-widget.visible textarea[aria-label="Find"]').fill('write-all');
    await page.locator('.find-widget.visible textarea[aria-label="Replace"]').fill('read-all');
    await page.keyboard.press('Control+Alt+Enter');
    await until('the list to follow', async () =>
      (await rows(page)).some((text) => text.startsWith('job publish') && text.includes('read everything')),
    );
    const publish = row(page, 'job publish');
    await publish.waitFor();
    assert.equal(
      await publish.getAttribute('aria-expanded'),
      'true',
      'the session was closed by the refresh',
    );
  },
};

const narrows: Drive = {
  name: 'the list is gathered by file, narrowed by words and by a control, and shows all again',
  run: async (page) => {
    await shown(page);
    await groupBy(page, 'File');
    await row(page, 'release.yml').waitFor();
    await command(page, 'TrustScope: Filter Sessions…');
    await page.locator('.quick-input-widget input').first().fill('rabbitmq');
    await until('one file', async () => {
      const all = await rows(page);
      return all.length > 0 && all.every((text) => !text.includes('release.yml'));
    });
    await page.keyboard.press('Enter');
    await page.locator('.pane-body', { hasText: 'Only sessions with “rabbitmq”' }).first().waitFor();
    await command(page, 'TrustScope: Filter Sessions…');
    await page.locator('.quick-input-widget input').first().fill('no session has these words');
    await page.keyboard.press('Enter');
    const all = page.locator('.welcome-view-content a', { hasText: 'Show All Sessions' });
    await all.first().waitFor();
    await all.first().click();
    await row(page, 'release.yml').waitFor();
    await command(page, 'TrustScope: Filter Sessions by Framework Control…');
    await choose(page, 'OWASP Non-Human Identities');
    await choose(page, 'All of OWASP');
    await page.locator('.pane-body', { hasText: 'Only sessions with OWASP' }).first().waitFor();
  },
};

const acts: Drive = {
  name: 'a session of the list shows its card, and a finding is fixed from its menu',
  run: async (page) => {
    await shown(page);
    await fromMenu(page, row(page, 'job publish'), 'Show Trust Scope');
    await page.locator('.tab', { hasText: 'Session of job publish' }).waitFor();
    await expand(page, 'job publish');
    const finding = row(page, 'broad-token-permissions');
    await finding.waitFor();
    await fromMenu(page, finding, 'Fix…');
    await choose(page, 'Grant only');
    await until(
      'the finding to go',
      async () => !(await rows(page)).some((text) => text.includes('broad-token-permissions')),
    );
  },
};

const scans: Drive = {
  name: 'a scan fills the list and raises no toast',
  run: async (page) => {
    await command(page, 'TrustScope: Scan Workspace');
    await page.locator('.statusbar-item', { hasText: 'sessions broad' }).first().waitFor();
    await row(page, 'Broad').waitFor();
    await until('the end of the scan', async () => (await page.locator('.notification-toast').count()) === 0);
  },
};

export const scopesDrives: readonly Drive[] = [showsAll, followsTyping, narrows, acts, scans];
