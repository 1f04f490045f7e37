import { relativePath } from '../../text/uri.js';
import type { Edge } from '../edges.js';
import type { LinkedSession, LinkInput } from '../workspaceIndex.js';

/** The steps by which an account becomes others of its cluster. */
export function accountSteps({ id, facts }: LinkedSession): readonly Edge[] {
  return (facts.escalations ?? []).flatMap(({ targets, title, conditions, gates, origin }) =>
    targets.map((to) => ({
      from: id,
      to,
      by: 'escalating' as const,
      how: title,
      gates,
      certain: conditions.length === 0,
      certainty: 'inferred' as const,
      origin,
    })),
  );
}

/** Pairs of inputs, by index, of which an account of the first can become one of the second; each pair once. */
export function* reachingAccounts(inputs: readonly LinkInput[]): Generator<readonly [number, number]> {
  const holders = new Map<string, number>();
  for (const [index, { facts, root }] of inputs.entries()) {
    if (facts.platform !== 'kubernetes') continue;
    const path = relativePath(root, facts.uri);
    for (const { localId } of facts.sessions) holders.set(`${path}#${localId}`, index);
  }
  for (const [index, { facts }] of inputs.entries()) {
    if (facts.platform !== 'kubernetes') continue;
    // In a cluster where everybody can become everybody there are very many targets, and few files.
    const others = new Set<number>();
    for (const { escalations } of facts.sessions) {
      for (const { targets } of escalations ?? []) {
        for (const id of targets) others.add(holders.get(id) ?? index);
      }
    }
    others.delete(index);
    for (const other of others) yield [index, other];
  }
}
