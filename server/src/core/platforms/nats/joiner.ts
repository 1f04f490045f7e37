import type { JoinedFiles } from '../joinedFile.js';
import type { Joiner } from '../joiner.js';
import { assembleConfigurations } from './join/assemble.js';

/** Puts together configurations and the files that they include. */
export const joiner: Joiner<JoinedFiles> = {
  id: 'nats',
  concerns: ({ broker }) => broker?.kind === 'nats',
  join: assembleConfigurations,
};
