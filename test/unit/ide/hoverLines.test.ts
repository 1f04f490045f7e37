import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hover } from '../../../server/src/core/ide/hover.js';
import { markdownText } from '../../../server/src/core/text/markdown.js';
import { openRepository, uriOf } from '../../support/repository.js';
import { shownLines } from '../../support/ide/shownLines.js';

/**
 * VS Code shows ten to thirteen lines without scrolling in a window of 1440 × 900. What is no card ends there or just below; a
 * card has its verdict, its starts, its life and its reach there, and what stands behind gates may be below.
 */
const LINES = 14;
const LINES_OF_CARD = 16;

function filesOf(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:ya?ml|json|tf)$/u.test(path))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

/** Every hover of the folder, once for each range, with its place. */
function hoversOf(folder: string): readonly { readonly at: string; readonly text: string }[] {
  const files = filesOf(folder);
  const snapshot = openRepository(files);
  return [...files].flatMap(([path, text]) => {
    const byRange = new Map<number, { readonly at: string; readonly text: string }>();
    for (const { index } of text.matchAll(/[\w$@.*/-]+/gu)) {
      const content = hover(snapshot, uriOf(path), index + 1);
      if (content === undefined || byRange.has(content.range.start)) continue;
      const line = text.slice(0, index).split('\n').length;
      byRange.set(content.range.start, {
        at: `${path}:${String(line)}`,
        text: markdownText(content.markdown),
      });
    }
    return [...byRange.values()];
  });
}

describe.each(['examples', 'test/vscode/workspace', 'test/vscode/gallery'])('the hovers of %s', (folder) => {
  const all = hoversOf(folder);

  it('are many', () => {
    expect(all.length).toBeGreaterThan(20);
  });

  it('show what matters without scrolling', () => {
    const long = all
      .map(({ at, text }) => ({ at, text, lines: shownLines(text) }))
      .filter(({ text, lines }) => lines > (text.startsWith('**Session of') ? LINES_OF_CARD : LINES));
    expect(long.map(({ at, lines, text }) => `${at}: ${String(lines)} lines\n${text}`)).toEqual([]);
  });

  it('say nothing twice', () => {
    const twice = all.filter(({ text }) => {
      const told = text.split('\n\n');
      return new Set(told).size < told.length;
    });
    expect(twice.map(({ at, text }) => `${at}\n${text}`)).toEqual([]);
  });
});
