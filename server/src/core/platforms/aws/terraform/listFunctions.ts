import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { entryAt, joinAt, LONGEST_TEXT, mappingAt, scalarAt, sequenceAt } from './build.js';
import { isFunction, isNothing } from './nodeText.js';

/** A call with what its arguments come to. */
export interface Given {
  readonly args: readonly SyntaxNode[];
  readonly range: TextRange;
}

/** What a function gives; `undefined` where that hangs on what is not known. */
export type Work = (given: Given) => SyntaxNode | undefined;

/** Items of a list that is put together of others; more are none that a policy has. */
export const MOST_ITEMS = 2_000;

/** Whether a node is an attribute of a resource, which is there though it is not known, or a text that has known parts. */
export function isThere(node: SyntaxNode): boolean {
  return !isFunction(node) || get(node, 'Fn::GetAtt') !== undefined || get(node, 'Fn::Join') !== undefined;
}

/** Functions on lists, objects and texts. https://developer.hashicorp.com/terraform/language/functions */
export const MORE_FUNCTIONS: Readonly<Record<string, Work>> = {
  coalesce: ({ args }) => firstOf(args, (node) => node.kind === 'scalar' && node.text === ''),
  coalescelist: ({ args }) => firstOf(args, (node) => node.kind === 'sequence' && node.items.length === 0),
  length: ({ args: [of], range }) => {
    const size = of === undefined || isFunction(of) ? undefined : sizeOf(of);
    return size === undefined ? undefined : scalarAt(range, size, 'plain');
  },
  contains: ({ args: [list, item], range }) => {
    if (list?.kind !== 'sequence' || item?.kind !== 'scalar') return undefined;
    const isIn = list.items.some((one) => one.kind === 'scalar' && one.text === item.text);
    const isSure = isIn || list.items.every((one) => one.kind === 'scalar');
    return isSure ? scalarAt(range, isIn, 'plain') : undefined;
  },
  zipmap: ({ args: [names, values], range }) => {
    if (names?.kind !== 'sequence' || values?.kind !== 'sequence') return undefined;
    const isFit =
      names.items.length === values.items.length && names.items.every(({ kind }) => kind === 'scalar');
    if (!isFit) return undefined;
    return mappingAt(
      range,
      names.items.flatMap((name, at) => {
        const value = values.items[at];
        return value === undefined ? [] : [entryAt(range, textOf(name) ?? '', value)];
      }),
    );
  },
  setproduct: ({ args, range }) => {
    const lists = args.flatMap((arg) =>
      arg.kind === 'sequence' && !arg.items.some(isFunction) ? [arg.items] : [],
    );
    const size = lists.reduce((product, list) => product * list.length, 1);
    if (lists.length !== args.length || size > MOST_ITEMS) return undefined;
    const rows = lists.reduce<readonly (readonly SyntaxNode[])[]>(
      (all, list) => all.flatMap((row) => list.map((item) => [...row, item])),
      [[]],
    );
    return sequenceAt(
      range,
      rows.map((row) => sequenceAt(range, row)),
    );
  },
  formatlist: ({ args: [pattern, ...values], range }) => {
    const lists = values.map((value) => (value.kind === 'sequence' ? value.items : undefined));
    const longest = lists.reduce((most, list) => Math.max(most, list?.length ?? 0), 0);
    if (pattern === undefined || !values.every(isThere) || longest > MOST_ITEMS) return undefined;
    const rows = Array.from({ length: longest }, (_, at) =>
      formatted({ args: [pattern, ...values.map((value, of) => lists[of]?.[at] ?? value)], range }),
    );
    const known = rows.filter((row) => row !== undefined);
    return known.length === rows.length ? sequenceAt(range, known) : undefined;
  },
  tomap: ({ args: [map] }) => map,
  title: (given) =>
    ofTexts(given, (text) => text.replace(/(?<![\p{L}\p{N}])\p{L}/gu, (letter) => letter.toUpperCase())),
  substr: ({ args: [text, offset, length], range }) => {
    const whole = textOf(text);
    const [from, count] = [Number(textOf(offset)), Number(textOf(length))];
    if (whole === undefined || !Number.isInteger(from) || !Number.isInteger(count)) return undefined;
    const start = from < 0 ? Math.max(0, whole.length + from) : from;
    return scalarAt(range, count < 0 ? whole.slice(start) : whole.slice(start, start + count));
  },
  // https://developer.hashicorp.com/terraform/language/functions/dirname
  dirname: (given) => ofTexts(given, (text) => /^(.*?)\/+[^/]*$/su.exec(text)?.[1] ?? '.'),
  basename: (given) => ofTexts(given, (text) => text.replace(/\/+$/u, '').replace(/^.*\//u, '')),
};

/** Of a list the length is known only where each item is one item. */
function sizeOf(node: SyntaxNode): number | undefined {
  if (node.kind === 'scalar') {
    return typeof node.value === 'string' ? Array.from(node.text).length : undefined;
  }
  if (node.kind === 'mapping') return node.entries.length;
  return node.items.every(isThere) ? node.items.length : undefined;
}

/** The first that is something; `undefined` where it is not known of an earlier one whether it is. */
function firstOf(
  args: readonly SyntaxNode[],
  isEmpty: (node: SyntaxNode) => boolean,
): SyntaxNode | undefined {
  const first = args.find(
    (arg) => !isNothing(arg) && !(arg.kind === 'scalar' && arg.value === null) && !isEmpty(arg),
  );
  return first !== undefined && isThere(first) ? first : undefined;
}

/** What comes of texts that are all known. */
export function ofTexts(
  { args, range }: Given,
  make: (...texts: readonly [string, ...string[]]) => string | undefined,
): SyntaxNode | undefined {
  const [first, ...others] = args.map((arg) => textOf(arg));
  const known = others.filter((text) => text !== undefined);
  if (first === undefined || known.length !== others.length) return undefined;
  const made = make(first, ...known);
  return made === undefined || made.length > LONGEST_TEXT ? undefined : scalarAt(range, made);
}

/** The pieces of a text that is put together without anything between them. */
function piecesOf(node: SyntaxNode | undefined): readonly SyntaxNode[] | undefined {
  const join = node?.kind === 'mapping' ? get(node, 'Fn::Join') : undefined;
  if (join?.kind !== 'sequence') return undefined;
  const [glue, pieces] = join.items;
  return textOf(glue) === '' && pieces?.kind === 'sequence' ? pieces.items : undefined;
}

/** A text without what it begins or ends with. Of one that is known in part, that part has to tell. */
export function trimmed({ args: [text, cut], range }: Given, side: 'start' | 'end'): SyntaxNode | undefined {
  const piece = textOf(cut);
  if (text === undefined || piece === undefined) return undefined;
  const pieces = text.kind === 'scalar' ? [text] : piecesOf(text);
  const outer = side === 'start' ? pieces?.[0] : pieces?.at(-1);
  if (pieces === undefined || outer?.kind !== 'scalar') return undefined;
  const known = outer.text;
  const isFound = side === 'start' ? known.startsWith(piece) : known.endsWith(piece);
  if (!isFound) {
    const mayGoOn = side === 'start' ? piece.startsWith(known) : piece.endsWith(known);
    return mayGoOn && pieces.length > 1 ? undefined : text;
  }
  const rest = scalarAt(
    range,
    side === 'start' ? known.slice(piece.length) : known.slice(0, known.length - piece.length),
  );
  return joinAt(range, side === 'start' ? [rest, ...pieces.slice(1)] : [...pieces.slice(0, -1), rest]);
}

/** https://developer.hashicorp.com/terraform/language/functions/format: `%s`, `%v` and `%d` without widths are texts. */
export function formatted({ args: [pattern, ...values], range }: Given): SyntaxNode | undefined {
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
