import type { Edge } from './edges.js';
import type { Sessions } from './sessions.js';
import type { LinkedSession } from './workspace.js';

/** Steps from a session to those of other systems that are entered by its name, one for each. */
export function enteringSteps(sessions: Sessions, { id }: LinkedSession): readonly Edge[] {
  const steps = new Map<string, Edge>();
  for (const key of sessions.keysOf(id)) {
    for (const { entry, to } of sessions.filed.entries(key)) {
      const principals = sessions.defined(entry.from);
      const enters = principals.some((principal) => principal.id === id);
      if (!enters || steps.has(to) || sessions.session(to) === undefined) continue;
      steps.set(to, {
        from: id,
        to,
        by: 'assuming',
        how: entry.how,
        gates: [],
        certain: principals.length === 1,
        certainty: 'declared',
        origin: entry.origin,
      });
    }
  }
  return [...steps.values()];
}
