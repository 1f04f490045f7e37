import { distinct, grouped } from '../collections/grouping.js';
import type { Breach } from '../contract/breaches.js';
import { breachesOf } from '../contract/breaches.js';
import { narrowingOffers } from '../contract/narrowing.js';
import { wideningOffer } from '../contract/widening.js';
import { breachWords, contractWords } from '../contract/words.js';
import type { TrustScope } from '../model/trustScope.js';
import { isUntrusted } from '../model/vocabulary.js';
import { isOpen, isStrong, strangerReach } from '../model/reach.js';
import type { Severity } from '../model/vocabulary.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'scope-exceeds-contract',
  title: 'A session goes beyond what was agreed for it',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const { ceiling } = scope.policy;
  if (ceiling === undefined) return [];
  const byPlace = grouped(breachesOf(scope, ceiling), ({ at, kind }) =>
    JSON.stringify([at.uri, at.range.start, at.range.end, kind === 'unknown']),
  );
  const known = new Set(
    [...byPlace.values()].flatMap(([first]) =>
      first?.kind === 'unknown' || first === undefined ? [] : [placeKey(first)],
    ),
  );
  return [...byPlace.values()].flatMap((together) => {
    const [first] = together;
    // What is beyond for certain is told before what may be.
    if (first === undefined || (first.kind === 'unknown' && known.has(placeKey(first)))) return [];
    return [hitOf(scope, first, together)];
  });
}

export const scopeExceedsContract: Rule = { meta, check };

function placeKey({ at }: Breach): string {
  return JSON.stringify([at.uri, at.range.start, at.range.end]);
}

function hitOf(scope: TrustScope, first: Breach, together: readonly Breach[]): RuleHit {
  const widening = wideningOffer(scope, together);
  return {
    origin: first.at,
    message: breachWords(scope, together),
    severity: severityOf(scope, together),
    confidence: first.kind === 'unknown' ? 'low' : 'high',
    related: distinct(together, ({ by }) => by.range.start).map(({ by, kind }) => ({
      origin: by,
      message: contractWords(kind),
    })),
    offers: [...narrowingOffers(scope, together), ...(widening === undefined ? [] : [widening])],
  };
}

/** Graver where somebody nobody approved gets by it to what was not agreed. */
function severityOf(scope: TrustScope, together: readonly Breach[]): Severity {
  if (together.every(({ kind }) => kind === 'unknown')) return 'information';
  const strangers = new Set(strangerReach(scope).flatMap(({ grants }) => grants));
  const isGrave = together.some((breach) => {
    if (breach.kind === 'reach' || breach.kind === 'gate') {
      const { grant } = breach.reached;
      return grant !== undefined && isStrong(grant) && strangers.has(grant);
    }
    if (breach.kind !== 'start' || !isUntrusted(breach.initiator.actor)) return false;
    const { withholds } = breach.initiator;
    return withholds.length === 0 && scope.grants.some((grant) => isStrong(grant) && isOpen(scope, grant));
  });
  return isGrave ? 'error' : 'warning';
}
