import type { SessionFacts } from '../../model/facts.js';

type Empty = Omit<
  SessionFacts,
  | 'localId'
  | 'kind'
  | 'name'
  | 'noun'
  | 'label'
  | 'credential'
  | 'subject'
  | 'role'
  | 'lifetime'
  | 'origin'
  | 'extent'
>;

/** All that an account which no file declares, or a role which nothing binds, says nothing of. */
export const EMPTY_SESSION: Empty = {
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
