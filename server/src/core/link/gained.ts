import { relativePath } from '../text/uri.js';
import type { Edge } from './edges.js';
import type { LinkedSession, LinkInput } from './workspaceIndex.js';

/** The steps by which a session becomes those that its ways to more lead to. It reads that session alone. */
export function gainedSteps({ id, facts }: Pick<LinkedSession, 'id' | 'facts'>): readonly Edge[] {
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

/** Pairs of inputs, by index, of which a session of the first gains one of the second; each pair once. */
export function* gainingFiles(inputs: readonly LinkInput[]): Generator<readonly [number, number]> {
  const gaining = inputs.flatMap((input, index) =>
    input.facts.sessions.some(({ escalations }) => escalations?.some(({ targets }) => targets.length > 0))
      ? [[index, input.facts] as const]
      : [],
  );
  if (gaining.length === 0) return;
  const holders = new Map<string, number>();
  for (const [index, { facts, root }] of inputs.entries()) {
    const path = relativePath(root, facts.uri);
    for (const { localId } of facts.sessions) holders.set(`${path}#${localId}`, index);
  }
  for (const [index, { sessions }] of gaining) {
    // Where everybody can become everybody there are very many targets, and few files.
    const others = new Set<number>();
    for (const { escalations } of sessions) {
      for (const { targets } of escalations ?? []) {
        for (const id of targets) others.add(holders.get(id) ?? index);
      }
    }
    others.delete(index);
    for (const other of others) yield [index, other];
  }
}
