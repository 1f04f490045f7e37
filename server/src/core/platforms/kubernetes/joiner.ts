import type { Joiner } from '../joiner.js';
import type { KubernetesMemo } from './join/assemble.js';
import { assembleKubernetes } from './join/assemble.js';

/** Puts manifests together, and templates of a cloud that let somebody into a cluster. */
export const joiner: Joiner<KubernetesMemo> = {
  id: 'kubernetes',
  // What of such a file takes part, `clusterPart` says.
  concerns: ({ platform, identityLinks }) =>
    platform === 'kubernetes' || (identityLinks !== undefined && identityLinks.length > 0),
  join: assembleKubernetes,
};
