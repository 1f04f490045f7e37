import type { JoinedFiles } from '../joinedFile.js';
import type { Joiner } from '../joiner.js';
import { assembleServer } from './join/assemble.js';

/** Puts together a server's settings and the ACL file beside them that they name. */
export const joiner: Joiner<JoinedFiles> = {
  id: 'redis',
  concerns: ({ broker }) => broker?.kind === 'redis-settings' || broker?.kind === 'redis-acl',
  join: assembleServer,
};
