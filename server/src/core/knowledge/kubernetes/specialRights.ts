import type { AccessLevel, SystemKind } from '../../model/vocabulary.js';
import {
  AGGREGATION,
  AUTHENTICATION,
  CERTIFICATES,
  EPHEMERAL,
  GOOD_PRACTICES,
  IMPERSONATION,
  RBAC,
  SERVICE_ACCOUNTS,
  WEBHOOKS,
} from './sources.js';

/** What one verb, or several, let one do with one resource where that is not what the verb says by itself. */
export interface SpecialRight {
  readonly group: string;
  readonly resources: readonly string[];
  /** Verbs for which it holds; every verb when there are none. */
  readonly verbs: readonly string[];
  readonly kind: SystemKind;
  readonly access: AccessLevel;
  /** Words that follow "it can". */
  readonly opens: string;
  readonly source: string;
}

const CHANGE = ['create', 'update', 'patch'];
/** The verbs that a proxy takes, one for each method of HTTP. */
const PROXIED = ['create', 'delete', 'get', 'patch', 'update'];
const RBAC_GROUP = 'rbac.authorization.k8s.io';

function right(
  [group, resources, verbs]: readonly [group: string, resources: string, verbs: readonly string[]],
  [kind, access]: readonly [kind: SystemKind, access: AccessLevel],
  opens: string,
  source: string,
): SpecialRight {
  return { group, resources: resources.split(' '), verbs, kind, access, opens, source };
}

/** The first that fits counts. */
export const SPECIAL_RIGHTS: readonly SpecialRight[] = [
  right(['', 'secrets', ['get']], ['secrets', 'read'], 'read secrets', GOOD_PRACTICES),
  right(
    ['', 'secrets', ['list', 'watch']],
    ['secrets', 'read'],
    'read all secrets at once, as a list holds their content',
    `${GOOD_PRACTICES}#listing-secrets`,
  ),
  right(
    ['', 'secrets', ['create']],
    ['secrets', 'write'],
    'create secrets, which may be tokens of any service account of the namespace',
    SERVICE_ACCOUNTS,
  ),
  right(
    ['', 'pods/exec', ['create', 'get']],
    ['compute', 'write'],
    'run commands in pods, with all that these pods hold',
    RBAC,
  ),
  right(
    ['', 'pods/attach', ['create', 'get']],
    ['compute', 'write'],
    'attach to the processes in pods, with all that these pods hold',
    RBAC,
  ),
  right(
    ['', 'pods/ephemeralcontainers', ['update', 'patch']],
    ['compute', 'write'],
    'put a container of its own into running pods, with all that these pods hold',
    EPHEMERAL,
  ),
  right(
    ['', 'pods/portforward', ['create', 'get']],
    ['network', 'write'],
    'connect to any port of pods',
    RBAC,
  ),
  right(
    ['', 'pods/proxy services/proxy', PROXIED],
    ['network', 'write'],
    'call pods and services through the API server',
    RBAC,
  ),
  right(['', 'pods/log', ['get']], ['data', 'read'], 'read the logs of pods', RBAC),
  right(
    ['', 'pods', ['create']],
    ['compute', 'write'],
    'start pods, as any service account of the namespace and with any of its secrets',
    `${GOOD_PRACTICES}#workload-creation`,
  ),
  right(['', 'pods', ['update', 'patch']], ['compute', 'write'], 'change pods, their images included', RBAC),
  right(
    ['', 'replicationcontrollers podtemplates', CHANGE],
    ['compute', 'write'],
    'start pods, as any service account of the namespace and with any of its secrets',
    `${GOOD_PRACTICES}#workload-creation`,
  ),
  ...['apps', 'extensions'].map((group) =>
    right(
      [group, 'deployments daemonsets statefulsets replicasets', CHANGE],
      ['compute', 'write'],
      'start pods, as any service account of the namespace and with any of its secrets',
      `${GOOD_PRACTICES}#workload-creation`,
    ),
  ),
  right(
    ['batch', 'jobs cronjobs', CHANGE],
    ['compute', 'write'],
    'start pods, as any service account of the namespace and with any of its secrets',
    `${GOOD_PRACTICES}#workload-creation`,
  ),
  right(
    ['', 'nodes/proxy', PROXIED],
    ['compute', 'admin'],
    "use the kubelet's API, which runs commands in every pod of the node, also with `get`",
    `${GOOD_PRACTICES}#access-to-proxy-subresource-of-nodes`,
  ),
  right(['', 'nodes', CHANGE], ['compute', 'admin'], 'add nodes, or change their labels and taints', RBAC),
  right(
    ['', 'serviceaccounts/token', ['create']],
    ['identity', 'write'],
    'get tokens of service accounts, and so act as them',
    `${GOOD_PRACTICES}#token-request`,
  ),
  right(
    ['', 'persistentvolumes', CHANGE],
    ['compute', 'admin'],
    "create volumes, among them ones that hold a node's own files",
    `${GOOD_PRACTICES}#persistent-volume-creation`,
  ),
  right(
    ['', 'namespaces', ['update', 'patch']],
    ['control-plane', 'admin'],
    'change labels of namespaces, on which pod security and network policies rest',
    `${GOOD_PRACTICES}#namespace-modification`,
  ),
  right(
    [RBAC_GROUP, 'rolebindings clusterrolebindings', CHANGE],
    ['identity', 'write'],
    'give others the rights that it has itself',
    `${RBAC}#restrictions-on-role-binding-creation-or-update`,
  ),
  right(
    [RBAC_GROUP, 'roles clusterroles', CHANGE],
    ['identity', 'write'],
    'put rights that it has itself into roles',
    `${RBAC}#restrictions-on-role-creation-or-update`,
  ),
  right(
    [RBAC_GROUP, 'roles clusterroles', ['escalate']],
    ['identity', 'admin'],
    'put any right into roles, also ones that it does not have',
    `${GOOD_PRACTICES}#escalate-verb`,
  ),
  right(
    [RBAC_GROUP, 'roles clusterroles', ['bind']],
    ['identity', 'admin'],
    'bind roles with rights that it does not have itself',
    `${GOOD_PRACTICES}#bind-verb`,
  ),
  right(
    ['', 'users groups', ['impersonate']],
    ['identity', 'admin'],
    'act as users and groups, whatever rights these have',
    IMPERSONATION,
  ),
  right(
    ['', 'serviceaccounts', ['impersonate']],
    ['identity', 'write'],
    'act as service accounts',
    IMPERSONATION,
  ),
  right(
    ['certificates.k8s.io', 'certificatesigningrequests/approval', ['update', 'patch']],
    ['identity', 'admin'],
    'approve certificates by which somebody signs in to the cluster',
    `${GOOD_PRACTICES}#csrs-and-certificate-issuing`,
  ),
  right(
    ['certificates.k8s.io', 'signers', []],
    ['identity', 'admin'],
    'approve or sign certificates of a signer',
    CERTIFICATES,
  ),
  right(
    ['certificates.k8s.io', 'certificatesigningrequests', ['create']],
    ['identity', 'write'],
    'ask for certificates, which somebody must approve',
    CERTIFICATES,
  ),
  right(
    [
      'admissionregistration.k8s.io',
      'mutatingwebhookconfigurations mutatingadmissionpolicies mutatingadmissionpolicybindings',
      [...CHANGE, 'delete'],
    ],
    ['control-plane', 'admin'],
    'read and change every object that is written to the cluster',
    `${GOOD_PRACTICES}#control-admission-webhooks`,
  ),
  right(
    ['admissionregistration.k8s.io', 'validatingwebhookconfigurations', [...CHANGE, 'delete']],
    ['control-plane', 'admin'],
    'read every object that is written to the cluster, and refuse or stop to refuse it',
    `${GOOD_PRACTICES}#control-admission-webhooks`,
  ),
  right(
    [
      'admissionregistration.k8s.io',
      'validatingadmissionpolicies validatingadmissionpolicybindings',
      [...CHANGE, 'delete'],
    ],
    ['control-plane', 'admin'],
    'decide which objects the cluster refuses',
    WEBHOOKS,
  ),
  right(
    ['apiregistration.k8s.io', 'apiservices', CHANGE],
    ['control-plane', 'admin'],
    'put a server of its own behind a part of the API',
    AGGREGATION,
  ),
  right(
    ['authentication.k8s.io', 'tokenreviews', ['create']],
    ['identity', 'read'],
    'ask whose a token is',
    AUTHENTICATION,
  ),
  right(
    ['authorization.k8s.io', 'subjectaccessreviews localsubjectaccessreviews', ['create']],
    ['identity', 'read'],
    'ask what somebody may do',
    RBAC,
  ),
  right(
    ['authorization.k8s.io', 'selfsubjectaccessreviews selfsubjectrulesreviews', ['create']],
    ['identity', 'read'],
    'ask what it may do itself',
    RBAC,
  ),
];
