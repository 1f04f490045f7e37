import type { SessionFacts } from '../model/facts.js';
import type { LinkedSession, WorkspaceIndex } from './workspaceIndex.js';

/** Composite actions may use others; GitHub allows ten levels. */
const MAX_DEPTH = 10;

type Parts = Pick<SessionFacts, 'participants' | 'exposures'>;

/** What runs in the session and what is left behind in it, included parts of the repository counted. */
export function withIncluded(index: WorkspaceIndex, session: LinkedSession): Parts {
  const parts = includedParts(index, session, 0);
  return {
    participants: [...session.facts.participants, ...parts.flatMap((part) => part.participants)],
    exposures: [
      ...session.facts.exposures,
      // What the session does after the included part is not followed into it.
      ...parts.flatMap((part) =>
        part.exposures.map((exposure) => ({
          ...exposure,
          usedLater: exposure.usedLater === 'yes' ? exposure.usedLater : ('unknown' as const),
        })),
      ),
    ],
  };
}

function includedParts(index: WorkspaceIndex, session: LinkedSession, depth: number): readonly Parts[] {
  if (depth >= MAX_DEPTH) return [];
  return session.facts.references
    .filter((reference) => reference.kind === 'includes')
    .flatMap((reference) => index.definitions(reference.target))
    .flatMap((definition) => index.sessionsOf(definition.origin.uri))
    .filter((included) => included.facts.role === 'included' && included.id !== session.id)
    .flatMap((included) => [included.facts, ...includedParts(index, included, depth + 1)]);
}
