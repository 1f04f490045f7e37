import type { Origin } from '../../../model/origin.js';
import type { MappingNode, SyntaxEntry, SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entry } from '../../../syntax/syntaxTree.js';
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
  eachMapping(tree.documents[0], origin, (mapping) => {
    found ??= match(mapping, (candidate) => sameRange(candidate.value.range, origin.range));
  });
  return found;
}

/** The innermost mapping that has an entry with this key whose value stands at `origin`: a step by its `uses`. */
export function mappingWith(tree: SyntaxTree, key: string, origin: Origin): Located | undefined {
  let found: Located | undefined;
  eachMapping(tree.documents[0], origin, (mapping) => {
    found = match(mapping, (c) => c.key.text === key && sameRange(c.value.range, origin.range)) ?? found;
  });
  return found;
}

function match(mapping: MappingNode, test: (entry: SyntaxEntry) => boolean): Located | undefined {
  const candidate = mapping.entries.find(test);
  return candidate && { mapping, entry: candidate };
}

function eachMapping(
  node: SyntaxNode | undefined,
  origin: Origin,
  visit: (mapping: MappingNode) => void,
): void {
  if (node === undefined || node.kind === 'scalar' || node.range !== node.written) return;
  if (!encloses(node.range, origin.range)) return;
  if (node.kind === 'mapping') visit(node);
  const children = node.kind === 'sequence' ? node.items : node.entries.map((child) => child.value);
  for (const child of children) eachMapping(child, origin, visit);
}
