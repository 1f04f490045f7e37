import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { Primitive } from '../expressions/ast.js';
import { equal, oneOf, textOf } from '../expressions/value.js';
import type { Data } from './data.js';
import { dataOf, known, lengthOf, mayBeSeveral, truthOfData } from './data.js';
import type { Scope } from './scope.js';

/** Longer than anything that people put together of parts. */
const LONGEST = 65_536;

/**
 * What a function gives; `undefined` where what it is given is not known, and for those that only a run works out.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/expressions#functions
 */
export function callFunction(name: string, args: readonly Data[], scope: Scope): Data | undefined {
  if (args.some(({ kind }) => kind === 'open')) return undefined;
  const compared = comparison(name, args);
  if (compared !== undefined) return known(compared);
  const texts = args.map(textOfData);
  const [first = ''] = texts;
  switch (name) {
    case 'format':
      return formatted(first, texts.slice(1));
    case 'lower':
      return known(first.toLowerCase());
    case 'upper':
      return known(first.toUpperCase());
    case 'trim':
      return known(first.trim());
    case 'replace':
      return short(first.replaceAll(texts[1] ?? '', texts[2] ?? ''));
    case 'join':
      return joined(first, args[1]);
    case 'split':
      return splitAt(args[0], texts[1] ?? '', scope);
    case 'length': {
      const length = args[0] && lengthOf(args[0]);
      return length === undefined ? undefined : known(length);
    }
    default:
      return undefined;
  }
}

/** Lists and mappings are the empty text where a text is asked for. */
function textOfData(data: Data): string {
  return data.kind === 'scalar' ? textOf(data.value) : '';
}

function comparison(name: string, args: readonly Data[]): boolean | undefined {
  const [first, second] = args;
  if (first === undefined) return undefined;
  switch (name) {
    case 'eq':
      return second && isSame(first, second);
    case 'ne':
      return second && !isSame(first, second);
    case 'in':
      return args.slice(1).some((other) => isSame(first, other));
    case 'notin':
      return !args.slice(1).some((other) => isSame(first, other));
    case 'xor':
      return second && differ(first, second);
    case 'containsvalue':
      return second && containsValue(first, second);
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return second && ordered(name, first, second);
    default:
      return second && comparesTexts(name, textOfData(first).toLowerCase(), textOfData(second).toLowerCase());
  }
}

function comparesTexts(name: string, text: string, part: string): boolean | undefined {
  switch (name) {
    case 'contains':
      return text.includes(part);
    case 'startswith':
      return text.startsWith(part);
    case 'endswith':
      return text.endsWith(part);
    default:
      return undefined;
  }
}

/** The right side is converted to the type of the left one; of lists and mappings only the very same are equal. */
function isSame(left: Data, right: Data): boolean {
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    return equal(oneOf(left.value), oneOf(right.value)).canBeTrue;
  }
  if (left.kind === 'scalar' && typeof left.value === 'boolean') return left.value;
  return left.kind !== 'scalar' && right.kind !== 'scalar' && left.kind !== 'open' && right.kind !== 'open'
    ? left.node === right.node
    : false;
}

function differ(left: Data, right: Data): boolean | undefined {
  const truths = [truthOfData(left), truthOfData(right)];
  return truths.includes(undefined) ? undefined : truths[0] !== truths[1];
}

function containsValue(list: Data, value: Data): boolean | undefined {
  const nodes: readonly SyntaxNode[] =
    list.kind === 'sequence'
      ? list.node.items
      : list.kind === 'mapping'
        ? list.node.entries.map((entry) => entry.value)
        : [];
  if (nodes.some((node) => !isOpen(node) && isSame(dataOf(node), value))) return true;
  return nodes.some(isOpen) ? undefined : false;
}

function isOpen(node: SyntaxNode): boolean {
  return mayBeSeveral(node) || dataOf(node).kind === 'open';
}

function ordered(name: 'lt' | 'le' | 'gt' | 'ge', left: Data, right: Data): boolean | undefined {
  if (left.kind !== 'scalar' || right.kind !== 'scalar') return undefined;
  const order = compare(left.value, right.value);
  if (order === undefined) return undefined;
  if (name === 'lt') return order < 0;
  if (name === 'le') return order <= 0;
  return name === 'gt' ? order > 0 : order >= 0;
}

function compare(left: Primitive, right: Primitive): number | undefined {
  if (typeof left === 'string') {
    const [a, b] = [left.toLowerCase(), textOf(right).toLowerCase()];
    return a < b ? -1 : Number(a > b);
  }
  const difference = Number(left) - Number(right);
  return Number.isNaN(difference) ? undefined : difference;
}

/** `{0}` stands for the first of the others, `{{` for a brace. Formats of dates and the like are not worked out. */
function formatted(pattern: string, args: readonly string[]): Data | undefined {
  const fields = [...pattern.matchAll(/\{\{|\}\}|\{(\d+)(:[^}]*)?\}/gu)];
  const isKnown = fields.every(
    ([, index, form]) => index === undefined || (form === undefined && Number(index) < args.length),
  );
  if (!isKnown) return undefined;
  return short(
    pattern.replace(/\{\{|\}\}|\{(\d+)\}/gu, (whole, index?: string) =>
      index === undefined ? whole.charAt(0) : (args[Number(index)] ?? ''),
    ),
  );
}

function short(text: string): Data | undefined {
  return text.length > LONGEST ? undefined : known(text);
}

function joined(separator: string, list: Data | undefined): Data | undefined {
  if (list?.kind !== 'sequence') return list?.kind === 'scalar' ? known(textOf(list.value)) : known('');
  if (list.node.items.some(isOpen)) return undefined;
  return short(list.node.items.map((item) => textOfData(dataOf(item))).join(separator));
}

function splitAt(data: Data | undefined, separators: string, { made, root }: Scope): Data | undefined {
  if (data?.kind !== 'scalar') return undefined;
  const at = data.node ?? root;
  // Each character of the second text separates.
  const parts: string[] = [];
  let part = '';
  for (const character of textOf(data.value)) {
    if (separators.includes(character)) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  parts.push(part);
  return {
    kind: 'sequence',
    node: made.sequence(
      at,
      parts.map((part) => made.scalar(at, part)),
    ),
  };
}
