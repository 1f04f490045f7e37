import type { HclExpression } from '../../../syntax/hcl/expression.js';
import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { TextRange } from '../../../text/textRange.js';
import {
  joinAt,
  LONGEST_TEXT,
  mappingAt,
  refAt,
  scalarAt,
  seenFrom,
  sequenceAt,
  unknownAt,
} from './build.js';
import type { Env, Evaluator } from './evaluator.js';
import { rangeOf, sourceOf } from './evaluator.js';
import { convertedTo } from './conversions.js';
import { decodedNode, fileNode } from './fileFunctions.js';
import type { Given, Work } from './listFunctions.js';
import { formatted, MORE_FUNCTIONS, MOST_ITEMS, ofTexts, trimmed } from './listFunctions.js';
import { allMatches, firstMatch, matchNode, replacedBy } from './patterns.js';
import { flatItems, isFunction, isNothing, sidesOf } from './nodeText.js';

type Call = Extract<HclExpression, { kind: 'call' }>;

/** Functions that give what they are given, as far as a policy can tell. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'jsonencode',
  'jsondecode',
  'yamlencode',
  'tolist',
  'toset',
  'sensitive',
  'nonsensitive',
  'distinct',
  'sort',
  'reverse',
  'one',
  'trimspace',
  'chomp',
]);

/** Functions that turn what they are given into another type. */
const CONVERSIONS: Readonly<Record<string, string>> = {
  tostring: 'string',
  tonumber: 'number',
  tobool: 'bool',
};

/** Functions that read a file. */
const FILES: ReadonlySet<string> = new Set(['file', 'templatefile', 'fileexists']);

/** What comes first counts, as long as there is such a thing. */
function triedNode(evaluator: Evaluator, call: Call, env: Env): SyntaxNode | undefined {
  for (const argument of call.args) {
    const node = evaluator.expression(argument, env);
    if (isNothing(node)) return node;
    // A name that leads to nothing that is known may or may not fail.
    const isOpen = isFunction(node) && get(node, 'Ref') !== undefined;
    if (!isOpen || !evaluator.isMissing(argument, env)) return node;
  }
  return undefined;
}

/**
 * What a call gives, where that can be told from what it is given.
 *
 * https://developer.hashicorp.com/terraform/language/functions
 */
export function callNode(evaluator: Evaluator, call: Call, env: Env): SyntaxNode {
  const range = rangeOf(call, env);
  if (call.name === 'jsondecode' || call.name === 'yamldecode') {
    const found = decodedNode(evaluator, call, (expression) => evaluator.expression(expression, env));
    if (found !== undefined) return seenFrom(found, range);
  }
  if (call.name === 'try') return triedNode(evaluator, call, env) ?? unknownAt(range, sourceOf(call, env));
  const args = call.args.map((expression) => evaluator.expression(expression, env));
  const own = evaluator.surroundings.dialect?.call(evaluator, call.name, args, range);
  if (own !== undefined) return own;
  const [first, ...others] = args;
  if (first !== undefined && TRANSPARENT.has(call.name) && others.length === 0) return first;
  const type = Object.hasOwn(CONVERSIONS, call.name) ? CONVERSIONS[call.name] : undefined;
  if (first !== undefined && type !== undefined) return convertedTo(type, first);
  const read = FILES.has(call.name) ? fileNode(evaluator, call, args, range) : undefined;
  if (read !== undefined) return read;
  const work = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (work === undefined) return unknownAt(range, sourceOf(call, env));
  return (
    work({ args, range }) ?? ofDefaults(evaluator, args, range, work) ?? unknownAt(range, sourceOf(call, env))
  );
}

/** What a call gives of defaults that somebody may replace: a default in turn. */
function ofDefaults(
  evaluator: Evaluator,
  args: readonly SyntaxNode[],
  range: TextRange,
  work: Work,
): SyntaxNode | undefined {
  const filled = args.map((arg) => filledIn(evaluator, arg, range));
  if (filled.every((arg, at) => arg === args[at])) return undefined;
  const made = work({ args: filled, range });
  if (made?.kind !== 'scalar' || made.value === null) return undefined;
  const name = `a default: ${made.text}`;
  evaluator.parameter(name, made);
  return refAt(range, name);
}

function filledIn(evaluator: Evaluator, node: SyntaxNode, range: TextRange): SyntaxNode {
  if (node.kind === 'sequence') {
    const items = node.items.map((item) => filledIn(evaluator, item, range));
    return items.every((item, at) => item === node.items[at]) ? node : sequenceAt(range, items);
  }
  if (node.kind === 'scalar' || !isFunction(node)) return node;
  const text = evaluator.text(node);
  return text.includes(UNKNOWN_PART) ? node : scalarAt(range, text);
}

/** Lists in lists are laid flat at once, so that a chain of them is no deeper than one. */
const inOneList: Work = ({ args, range }) => {
  const items = args.flatMap((arg) => (arg.kind === 'sequence' ? arg.items : [arg]));
  return items.length > MOST_ITEMS ? undefined : sequenceAt(range, items);
};

const FUNCTIONS: Readonly<Record<string, Work>> = {
  concat: inOneList,
  flatten: ({ args: [list], range }) => {
    const items = list?.kind === 'sequence' ? flatItems(list) : undefined;
    return items === undefined || items.length > MOST_ITEMS ? undefined : sequenceAt(range, items);
  },
  setunion: inOneList,
  compact: ({ args: [list], range }) =>
    list?.kind === 'sequence'
      ? sequenceAt(
          range,
          list.items.filter((item) => item.kind !== 'scalar' || (item.value !== null && item.text !== '')),
        )
      : list,
  ...MORE_FUNCTIONS,
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
    // `join("", data.….x[*].json)` gives the policy, if there is one.
    const [only] = items;
    if (only?.kind === 'mapping' && items.length === 1 && !isFunction(only)) return only;
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
  trimprefix: (given) => trimmed(given, 'start'),
  trimsuffix: (given) => trimmed(given, 'end'),
  replace: (given) =>
    ofTexts(given, (text, part = '', other = '') => {
      const pattern = /^\/(.+)\/$/su.exec(part)?.[1];
      if (pattern !== undefined) return replacedBy(pattern, text, other);
      return text.length * other.length > 10 * LONGEST_TEXT ? undefined : text.replaceAll(part, () => other);
    }),
  regex: ({ args: [pattern, text], range }) => matchNode(range, firstMatch(textOf(pattern), textOf(text))),
  regexall: ({ args: [pattern, text], range }) => {
    const all = allMatches(textOf(pattern), textOf(text))?.map((match) => matchNode(range, match));
    return all?.every((node) => node !== undefined) === true ? sequenceAt(range, all) : undefined;
  },
};

/** Later maps count over earlier ones. */
function merged({ args, range }: Given): SyntaxNode | undefined {
  const found = new Map<string, SyntaxEntry>();
  for (const map of args) {
    if (isNothing(map) || (map.kind === 'scalar' && map.value === null)) continue;
    if (map.kind !== 'mapping' || isFunction(map)) return undefined;
    for (const entry of map.entries) found.set(entry.key.text, entry);
  }
  return mappingAt(range, [...found.values()]);
}

function sideOf({ args: [map], range }: Given, side: 'keys' | 'values'): SyntaxNode | undefined {
  if (map?.kind !== 'mapping' || isFunction(map)) return undefined;
  // In order of the keys, whatever the order in which they are written.
  const sorted = [...map.entries].sort((a, b) => (a.key.text < b.key.text ? -1 : 1));
  return sequenceAt(
    range,
    sorted.map(({ key, value }) => (side === 'keys' ? key : value)),
  );
}
