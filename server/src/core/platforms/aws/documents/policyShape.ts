import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';

/**
 * Whether a node is a policy: an object with `Statement`, one of which has an effect on something. Where the version says
 * that it is meant for one, a statement may also lack its effect or its actions.
 */
export function isPolicy(node: SyntaxNode): boolean {
  const statement = get(node, 'Statement');
  if (statement === undefined) return false;
  const items = statement.kind === 'sequence' ? statement.items : [statement];
  return items.some(isStatement) || (isVersioned(node) && items.some(isPartOfStatement));
}

function isVersioned(node: SyntaxNode): boolean {
  return /^20(?:12|08)-10-17$/u.test(textOf(get(node, 'Version')) ?? '');
}

function isPartOfStatement(node: SyntaxNode): boolean {
  return ['Effect', 'Action', 'NotAction', 'Principal', 'NotPrincipal', 'Resource', 'NotResource'].some(
    (key) => get(node, key) !== undefined,
  );
}

/** Whether a node is a list of nothing but statements, as files that are taken into a policy hold it. */
export function isStatementList(node: SyntaxNode): boolean {
  return node.kind === 'sequence' && node.items.length > 0 && node.items.every(isStatement);
}

function isStatement(node: SyntaxNode): boolean {
  if (get(node, 'Effect') === undefined) return false;
  return ['Action', 'NotAction', 'Principal', 'NotPrincipal'].some((key) => get(node, key) !== undefined);
}
