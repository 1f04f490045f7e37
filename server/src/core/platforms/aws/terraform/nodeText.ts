import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, textOf } from '../../../syntax/syntaxTree.js';

/**
 * Functions in functions of a built node that are looked into. Values may stand in each other twice over, so that twice
 * as many come up at each step; what lies deeper is not known.
 */
export const MOST_NESTED = 12;

/**
 * The text that a built node comes to, for keys of mappings, which no function can be: open parts are unknown.
 *
 * @param defaults of variables, by the names under which they are referred to
 */
export function nodeText(node: SyntaxNode, defaults?: ReadonlyMap<string, SyntaxNode>, depth = 0): string {
  const text = textOf(node);
  if (text !== undefined) return text;
  const [only, ...others] = entries(node);
  if (only === undefined || others.length > 0 || depth > MOST_NESTED) return UNKNOWN_PART;
  if (only.key.text === 'Ref') return textOf(defaults?.get(textOf(only.value) ?? '')) ?? UNKNOWN_PART;
  if (only.key.text !== 'Fn::Join' || only.value.kind !== 'sequence') return UNKNOWN_PART;
  const [glue, pieces] = only.value.items;
  if (pieces?.kind !== 'sequence') return UNKNOWN_PART;
  return pieces.items
    .map((piece) => nodeText(piece, defaults, depth + 1))
    .join(textOf(glue) ?? '')
    .replace(/\uFFFC+/gu, UNKNOWN_PART);
}

/** The items that a built node comes to, lists in lists laid flat; `undefined` where even their number is not known. */
export function flatItems(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  if (node.kind === 'scalar') return node.value === null ? [] : undefined;
  if (node.kind === 'mapping') return undefined;
  return node.items.flatMap((item) => (item.kind === 'sequence' ? (flatItems(item) ?? [item]) : [item]));
}

/** The sides of a condition. */
export function sidesOf(
  node: SyntaxNode,
): { readonly condition: string; readonly yes: SyntaxNode; readonly no: SyntaxNode } | undefined {
  const [only, ...others] = entries(node);
  if (only?.key.text !== 'Fn::If' || others.length > 0 || only.value.kind !== 'sequence') return undefined;
  const [condition, yes, no] = only.value.items;
  if (yes === undefined || no === undefined) return undefined;
  return { condition: textOf(condition) ?? '…', yes, no };
}

/** Whether a node is as if it were not written: the side of a condition that is `null`. */
export function isNothing(node: SyntaxNode): boolean {
  const [only, ...others] = entries(node);
  return only?.key.text === 'Ref' && others.length === 0 && textOf(only.value) === 'AWS::NoValue';
}

/** Whether a node is a function of CloudFormation, which stands for something else than itself. */
export function isFunction(node: SyntaxNode): boolean {
  const [only, ...others] = entries(node);
  if (only === undefined || others.length > 0) return false;
  return only.key.text === 'Ref' || only.key.text.startsWith('Fn::');
}
