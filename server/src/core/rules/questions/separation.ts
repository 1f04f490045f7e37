import type { Grant } from '../../model/facts.js';
import type { RemediationOffer } from '../../model/remediation.js';
import type { TrustScope } from '../../model/trustScope.js';
import { listWords } from '../../model/words.js';
import { shortText } from './breadths.js';
import { resourceEntries } from './resourceEntries.js';
import { quoted } from '../../text/quoted.js';

/** The same right in production and elsewhere. */
interface Pair {
  readonly grant: Grant;
  readonly other: Grant;
}

/** More resources than these are no slip. */
const MOST_ENTRIES = 4;

/** Takes away what belongs to the place that the role is not for; where its name does not tell, the lesser one. */
export function separationOffers(
  scope: TrustScope,
  own: readonly Grant[],
  pairs: readonly Pair[],
): readonly RemediationOffer[] {
  const keepsOther = scope.facts.tiers.some(({ tier }) => tier === 'non-production');
  const gone = new Set(pairs.map(({ grant, other }) => (keepsOther ? grant : other)));
  const entries = resourceEntries(scope, own).filter(({ grants }) => grants.some((grant) => gone.has(grant)));
  const covered = new Set(entries.flatMap(({ grants }) => grants));
  const [first] = entries;
  if (first === undefined || entries.length > MOST_ENTRIES || ![...gone].every((one) => covered.has(one))) {
    return [];
  }
  // An entry that is of both places takes more with it than it should.
  const kept = keepsOther ? 'non-production' : 'production';
  if (entries.some(({ grants }) => grants.some(({ tier }) => tier === kept))) return [];
  const names = entries.map(({ grants }) => quoted(shortText(grants[0]?.resource ?? '')));
  return [
    {
      title: `Remove ${listWords([...new Set(names)], 2)}`,
      applicability: 'unsafe',
      caution: 'what works with it needs a role of its own',
      intents: entries.map(({ resource }) => ({
        kind: 'remove-entry',
        uri: resource.origin.uri,
        at: resource.origin,
      })),
    },
  ];
}
