import { Char } from './scan.js';

/** Entries of a block mapping as parts of a text, each with the comments and blank lines behind it. */
export interface Split {
  /** How far the keys are indented. */
  readonly column: number;
  /** Where the line of each key begins. */
  readonly starts: readonly number[];
}

/**
 * Parts the entries of a block mapping by the indentation of its keys, without a look at what else lines hold: each
 * part must be read as one entry and no more before that is believed. `undefined` where no mapping can be.
 *
 * @param above how far what holds the mapping is indented; -1 for a document
 */
export function splitEntries(text: string, from: number, to: number, above: number): Split | undefined {
  const starts: number[] = [];
  let column = -1;
  for (let start = from; start < to; start = nextLine(text, start, to)) {
    let at = start;
    while (at < to && text.charCodeAt(at) === Char.Space) at++;
    const code = at < to ? text.charCodeAt(at) : Char.LineFeed;
    if (code === Char.LineFeed || code === Char.Return || code === Char.Hash) continue;
    const indent = at - start;
    if (column < 0) {
      column = indent;
      if (indent <= above || isItem(text, at, code)) return undefined;
    }
    if (indent > column) continue;
    if (indent < column || code === Char.Tab) return undefined;
    // A list may stand as far left as the key that it is the value of.
    if (!isItem(text, at, code)) starts.push(start);
    else if (isMarker(text, at)) return undefined;
  }
  return column < 0 ? undefined : { column, starts };
}

function nextLine(text: string, at: number, to: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? to : found + 1;
}

function isItem(text: string, at: number, code: number): boolean {
  if (code !== Char.Minus) return false;
  const next = text.charCodeAt(at + 1);
  return !(next > Char.Space) || isMarker(text, at);
}

function isMarker(text: string, at: number): boolean {
  return text.startsWith('---', at) && !(text.charCodeAt(at + 3) > Char.Space);
}
