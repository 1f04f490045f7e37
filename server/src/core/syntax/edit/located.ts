import type { TextRange } from '../../text/textRange.js';
import { encloses, sameRange } from '../../text/textRange.js';
import type { MappingNode, SequenceNode, SyntaxEntry, SyntaxNode, SyntaxTree } from '../syntaxTree.js';

/** An entry of a mapping, found by its key, its value or the whole of it. */
export interface LocatedEntry {
  readonly kind: 'entry';
  readonly mapping: MappingNode;
  readonly entry: SyntaxEntry;
  /** What holds the mapping; absent for the root of a document. */
  readonly parent: Located | undefined;
}

/** An item of a sequence. */
export interface LocatedItem {
  readonly kind: 'item';
  readonly sequence: SequenceNode;
  readonly index: number;
  readonly node: SyntaxNode;
  readonly parent: Located | undefined;
}

/** The root of a document. */
interface LocatedRoot {
  readonly kind: 'root';
  readonly node: SyntaxNode;
}

export type Located = LocatedEntry | LocatedItem | LocatedRoot;

/**
 * What stands exactly at `range`: an item, an entry (by key, value or both), or a root. Nothing that was reached
 * through an alias is found, since its text stands elsewhere.
 */
export function locate(tree: SyntaxTree, range: TextRange): Located | undefined {
  for (const root of tree.documents) {
    const found = locateIn({ kind: 'root', node: root }, root, range);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value that a place holds. */
export function valueAt(located: Located): SyntaxNode {
  return located.kind === 'entry' ? located.entry.value : located.node;
}

function locateIn(place: Located, node: SyntaxNode, range: TextRange): Located | undefined {
  if (node.range !== node.written || !encloses(node.written, range)) return undefined;
  // A mapping of one key without a value spans just that key, so what is inside is asked first.
  return locateBelow(place, node, range) ?? (sameRange(node.written, range) ? place : undefined);
}

function locateBelow(parent: Located, node: SyntaxNode, range: TextRange): Located | undefined {
  if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) {
      const place: Located = { kind: 'item', sequence: node, index, node: item, parent };
      const found = locateIn(place, item, range);
      if (found !== undefined) return found;
    }
  }
  if (node.kind === 'mapping') {
    for (const entry of node.entries) {
      if (entry.merged) continue;
      const place: Located = { kind: 'entry', mapping: node, entry, parent };
      if (sameRange(entry.key.written, range)) return place;
      const found = locateIn(place, entry.value, range);
      if (found !== undefined) return found;
      // The whole of an entry that is alone is the mapping: whoever means it points at the mapping.
      const whole = { start: entry.key.written.start, end: entry.value.written.end };
      if (node.entries.length > 1 && sameRange(whole, range)) return place;
    }
  }
  return undefined;
}
