import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';

/** Whether a node is a policy: an object with `Statement`, one of which has an effect on something. */
export function isPolicy(node: SyntaxNode): boolean {
  const statement = get(node, 'Statement');
  if (statement === undefined) return false;
  return statement.kind === 'sequence' ? statement.items.some(isStatement) : isStatement(statement);
}

/** Whether a node is a list of nothing but statements, as files that are taken into a policy hold it. */
export function isStatementList(node: SyntaxNode): boolean {
  return node.kind === 'sequence' && node.items.length > 0 && node.items.every(isStatement);
}

function isStatement(node: SyntaxNode): boolean {
  if (get(node, 'Effect') === undefined) return false;
  return ['Action', 'NotAction', 'Principal', 'NotPrincipal'].some((key) => get(node, key) !== undefined);
}
