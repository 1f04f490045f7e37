import type { Grant } from '../model/facts.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import { byPlace, HolderWords, ownGrantsOf, placeOf } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

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
  const unneeded = byPlace(own).filter((grants) => grants.every(isUnneeded));
  if (unneeded.length === 0) return [];
  const shared = placesOfOthers(scope, model);
  return unneeded
    .filter(([grant]) => !shared.has(placeOf(grant.origin)))
    .map((grants) => hit(scope, grants, model));
}

export const unneededGrant: Rule = { meta, check };

/** What a policy of the vendor's allows is not written here. */
function isUnneeded({ evidence, attributes }: Grant): boolean {
  return evidence === 'unneeded' && attributes?.['policy'] === undefined;
}

/** Texts that grant something to another session as well, which may need it. */
function placesOfOthers(scope: TrustScope, model: TrustModel): ReadonlySet<string> {
  const others = model.scopes.filter(({ id, facts }) => id !== scope.id && facts.kind === 'cloud-role');
  return new Set(
    others.flatMap(({ grants }) =>
      grants
        .filter((grant) => grant.via.length === 0 && !isUnneeded(grant))
        .map(({ origin }) => placeOf(origin)),
    ),
  );
}

function hit(
  scope: TrustScope,
  [grant, ...others]: readonly [Grant, ...Grant[]],
  model: TrustModel,
): RuleHit {
  const takers = model.startersOf(scope.id).flatMap(({ session, asks }) => {
    const facts = asks ? model.scope(session)?.facts : undefined;
    return facts === undefined ? [] : [`${facts.noun} \`${facts.label}\``];
  });
  const names = [...new Set(takers)];
  const readsOnly = [grant, ...others].every(({ access }) => access === 'read');
  return {
    origin: grant.origin,
    message: `${HolderWords(scope)} may do \`${grant.action}\`, and ${listWords(names, 2)}, all that ${names.length > 1 ? 'take' : 'takes'} it here, ${names.length > 1 ? 'do' : 'does'} nothing that needs it; its trust policy lets in nobody else. It serves only whoever gets hold of the session. Take it away.`,
    severity: readsOnly ? 'hint' : 'information',
    confidence: 'medium',
    related: grant.evidenceFrom.slice(0, 3).map(({ origin, why }) => ({ origin, message: why })),
    offers: [
      {
        title: `Take \`${grant.action}\` away`,
        applicability: 'unsafe',
        caution: 'what takes the role from outside of this workspace may need it',
        preferred: true,
        intents: [{ kind: 'remove-entry', uri: grant.origin.uri, at: grant.origin }],
      },
    ],
  };
}
