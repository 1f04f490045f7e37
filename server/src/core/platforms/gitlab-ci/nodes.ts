import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { isAbsent } from '../../syntax/syntaxTree.js';

/** The texts of a scalar, or of a list of scalars. */
export function namesOf(node: SyntaxNode | undefined): readonly string[] {
  return scalarsOf(node).map(({ text }) => text);
}

/** The scalars of a list, nested ones among them, or the one that stands in its place; empty ones left out. */
export function scalarsOf(node: SyntaxNode | undefined, depth = 0): readonly ScalarNode[] {
  if (node === undefined || depth > 10) return [];
  if (node.kind === 'scalar') return isAbsent(node) ? [] : [node];
  return node.kind === 'sequence' ? node.items.flatMap((item) => scalarsOf(item, depth + 1)) : [];
}

/** The items of a list, those of nested lists in their place, as `!reference` leaves them. */
export function itemsOf(node: SyntaxNode | undefined, depth = 0): readonly SyntaxNode[] {
  if (node?.kind !== 'sequence' || depth > 10) return node === undefined || isAbsent(node) ? [] : [node];
  return node.items.flatMap((item) => (item.kind === 'sequence' ? itemsOf(item, depth + 1) : [item]));
}
