import { isOpen } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import type { Widening } from './questions/breadths.js';
import {
  HolderWords,
  hasRuleOfItsOwn,
  narrowerOffers,
  opensEverything,
  ownGrantsOf,
  placeOf,
  raisedByStrangers,
  shortText,
  strongest,
  throughWords,
  wideningsOf,
} from './questions/breadths.js';
import { deploys, withoutReading } from './questions/deploying.js';
import { placesOfWays } from './questions/escalating.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'wildcard-action',
  title: 'A wildcard grants actions that nobody named',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

const WRITE = 2;

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  if (hasRuleOfItsOwn(scope)) return [];
  const widenings = wideningsOf(scope, 'action').filter(
    ({ breadth }) => breadth.form !== 'inverted' && breadth.customary !== true,
  );
  if (widenings.length === 0) return [];
  const told = placesOfWays(scope, model);
  // Beside everything there is, what gives nothing beyond itself is not told again.
  const isAdministrator = ownGrantsOf(scope).some((grant) => opensEverything(grant) && isOpen(scope, grant));
  return widenings
    .filter(({ breadth }) => breadth.minor !== true || !isAdministrator)
    .flatMap((widening) => hit(scope, widening, told) ?? []);
}

export const wildcardAction: Rule = { meta, check };

function hit(scope: TrustScope, widening: Widening, told: ReadonlySet<string>): RuleHit | undefined {
  const severity = severityOf(scope, widening, told);
  if (severity === undefined) return undefined;
  const { breadth, grants } = widening;
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
  const advice = throughWords(grants[0]) === '' ? 'Name' : 'Write a policy with';
  return `${what}. Whoever hijacks the session may do all of it, and what is added later. ${advice} the actions that are used.`;
}

/** The text as written, with the resource; where the text alone does not say of what, the actions that it comes to. */
function allowedWords({ breadth, grants }: Widening): string {
  if (grants.every(({ action }) => action !== breadth.text)) return grantWords(grants, 2);
  const resources = [...new Set(grants.map(({ resource }) => resource))];
  const on = resources.length === 1 ? ` on ${quoted(shortText(resources[0] ?? ''))}` : '';
  return `${quoted(breadth.text)}${on}`;
}

/**
 * Reading by pattern is customary; a pattern of writes is a choice that may be meant; the whole of something is not. A
 * text that is told as the way to more rights is not told again as grave.
 */
function severityOf(
  scope: TrustScope,
  { breadth, grants }: Widening,
  told: ReadonlySet<string>,
): Severity | undefined {
  const open = grants.filter((grant) => isOpen(scope, grant));
  const writes = strongest(grants) >= WRITE;
  const secret = grants.some(({ system }) => system.kind === 'secrets');
  if (breadth.minor === true) return writes ? 'information' : undefined;
  if (!breadth.whole) return writes ? 'information' : undefined;
  if (!writes && !secret) return 'information';
  if (open.length === 0 || open.every(({ system }) => system.kind === 'api')) return 'information';
  return told.has(placeOf(breadth.origin)) ? 'information' : raisedByStrangers(scope, open, 'warning');
}
