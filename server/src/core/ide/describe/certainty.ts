import type { Certainty } from '../../model/vocabulary.js';
import type { TrustScope } from '../../model/trustScope.js';

const WORDS: Readonly<Record<Certainty, string>> = {
  declared: 'declared',
  'platform-default': 'platform default',
  inferred: 'inferred',
  'assumed-by-configuration': 'assumed by configuration',
};

/** Where a fact comes from, in two or three words. */
export function certaintyWords(certainty: Certainty): string {
  return WORDS[certainty];
}

/** Where the grants come from when none are written; `undefined` when some are. */
export function defaultGrantWords(scope: TrustScope): string | undefined {
  if (scope.defaultGrants === 'none') return undefined;
  return scope.defaultGrants === 'configured'
    ? 'platform default, by configuration'
    : 'platform default, assumed';
}
