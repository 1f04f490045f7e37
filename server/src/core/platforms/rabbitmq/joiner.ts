import type { JoinedFiles } from '../joinedFile.js';
import type { Joiner } from '../joiner.js';
import { assembleBroker } from './join/assemble.js';

/** Puts together settings of a broker, the file of Compose that mounts them, and definitions beside them. */
export const joiner: Joiner<JoinedFiles> = {
  id: 'rabbitmq',
  concerns: ({ broker }) =>
    broker?.kind === 'rabbitmq-settings' ||
    broker?.kind === 'rabbitmq-environment' ||
    broker?.kind === 'rabbitmq-definitions',
  join: assembleBroker,
};
