import type { JoinedFiles } from '../../joinedFile.js';
import { joinEach } from '../../joinedFile.js';
import type { Joiner } from '../../joiner.js';
import { Includes } from './included.js';

/** Puts together configurations and the files that they include, in which permissions of their users may stand. */
export const natsJoiner: Joiner<JoinedFiles> = {
  id: 'nats',
  concerns: ({ broker }) => broker?.kind === 'nats',
  join: (inputs, previous) => {
    const includes = new Includes(inputs.map(({ facts }) => facts));
    return joinEach(inputs, previous, (facts) => includes.joined(facts));
  },
};
