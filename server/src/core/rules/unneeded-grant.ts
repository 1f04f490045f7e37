import { placeOf } from '../model/origin.js';
import type { Grant } from '../model/facts.js';
import type { PolicyText } from '../model/policyDocument.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import { byPlace, HolderWords, ownGrantsOf, shortText } from './questions/breadths.js';
import { resourceEntries } from './questions/resourceEntries.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'unneeded-grant',
  title: 'A role grants what none of its known users does',
  severity: 'information',
  findingClass: 'unused-grant',
  since: '0.1.0',
};

/** Identities whose users are known from files of their own; a job's own token has a rule of its own. */
function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  if (scope.facts.kind !== 'cloud-role') return [];
  const own = ownGrantsOf(scope).filter(({ identity }) => identity === undefined);
  if (!own.some(isUnneeded)) return [];
  const unneeded = byPlace(own).filter((grants) => grants.every(isUnneeded));
  const shared = placesOfOthers(scope, model);
  return [
    ...unneeded
      .filter(([grant]) => !shared.has(placeOf(grant.origin)))
      .map((grants) => hit(scope, grants, model)),
    ...unneededResources(scope, own, new Set(unneeded.map(([grant]) => placeOf(grant.origin)))).map(
      ({ grants, resource }) => resourceHit(scope, grants, resource, model),
    ),
  ];
}

export const unneededGrant: Rule = { meta, check };

/** What a policy of the vendor's allows is not written here. */
function isUnneeded({ evidence, attributes }: Grant): boolean {
  return evidence === 'unneeded' && attributes?.['policy'] === undefined;
}

/** Texts that grant something to another session as well, which may need it. */
function placesOfOthers(scope: TrustScope, model: TrustModel): ReadonlySet<string> {
  const files = new Set(scope.grants.map(({ origin }) => origin.uri));
  const others = [...files]
    .flatMap((uri) => [...model.scopesOf(uri), ...model.grantedBy(uri)])
    .filter(({ id, facts }) => id !== scope.id && facts.kind === 'cloud-role');
  return new Set(
    others.flatMap(({ grants }) =>
      grants
        .filter((grant) => grant.via.length === 0 && !isUnneeded(grant))
        .map(({ origin }) => placeOf(origin)),
    ),
  );
}

interface UnneededResource {
  readonly grants: readonly [Grant, ...Grant[]];
  readonly resource: PolicyText;
}

/**
 * Entries of a list of resources on which none of the actions is used that are used on another entry. Only of what is
 * written for this one session.
 *
 * @param told places of actions that are not used at all
 */
function unneededResources(
  scope: TrustScope,
  own: readonly Grant[],
  told: ReadonlySet<string>,
): readonly UnneededResource[] {
  const counting = own.filter((grant) => !told.has(placeOf(grant.origin)) && grant.conversational !== true);
  const entries = resourceEntries(scope, counting);
  return entries.flatMap(({ resource, grants, statement }) => {
    const [first, ...rest] = grants;
    if (first === undefined || !grants.every(isUnneeded)) return [];
    const others = entries.filter((other) => other.statement === statement && other.resource !== resource);
    const isListed = others.some((other) => !other.grants.every(isUnneeded));
    return isListed ? [{ grants: [first, ...rest] as const, resource }] : [];
  });
}

function resourceHit(
  scope: TrustScope,
  grants: readonly [Grant, ...Grant[]],
  resource: PolicyText,
  model: TrustModel,
): RuleHit {
  const [grant] = grants;
  const names = takersOf(scope, model);
  const actions = listWords([...new Set(grants.map(({ action }) => quoted(action)))], 2);
  return {
    origin: resource.origin,
    message: `${HolderWords(scope)} may do ${actions} on ${quoted(shortText(grant.resource))}, and ${listWords(names, 2)}, all that ${names.length > 1 ? 'assume' : 'assumes'} it here, ${names.length > 1 ? 'do' : 'does'} so on other resources only; its trust policy lets in nobody else. Remove it.`,
    severity: grants.every(({ access }) => access === 'read') ? 'hint' : 'information',
    confidence: 'medium',
    related: grant.evidenceFrom.slice(0, 3).map(({ origin, why }) => ({ origin, message: why })),
    offers: [
      {
        title: `Remove ${quoted(shortText(grant.resource))}`,
        applicability: 'unsafe',
        caution: 'what assumes the role from outside of this workspace may need it',
        preferred: true,
        intents: [{ kind: 'remove-entry', uri: resource.origin.uri, at: resource.origin }],
      },
    ],
  };
}

/** Sessions that ask for the role, by name. */
function takersOf(scope: TrustScope, model: TrustModel): readonly string[] {
  const takers = model.startersOf(scope.id).flatMap(({ session, asks }) => {
    const facts = asks ? model.scope(session)?.facts : undefined;
    return facts === undefined ? [] : [`${facts.noun} ${quoted(facts.label)}`];
  });
  return [...new Set(takers)];
}

function hit(
  scope: TrustScope,
  [grant, ...others]: readonly [Grant, ...Grant[]],
  model: TrustModel,
): RuleHit {
  const names = takersOf(scope, model);
  const isUsedElsewhere = ownGrantsOf(scope).some(
    ({ action, evidence }) => evidence === 'needed' && action === grant.action,
  );
  const readsOnly = [grant, ...others].every(({ access }) => access === 'read');
  return {
    origin: grant.origin,
    message: `${HolderWords(scope)} may do ${quoted(grant.action)}${isUsedElsewhere ? ` on ${quoted(shortText(grant.resource))}` : ''}, and ${listWords(names, 2)}, all that ${names.length > 1 ? 'assume' : 'assumes'} it here, ${names.length > 1 ? 'do' : 'does'} ${isUsedElsewhere ? 'so on other resources only' : 'nothing that needs it'}; its trust policy lets in nobody else. Only whoever hijacks the session gains by it. Remove it.`,
    severity: readsOnly ? 'hint' : 'information',
    confidence: 'medium',
    related: grant.evidenceFrom.slice(0, 3).map(({ origin, why }) => ({ origin, message: why })),
    offers: [
      {
        title: `Remove ${quoted(grant.action)}`,
        applicability: 'unsafe',
        caution: 'what assumes the role from outside of this workspace may need it',
        preferred: true,
        intents: [{ kind: 'remove-entry', uri: grant.origin.uri, at: grant.origin }],
      },
    ],
  };
}
