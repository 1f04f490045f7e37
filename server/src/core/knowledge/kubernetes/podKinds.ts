/** Where a kind of object keeps its pod's spec, and which account it runs as when none is written. */
interface PodKind {
  readonly group: string;
  readonly kinds: readonly string[];
  /** The way to the spec; the template's labels stand beside it. */
  readonly spec: readonly string[];
}

const TEMPLATE = ['spec', 'template', 'spec'];

/**
 * Kinds that carry the spec of a pod at one known place.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/
 */
export const POD_KINDS: readonly PodKind[] = [
  { group: '', kinds: ['Pod'], spec: ['spec'] },
  { group: '', kinds: ['PodTemplate'], spec: ['template', 'spec'] },
  { group: '', kinds: ['ReplicationController'], spec: TEMPLATE },
  { group: 'apps', kinds: ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'], spec: TEMPLATE },
  { group: 'extensions', kinds: ['Deployment', 'ReplicaSet', 'DaemonSet'], spec: TEMPLATE },
  { group: 'batch', kinds: ['Job'], spec: TEMPLATE },
  { group: 'batch', kinds: ['CronJob'], spec: ['spec', 'jobTemplate', 'spec', 'template', 'spec'] },
  // https://knative.dev/docs/serving/reference/serving-api/
  { group: 'serving.knative.dev', kinds: ['Service', 'Configuration'], spec: TEMPLATE },
  { group: 'serving.knative.dev', kinds: ['Revision'], spec: ['spec'] },
  // https://argo-rollouts.readthedocs.io/en/stable/features/specification/
  { group: 'argoproj.io', kinds: ['Rollout'], spec: TEMPLATE },
];

/** Kinds of Argo Workflows, with the way to the workflow's spec. https://argo-workflows.readthedocs.io/en/latest/fields/ */
export const ARGO_KINDS: Readonly<Record<string, readonly string[]>> = {
  Workflow: ['spec'],
  WorkflowTemplate: ['spec'],
  ClusterWorkflowTemplate: ['spec'],
  CronWorkflow: ['spec', 'workflowSpec'],
};

/** Groups whose objects hold patterns of other objects, which run nowhere. */
export const PATTERN_GROUPS: ReadonlySet<string> = new Set([
  'kyverno.io',
  'policies.kyverno.io',
  'templates.gatekeeper.sh',
  'constraints.gatekeeper.sh',
  'mutations.gatekeeper.sh',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
]);

/** Kinds of Kubernetes itself that say something of sessions beside those that carry pods. */
const OTHER_KINDS: readonly Pick<PodKind, 'group' | 'kinds'>[] = [
  { group: '', kinds: ['ServiceAccount', 'Secret', 'ConfigMap', 'List'] },
  { group: 'rbac.authorization.k8s.io', kinds: ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'] },
];

/** The kind that was meant by one in which only the case of letters is wrong; `undefined` for all others. */
export function kindMeant(group: string, kind: string): string | undefined {
  const known = [...POD_KINDS, ...OTHER_KINDS]
    .filter((each) => each.group === group)
    .flatMap(({ kinds }) => kinds);
  if (known.includes(kind)) return undefined;
  return known.find((each) => each.toLowerCase() === kind.toLowerCase());
}
