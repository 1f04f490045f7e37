import type { TextRange } from '../text/textRange.js';
import { touches } from '../text/textRange.js';
import type { SyntaxEntry, SyntaxNode, SyntaxTree } from './syntaxTree.js';

/** A node on the way from a document down to a place in its text. */
export interface PathStep {
  readonly node: SyntaxNode;
  /** The entry whose value it is; absent for a document, and for an item of a list. */
  readonly entry?: SyntaxEntry;
}

/** The nodes around a place, outermost first. */
export interface Path {
  readonly steps: readonly PathStep[];
  /** Whether the place is in the key of the last step's entry, and not in its value. */
  readonly isKey: boolean;
}

/** What is read through an alias has the alias's place, so a cycle would go round at one spot: the depth is bounded. */
const DEEPEST = 200;

/** The way to the narrowest node at an offset, or to the value of the key there. Only what is around it is looked into. */
export function pathAt(tree: SyntaxTree, offset: number): Path {
  const steps: PathStep[] = [];
  let next: PathStep | undefined = tree.documents
    .map((node) => ({ node }))
    .find(({ node }) => touches(node.range, offset));
  while (next !== undefined && steps.length < DEEPEST) {
    steps.push(next);
    const { node }: PathStep = next;
    if (node.kind === 'scalar') break;
    if (node.kind === 'sequence') {
      next = node.items.map((item) => ({ node: item })).find(({ node: item }) => touches(item.range, offset));
      continue;
    }
    const keyed = node.entries.find(({ key }) => touches(key.range, offset));
    if (keyed !== undefined) {
      steps.push({ node: keyed.value, entry: keyed });
      return { steps, isKey: true };
    }
    const entry = node.entries.find(({ value }) => touches(value.range, offset));
    next = entry && { node: entry.value, entry };
  }
  return { steps, isKey: false };
}

/** What a place points at: the key or value there, with the way to it. */
export interface Pointed extends Path {
  readonly keys: readonly string[];
  readonly at: PathStep;
  /** Of the key where the place is in one, else of the value. */
  readonly range: TextRange;
}

/** What is pointed at; `undefined` outside of all documents. */
export function pointedAt(tree: SyntaxTree, offset: number): Pointed | undefined {
  const path = pathAt(tree, offset);
  const at = path.steps.at(-1);
  if (at === undefined) return undefined;
  return {
    ...path,
    keys: keysOf(path),
    at,
    range: (path.isKey ? at.entry?.key : at.node)?.range ?? at.node.range,
  };
}

/** The keys on the way, `*` for an item of a list: `jobs`, `build`, `steps`, `*`, `run`. */
export function keysOf({ steps }: Path): readonly string[] {
  return steps.slice(1).map(({ entry }) => entry?.key.text ?? '*');
}
