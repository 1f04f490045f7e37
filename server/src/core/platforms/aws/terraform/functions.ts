import type { HclExpression } from '../../../syntax/hcl/expression.js';
import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { joinAt, LONGEST_TEXT, mappingAt, scalarAt, sequenceAt, unknownAt } from './build.js';
import type { Env, Evaluator } from './evaluator.js';
import { rangeOf, sourceOf } from './evaluator.js';
import { flatItems, isFunction, sidesOf } from './nodeText.js';

type Call = Extract<HclExpression, { kind: 'call' }>;

/** Functions that give what they are given, as far as a policy can tell. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'jsonencode',
  'jsondecode',
  'tostring',
  'tolist',
  'toset',
  'tonumber',
  'tobool',
  'sensitive',
  'nonsensitive',
  'distinct',
  'sort',
  'reverse',
  'one',
  'trimspace',
  'chomp',
]);

/** A call with what its arguments come to. */
interface Given {
  readonly args: readonly SyntaxNode[];
  readonly range: TextRange;
}

type Work = (given: Given) => SyntaxNode | undefined;

/**
 * What a call gives, where that can be told from what it is given.
 *
 * https://developer.hashicorp.com/terraform/language/functions
 */
export function callNode(evaluator: Evaluator, call: Call, env: Env): SyntaxNode {
  const range = rangeOf(call, env);
  const args = call.args.map((expression) => evaluator.expression(expression, env));
  const [first, ...others] = args;
  if (first !== undefined && TRANSPARENT.has(call.name) && others.length === 0) return first;
  const work = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  return work?.({ args, range }) ?? unknownAt(range, sourceOf(call, env));
}

/** Items of a list that is put together of others; more are none that a policy has. */
const MOST_ITEMS = 2_000;

/** Lists in lists are laid flat at once, so that a chain of them is no deeper than one. */
const inOneList: Work = ({ args, range }) => {
  const items = args.flatMap((arg) => (arg.kind === 'sequence' ? arg.items : [arg]));
  return items.length > MOST_ITEMS ? undefined : sequenceAt(range, items);
};

const FUNCTIONS: Readonly<Record<string, Work>> = {
  concat: inOneList,
  flatten: inOneList,
  setunion: inOneList,
  compact: ({ args: [list], range }) =>
    list?.kind === 'sequence'
      ? sequenceAt(
          range,
          list.items.filter((item) => item.kind !== 'scalar' || (item.value !== null && item.text !== '')),
        )
      : list,
  // What comes first counts, as long as there is such a thing.
  try: ({ args: [first] }) => first,
  coalesce: ({ args: [first] }) => (first?.kind === 'scalar' && first.text !== '' ? first : undefined),
  merge: merged,
  keys: (given) => sideOf(given, 'keys'),
  values: (given) => sideOf(given, 'values'),
  lookup: ({ args: [map, key, other] }) => {
    const name = textOf(key);
    if (name === undefined || map?.kind !== 'mapping' || isFunction(map)) return undefined;
    return get(map, name) ?? other;
  },
  element: ({ args: [list, index], range }) => {
    const items = list === undefined ? undefined : flatItems(list);
    if (items === undefined || items.length === 0) return undefined;
    const at = textOf(index) ?? '';
    // Which one is asked for may hang on the turn of a loop: each is, in turn.
    return /^\d+$/u.test(at) ? items[Number(at) % items.length] : sequenceAt(range, items);
  },
  format: formatted,
  join: ({ args: [glue, list], range }) => {
    const items = list === undefined ? undefined : flatItems(list);
    const text = textOf(glue);
    if (items === undefined || text === undefined || items.some((item) => sidesOf(item) !== undefined)) {
      return undefined;
    }
    return joinAt(
      range,
      items.flatMap((item, at) => (at === 0 ? [item] : [scalarAt(range, text), item])),
    );
  },
  split: ({ args: [glue, whole], range }) => {
    const [by, text] = [textOf(glue), textOf(whole)];
    if (by === undefined || by === '' || text === undefined) return undefined;
    const parts = text.split(by);
    return parts.length > MOST_ITEMS
      ? undefined
      : sequenceAt(
          range,
          parts.map((part) => scalarAt(range, part)),
        );
  },
  lower: (given) => ofTexts(given, (text) => text.toLowerCase()),
  upper: (given) => ofTexts(given, (text) => text.toUpperCase()),
  trimprefix: (given) =>
    ofTexts(given, (text, start = '') => (text.startsWith(start) ? text.slice(start.length) : text)),
  trimsuffix: (given) =>
    ofTexts(given, (text, end = '') =>
      end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text,
    ),
  // Between slashes stands a regular expression of RE2, which is not worked out.
  replace: (given) =>
    ofTexts(given, (text, part = '', other = '') =>
      part.startsWith('/') || text.length * other.length > 10 * LONGEST_TEXT
        ? undefined
        : text.replaceAll(part, () => other),
    ),
};

/** Later maps count over earlier ones. */
function merged({ args, range }: Given): SyntaxNode | undefined {
  const found = new Map<string, SyntaxEntry>();
  for (const map of args) {
    if (map.kind !== 'mapping' || isFunction(map)) return undefined;
    for (const entry of map.entries) found.set(entry.key.text, entry);
  }
  return mappingAt(range, [...found.values()]);
}

function sideOf({ args: [map], range }: Given, side: 'keys' | 'values'): SyntaxNode | undefined {
  if (map?.kind !== 'mapping' || isFunction(map)) return undefined;
  return sequenceAt(
    range,
    map.entries.map(({ key, value }) => (side === 'keys' ? key : value)),
  );
}

/** What comes of texts that are all known. */
function ofTexts(
  { args, range }: Given,
  make: (...texts: readonly [string, ...string[]]) => string | undefined,
): SyntaxNode | undefined {
  const [first, ...others] = args.map((arg) => textOf(arg));
  const known = others.filter((text) => text !== undefined);
  if (first === undefined || known.length !== others.length) return undefined;
  const made = make(first, ...known);
  return made === undefined || made.length > LONGEST_TEXT ? undefined : scalarAt(range, made);
}

/** https://developer.hashicorp.com/terraform/language/functions/format: `%s`, `%v` and `%d` without widths are texts. */
function formatted({ args: [pattern, ...values], range }: Given): SyntaxNode | undefined {
  const text = textOf(pattern);
  if (text === undefined) return undefined;
  let next = 0;
  const pieces = text.split(/(%(?:%|[svd]))/u).map((piece): SyntaxNode | undefined => {
    if (piece === '%%') return scalarAt(range, '%');
    if (/^%[svd]$/u.test(piece)) return values[next++];
    return piece.includes('%') ? undefined : scalarAt(range, piece);
  });
  const known = pieces.filter((piece) => piece !== undefined);
  return known.length === pieces.length ? joinAt(range, known) : undefined;
}
