import type { RoleRule } from './defaultRoles.js';
import { defaultClusterRole } from './defaultRoles.js';

/*
 * The other roles that the API server makes at its start, for its own parts and for what is commonly run beside them.
 * Rules for the group `extensions`, which no API server since 1.22 serves, are left out.
 * https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata/cluster-roles.yaml
 * https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata/namespace-roles.yaml
 */

const READ = 'get list watch';
const CORE = '';
const AUTHENTICATION = 'authentication.k8s.io';
const AUTHORIZATION = 'authorization.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';
const COORDINATION = 'coordination.k8s.io';
const DISCOVERY = 'discovery.k8s.io';
const EVENTS = 'events.k8s.io';
const STORAGE = 'storage.k8s.io';

/** A rule for resources; words are separated by spaces. */
function on(apiGroups: string | readonly string[], resources: string, verbs: string, names = ''): RoleRule {
  return {
    apiGroups: typeof apiGroups === 'string' ? [apiGroups] : apiGroups,
    resources: resources.split(' '),
    verbs: verbs.split(' '),
    ...(names === '' ? {} : { resourceNames: names.split(' ') }),
  };
}

/** A rule for paths of the API server that are no resources. */
function paths(urls: string, verbs: string): RoleRule {
  return { apiGroups: [], resources: [], verbs: verbs.split(' '), nonResourceURLs: urls.split(' ') };
}

const EVENT_WRITER = on([CORE, EVENTS], 'events', 'create patch update');
const REVIEWS = [
  on(AUTHENTICATION, 'tokenreviews', 'create'),
  on(AUTHORIZATION, 'subjectaccessreviews', 'create'),
] as const;

function approver(signer: string): readonly RoleRule[] {
  return [on(CERTIFICATES, 'signers', 'approve', `kubernetes.io/${signer}`)];
}

const CLUSTER_ROLES: Readonly<Record<string, readonly RoleRule[]>> = {
  'system:certificates.k8s.io:certificatesigningrequests:nodeclient': [
    on(CERTIFICATES, 'certificatesigningrequests/nodeclient', 'create'),
  ],
  'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient': [
    on(CERTIFICATES, 'certificatesigningrequests/selfnodeclient', 'create'),
  ],
  'system:certificates.k8s.io:kube-apiserver-client-approver': approver('kube-apiserver-client'),
  'system:certificates.k8s.io:kube-apiserver-client-kubelet-approver': approver(
    'kube-apiserver-client-kubelet',
  ),
  'system:certificates.k8s.io:kubelet-serving-approver': approver('kubelet-serving'),
  'system:certificates.k8s.io:legacy-unknown-approver': approver('legacy-unknown'),
  'system:heapster': [on(CORE, 'events namespaces nodes pods', READ)],
  'system:kube-aggregator': [on(CORE, 'endpoints services', READ)],
  'system:kube-controller-manager': [
    EVENT_WRITER,
    on(COORDINATION, 'leases', 'create'),
    on(COORDINATION, 'leases', 'get update', 'kube-controller-manager'),
    on(CORE, 'secrets serviceaccounts', 'create'),
    on(CORE, 'secrets', 'delete'),
    on(CORE, 'configmaps namespaces secrets serviceaccounts', 'get'),
    on(CORE, 'secrets serviceaccounts', 'update'),
    ...REVIEWS,
    on('*', '*', 'list watch'),
    on(CORE, 'serviceaccounts/token', 'create'),
  ],
  'system:kube-dns': [on(CORE, 'endpoints services', 'list watch')],
  'system:kube-scheduler': [
    EVENT_WRITER,
    on(COORDINATION, 'leases', 'create'),
    on(COORDINATION, 'leases', 'get update', 'kube-scheduler'),
    on(CORE, 'nodes', READ),
    on(CORE, 'pods', `delete ${READ}`),
    on(CORE, 'bindings pods/binding', 'create'),
    on(CORE, 'pods/status', 'patch update'),
    on(CORE, 'replicationcontrollers services', READ),
    on('apps', 'replicasets', READ),
    on('apps', 'statefulsets', READ),
    on('policy', 'poddisruptionbudgets', READ),
    on(CORE, 'persistentvolumeclaims persistentvolumes', READ),
    ...REVIEWS,
    on(STORAGE, 'csinodes', READ),
    on(CORE, 'namespaces', READ),
    on(STORAGE, 'csidrivers', READ),
    on(STORAGE, 'csistoragecapacities', READ),
  ],
  'system:kubelet-api-admin': [
    on(CORE, 'nodes', READ),
    on(CORE, 'nodes', 'proxy'),
    on(CORE, 'nodes/log nodes/metrics nodes/proxy nodes/stats', '*'),
  ],
  'system:monitoring': [
    paths('/healthz /healthz/* /livez /livez/* /metrics /metrics/slis /readyz /readyz/*', 'get'),
  ],
  'system:node': [
    on(AUTHENTICATION, 'tokenreviews', 'create'),
    on(AUTHORIZATION, 'localsubjectaccessreviews subjectaccessreviews', 'create'),
    on(CORE, 'services', READ),
    on(CORE, 'nodes', `create ${READ}`),
    on(CORE, 'nodes/status', 'patch update'),
    on(CORE, 'nodes', 'patch update'),
    on(CORE, 'events', 'create patch update'),
    on(CORE, 'pods', READ),
    on(CORE, 'pods', 'create delete'),
    on(CORE, 'pods/status', 'patch update'),
    on(CORE, 'pods/eviction', 'create'),
    on(CORE, 'configmaps secrets', READ),
    on(CORE, 'persistentvolumeclaims persistentvolumes', 'get'),
    on(CORE, 'endpoints', 'get'),
    on(CERTIFICATES, 'certificatesigningrequests', `create ${READ}`),
    on(COORDINATION, 'leases', 'create delete get patch update'),
    on(STORAGE, 'volumeattachments', 'get'),
    on(CORE, 'serviceaccounts/token', 'create'),
    on(CORE, 'persistentvolumeclaims/status', 'get patch update'),
    on(STORAGE, 'csidrivers', READ),
    on(STORAGE, 'csinodes', 'create delete get patch update'),
    on('node.k8s.io', 'runtimeclasses', READ),
  ],
  'system:node-bootstrapper': [on(CERTIFICATES, 'certificatesigningrequests', `create ${READ}`)],
  'system:node-problem-detector': [on(CORE, 'nodes', 'get'), on(CORE, 'nodes/status', 'patch'), EVENT_WRITER],
  'system:node-proxier': [
    on(CORE, 'endpoints services', 'list watch'),
    on(CORE, 'nodes', READ),
    EVENT_WRITER,
    on(DISCOVERY, 'endpointslices', 'list watch'),
  ],
  'system:persistent-volume-provisioner': [
    on(CORE, 'persistentvolumes', `create delete ${READ}`),
    on(CORE, 'persistentvolumeclaims', `${READ} update`),
    on(STORAGE, 'storageclasses', READ),
    on(CORE, 'events', 'watch'),
    EVENT_WRITER,
  ],
  'system:public-info-viewer': [paths('/healthz /livez /readyz /version /version/', 'get')],
  'system:service-account-issuer-discovery': [
    paths('/.well-known/openid-configuration /openid/v1/jwks', 'get'),
  ],
  'system:volume-scheduler': [
    on(CORE, 'persistentvolumes', `${READ} patch update`),
    on(STORAGE, 'storageclasses', READ),
    on(CORE, 'persistentvolumeclaims', `${READ} patch update`),
  ],
};

const LEADER_LOCKING = [
  on(COORDINATION, 'leases', `create ${READ} update`),
  on(COORDINATION, 'leasecandidates', `create ${READ} update`),
];

/** By namespace and name. */
const ROLES: Readonly<Record<string, readonly RoleRule[]>> = {
  'kube-public/system:controller:bootstrap-signer': [
    on(CORE, 'configmaps', READ),
    on(CORE, 'configmaps', 'update', 'cluster-info'),
    EVENT_WRITER,
  ],
  'kube-system/extension-apiserver-authentication-reader': [
    on(CORE, 'configmaps', READ, 'extension-apiserver-authentication'),
  ],
  'kube-system/system::leader-locking-kube-controller-manager': LEADER_LOCKING,
  'kube-system/system::leader-locking-kube-scheduler': LEADER_LOCKING,
  'kube-system/system:controller:bootstrap-signer': [on(CORE, 'secrets', READ)],
  'kube-system/system:controller:cloud-provider': [on(CORE, 'configmaps', `create ${READ}`)],
  'kube-system/system:controller:token-cleaner': [on(CORE, 'secrets', `delete ${READ}`), EVENT_WRITER],
};

/** The rules of the ClusterRole of this name that every cluster has; `undefined` for all others. */
export function builtinClusterRole(name: string): readonly RoleRule[] | undefined {
  return (
    defaultClusterRole(name)?.rules ?? (Object.hasOwn(CLUSTER_ROLES, name) ? CLUSTER_ROLES[name] : undefined)
  );
}

/** The rules of the Role of this name that every cluster has in this namespace; `undefined` for all others. */
export function builtinRole(namespace: string, name: string): readonly RoleRule[] | undefined {
  const key = `${namespace}/${name}`;
  return Object.hasOwn(ROLES, key) ? ROLES[key] : undefined;
}

/** Whether the control plane keeps roles under this name, be they listed here or not: those of its controllers are not. */
export function isSystemName(name: string): boolean {
  return name.startsWith('system:');
}

/** What `admin` takes in, it takes in over `edit`, and that over `view`. */
const INNER: Readonly<Record<string, readonly string[]>> = { admin: ['edit', 'view'], edit: ['view'] };

/** The labels by which ClusterRoles of others are taken into the built-in one of this name. */
export function builtinAggregateLabels(name: string): readonly string[] {
  const names = [name, ...(Object.hasOwn(INNER, name) ? (INNER[name] ?? []) : [])];
  return names.flatMap((each) => defaultClusterRole(each)?.aggregatesLabel ?? []);
}

/** The built-in ClusterRoles that others take in by this label, with their rules. */
export function builtinRolesWithLabel(label: string): readonly (readonly RoleRule[])[] {
  return ['admin', 'edit', 'view']
    .map(defaultClusterRole)
    .flatMap((role) => (role?.aggregatesLabel === label ? [role.rules] : []));
}
