import type { ScalarNode, SyntaxNode } from './syntaxTree.js';

/** Calls `visit` for every scalar value (not key) below `node`, in order of writing, aliases followed. */
export function eachScalar(node: SyntaxNode | undefined, visit: (scalar: ScalarNode) => void): void {
  if (node === undefined) return;
  if (node.kind === 'scalar') visit(node);
  else if (node.kind === 'sequence') for (const item of node.items) eachScalar(item, visit);
  else for (const entry of node.entries) eachScalar(entry.value, visit);
}
