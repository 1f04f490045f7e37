import type { AST } from '@eslint-community/regexpp';
import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';

/** Spellings of PCRE that JavaScript has not, and what they are there. */
const PCRE: readonly (readonly [RegExp, string])[] = [
  [/\\A/gu, '^'],
  [/\\[zZ]/gu, '$'],
  [/\[\[:alpha:\]\]/gu, '[A-Za-z]'],
  [/\[\[:digit:\]\]/gu, '[0-9]'],
  [/\[\[:alnum:\]\]/gu, '[0-9A-Za-z]'],
];

/**
 * The expression with its anchors as characters that are consumed, and with nothing else that could consume those.
 * Undefined when it is none, or holds what is not decided here.
 */
export function consuming(
  expression: string,
  marks: { readonly start: string; readonly end: string },
): string | undefined {
  const source = PCRE.reduce((text, [from, to]) => text.replace(from, to), expression);
  const pattern = parsed(source);
  if (pattern === undefined) return undefined;
  const splices: { start: number; end: number; text: string }[] = [];
  const doubts: AST.Node[] = [];
  const put = ({ start, end }: AST.Node, text: string): void => {
    splices.push({ start, end, text });
  };
  visitRegExpAST(pattern, {
    onAssertionEnter(node) {
      if (node.kind === 'start' || node.kind === 'end') put(node, marks[node.kind]);
      else doubts.push(node);
    },
    onBackreferenceEnter(node) {
      doubts.push(node);
    },
    onCharacterSetEnter(node) {
      const inClass = node.parent.type === 'CharacterClass';
      if (node.kind === 'any') put(node, `[^${marks.start}${marks.end}]`);
      else if (node.kind !== 'property' && node.negate) {
        if (inClass) doubts.push(node);
        else put(node, `[^${node.raw.toLowerCase()}${marks.start}${marks.end}]`);
      }
    },
    onCharacterClassEnter(node) {
      if (node.negate) {
        splices.push({ start: node.start + 2, end: node.start + 2, text: marks.start + marks.end });
      }
    },
  });
  if (doubts.length > 0) return undefined;
  return splices
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source);
}

function parsed(source: string): AST.Pattern | undefined {
  try {
    return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, {
      unicode: false,
      unicodeSets: false,
    });
  } catch {
    return undefined;
  }
}
