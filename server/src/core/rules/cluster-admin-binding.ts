import type { Grant } from '../model/facts.js';
import type { AttachedBy } from '../model/grant.js';
import { samePlace } from '../model/origin.js';
import type { TrustScope } from '../model/trustScope.js';
import { HolderWords, opensEverything } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'cluster-admin-binding',
  title: 'An account may do everything in the cluster',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const places = new Map<string, Grant>();
  for (const grant of scope.grants) {
    const { attachedBy } = grant;
    if (attachedBy?.within !== null || grant.via.length > 0 || !opensEverything(grant)) continue;
    // That it goes to a whole group, or to what every pod has by default, is told with the group.
    if (attachedBy.holder.groupOf !== undefined || scope.facts.byDefault === true) continue;
    // Where the role's own text is at hand, the wildcards in it are the cause, and they are told there.
    if (!samePlace(grant.origin, attachedBy.setOrigin)) continue;
    places.set(`${attachedBy.setOrigin.uri} ${String(attachedBy.setOrigin.range.start)}`, grant);
  }
  return [...places.values()].flatMap((grant) => hit(scope, grant) ?? []);
}

export const clusterAdminBinding: Rule = { meta, check };

/** Whether it is what somebody becomes who is logged in elsewhere, and not what runs in the cluster. */
function isLetIn({ initiators }: TrustScope): boolean {
  return initiators.some(({ actor }) => actor === 'another-session');
}

/** Of whom nothing here works with, that may be the person who looks after the cluster. */
function severityOf(scope: TrustScope): 'warning' | 'information' {
  const atWork = scope.initiators.some(({ actor }) => actor !== 'another-session');
  return isLetIn(scope) && !atWork ? 'information' : 'warning';
}

function messageFor(scope: TrustScope, { set }: AttachedBy): string {
  return isLetIn(scope)
    ? `${HolderWords(scope)} has ${set} in the whole cluster and may do everything: whoever hijacks its session owns every namespace, node and secret. Give it a role with the verbs and resources that it uses.`
    : `${HolderWords(scope)} is bound to ${set} in the whole cluster and may do everything: a hijacked pod owns every namespace, node and secret. Bind a role with the verbs and resources that it uses.`;
}

function hit(scope: TrustScope, { attachedBy }: Grant): RuleHit | undefined {
  if (attachedBy === undefined) return undefined;
  return {
    origin: attachedBy.setOrigin,
    message: messageFor(scope, attachedBy),
    severity: severityOf(scope),
    confidence: 'high',
    related: [
      { origin: attachedBy.holder.origin, message: `binds ${attachedBy.holder.name}` },
      ...(scope.facts.workloads ?? []).slice(0, 3).map((workload) => ({
        origin: workload.origin,
        message: `${workload.noun} ${quoted(workload.name)} runs as it`,
      })),
    ],
  };
}
