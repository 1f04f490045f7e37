import type { Joiner } from '../joiner.js';
import type { KubernetesMemo } from './join/assemble.js';
import { assembleKubernetes } from './join/assemble.js';
import { takesPart } from './join/members.js';

/** Puts manifests together, and templates of a cloud that let somebody into a cluster. */
export const joiner: Joiner<KubernetesMemo> = {
  id: 'kubernetes',
  // What of such a file takes part, `clusterPart` says.
  concerns: takesPart,
  join: assembleKubernetes,
};
