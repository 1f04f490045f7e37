import type { Origin } from '../model/origin.js';
import type { ScalarNode, SyntaxTree } from '../syntax/syntaxTree.js';
import { within } from '../text/block.js';
import type { TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';

/**
 * Where a part of a scalar's text stands in the file: the first place at or behind `from` characters of the scalar at
 * which it is written just so, else the scalar's first line. Behind an alias it is the alias.
 */
export function placeIn(
  { uri, tree }: { readonly uri: Uri; readonly tree: SyntaxTree },
  scalar: ScalarNode,
  part: string,
): Origin {
  const { range, written } = scalar;
  const found = part === '' ? undefined : rangeOf(tree, written, part);
  if (range !== written) return { uri, range, anchor: found ?? written };
  return { uri, range: found ?? firstLine(tree, scalar) };
}

function rangeOf(tree: SyntaxTree, written: TextRange, part: string): TextRange | undefined {
  const raw = tree.text.slice(written.start, written.end);
  const isWord = /^\w+$/u.test(part);
  for (let at = raw.indexOf(part); at >= 0; at = raw.indexOf(part, at + 1)) {
    const end = at + part.length;
    // A variable's name may be a part of another one's.
    if (isWord && (/\w/u.test(raw.charAt(at - 1)) || /\w/u.test(raw.charAt(end)))) continue;
    return within(written, at, end);
  }
  return undefined;
}

/** The first line of a scalar that says anything; a block of lines is too much to point at. */
function firstLine(tree: SyntaxTree, { written, style }: ScalarNode): TextRange {
  const raw = tree.text.slice(written.start, written.end);
  if (!raw.includes('\n')) return written;
  // The header of a block scalar is its first line.
  const from = style === 'literal' || style === 'folded' ? raw.indexOf('\n') + 1 : 0;
  const match = /[^\s][^\r\n]*/u.exec(raw.slice(from));
  if (match === null) return written;
  const start = from + match.index;
  return within(written, start, start + match[0].trimEnd().length);
}
