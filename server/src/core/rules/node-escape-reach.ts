import type { Workload } from '../model/permissionSet.js';
import { isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantWords, listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'node-escape-reach',
  title: 'A pod can leave its walls and take every session of its node',
  severity: 'warning',
  findingClass: 'lateral-movement-chain',
  since: '0.2.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  return (scope.facts.workloads ?? []).flatMap((workload) => hit(scope, workload) ?? []);
}

export const nodeEscapeReach: Rule = { meta, check };

function hit(scope: TrustScope, { escapes, noun, name }: Workload): RuleHit | undefined {
  const [first, ...others] = escapes;
  if (first === undefined) return undefined;
  const strong = scope.grants.filter((grant) => isStrong(grant) && grant.via.length === 0);
  const own = strong.length === 0 ? '' : ` Its own account may do ${grantWords(strong, 2)}.`;
  return {
    origin: first.origin,
    message: `${noun} \`${name}\` runs with ${listWords(escapes.map(({ what }) => what))}: ${first.why}, and so to the tokens of all pods on that node.${own} Take it away where the work can be done without.`,
    severity: strong.length === 0 && noun === 'DaemonSet' ? 'information' : 'warning',
    confidence: 'high',
    related: others.slice(0, 4).map(({ origin, what }) => ({ origin, message: what })),
  };
}
