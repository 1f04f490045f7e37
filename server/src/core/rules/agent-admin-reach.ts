import type { Grant, Sensitivity } from '../model/facts.js';
import { placeOf } from '../model/origin.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import {
  administers,
  askFirst,
  asksNothing,
  isAttended,
  isCovered,
  tellsOf,
} from './questions/agentReach.js';
import { HolderWords, narrowerOffers } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'agent-admin-reach',
  title: 'An agent reaches an admin console, a control plane or production without asking',
  severity: 'warning',
  findingClass: 'agent-tool-overreach',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'agent' || asksNothing(scope)) return [];
  const places = new Map<string, Grant[]>();
  for (const grant of scope.grants.filter(
    (candidate) => administers(scope, candidate) && tellsOf(scope, candidate) && !isCovered(scope, candidate),
  )) {
    const key = placeOf(grant.origin);
    places.set(key, [...(places.get(key) ?? []), grant]);
  }
  return [...places.values()].flatMap((together) => hit(scope, together) ?? []);
}

export const agentAdminReach: Rule = { meta, check };

function hit(scope: TrustScope, grants: readonly Grant[]): RuleHit | undefined {
  const [grant] = grants;
  if (grant === undefined) return undefined;
  return {
    origin: grant.origin,
    message: `${HolderWords(scope)} may ${grant.opens} by ${quoted(grant.action)}${whatOf(grant)} without asking: one untrusted input that leads it astray is enough. ${isAttended(scope) ? 'Let it ask each time, or keep that tool out' : 'Leave that to a step that a person starts'}.`,
    severity: untrustedInitiators(scope).length > 0 ? 'error' : 'warning',
    confidence: grant.certainty === 'inferred' ? 'medium' : 'high',
    offers: offersOf(scope, grant),
  };
}

const NAMED: ReadonlyMap<Sensitivity, string> = new Map([
  ['admin', 'an administration'],
  ['billing', 'money'],
]);

/** What makes it grave, where the words before do not say it. */
function whatOf({ sensitivity = [], system, opens, access }: Grant): string {
  const named = access === 'admin' ? [] : sensitivity.flatMap((kind) => NAMED.get(kind) ?? []);
  if (sensitivity.includes('production')) return ', production by its name,';
  if (named[0] !== undefined) return `, ${named[0]} by its name,`;
  return opens.includes(system.name) || opens.startsWith('run `') || system.kind === 'tool'
    ? ''
    : ` (${system.name})`;
}

function offersOf(scope: TrustScope, grant: Grant): readonly RemediationOffer[] {
  const narrower = (grant.breadth ?? []).flatMap((breadth) => narrowerOffers({ breadth, grants: [grant] }));
  return [askFirst(scope, [grant], true), ...narrower.map((offer) => ({ ...offer, preferred: false }))];
}
