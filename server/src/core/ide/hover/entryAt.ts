import type { SyntaxEntry, SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { touches } from '../../text/textRange.js';

/** The entry whose key is at the offset. Only what contains the offset is looked into. */
export function entryAt(tree: SyntaxTree, offset: number): SyntaxEntry | undefined {
  let nodes: readonly SyntaxNode[] = tree.documents;
  // What is read through an alias has the alias's place, so a cycle would go round at one spot: count the depth.
  for (let depth = 0; depth < 200; depth++) {
    const node = nodes.find((candidate) => touches(candidate.range, offset));
    if (node === undefined || node.kind === 'scalar') return undefined;
    if (node.kind === 'sequence') {
      nodes = node.items;
      continue;
    }
    const entry = node.entries.find(({ key }) => touches(key.range, offset));
    if (entry !== undefined) return entry;
    nodes = node.entries.map(({ value }) => value);
  }
  return undefined;
}
