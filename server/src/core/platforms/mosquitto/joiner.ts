import type { JoinedFiles } from '../joinedFile.js';
import type { Joiner } from '../joiner.js';
import { assembleBroker } from './join/assemble.js';

/** Puts together a list of topics and the settings beside it. */
export const joiner: Joiner<JoinedFiles> = {
  id: 'mosquitto',
  concerns: ({ broker }) => broker?.kind === 'mosquitto-settings' || broker?.kind === 'mosquitto-acl',
  join: assembleBroker,
};
