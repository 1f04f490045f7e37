import { MASTERS } from './tokens.js';
import { CERTIFICATES, EPHEMERAL, GOOD_PRACTICES, IMPERSONATION, RBAC, SERVICE_ACCOUNTS } from './sources.js';
import { quoted } from '../../text/quoted.js';

/** A request that a method needs, as RBAC sees it. Any of the resources with any of the verbs will do. */
export interface EscalationNeed {
  readonly resources: readonly { readonly apiGroup: string; readonly resource: string }[];
  readonly verbs: readonly string[];
  /** Whether the objects lie in a namespace, so that a RoleBinding is enough. */
  readonly scope: 'namespace' | 'cluster';
  /** Objects that it must be allowed for, one at least; any object when absent. */
  readonly names?: readonly string[];
  /** Set when a grant for objects by name is not enough. */
  readonly anyObject?: true;
  /** The only namespace in which the objects matter. */
  readonly namespace?: string;
}

/** What a method leads to. */
export type EscalationReach =
  /** Any account of the namespace. */
  | 'accounts'
  /** The accounts that the grant names; all of the namespace when it names none. */
  | 'named-accounts'
  /** The accounts as which pods of the namespace run; with names, those of the pods so called. */
  | 'running-accounts'
  /** The accounts as which any pod of the cluster runs. */
  | 'accounts-on-nodes'
  /** The accounts whose token lies in a Secret of the namespace. */
  | 'stored-tokens'
  /** Any account of the cluster. */
  | 'all-accounts'
  /** None of its own: rights, or identities that no file describes. */
  | 'nobody';

/** A way by which one identity of a cluster gains rights or another identity. */
export interface EscalationMethod {
  readonly id: string;
  /** Words that follow "it can". */
  readonly title: string;
  readonly needs: readonly EscalationNeed[];
  readonly reach: EscalationReach;
  readonly gains: 'rights' | 'identity' | 'everything';
  /** What it leads to, in words; `NS` stands for the namespace. */
  readonly leadsTo: string;
  readonly conditions: readonly string[];
  /** A method after another one of its family leads no further and is left out. */
  readonly family?: string;
  readonly source: string;
}

const CHANGE = ['patch', 'update'];
const READ = ['get', 'list', 'watch'];
const CSR = 'certificates.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';

function need(
  scope: EscalationNeed['scope'],
  resources: string,
  verbs: readonly string[],
  names?: readonly string[],
): EscalationNeed {
  const parsed = resources.split(' ').map((text) => {
    const [resource = '', apiGroup = ''] = text.split('@');
    return { apiGroup, resource };
  });
  return { scope, resources: parsed, verbs, ...(names === undefined ? {} : { names }) };
}

/**
 * Resources by which a controller starts pods as the account that they name.
 * https://kubernetes.io/docs/concepts/workloads/controllers/
 * https://argo-workflows.readthedocs.io/en/latest/service-accounts/
 * https://argo-rollouts.readthedocs.io/en/stable/features/specification/
 * https://knative.dev/docs/serving/reference/serving-api/
 * https://tekton.dev/docs/pipelines/taskruns/#specifying-serviceaccount-credentials
 */
const LASTING_WORKLOADS =
  'deployments@apps daemonsets@apps statefulsets@apps replicasets@apps replicationcontrollers cronjobs@batch cronworkflows@argoproj.io rollouts@argoproj.io services@serving.knative.dev configurations@serving.knative.dev';
const WORKLOADS = `${LASTING_WORKLOADS} jobs@batch workflows@argoproj.io taskruns@tekton.dev pipelineruns@tekton.dev`;

/** Everything that the group may do is decided outside of RBAC: it may do all. */
const CLIENT_SIGNER = 'kubernetes.io/kube-apiserver-client';

/**
 * The methods that follow from grants by themselves; `escalate` and `bind`, which hang on the roles at hand, are the
 * linker's. A gain that a method needs two requests for needs both in one namespace.
 * https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
 */
export const ESCALATION_METHODS: readonly EscalationMethod[] = [
  {
    id: 'create-pod',
    title: 'start a pod as any service account of the namespace',
    needs: [need('namespace', 'pods', ['create'])],
    reach: 'accounts',
    gains: 'identity',
    leadsTo: 'any service account of NS',
    conditions: [],
    family: 'pods',
    source: `${GOOD_PRACTICES}#workload-creation`,
  },
  {
    id: 'create-workload',
    title: 'have pods started as any service account of the namespace',
    needs: [need('namespace', WORKLOADS, ['create'])],
    reach: 'accounts',
    gains: 'identity',
    leadsTo: 'any service account of NS',
    conditions: [],
    family: 'pods',
    source: `${GOOD_PRACTICES}#workload-creation`,
  },
  {
    // The template of a Job or of a run is not changed once it is there.
    id: 'change-workload',
    title: 'change the image and the service account of a workload',
    needs: [need('namespace', LASTING_WORKLOADS, CHANGE)],
    reach: 'accounts',
    gains: 'identity',
    leadsTo: 'any service account of NS',
    conditions: [],
    family: 'pods',
    source: `${GOOD_PRACTICES}#workload-creation`,
  },
  {
    // https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement
    id: 'change-pod-image',
    title: 'put an image of its own into running pods',
    needs: [need('namespace', 'pods', CHANGE)],
    reach: 'running-accounts',
    gains: 'identity',
    leadsTo: 'the service accounts as which pods of NS run',
    conditions: [],
    source: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement',
  },
  {
    id: 'exec-into-pod',
    title: 'run commands in pods and read their tokens',
    needs: [need('namespace', 'pods/exec', ['create'])],
    reach: 'running-accounts',
    gains: 'identity',
    leadsTo: 'the service accounts as which pods of NS run',
    conditions: [],
    family: 'exec',
    source: `${RBAC}#referring-to-resources`,
  },
  {
    // A WebSocket is opened by GET. Since 1.35 the API server asks for `create` as well:
    // https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/ (AuthorizePodWebsocketUpgradeCreatePermission)
    id: 'exec-into-pod-by-websocket',
    title: 'run commands in pods over a WebSocket and read their tokens',
    needs: [need('namespace', 'pods/exec', ['get'])],
    reach: 'running-accounts',
    gains: 'identity',
    leadsTo: 'the service accounts as which pods of NS run',
    conditions: ['the cluster is older than Kubernetes 1.35'],
    family: 'exec',
    source: 'https://github.com/kubernetes/kubernetes/pull/134577',
  },
  {
    id: 'attach-to-pod',
    title: 'attach to the processes of pods',
    needs: [need('namespace', 'pods/attach', ['create'])],
    reach: 'running-accounts',
    gains: 'identity',
    leadsTo: 'the service accounts as which pods of NS run',
    conditions: ['a container of the pod takes commands from its standard input'],
    source: `${RBAC}#referring-to-resources`,
  },
  {
    id: 'debug-pod',
    title: 'put a container of its own into running pods',
    needs: [need('namespace', 'pods/ephemeralcontainers', CHANGE)],
    reach: 'running-accounts',
    gains: 'identity',
    leadsTo: 'the service accounts as which pods of NS run',
    conditions: [],
    source: EPHEMERAL,
  },
  {
    // `get` opens a WebSocket to the kubelet's /exec, `create` posts to it.
    id: 'kubelet-api',
    title: 'run commands in every pod of a node over the kubelet',
    needs: [need('cluster', 'nodes/proxy', ['get', 'create'])],
    reach: 'accounts-on-nodes',
    gains: 'identity',
    leadsTo: 'the service accounts of all pods on the nodes',
    conditions: [],
    source: `${GOOD_PRACTICES}#access-to-proxy-subresource-of-nodes`,
  },
  {
    id: 'request-token',
    title: 'get a token of a service account',
    needs: [need('namespace', 'serviceaccounts/token', ['create'])],
    reach: 'named-accounts',
    gains: 'identity',
    leadsTo: 'any service account of NS',
    conditions: [],
    source: `${GOOD_PRACTICES}#token-request`,
  },
  {
    id: 'read-token-secret',
    title: 'read the token of a service account out of its Secret',
    needs: [need('namespace', 'secrets', READ)],
    reach: 'stored-tokens',
    gains: 'identity',
    leadsTo: 'the service accounts whose token lies in a Secret of NS',
    conditions: [],
    source: `${GOOD_PRACTICES}#listing-secrets`,
  },
  {
    // A Secret of type kubernetes.io/service-account-token is filled with a token of the account that it names.
    id: 'mint-token-secret',
    title: 'create a Secret for the token of any service account of the namespace and read it',
    needs: [
      need('namespace', 'secrets', ['create']),
      { ...need('namespace', 'secrets', READ), anyObject: true },
    ],
    reach: 'accounts',
    gains: 'identity',
    leadsTo: 'any service account of NS',
    conditions: [],
    source: `${SERVICE_ACCOUNTS}#create-token`,
  },
  {
    id: 'impersonate-account',
    title: 'act as a service account',
    needs: [need('namespace', 'serviceaccounts', ['impersonate'])],
    reach: 'named-accounts',
    gains: 'identity',
    leadsTo: 'any service account of NS',
    conditions: [],
    source: IMPERSONATION,
  },
  {
    // A group is impersonated along with a user or account, never alone.
    id: 'impersonate-masters',
    title: `act in the group ${quoted(MASTERS)}`,
    needs: [
      need('cluster', 'groups', ['impersonate'], [MASTERS]),
      need('namespace', 'users serviceaccounts', ['impersonate']),
    ],
    reach: 'all-accounts',
    gains: 'everything',
    leadsTo: 'everything in the cluster',
    conditions: [],
    family: 'people',
    source: IMPERSONATION,
  },
  {
    id: 'impersonate-group',
    title: 'act in another group',
    needs: [
      need('cluster', 'groups', ['impersonate']),
      need('namespace', 'users serviceaccounts', ['impersonate']),
    ],
    reach: 'nobody',
    gains: 'identity',
    leadsTo: 'the rights of the groups that it may act in',
    conditions: [],
    family: 'people',
    source: IMPERSONATION,
  },
  {
    id: 'impersonate-user',
    title: 'act as another user',
    needs: [need('cluster', 'users', ['impersonate'])],
    reach: 'nobody',
    gains: 'identity',
    leadsTo: 'the users that it may act as, those of the control plane among them',
    conditions: [],
    family: 'people',
    source: IMPERSONATION,
  },
  {
    // Without `approve` on the signer the admission plugin CertificateApproval refuses.
    id: 'approve-certificate',
    title: 'issue itself a client certificate in any name',
    needs: [
      need('cluster', `certificatesigningrequests/approval@${CSR}`, CHANGE),
      need('cluster', `certificatesigningrequests@${CSR}`, ['create']),
      need('cluster', `signers@${CSR}`, ['approve'], [CLIENT_SIGNER, 'kubernetes.io/*']),
    ],
    reach: 'all-accounts',
    gains: 'everything',
    leadsTo: 'any user of the cluster, those of the control plane among them',
    conditions: [],
    source: `${CERTIFICATES}#authorization`,
  },
  {
    id: 'mutating-webhook',
    title: 'have every object changed as it is written, its pods and their accounts among them',
    needs: [need('cluster', `mutatingwebhookconfigurations@${ADMISSION}`, ['create', ...CHANGE])],
    reach: 'all-accounts',
    gains: 'everything',
    leadsTo: 'any service account of the cluster',
    conditions: [],
    family: 'webhooks',
    source: `${GOOD_PRACTICES}#control-admission-webhooks`,
  },
  {
    // It changes objects as such a webhook does. What it changes is what its binding names, so both are needed.
    id: 'mutating-policy',
    title: 'have every object changed as it is written by a policy of its own',
    needs: [
      need('cluster', `mutatingadmissionpolicies@${ADMISSION}`, ['create', ...CHANGE]),
      need('cluster', `mutatingadmissionpolicybindings@${ADMISSION}`, ['create', ...CHANGE]),
    ],
    reach: 'all-accounts',
    gains: 'everything',
    leadsTo: 'any service account of the cluster',
    conditions: ['the cluster has MutatingAdmissionPolicy, which is on by default from Kubernetes 1.36'],
    family: 'webhooks',
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/',
  },
  {
    id: 'validating-webhook',
    title: 'have every object sent to it as it is written, Secrets among them',
    needs: [need('cluster', `validatingwebhookconfigurations@${ADMISSION}`, ['create', ...CHANGE])],
    reach: 'nobody',
    gains: 'rights',
    leadsTo: 'the content of every object that is written to the cluster',
    conditions: [],
    family: 'webhooks',
    source: `${GOOD_PRACTICES}#control-admission-webhooks`,
  },
  {
    id: 'create-persistent-volume',
    title: "create a volume that holds a node's own files, and mount it in a pod",
    needs: [
      need('cluster', 'persistentvolumes', ['create']),
      need('namespace', `pods ${WORKLOADS}`, ['create', ...CHANGE]),
    ],
    reach: 'accounts-on-nodes',
    gains: 'identity',
    leadsTo: 'the nodes, and the service accounts of all pods on them',
    conditions: [],
    family: 'volumes',
    source: `${GOOD_PRACTICES}#persistent-volume-creation`,
  },
  {
    id: 'create-host-volume',
    title: "create a volume that holds a node's own files",
    needs: [need('cluster', 'persistentvolumes', ['create'])],
    reach: 'accounts-on-nodes',
    gains: 'identity',
    leadsTo: 'the nodes, and the service accounts of all pods on them',
    conditions: ['a pod that it can control claims the volume'],
    family: 'volumes',
    source: `${GOOD_PRACTICES}#persistent-volume-creation`,
  },
  {
    id: 'map-cloud-identity',
    title: `map an AWS role of its own to the group ${quoted(MASTERS)}`,
    needs: [{ ...need('namespace', 'configmaps', CHANGE, ['aws-auth']), namespace: 'kube-system' }],
    reach: 'all-accounts',
    gains: 'everything',
    leadsTo: 'everything in the cluster',
    conditions: ['the cluster is one of EKS that maps AWS roles by `aws-auth`'],
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html',
  },
];

/** The page on the node that a container escapes to. */
export const NODE_ESCAPE_SOURCE = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';
export const ESCALATE_SOURCE = `${GOOD_PRACTICES}#escalate-verb`;
export const BIND_SOURCE = `${GOOD_PRACTICES}#bind-verb`;

/**
 * Accounts of the control plane's controllers live here, some of which may change any role.
 * https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/controller_policy.go
 */
export const CONTROL_PLANE_NAMESPACE = 'kube-system';

/** Resources of the whole cluster that are no objects: who is impersonated. */
export const CLUSTER_SUBJECTS: ReadonlySet<string> = new Set(['users', 'groups']);

/**
 * Whether a request names the object that it is about. One that does not is refused by a rule that lists
 * `resourceNames`. A list or watch names it by its field selector `metadata.name`.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
export function namesItsObject(resource: string, verb: string): boolean {
  if (verb === 'deletecollection') return false;
  return verb !== 'create' || resource.includes('/');
}
