import { touches } from '../text/textRange.js';
import type { ScalarNode, SyntaxNode, SyntaxTree } from './syntaxTree.js';

/** Calls `visit` for every scalar value (not key) below `node`, in order of writing, aliases followed. */
export function eachScalar(node: SyntaxNode | undefined, visit: (scalar: ScalarNode) => void): void {
  if (node === undefined) return;
  if (node.kind === 'scalar') visit(node);
  else if (node.kind === 'sequence') for (const item of node.items) eachScalar(item, visit);
  else for (const entry of node.entries) eachScalar(entry.value, visit);
}

/** The nodes from a root down to the innermost one whose own text holds `offset`; empty outside all documents. */
export function nodesAt(tree: SyntaxTree, offset: number): readonly SyntaxNode[] {
  const path: SyntaxNode[] = [];
  let level: readonly SyntaxNode[] = tree.documents;
  for (;;) {
    // Of two neighbours that both touch the offset the later one starts there.
    const next = level.findLast((node) => touches(node.range, offset));
    if (next === undefined) return path;
    path.push(next);
    if (next.kind === 'scalar' || next.range !== next.written) return path;
    level = next.kind === 'sequence' ? next.items : next.entries.flatMap((entry) => [entry.key, entry.value]);
  }
}

/** Whether `offset` lies strictly inside the text of a scalar, where a `#` starts no comment. */
export function insideScalar(tree: SyntaxTree, offset: number): boolean {
  const innermost = nodesAt(tree, offset).at(-1);
  return innermost?.kind === 'scalar' && innermost.range.start <= offset && offset < innermost.range.end;
}
