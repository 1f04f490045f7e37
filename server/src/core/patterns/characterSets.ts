import type { AST } from '@eslint-community/regexpp';

/** Code units from the first to the last. */
export type Range = readonly [first: number, last: number];

const LAST = 0xff_ff;
const DIGITS: readonly Range[] = [[0x30, 0x39]];
const WORD: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** What PCRE counts as white space. */
const SPACE: readonly Range[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
];

const SETS: Readonly<Record<string, readonly Range[]>> = { digit: DIGITS, word: WORD, space: SPACE };

/** The ranges of an escape such as `\w`, or of a class in brackets; undefined for what is not decided here. */
export function rangesOf(
  node: AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass,
  ignoreCase: boolean,
): readonly Range[] | undefined {
  if (node.type === 'ExpressionCharacterClass') return undefined;
  if (node.type === 'CharacterSet') {
    const ranges = SETS[node.kind];
    if (node.kind === 'any' || node.kind === 'property' || ranges === undefined) return undefined;
    return node.negate ? complement(ranges) : ranges;
  }
  const parts: Range[] = [];
  for (const element of node.elements) {
    const ranges = elementRanges(element, ignoreCase);
    if (ranges === undefined) return undefined;
    parts.push(...ranges);
  }
  const all = ignoreCase ? parts.flatMap(bothCases) : parts;
  return node.negate ? complement(all) : all;
}

function elementRanges(
  element: AST.CharacterClassElement,
  ignoreCase: boolean,
): readonly Range[] | undefined {
  switch (element.type) {
    case 'Character':
      return [[element.value, element.value]];
    case 'CharacterClassRange':
      return [[element.min.value, element.max.value]];
    case 'CharacterSet':
      return rangesOf(element, ignoreCase);
    default:
      return undefined;
  }
}

/** A range of letters of the alphabet, in both cases. */
function bothCases(range: Range): readonly Range[] {
  const shifted = (first: number, last: number, by: number): readonly Range[] => {
    const from = Math.max(range[0], first);
    const to = Math.min(range[1], last);
    return from > to ? [] : [[from + by, to + by]];
  };
  return [range, ...shifted(0x41, 0x5a, 0x20), ...shifted(0x61, 0x7a, -0x20)];
}

/** All that is in none of the ranges. */
export function complement(ranges: readonly Range[]): readonly Range[] {
  const rest: Range[] = [];
  let next = 0;
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (first > next) rest.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

/** A class in brackets that holds the ranges without the characters that are kept out. */
export function classSource(ranges: readonly Range[], without: readonly string[]): string {
  const outside = [
    ...complement(ranges),
    ...without.map((mark): Range => [mark.charCodeAt(0), mark.charCodeAt(0)]),
  ];
  const parts = complement(outside).map(([first, last]) => `${escaped(first)}-${escaped(last)}`);
  return `[${parts.join('')}]`;
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
