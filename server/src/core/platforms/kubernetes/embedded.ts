import type { Origin } from '../../model/origin.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { within } from '../../text/block.js';
import type { TextRange } from '../../text/textRange.js';
import type { Reading } from './reading.js';

/** A text within the file's text: tells where its parts stand in the file, or else the whole of it. */
export class Embedded {
  readonly #offsets: readonly (number | undefined)[];

  constructor(
    readonly reading: Reading,
    readonly node: ScalarNode,
  ) {
    this.#offsets = node.range === node.written ? offsetsOf(reading.tree.text, node) : [];
  }

  originOf({ start, end }: TextRange): Origin {
    const first = this.#offsets[start];
    const last = this.#offsets[Math.max(start, end - 1)];
    if (first === undefined || last === undefined || last < first) return this.reading.originOf(this.node);
    return { uri: this.reading.uri, range: within(this.node.written, first, last + 1) };
  }
}

/**
 * Where each character stands, counted from where the text is written: between two of them the file has at most white
 * space and the marks of escapes.
 */
function offsetsOf(file: string, { text, written, style }: ScalarNode): readonly (number | undefined)[] {
  const source = file.slice(written.start, written.end);
  const isBlock = style === 'literal' || style === 'folded';
  let at = isBlock ? source.indexOf('\n') + 1 : style === 'plain' ? 0 : 1;
  const offsets: (number | undefined)[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    let found = at;
    while (found < source.length && source.charAt(found) !== character && isBetween(source.charAt(found))) {
      found += 1;
    }
    const isFound = found < source.length && source.charAt(found) === character;
    offsets.push(isFound ? found : undefined);
    if (isFound) at = found + 1;
  }
  return offsets;
}

function isBetween(character: string): boolean {
  return /[\s\\']/u.test(character);
}
