import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { ROOT } from '../../../scripts/steps/root.js';
import { command, openFile } from '../driven/window.js';
import { findingPlaces } from './findingPlaces.js';
import { cutTexts, hoverSize, rawMarks } from './measure.js';
import type { Place } from './places.js';
import { hovers, lensFiles } from './places.js';

/** What can be told of a picture without looking. */
export interface Shown {
  /** What is wrong; nothing where all is in sight. */
  readonly remarks: readonly string[];
  readonly detail: string;
  /** Where in the picture to look, in CSS pixels; the whole window where it is left out. */
  readonly box?: Box;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture to be taken in the window that is open. */
export interface Shot {
  readonly name: string;
  readonly take: (page: Page, path: string) => Promise<Shown>;
}

const HOVER = '.monaco-hover:not(.hidden):has(.hover-contents)';

/** The hover at each place, as it opens. */
export function hoverShots(folder: string): readonly Shot[] {
  return hovers.map((place) => ({
    name: `hover-${place.name}`,
    take: async (page, path) => {
      await goTo(page, folder, place);
      await page.keyboard.press('Control+K');
      await page.keyboard.press('Control+I');
      const hover = page.locator(HOVER).last();
      await hover.waitFor();
      // A finding is there at once; what the server says comes after it.
      await hover.getByText('Loading...').waitFor({ state: 'hidden' });
      await rest(page);
      await page.screenshot({ path });
      const box = await boxAround(hover);
      const size = await hoverSize(hover);
      const text = await hover.innerText();
      await page.keyboard.press('Escape');
      return {
        remarks: [
          ...(size.hidden > 0 ? [`scrolls: ${String(size.hidden)} px of ${String(size.all)} hidden`] : []),
          ...rawMarks(text),
        ],
        detail: `${String(size.all)} px`,
        ...box,
      };
    },
  }));
}

/** The lenses of each file, at its top. */
export function lensShots(): readonly Shot[] {
  return lensFiles.map((file) => ({
    name: `lens-${file.replace(/\W+/gu, '-').replace(/^-/u, '')}`,
    take: async (page, path) => {
      await openFile(page, file, 1);
      const lenses = page.locator('.codelens-decoration').filter({ visible: true });
      await lenses.first().waitFor();
      await rest(page);
      await page.screenshot({ path });
      const cut = await cutTexts(page, '.codelens-decoration', '.monaco-editor .overflow-guard');
      return { remarks: cut.map((text) => `cut: ${text}`), detail: `${String(await lenses.count())} lenses` };
    },
  }));
}

/** The light bulb at each finding of the folder. */
export function fixShots(folder: string): readonly Shot[] {
  return findingPlaces(folder).map(({ name, file, line, character }) => ({
    name: `fixes-${name}`,
    take: async (page, path) => {
      await openAt(page, file, line, character);
      await page
        .locator('.squiggly-error, .squiggly-warning, .squiggly-info, .squiggly-hint')
        .first()
        .waitFor({ state: 'attached' });
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget .monaco-list-row').first().waitFor();
      await rest(page);
      await page.screenshot({ path });
      const box = await boxAround(page.locator('.action-widget'));
      const cut = await cutTexts(page, '.action-widget .monaco-list-row .title', '.action-widget');
      const titles = await page.locator('.action-widget .monaco-list-row .title').allInnerTexts();
      await page.keyboard.press('Escape');
      return {
        remarks: [...cut.map((text) => `cut: ${text}`), ...titles.flatMap(rawMarks)],
        detail: titles.join(' │ '),
        ...box,
      };
    },
  }));
}

/** The list of sessions, the card, the graph, the comparison with the base. */
export function viewShots(folder: string): readonly Shot[] {
  return [
    view('scopes', async (page) => {
      await openAt(page, '.github/workflows/release.yml', 31, 4);
      await command(page, 'View: Show TrustScope');
      await page.locator('.sidebar .monaco-list-row', { hasText: 'job publish' }).first().waitFor();
    }),
    view('card', async (page) => {
      await openAt(page, '.github/workflows/release.yml', 31, 4);
      await command(page, 'TrustScope: Show Trust Scope of the Session');
      await page.waitForTimeout(3000);
    }),
    view('graph', async (page) => {
      await command(page, 'View: Close All Editors');
      await openAt(page, '.github/workflows/release.yml', 31, 4);
      await command(page, 'TrustScope: Show Reach Graph');
      await page.waitForTimeout(4000);
    }),
    view('wider', async (page) => {
      await command(page, 'View: Close All Editors');
      execFileSync('git', ['switch', '--create', 'feature'], { cwd: folder, stdio: 'ignore' });
      execFileSync('git', ['apply', join(ROOT, 'examples/wider.patch')], { cwd: folder, stdio: 'ignore' });
      await openFile(page, 'release.yml', 1);
      await page.locator('.codelens-decoration', { hasText: 'wider than main' }).first().waitFor();
    }),
    view('wider-scopes', async (page) => {
      await command(page, 'View: Show TrustScope');
      await page.waitForTimeout(1000);
    }),
  ];
}

function view(name: string, show: (page: Page) => Promise<void>): Shot {
  return {
    name: `view-${name}`,
    take: async (page, path) => {
      await show(page);
      await rest(page);
      await page.screenshot({ path });
      return { remarks: [], detail: '' };
    },
  };
}

async function goTo(page: Page, folder: string, { name, file, at }: Place): Promise<void> {
  const text = readFileSync(join(folder, file), 'utf8');
  const start = text.indexOf(at);
  if (start < 0) throw new Error(`${file} has no "${at}" for ${name}`);
  const before = text.slice(0, start + at.length);
  await openAt(page, file, before.split('\n').length - 1, before.length - before.lastIndexOf('\n') - 1);
}

/** Opens a file at a place counted from 0, in the middle of the window. */
async function openAt(page: Page, file: string, line: number, character: number): Promise<void> {
  // From its top, where a lens tells that the server has read it: the place may be far from any.
  await openFile(page, file, 1);
  await page.locator('.codelens-decoration').filter({ visible: true }).first().waitFor();
  await page.keyboard.press('Control+G');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor();
  await input.fill(`:${String(line + 1)}:${String(character + 1)}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** Waits until late decorations and icons have come. */
async function rest(page: Page): Promise<void> {
  await page.waitForTimeout(500);
}

/** The place of something with the lines about it. */
async function boxAround(thing: Locator): Promise<{ readonly box?: Box }> {
  const box = await thing.boundingBox();
  if (box === null) return {};
  const y = Math.max(0, box.y - 60);
  return {
    box: { x: Math.max(0, box.x - 60), y, width: box.width + 120, height: box.y + box.height + 60 - y },
  };
}
