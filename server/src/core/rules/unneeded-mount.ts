import type { Workload } from '../model/permissionSet.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'unneeded-mount',
  title: 'A token is mounted that opens nothing',
  severity: 'hint',
  findingClass: 'default-implicit-grant',
  since: '0.1.0',
  absence: true,
};

function check(scope: TrustScope): readonly RuleHit[] {
  const { facts } = scope;
  // What is bound elsewhere is not seen here; another identity may hang on the token.
  if (facts.kind !== 'service-account' || scope.grants.length > 0 || scope.carried.length > 0) return [];
  if (scope.unknowns.some(({ about }) => about !== 'settings') || facts.references.length > 0) return [];
  const byDefault = facts.mounts?.value ?? true;
  return (facts.workloads ?? [])
    .filter(({ noun, mounts, tokens }) => PLAIN.has(noun) && (mounts ?? byDefault) && tokens.length === 0)
    .map((workload) => hit(scope, workload));
}

export const unneededMount: Rule = { meta, check };

/** What runs as part of a pipeline or a platform of functions is given its token for the platform's own use. */
const PLAIN: ReadonlySet<string> = new Set([
  'Pod',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ReplicationController',
]);

function hit({ facts }: TrustScope, workload: Workload): RuleHit {
  const at = workload.mountsOrigin ?? workload.runsAsOrigin;
  const { noun, name } = workload;
  return {
    origin: at,
    message: `${noun} ${quoted(name)} mounts the token of ${quoted(facts.label)}, which no binding here gives anything. Stolen from the pod, it still opens what every account may do. Set \`automountServiceAccountToken: false\`.`,
    confidence: 'medium',
    offers: [
      {
        title: 'Mount no token: `automountServiceAccountToken: false`',
        applicability: 'unsafe',
        caution: 'a pod that does call the API, with rights bound elsewhere, stops working',
        preferred: true,
        intents: [
          {
            kind: 'set-value',
            uri: workload.origin.uri,
            at: workload.origin,
            path: ['automountServiceAccountToken'],
            value: false,
          },
        ],
      },
    ],
  };
}
