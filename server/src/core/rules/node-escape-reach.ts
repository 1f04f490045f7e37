import type { Grant } from '../model/facts.js';
import type { Workload } from '../model/permissionSet.js';
import { isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity, SystemKind } from '../model/vocabulary.js';
import { grantWords, listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'node-escape-reach',
  title: 'A pod can leave its walls and take every session of its node',
  severity: 'warning',
  findingClass: 'lateral-movement-chain',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  return (scope.facts.workloads ?? []).flatMap((workload) => hit(scope, workload) ?? []);
}

export const nodeEscapeReach: Rule = { meta, check };

function hit(scope: TrustScope, { escapes, noun, name }: Workload): RuleHit | undefined {
  // What opens the whole node says most.
  const whole = escapes.find(({ partial }) => partial !== true);
  const first = whole ?? escapes[0];
  if (first === undefined) return undefined;
  const strong = scope.grants.filter((grant) => isStrong(grant) && grant.via.length === 0);
  const own = strong.length === 0 ? '' : ` Its own account may do ${grantWords(strong, 1)}.`;
  return {
    origin: first.origin,
    message: `${noun} ${quoted(name)} runs with ${listWords([...new Set(escapes.map(({ what }) => what))], 2)}: ${first.why}${whole === undefined ? '' : ', and so steal the tokens of all pods on that node'}.${own} Drop it if the work can do without.`,
    severity: severityOf(noun, whole !== undefined, strong),
    confidence: 'high',
    related: escapes
      .filter((escape) => escape !== first)
      .slice(0, 4)
      .map(({ origin, what }) => ({ origin, message: what })),
  };
}

/** With these in hand for the whole cluster, one node is all of them. */
const SPREADING: ReadonlySet<SystemKind> = new Set(['secrets', 'identity', 'compute']);

/** Agents of the node cannot do without it; then it matters when what they hold leads from one node to all others. */
function severityOf(noun: string, isWhole: boolean, strong: readonly Grant[]): Severity {
  if (!isWhole) return 'information';
  const spreads = strong.some(
    ({ system, access, attachedBy }) =>
      attachedBy?.within === null && (access === 'admin' || SPREADING.has(system.kind)),
  );
  return noun === 'DaemonSet' && !spreads ? 'information' : 'warning';
}
