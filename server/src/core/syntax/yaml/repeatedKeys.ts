import type { SyntaxEntry, SyntaxProblem } from '../syntaxTree.js';
import { quoted } from '../../text/quoted.js';
import { clipped } from '../../text/phrases.js';

/** A reader mends the first few; a generated file may have thousands. */
export const MAX_PROBLEMS = 50;

/** Up to this many entries each key is held against those before it. */
const FEW = 8;

/** Tells of each key of a mapping whether it was there before. */
export class KeysSeen {
  #texts: Set<string> | undefined;

  /** Remembers a problem where the last of the entries so far has the key of one before. */
  check(entries: readonly SyntaxEntry[], problems: SyntaxProblem[]): void {
    const last = entries.at(-1)?.key;
    if (last !== undefined && this.#isKnown(last.text, entries)) problems.push(repeatedKey(last));
  }

  #isKnown(text: string, entries: readonly SyntaxEntry[]): boolean {
    const before = entries.length - 1;
    if (before < FEW) {
      for (let at = 0; at < before; at++) if (entries[at]?.key.text === text) return true;
      return false;
    }
    this.#texts ??= new Set(entries.slice(0, before).map(({ key }) => key.text));
    const size = this.#texts.size;
    return this.#texts.add(text).size === size;
  }
}

/** What is wrong with a key that was there before. */
export function repeatedKey({ text, range }: SyntaxEntry['key']): SyntaxProblem {
  return {
    message: `Key ${quoted(shorten(text))} is written twice in this mapping.`,
    range,
    severity: 'error',
  };
}

/** As much of a text as fits into a message. */
export function shorten(text: string): string {
  return clipped(text, 40);
}
