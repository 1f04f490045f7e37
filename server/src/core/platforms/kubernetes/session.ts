import type { SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { TextRange } from '../../text/textRange.js';

type Empty = Omit<
  SessionFacts,
  'localId' | 'kind' | 'name' | 'noun' | 'label' | 'credential' | 'subject' | 'role' | 'lifetime'
>;

/** All that an object of a cluster says nothing of. */
export function emptySession(origin: Origin, extent: TextRange): Empty {
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
