/** The names of the rows that a hover tells in its own way. */
export const ROWS = {
  identity: 'Identity',
  startedBy: 'Started by',
  lasts: 'Lasts',
  reach: 'Reaches without approval',
  gated: 'Reaches after approval',
  becomes: 'Can become',
  escalations: 'Privilege escalation paths',
  notKnown: 'Not known',
} as const;
