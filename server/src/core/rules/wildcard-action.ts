import type { Grant } from '../model/facts.js';
import { placeOf } from '../model/origin.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import type { Widening } from './questions/breadths.js';
import {
  HolderWords,
  hasRuleOfItsOwn,
  narrowerOffers,
  narrowerTogether,
  opensEverything,
  shortText,
  throughWords,
} from './questions/breadths.js';
import { deploys, withoutReading } from './questions/deploying.js';
import type { GradedWildcard } from './questions/gradedWildcards.js';
import { gradedWildcards, statementOf } from './questions/gradedWildcards.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { distinct, grouped } from '../collections/grouping.js';
import { listed } from '../text/phrases.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'wildcard-action',
  title: 'A wildcard grants actions that nobody named',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
  decidedTogether: 'session',
};

/** So many wildcards of a list are named. */
const MOST_NAMED = 4;

const HIJACKED = 'A hijacked session may do all of it.';

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  if (hasRuleOfItsOwn(scope)) return [];
  return [...grouped(gradedWildcards(scope, model), statementOf).values()].flatMap((alike) =>
    alike.length > 1 ? summary(scope, alike) : alike.map((widening) => hit(scope, widening)),
  );
}

export const wildcardAction: Rule = { meta, check };

/** A list of wildcards is one thing to mend, and told once, at the first. */
function summary(scope: TrustScope, alike: readonly GradedWildcard[]): readonly RuleHit[] {
  const [first, ...others] = alike;
  if (first === undefined) return [];
  const all = alike.map(({ breadth }) => quoted(breadth.text));
  const texts = all.length > MOST_NAMED ? `${listed(all, 2)} wildcards` : listed(all);
  const narrower = narrowerTogether(deploys(scope) ? alike.map(withoutReading) : alike);
  return [
    {
      origin: first.breadth.origin,
      message: `${HolderWords(scope)} may do ${texts}${resourceWords(first.grants)}${throughWords(first.grants[0])}: the first covers ${first.breadth.covers}. ${HIJACKED} ${adviceOf(first)} the actions that are used.`,
      severity: first.severity,
      confidence: alike.every(({ breadth }) => breadth.whole) ? 'high' : 'medium',
      // The name of a policy of the vendor's is one place, whatever number of wildcards it holds.
      related: others
        .filter(({ breadth }) => placeOf(breadth.origin) !== placeOf(first.breadth.origin))
        .map(({ breadth }) => ({
          origin: breadth.origin,
          message: `${quoted(breadth.text)}: ${breadth.covers}`,
        })),
      offers: narrower === undefined ? [] : [narrower],
    },
  ];
}

function hit(scope: TrustScope, widening: GradedWildcard): RuleHit {
  const { breadth, grants, severity } = widening;
  return {
    origin: breadth.origin,
    message: messageOf(scope, widening),
    severity,
    confidence: breadth.whole ? 'high' : 'medium',
    related: grants
      .flatMap((grant) => grant.breadth ?? [])
      .filter(({ dimension, origin }) => dimension === 'resource' && origin !== breadth.origin)
      .slice(0, 3)
      .map(({ origin, covers }) => ({ origin, message: `and that on ${covers}` })),
    offers: narrowerOffers(deploys(scope) ? withoutReading(widening) : widening),
  };
}

function messageOf(scope: TrustScope, { breadth, grants }: Widening): string {
  const what = `${HolderWords(scope)} may do ${allowedWords({ breadth, grants })}${throughWords(grants[0])}: ${breadth.covers}`;
  if (grants.some(opensEverything)) {
    return `${what}. That is an administrator: whoever hijacks the session owns all of it, and can lift every other limit. Name the actions that are used.`;
  }
  return `${what}. ${HIJACKED} ${adviceOf({ grants })} the actions that are used.`;
}

function adviceOf({ grants }: Pick<Widening, 'grants'>): string {
  return throughWords(grants[0]) === '' ? 'Name' : 'Write a policy with';
}

/** The text as written, with the resource; where the text alone does not say of what, the actions that it comes to. */
function allowedWords({ breadth, grants }: Widening): string {
  if (grants.every(({ action }) => action !== breadth.text)) return grantWords(grants, 2);
  return `${quoted(breadth.text)}${resourceWords(grants)}`;
}

function resourceWords(grants: readonly Grant[]): string {
  const resources = distinct(grants.map(({ resource }) => resource));
  return resources.length === 1 ? ` on ${quoted(shortText(resources[0] ?? ''))}` : '';
}
