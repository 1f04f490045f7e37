import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

/** Runs a command by its title, as from the palette. */
export async function command(page: Page, title: string): Promise<void> {
  const input = await asked(page, 'F1');
  await input.fill(`>${title}`);
  await firstRow(page, title);
  await page.keyboard.press('Enter');
}

/** Opens the input that a key asks for. A page that is still loading in the editor takes keys and hands none of them on. */
async function asked(page: Page, key: string): Promise<Locator> {
  const input = page.locator('.quick-input-widget input').first();
  await until(`the input of ${key}`, async () => {
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
    return input.isVisible();
  });
  return input;
}

/**
 * Waits until what Enter takes is what is asked for: before the list has answered, others stand in it, among them files of
 * the same name in other folders.
 */
async function firstRow(page: Page, label: string, folder = ''): Promise<void> {
  const rows = page.locator('.quick-input-list .monaco-list-row').filter({ visible: true });
  await rows.first().filter({ hasText: label }).filter({ hasText: folder }).waitFor();
}

/** Chooses a row of the list that asks. */
export async function choose(page: Page, label: string): Promise<void> {
  // The palette may still be on its way out, and a long list has rows only for what is seen of it.
  const rows = page.locator('.quick-input-list .monaco-list-row').filter({ visible: true });
  await rows.first().waitFor();
  await page.waitForTimeout(300);
  await page.locator('.quick-input-widget input[type="text"]').filter({ visible: true }).first().fill(label);
  const row = rows.filter({ hasText: label }).first();
  await row.waitFor();
  await row.click();
}

/** Opens a file of the folder by its name. */
export async function openFile(page: Page, name: string, line?: number): Promise<void> {
  const input = await asked(page, 'Control+P');
  await input.fill(name);
  const file = name.slice(name.lastIndexOf('/') + 1);
  await firstRow(page, file, name.slice(0, -file.length - 1));
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: file }).waitFor();
  if (line !== undefined) await goToLine(page, line);
}

/** Puts the cursor into a line, counted from 1. An editor that is still being laid out forgets where it was sent. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await until(`line ${String(line)}`, async () => {
    const input = await asked(page, 'Control+G');
    await input.fill(`:${String(line)}`);
    await page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await page.waitForTimeout(200);
    return (await cursorLine(page)) === line;
  });
}

/** The line that the status bar says the cursor is in. */
export async function cursorLine(page: Page): Promise<number> {
  const selection = page.locator('#status\\.editor\\.selection');
  // It is not there while no editor has the focus.
  const text = (await selection.count()) === 0 ? '' : await selection.innerText();
  return Number(/Ln (\d+)/u.exec(text)?.[1]);
}

/** Waits until a question has the answer that is wanted. */
export async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (await ask()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`${what} did not come`);
}
