import type { MappingNode, ScalarNode, SequenceNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { Expr, PathStep, Primitive } from '../expressions/ast.js';
import { parseExpression, pathOf } from '../expressions/ast.js';
import { printExpression } from '../expressions/print.js';
import { textOf } from '../expressions/value.js';
import { isDirective } from './directives.js';
import { segmentsOf, wholeExpression } from './segments.js';

/**
 * What a template expression comes to when a pipeline is put together. What only a run tells, such as why it was started,
 * stays an expression, in words of the pipeline that takes all the templates in.
 */
export type Data =
  | {
      readonly kind: 'scalar';
      readonly value: Primitive;
      /** Where it is written. */
      readonly node?: ScalarNode;
      /** Whether it is written like a truth value where no type says whether it is one. */
      readonly maybeTruth?: true;
    }
  | { readonly kind: 'sequence'; readonly node: SequenceNode }
  | { readonly kind: 'mapping'; readonly node: MappingNode }
  | { readonly kind: 'open'; readonly expression: Expr; readonly node?: ScalarNode };

/** Nothing is known of it. */
export function openData(what: string): Data {
  return {
    kind: 'open',
    expression: { kind: 'call', name: 'unknown', args: [{ kind: 'literal', value: what }] },
  };
}

export function known(value: Primitive): Data {
  return { kind: 'scalar', value };
}

/** What a node says of which all expressions are worked out as far as can be. Scalars without a type are texts. */
export function dataOf(node: SyntaxNode): Data {
  if (node.kind === 'sequence') return { kind: 'sequence', node };
  if (node.kind === 'mapping') return { kind: 'mapping', node };
  if (node.value === null) return { kind: 'scalar', value: '', node };
  const open = node.text.includes('${{') ? openText(node.text) : undefined;
  if (open !== undefined) return { kind: 'open', expression: open, node };
  const looksTrue = typeof node.value === 'boolean' ? { maybeTruth: true as const } : {};
  return { kind: 'scalar', value: node.text, node, ...looksTrue };
}

/** A text with expressions in it as one expression; `undefined` where it has none. */
function openText(text: string): Expr | undefined {
  const whole = wholeExpression(text);
  if (whole !== undefined) return parseExpression(whole) ?? unreadable(whole);
  const segments = segmentsOf(text);
  if (!segments.some(({ kind }) => kind === 'expression')) return undefined;
  const args: Expr[] = [];
  const pattern = segments.map((segment) => {
    if (segment.kind === 'text') return segment.text.replace(/[{}]/gu, '$&$&');
    args.push(parseExpression(segment.text) ?? unreadable(segment.text));
    return `{${String(args.length - 1)}}`;
  });
  return { kind: 'call', name: 'format', args: [{ kind: 'literal', value: pattern.join('') }, ...args] };
}

function unreadable(text: string): Expr {
  return { kind: 'call', name: 'unknown', args: [{ kind: 'literal', value: text }] };
}

/** The same as an expression, for a larger one that it is part of. */
export function expressionOf(data: Data): Expr {
  switch (data.kind) {
    case 'scalar':
      return { kind: 'literal', value: data.value };
    case 'open':
      return data.expression;
    default:
      return unreadable(data.kind);
  }
}

/** The same as a condition: what may be meant as a truth value, and would count as true, is not known. */
export function conditionOf(data: Data): Expr {
  return data.kind === 'scalar' && truthOfData(data) === undefined
    ? unreadable(textOf(data.value))
    : expressionOf(data);
}

/** The same within a text. */
export function textWith(data: Data): string {
  switch (data.kind) {
    case 'scalar':
      return textOf(data.value);
    case 'open':
      return data.node?.text ?? `\${{ ${printExpression(data.expression)} }}`;
    default:
      return '';
  }
}

/** Whether it counts as true; `undefined` where that is not known. */
export function truthOfData(data: Data): boolean | undefined {
  switch (data.kind) {
    case 'scalar':
      if (data.maybeTruth === true && textOf(data.value).toLowerCase() === 'false') return undefined;
      return typeof data.value === 'string' ? data.value !== '' : Boolean(data.value);
    case 'open':
      return undefined;
    default:
      return true;
  }
}

/** What is read off a value by a name or a number; names have no case. */
export function stepInto(data: Data, step: Data): Data {
  if (data.kind === 'open' || step.kind === 'open') return further(data, expressionOf(step));
  if (step.kind !== 'scalar') return known(null);
  if (data.kind === 'sequence') return itemAt(data.node, step.value);
  if (data.kind === 'mapping') return valueAt(data.node, textOf(step.value));
  return known(null);
}

/** What is read off something of which only a run tells what it is. */
export function further(data: Data, step: PathStep): Data {
  const before = expressionOf(data);
  const path = before.kind === 'path' ? pathOf(before.base, [...before.steps, step]) : pathOf(before, [step]);
  return { kind: 'open', expression: path };
}

function itemAt(node: SequenceNode, index: Primitive): Data {
  const at = Number(index);
  if (!Number.isInteger(at)) return known(null);
  if (node.items.slice(0, at + 1).some(mayBeSeveral)) return openData('item');
  const item = node.items[at];
  return item === undefined ? known(null) : dataOf(item);
}

function valueAt(node: MappingNode, name: string): Data {
  const wanted = name.toLowerCase();
  const found = node.entries.findLast(({ key }) => key.text.toLowerCase() === wanted);
  if (node.entries.some(({ key }) => key.text.includes('${{'))) return openData(name);
  return found === undefined ? known(null) : dataOf(found.value);
}

/** Whether an item stands for as many as only a run tells. */
export function mayBeSeveral(item: SyntaxNode): boolean {
  if (item.kind === 'scalar') return wholeExpression(item.text) !== undefined;
  const first = item.kind === 'mapping' ? item.entries[0] : undefined;
  return first !== undefined && isDirective(first.key.text);
}

/** How many there are; `undefined` where that is not known. */
export function lengthOf(data: Data): number | undefined {
  switch (data.kind) {
    case 'scalar':
      return textOf(data.value).length;
    case 'sequence':
      return data.node.items.some(mayBeSeveral) ? undefined : data.node.items.length;
    case 'mapping':
      return data.node.entries.some(({ key }) => key.text.includes('${{'))
        ? undefined
        : data.node.entries.length;
    default:
      return undefined;
  }
}
