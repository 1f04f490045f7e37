import type { Origin } from '../../../model/origin.js';
import type { MappingNode, SyntaxEntry, SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entry } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { encloses, sameRange } from '../../../text/textRange.js';

/** A mapping with one of its entries. */
export interface Located {
  readonly mapping: MappingNode;
  readonly entry: SyntaxEntry;
}

/** The workflow's root mapping. */
export function rootOf(tree: SyntaxTree): MappingNode | undefined {
  const [root] = tree.documents;
  return root?.kind === 'mapping' ? root : undefined;
}

/** The mapping of the job behind a session's local id, `job:<id>`. */
export function jobOf(tree: SyntaxTree, session: string): MappingNode | undefined {
  const jobs = entry(rootOf(tree), 'jobs')?.value;
  const job = entry(jobs, session.replace(/^job:/u, ''))?.value;
  return job?.kind === 'mapping' ? job : undefined;
}

/** The entry whose value stands exactly at `origin`. */
export function entryAt(tree: SyntaxTree, origin: Origin): Located | undefined {
  let found: Located | undefined;
  eachEntry(tree.documents[0], origin, (located) => {
    if (sameRange(located.entry.value.range, origin.range)) found ??= located;
  });
  return found;
}

/** The innermost mapping that has an entry with this key whose value stands at `origin`: a step by its `uses`. */
export function mappingWith(tree: SyntaxTree, key: string, origin: Origin): Located | undefined {
  let found: Located | undefined;
  eachEntry(tree.documents[0], origin, (located) => {
    const { key: own, value } = located.entry;
    if (own.text === key && sameRange(value.range, origin.range)) found = located;
  });
  return found;
}

/** Every entry whose value is around `origin`, outermost first; what is read through an alias is not looked into. */
function eachEntry(node: SyntaxNode | undefined, origin: Origin, visit: (located: Located) => void): void {
  if (node === undefined || node.kind === 'scalar' || node.range !== node.written) return;
  if (!encloses(node.range, origin.range)) return;
  if (node.kind === 'sequence') {
    for (const item of around(node.items, (one) => one.range, origin.range)) eachEntry(item, origin, visit);
    return;
  }
  for (const entry of around(node.entries, ({ value }) => value.range, origin.range)) {
    visit({ mapping: node, entry });
    eachEntry(entry.value, origin, visit);
  }
}

/** Of what stands in order of the text, as all in a workflow does, for it has no merge keys: that around a range. */
function around<T>(all: readonly T[], rangeOf: (one: T) => TextRange, range: TextRange): readonly T[] {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = all[middle];
    if (one !== undefined && rangeOf(one).end < range.end) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let at = low; at < all.length; at++) {
    const one = all[at];
    if (one === undefined || !encloses(rangeOf(one), range)) break;
    found.push(one);
  }
  return found;
}
