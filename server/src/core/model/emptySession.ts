import type { TextRange } from '../text/textRange.js';
import type { SessionFacts } from './facts.js';
import type { Origin } from './origin.js';

/** All of a session that most kinds of file say nothing of. */
export const EMPTY_SESSION = {
  initiators: [],
  grants: [],
  callable: false,
  gates: [],
  carried: [],
  sweeps: [],
  references: [],
  participants: [],
  exposures: [],
  tokenUses: [],
  influences: [],
  tiers: [],
  purposes: [],
  needs: null,
  unknowns: [],
} satisfies Partial<SessionFacts>;

/** The start of a session's facts at a place: nothing is known to start, gate or grant it. */
export function emptySession(
  origin: Origin,
  extent: TextRange,
): typeof EMPTY_SESSION & Pick<SessionFacts, 'origin' | 'extent'> {
  return { ...EMPTY_SESSION, origin, extent };
}
