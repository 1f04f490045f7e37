import type { TrustModel } from '../../server/src/core/model/trustScope.js';

/** What a made-up model says of all that a test does not ask for. */
export const NOTHING_ELSE: Pick<
  TrustModel,
  | 'idsOf'
  | 'sharersOf'
  | 'startersOf'
  | 'becoming'
  | 'login'
  | 'refusedBy'
  | 'spokenOfIn'
  | 'grantedBy'
  | 'definitionsOf'
  | 'namesOf'
> = {
  idsOf: () => [],
  sharersOf: (id) => [id],
  startersOf: () => [],
  becoming: () => [],
  login: () => undefined,
  refusedBy: () => [],
  spokenOfIn: () => [],
  grantedBy: () => [],
  definitionsOf: () => [],
  namesOf: () => [],
};
