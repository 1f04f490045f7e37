import type { CarriedIdentity } from '../model/facts.js';
import { strangersHold } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'unscoped-app-token',
  title: 'An app token covers all that its installation may',
  severity: 'information',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  return scope.carried.flatMap((identity) => hit(scope, identity) ?? []);
}

export const unscopedAppToken: Rule = { meta, check };

function hit(scope: TrustScope, identity: CarriedIdentity): RuleHit | undefined {
  const { minted } = identity;
  if (identity.kind !== 'app-installation' || minted === undefined) return undefined;
  const open = [
    ...(minted.resources === undefined ? ['every repository of the installation'] : []),
    ...(minted.rights === undefined ? ['every permission that the app has'] : []),
  ];
  if (open.length === 0) return undefined;
  const limits = Object.keys(minted.limits);
  const advice =
    limits.length > 0
      ? `Set ${limits.map((key) => `\`${key}\``).join(' and ')}.`
      : 'Use an action that can limit it.';
  return {
    origin: identity.origin,
    message: `This app token covers ${open.join(' and ')}; whoever takes it from the job has all of that for an hour. ${advice}`,
    severity: strangersHold(scope, identity)
      ? 'error'
      : minted.resources === undefined
        ? 'warning'
        : 'information',
    confidence: 'high',
    offers:
      limits.length === 0
        ? []
        : [
            {
              title: `Limit the app token: ${limits.join(', ')}`,
              applicability: 'unsafe',
              caution: 'fill in the repositories and permissions that the later steps need',
              preferred: true,
              intents: [
                { kind: 'scope-token', uri: scope.file.uri, at: identity.origin, settings: minted.limits },
              ],
            },
          ],
  };
}
