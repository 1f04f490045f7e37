import type { CarriedIdentity, Grant, Tier } from '../model/facts.js';
import { isUnguarded, ownGrants } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import { separationOffers } from './questions/separation.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, sessionWords, SessionWords } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'mixed-environments',
  title: 'One session holds credentials of production and of something else',
  severity: 'warning',
  findingClass: 'environment-mixing',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (!runsCode(scope)) return mixedRole(scope);
  const production = ofTier(scope, 'production');
  const [first] = production;
  if (first === undefined) return [];
  const others = ofTier(scope, 'non-production');
  // The place that the session itself runs in, where that is not production.
  const place = scope.facts.tiers.find(
    ({ tier, name }) =>
      tier === 'non-production' && scope.carried.every((identity) => identity.name !== name),
  );
  if (place !== undefined) return [misplaced(scope, first, place)];
  return others.length === 0 ? [] : [mixed(scope, production, others)];
}

export const mixedEnvironments: Rule = { meta, check };

/**
 * A role that works on the same thing in production and elsewhere. Reading the one to write the other is what copying
 * is for; it matters where both are written, or where the lesser place can read what is production's.
 */
function mixedRole(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'cloud-role' || scope.facts.role !== 'acted-as') return [];
  const own = ownGrants(scope).filter((grant) => grant.conversational !== true && isUnguarded(scope, grant));
  const elsewhere = own.filter(({ tier }) => tier === 'non-production');
  const pairs = own
    .filter(({ tier }) => tier === 'production')
    .flatMap((grant) => {
      const other = elsewhere.find((one) => one.right === grant.right && bareName(one) === bareName(grant));
      return other === undefined ? [] : [{ grant, other }];
    });
  const pair = pairs.find(({ grant }) => grant.access !== 'read') ?? pairs[0];
  if (pair === undefined) return [];
  const { grant, other } = pair;
  return [
    {
      origin: grant.origin,
      message: `${SessionWords(scope)} may do ${quoted(grant.action)} on ${quoted(grant.resource)} and on ${quoted(other.resource)}: whoever gets into what works with the lesser one reaches production. Use a role for each.`,
      severity: grant.access === 'read' ? 'information' : 'warning',
      confidence: 'medium',
      related: other.origin === grant.origin ? [] : [{ origin: other.origin, message: 'not production' }],
      offers: separationOffers(scope, own, pairs),
    },
  ];
}

function bareName({ resource }: Grant): string {
  return withoutPlace(resource).replace(/[\d:]/gu, '').toLowerCase();
}

function ofTier(scope: TrustScope, tier: Tier): readonly CarriedIdentity[] {
  return scope.carried.filter((identity) => identity.tier === tier);
}

function misplaced(
  scope: TrustScope,
  identity: CarriedIdentity,
  place: TrustScope['facts']['tiers'][number],
): RuleHit {
  return {
    origin: identity.origin,
    message: `${SessionWords(scope)} runs in ${quoted(place.name)} and holds ${quoted(identity.name)}, which is production's by its name: whoever gets into ${quoted(place.name)} reaches production. Keep it in an environment of production's own.`,
    confidence: 'medium',
    related: [{ origin: place.origin, message: `the environment that ${sessionWords(scope)} runs in` }],
  };
}

function mixed(
  scope: TrustScope,
  production: readonly CarriedIdentity[],
  others: readonly CarriedIdentity[],
): RuleHit {
  const pair = production
    .map((identity) => ({ identity, counterpart: others.find((other) => isCounterpart(identity, other)) }))
    .find(({ counterpart }) => counterpart !== undefined);
  const identity = pair?.identity ?? production[0];
  const names = (identities: readonly CarriedIdentity[]): string =>
    listWords([...new Set(identities.map(({ name }) => quoted(name)))]);
  const gated = production.every((one) => !isUnguarded(scope, one));
  return {
    origin: identity?.origin ?? scope.facts.origin,
    message: `${SessionWords(scope)} holds ${names(production)} and ${names(others)}: whoever gets into the steps for the lesser place reaches production. Use one job, and one environment, for each.`,
    // Two names that differ in the place alone are the same credential for two places; else it may be chance.
    severity: pair !== undefined && !gated ? 'warning' : 'information',
    confidence: pair === undefined ? 'low' : 'medium',
    related: others.map((other) => ({
      origin: other.origin,
      message: `${quoted(other.name)} is not production's`,
    })),
  };
}

const PLACE =
  /(?:^|[\W_])(?:prod|production|prd|live|dev|devel|develop|development|test|testing|tests|stage|staging|stg|qa|uat|sandbox|preview|nonprod|preprod|sit|int|integration|demo|canary)(?=[\W_]|$)/giu;

function withoutPlace(name: string): string {
  return name.replace(PLACE, '');
}

function isCounterpart(a: CarriedIdentity, b: CarriedIdentity): boolean {
  if (a.system !== undefined && a.system.name === b.system?.name) return true;
  const bare = ({ name }: CarriedIdentity): string => withoutPlace(name).replace(/\d+/gu, '').toUpperCase();
  return bare(a) === bare(b);
}
