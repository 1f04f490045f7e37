import type { Grant } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import { tellsOf } from './questions/agentReach.js';
import { HolderWords } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'unneeded-tool',
  title: 'An agent is allowed a tool that it does not have or need',
  severity: 'information',
  findingClass: 'unused-grant',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'agent') return [];
  return scope.grants
    .filter(
      (grant) =>
        grant.evidence === 'unneeded' &&
        grant.via.length === 0 &&
        grant.identity === undefined &&
        tellsOf(scope, grant),
    )
    .map((grant) => hit(scope, grant));
}

export const unneededTool: Rule = { meta, check };

function hit(scope: TrustScope, grant: Grant): RuleHit {
  const why = grant.evidenceFrom[0]?.why ?? 'nothing here uses it';
  return {
    origin: grant.origin,
    message: `${HolderWords(scope)} is allowed ${quoted(grant.action)}, but ${why}: the entry grants nothing now, and takes effect unseen once that changes. Remove it.`,
    severity: 'information',
    confidence: 'high',
    unnecessary: true,
    related: grant.evidenceFrom.slice(0, 2).map(({ origin, why: message }) => ({ origin, message })),
    offers: [
      {
        title: `Remove ${quoted(grant.action)}`,
        applicability: 'safe',
        preferred: true,
        intents: [{ kind: 'remove-entry', uri: grant.origin.uri, at: grant.origin }],
      },
    ],
  };
}
