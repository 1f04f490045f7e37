import type { MappingNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';

/** Mappings that are put together of others: how much of that is done, somebody has to bound. */
export interface MergeBudget {
  /** Whether so many more entries may be taken in. */
  readonly spend: (entries: number) => boolean;
}

/**
 * Merges mappings as GitLab does: key by key where both values are mappings; all else, lists among it, gives way to what
 * comes later. Each node stays the one that a file wrote; where a key stands in several files, it is the last one's.
 * https://docs.gitlab.com/ci/yaml/includes/#merge-method-for-include, https://docs.gitlab.com/ci/yaml/#extends
 */
export function mergeMappings(mappings: readonly MappingNode[], budget: MergeBudget): MappingNode {
  const [only] = mappings;
  const last = mappings.at(-1);
  if (only === undefined || last === undefined || mappings.length === 1) return only ?? EMPTY;
  const byKey = new Map<string, SyntaxEntry[]>();
  for (const { entries } of mappings) {
    if (!budget.spend(entries.length)) return last;
    // Of a key that is written twice in one mapping the last one counts.
    for (const [name, item] of new Map(entries.map((entry) => [entry.key.text, entry]))) {
      const found = byKey.get(name);
      if (found === undefined) byKey.set(name, [item]);
      else found.push(item);
    }
  }
  return virtual(
    last,
    [...byKey.values()].flatMap((found) => merged(found, budget)),
  );
}

function merged(found: readonly SyntaxEntry[], budget: MergeBudget): readonly SyntaxEntry[] {
  const last = found.at(-1);
  if (last === undefined) return [];
  if (last.value.kind !== 'mapping' || found.length === 1) return [last];
  const mappings: MappingNode[] = [];
  for (const { value } of found) {
    if (value.kind === 'mapping') mappings.push(value);
    else mappings.length = 0;
  }
  return [{ ...last, value: mergeMappings(mappings, budget) }];
}

/** A mapping that stands nowhere as it is, in the place of one that does. */
export function virtual(node: SyntaxNode, entries: readonly SyntaxEntry[]): MappingNode {
  return { kind: 'mapping', flow: false, entries, range: node.range, written: node.written, shared: true };
}

const NOWHERE = { start: 0, end: 0 };
const EMPTY: MappingNode = {
  kind: 'mapping',
  flow: false,
  entries: [],
  range: NOWHERE,
  written: NOWHERE,
  shared: true,
};
