import type { Snapshot } from '../analysis/snapshot.js';
import type { Origin } from '../model/origin.js';
import { sameRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';

/** A word under which something is defined: what stands at a key may be a logical id, a job's name, a label. */
const WORD = /[\w.-]+/gu;

/**
 * The texts that mean the thing whose name stands at the offset, or that is defined there, as far as its language says
 * so by itself. Only files in which the word occurs are looked into.
 */
export function namesOfThing(snapshot: Snapshot, uri: Uri, offset: number): readonly Origin[] {
  const here = snapshot.named(uri, offset)?.targets ?? definedHere(snapshot, uri, offset);
  const [target] = here;
  const text = target && snapshot.file(target.uri)?.text.slice(target.range.start, target.range.end);
  if (target === undefined || text === undefined || text === '') return [];
  const name = text.replace(/^["']|["']$/gu, '');
  return snapshot.kin(uri).flatMap((file) => namesIn(snapshot, file, name, target));
}

function namesIn(
  snapshot: Snapshot,
  file: { readonly uri: Uri; readonly text: string },
  name: string,
  target: Origin,
): readonly Origin[] {
  const found: Origin[] = [];
  for (let at = file.text.indexOf(name); at >= 0; at = file.text.indexOf(name, at + name.length)) {
    const named = snapshot.named(file.uri, at);
    if (named?.targets.some((one) => isSame(one, target)) === true) {
      found.push({ uri: file.uri, range: named.range });
    }
  }
  return found;
}

/** The word at the offset, as the place of a definition. */
function definedHere(snapshot: Snapshot, uri: Uri, offset: number): readonly Origin[] {
  const text = snapshot.file(uri)?.text;
  if (text === undefined) return [];
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(from, end < 0 ? text.length : end);
  for (const { index, 0: word } of line.matchAll(WORD)) {
    const range = { start: from + index, end: from + index + word.length };
    if (range.start <= offset && offset <= range.end) {
      const isQuoted = /["']/u.test(text.charAt(range.start - 1)) && /["']/u.test(text.charAt(range.end));
      return [{ uri, range: isQuoted ? { start: range.start - 1, end: range.end + 1 } : range }];
    }
  }
  return [];
}

function isSame(a: Origin, b: Origin): boolean {
  return a.uri === b.uri && sameRange(a.range, b.range);
}
