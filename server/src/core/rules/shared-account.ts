import type { Grant } from '../model/facts.js';
import type { Workload } from '../model/permissionSet.js';
import { isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantWords, listWords } from '../model/words.js';
import { HolderWords } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'shared-account',
  title: 'One account serves workloads of different purpose',
  severity: 'information',
  findingClass: 'identity-reuse',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  // What one of them gains over its node, the others that run as the account do not hold.
  const strong = scope.grants.filter((grant) => isStrong(grant) && (isRole(scope) || grant.via.length === 0));
  const purposes = new Map<string, Workload>();
  for (const workload of scope.facts.workloads ?? []) {
    const purpose = purposeOf(workload);
    if (!purposes.has(purpose)) purposes.set(purpose, workload);
  }
  const [first, second, ...others] = purposes.values();
  // Where nothing much can be done with it, sharing it costs nothing.
  if (first === undefined || second === undefined || strong.length === 0) return [];
  const all = [first, second, ...others];
  if (isRole(scope) && isOneApplication(all, strong)) return [];
  const name = second.name.split('/').at(-1) ?? second.name;
  return [
    {
      origin: second.runsAsOrigin,
      message: `${HolderWords(scope)} serves ${listWords(
        all.map((one) => `${one.noun} ${quoted(one.name)}`),
        2,
      )}: each of them holds ${grantWords(strong, 1)}, whether it needs that or not. Give each ${isRole(scope) ? 'a role' : 'an account'} of its own.`,
      confidence: 'medium',
      related: all
        .filter((one) => one !== second)
        .slice(0, 5)
        .map((one) => ({
          origin: one.runsAsOrigin,
          message: `${one.noun} ${quoted(one.name)} runs as it too`,
        })),
      offers:
        isOperator(second) || strong.some(isOfTheCluster)
          ? []
          : [
              {
                title: `Give ${second.noun} ${quoted(second.name)} an account ${quoted(name)} of its own, without rights`,
                applicability: 'unsafe',
                caution: 'what it needs of the API must be bound to the new account, and its token mounted',
                intents: [
                  { kind: 'dedicate-identity', uri: second.origin.uri, at: second.origin, name, bare: true },
                ],
              },
            ],
    },
  ];
}

export const sharedAccount: Rule = { meta, check };

function isRole({ facts }: TrustScope): boolean {
  return facts.kind === 'cloud-role';
}

/** What looks after other objects does nothing without its rights. */
function isOperator({ name }: Workload): boolean {
  return /controller|operator|manager|provisioner|scheduler|reconciler|injector|webhook/iu.test(name);
}

/** Whoever may change objects of all namespaces is there to do so, as an agent of nodes or networks is. */
function isOfTheCluster({ attributes, access }: Grant): boolean {
  return attributes?.['namespace'] === null && access !== 'read';
}

/**
 * Whether what runs as a role is likely one application: the functions of one service, which a framework gives one role
 * unless it is told otherwise, and workloads of one kind beside each other, as long as the role administers nothing.
 */
function isOneApplication(workloads: readonly Workload[], strong: readonly Grant[]): boolean {
  if (workloads.every(({ named }) => !named)) return true;
  const kinds = new Set(workloads.map(({ noun }) => noun));
  return kinds.size === 1 && strong.every(({ access }) => access !== 'admin');
}

const APP_LABELS = ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app', 'k8s-app', 'name'];

/** The application that a workload says it belongs to; without a label, itself. */
function purposeOf({ labels, name }: Workload): string {
  const label = APP_LABELS.find((key) => labels[key] !== undefined);
  return (label === undefined ? name : (labels[label] ?? name)).replace(RELEASE, '');
}

/** What tells releases of one application apart, which run beside each other for a while or for parts of the traffic. */
const RELEASE =
  /[-_.](?:v?\d+(?:[-_.]\d+)*|stable|canary|blue|green|baseline|primary|preview|current|next|old|new)$/iu;
