import type { Grant } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import { HolderWords } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'unneeded-grant',
  title: 'A role grants what none of its known users does',
  severity: 'information',
  findingClass: 'unused-grant',
  since: '0.2.0',
};

/** Identities whose users are known from files of their own; a job's own token has a rule of its own. */
function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'cloud-role') return [];
  const unneeded = scope.grants.filter(
    ({ evidence, via, identity }) => evidence === 'unneeded' && via.length === 0 && identity === undefined,
  );
  return unneeded.map((grant) => hit(scope, grant));
}

export const unneededGrant: Rule = { meta, check };

function hit(scope: TrustScope, grant: Grant): RuleHit {
  const users = [...new Set(grant.evidenceFrom.map(({ why }) => why))];
  return {
    origin: grant.origin,
    message: `${HolderWords(scope)} may do \`${grant.action}\`, and ${users.length === 0 ? 'none of the jobs here that take it' : listWords(users, 2)} does that. Take it away.`,
    severity: grant.access === 'read' ? 'hint' : 'information',
    confidence: 'medium',
    related: grant.evidenceFrom.slice(0, 3).map(({ origin, why }) => ({ origin, message: why })),
    offers: [
      {
        title: `Take \`${grant.action}\` away`,
        applicability: 'unsafe',
        caution: 'users of the role outside of this workspace may need it',
        preferred: true,
        intents: [{ kind: 'remove-entry', uri: grant.origin.uri, at: grant.origin }],
      },
    ],
  };
}
