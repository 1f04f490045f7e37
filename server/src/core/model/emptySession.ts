import type { SessionFacts } from './facts.js';
import type { Origin } from './origin.js';
import type { TextRange } from '../text/textRange.js';

/** All of a session that most kinds of file say nothing of. */
export type EmptySession = Omit<
  SessionFacts,
  'localId' | 'kind' | 'name' | 'noun' | 'label' | 'credential' | 'subject' | 'role' | 'lifetime'
>;

/** The start of a session's facts: nothing is known to start, gate or grant it. */
export function emptySession(origin: Origin, extent: TextRange): EmptySession {
  return {
    origin,
    extent,
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
  };
}
