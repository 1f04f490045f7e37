import type { LineIndex } from '../../text/lineIndex.js';
import type { TextRange } from '../../text/textRange.js';
import { columnsOf, columnsOfCharacter } from './columns.js';
import { visible } from '../../text/visible.js';

/** A line of a file with marks under a part of it. Both are equally long up to the marks. */
export interface Excerpt {
  readonly line: string;
  readonly marks: string;
}

/** How many columns before the marks stay in view when a long line is cut. */
const LEAD = 16;

/**
 * The line in which `range` starts, cut to `width` columns around the range, with carets under it. A range that goes
 * on over several lines is marked up to the end of its first.
 */
export function excerpt(text: string, lines: LineIndex, range: TextRange, width: number): Excerpt {
  const { line } = lines.positionAt(range.start);
  const start = lines.lineStart(line);
  const source = text.slice(start, lines.lineStart(line + 1)).replace(/[\r\n]+$/u, '');
  const from = range.start - start;
  const to = Math.min(Math.max(range.end - start, from + 1), Math.max(source.length, from + 1));
  const before = visible(source.slice(0, from));
  const marked = visible(source.slice(from, to));
  const after = visible(source.slice(to));

  const head = columnsOf(before + marked) <= width ? before : keepEnd(before, LEAD);
  const middle = keepStart(marked, Math.max(1, width - columnsOf(head)));
  const tail = middle === marked ? keepStart(after, width - columnsOf(head + middle)) : '';
  const marks = '^'.repeat(Math.max(1, columnsOf(middle)));
  return { line: `${head}${middle}${tail}`.trimEnd(), marks: ' '.repeat(columnsOf(head)) + marks };
}

/** The first `width` columns, with a sign where something was cut off. */
export function keepStart(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let kept = '';
  let columns = 0;
  for (const character of text) {
    columns += columnsOfCharacter(character);
    if (columns > width - 1) break;
    kept += character;
  }
  return width > 0 ? `${kept}…` : '';
}

function keepEnd(text: string, width: number): string {
  const characters = Array.from(text);
  let columns = 0;
  let first = characters.length;
  while (first > 0 && columns + columnsOfCharacter(characters[first - 1] ?? '') < width) {
    first--;
    columns += columnsOfCharacter(characters[first] ?? '');
  }
  return first === 0 ? text : `…${characters.slice(first).join('')}`;
}
