import { BuiltMapping, BuiltScalar, BuiltSequence } from '../../../syntax/nodes.js';
import { parse } from '../../../syntax/parse.js';
import type { ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { within } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';

/** Longer texts are no policies: IAM takes at most 10,240 characters for a role. */
const LONGEST = 40_000;

/**
 * A policy that is written as JSON inside of a string, as templates do it to have keys computed. Its nodes stand where
 * their text does in the file.
 *
 * @param source the file's text
 * @param substituted whether the string is the argument of `Fn::Sub`, so that what is in it is, too
 */
export function embeddedPolicy(
  source: string,
  scalar: ScalarNode,
  substituted: boolean,
): SyntaxNode | undefined {
  const { text } = scalar;
  if (text.length > LONGEST || !/^\s*\{/u.test(text) || !text.includes('"Statement"')) return undefined;
  const tree = parse(text, 'json');
  const [root] = tree.documents;
  if (root === undefined || !tree.complete) return undefined;
  const offsets = alignment(source, scalar);
  const { written } = scalar;
  const place = (range: TextRange): TextRange => {
    const start = offsets[range.start] ?? written.start;
    const end = (offsets[Math.max(range.start, range.end - 1)] ?? written.end - 1) + 1;
    return within(written, start - written.start, end - written.start);
  };
  return moved(root, place, substituted ? '!Sub' : undefined);
}

/** The same nodes at other places; scalars get the tag. */
function moved(
  node: SyntaxNode,
  place: (range: TextRange) => TextRange,
  tag: string | undefined,
): SyntaxNode {
  const at = { written: place(node.written), anchors: undefined, tag: undefined };
  if (node.kind === 'scalar') return movedScalar(node, place, tag);
  if (node.kind === 'sequence') {
    return new BuiltSequence(
      at,
      node.items.map((item) => moved(item, place, tag)),
      true,
    );
  }
  const entries = node.entries.map(({ key, value }) => ({
    key: movedScalar(key, place, tag),
    value: moved(value, place, tag),
    merged: false,
  }));
  return new BuiltMapping(at, entries, true);
}

function movedScalar(
  { value, text, style, written }: ScalarNode,
  place: (range: TextRange) => TextRange,
  tag: string | undefined,
): ScalarNode {
  const isText = typeof value === 'string' && text.includes('${');
  return new BuiltScalar(
    { written: place(written), anchors: undefined, tag: isText ? tag : undefined },
    value,
    text,
    style,
  );
}

/**
 * Where each character of the scalar's text stands in the file. Between two characters the file has at most white space
 * that was folded, and the marks of escapes.
 */
function alignment(source: string, { text, written, style }: ScalarNode): readonly (number | undefined)[] {
  const offsets: (number | undefined)[] = [];
  let at = written.start + (style === 'single' || style === 'double' ? 1 : 0);
  if (style === 'literal' || style === 'folded') at = source.indexOf('\n', at) + 1;
  for (const character of text) {
    const isBlank = /\s/u.test(character);
    let found = at;
    // Blanks that were written as escapes are not looked for.
    while (
      found < written.end &&
      source.charAt(found) !== character &&
      isNoise(source.charAt(found), style)
    ) {
      found++;
    }
    const isFound = found < written.end && source.charAt(found) === character;
    for (let unit = 0; unit < character.length; unit++) {
      offsets.push(isFound ? found + unit : isBlank ? at : undefined);
    }
    if (isFound) at = found + character.length;
    else if (isBlank && style === 'double' && source.charAt(at) === '\\') at += 2;
  }
  return offsets;
}

function isNoise(character: string, style: ScalarNode['style']): boolean {
  if (/\s/u.test(character)) return true;
  return (style === 'double' && character === '\\') || (style === 'single' && character === "'");
}
