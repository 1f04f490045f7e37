import type { CarriedIdentity } from '../model/facts.js';
import { isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import { HolderWords } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'legacy-token',
  title: 'A token of an account that never expires',
  severity: 'warning',
  findingClass: 'never-expires',
  since: '0.2.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'service-account') return [];
  return scope.carried
    .filter(({ credential, lifetime }) => credential === 'service-account-token' && lifetime.seconds === null)
    .map((token) => hit(scope, token));
}

export const legacyToken: Rule = { meta, check };

function hit(scope: TrustScope, token: CarriedIdentity): RuleHit {
  const strong = scope.grants.filter((grant) => isStrong(grant) && grant.via.length === 0);
  const opens = strong.length === 0 ? '' : `, and opens ${grantWords(strong)}`;
  return {
    origin: token.origin,
    message: `Secret \`${token.name}\` keeps a token of ${HolderWords(scope).replace(/^S/u, 's')} that never expires${opens}: whoever reads the Secret once has it until it is deleted. Ask for a token of bounded life instead: a projected volume, or \`kubectl create token\`.`,
    severity: strong.length === 0 ? 'information' : 'warning',
    confidence: 'high',
  };
}
