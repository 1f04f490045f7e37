import type { Certainty } from '../../model/vocabulary.js';
import type { TrustScope } from '../../model/trustScope.js';

const WORDS = {
  declared: 'declared',
  'platform-default': 'platform default',
  inferred: 'inferred',
  'assumed-by-configuration': 'assumed by configuration',
} as const satisfies Readonly<Record<Certainty, string>>;

/** Where a fact comes from, in two or three words. */
export function certaintyWords(certainty: Certainty): (typeof WORDS)[Certainty] {
  return WORDS[certainty];
}

/** Where the grants come from when none are written; `undefined` when some are. */
export function defaultGrantWords(
  scope: TrustScope,
): 'platform default, by configuration' | 'platform default, assumed' | undefined {
  if (scope.defaultGrants === 'none') return undefined;
  return scope.defaultGrants === 'configured'
    ? 'platform default, by configuration'
    : 'platform default, assumed';
}
