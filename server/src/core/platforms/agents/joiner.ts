import type { Joiner } from '../joiner.js';
import type { AgentMemo } from './join/assemble.js';
import { assembleAgents } from './join/assemble.js';

/** Puts together the files of one agent, and agents of actions with those who start the jobs that use them. */
export const joiner: Joiner<AgentMemo> = {
  id: 'agents',
  concerns: ({ agent, sessions }) =>
    agent !== undefined ||
    sessions.some(({ references }) => references.some(({ kind }) => kind === 'includes' || kind === 'calls')),
  join: assembleAgents,
};
