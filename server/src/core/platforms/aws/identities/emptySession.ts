import type { SessionFacts } from '../../../model/facts.js';

/** What a session of AWS never has of its own: its file runs nothing. */
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
