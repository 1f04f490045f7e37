import type { Edge } from './edges.js';
import type { LinkedSession } from './workspace.js';

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
