/** One rule of a role, as RBAC has it. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** A ClusterRole that every cluster has. */
interface DefaultRole {
  readonly name: string;
  /** What it is for, in words that follow its name and a dash. */
  readonly purpose: string;
  readonly rules: readonly RoleRule[];
  /** The label by which ClusterRoles of others add to it. */
  readonly aggregatesLabel?: string;
}

const READ = ['get', 'list', 'watch'];
const CHANGE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const EVERY = [...CHANGE, ...READ];

function rule(apiGroup: string, resources: string, verbs: readonly string[]): RoleRule {
  return { apiGroups: [apiGroup], resources: resources.split(' '), verbs };
}

const VIEW: readonly RoleRule[] = [
  rule(
    '',
    'configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status',
    READ,
  ),
  rule(
    '',
    'bindings events limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status',
    READ,
  ),
  rule('', 'namespaces', READ),
  rule('discovery.k8s.io', 'endpointslices', READ),
  rule(
    'apps',
    'controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status',
    READ,
  ),
  rule('autoscaling', 'horizontalpodautoscalers horizontalpodautoscalers/status', READ),
  rule('batch', 'cronjobs cronjobs/status jobs jobs/status', READ),
  rule('policy', 'poddisruptionbudgets poddisruptionbudgets/status', READ),
  rule('networking.k8s.io', 'ingresses ingresses/status networkpolicies', READ),
  rule('resource.k8s.io', 'resourceclaims resourceclaims/status resourceclaimtemplates', READ),
];

const EDIT: readonly RoleRule[] = [
  rule('', 'pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy', READ),
  rule('', 'serviceaccounts', ['impersonate']),
  rule('', 'pods pods/attach pods/exec pods/portforward pods/proxy', CHANGE),
  rule('', 'pods/eviction', ['create']),
  rule(
    '',
    'configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy',
    CHANGE,
  ),
  rule('', 'serviceaccounts/token', ['create']),
  rule(
    'apps',
    'daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale',
    CHANGE,
  ),
  rule('autoscaling', 'horizontalpodautoscalers', CHANGE),
  rule('batch', 'cronjobs jobs', CHANGE),
  rule('policy', 'poddisruptionbudgets', CHANGE),
  rule('networking.k8s.io', 'ingresses networkpolicies', CHANGE),
  rule('coordination.k8s.io', 'leases', EVERY),
  rule('resource.k8s.io', 'resourceclaims resourceclaimtemplates', CHANGE),
];

const ADMIN: readonly RoleRule[] = [
  rule('authorization.k8s.io', 'localsubjectaccessreviews', ['create']),
  rule('rbac.authorization.k8s.io', 'rolebindings roles', EVERY),
];

/**
 * The ClusterRoles that people bind without writing them, what they take in by aggregation included. The rules for the
 * group `extensions`, which no API server since 1.22 serves, are left out; those for `resource.k8s.io` are there since
 * 1.34: https://github.com/kubernetes/kubernetes/pull/130738
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 * https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata/cluster-roles.yaml
 */
const DEFAULT_CLUSTER_ROLES: readonly DefaultRole[] = [
  {
    name: 'cluster-admin',
    purpose: 'everything, on every object of the cluster',
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { apiGroups: [], resources: [], verbs: ['*'], nonResourceURLs: ['*'] },
    ],
  },
  {
    name: 'admin',
    purpose: 'everything in a namespace but its quota and the namespace itself, roles and bindings included',
    rules: [...ADMIN, ...EDIT, ...VIEW],
    aggregatesLabel: 'rbac.authorization.k8s.io/aggregate-to-admin',
  },
  {
    name: 'edit',
    purpose: 'most objects of a namespace, secrets and any service account of it included',
    rules: [...EDIT, ...VIEW],
    aggregatesLabel: 'rbac.authorization.k8s.io/aggregate-to-edit',
  },
  {
    name: 'view',
    purpose: 'reading most objects of a namespace, but neither secrets nor roles and bindings',
    rules: VIEW,
    aggregatesLabel: 'rbac.authorization.k8s.io/aggregate-to-view',
  },
  {
    name: 'system:auth-delegator',
    purpose: 'asking the API server whose a token is and what somebody may do',
    rules: [
      rule('authentication.k8s.io', 'tokenreviews', ['create']),
      rule('authorization.k8s.io', 'subjectaccessreviews', ['create']),
    ],
  },
  {
    name: 'system:basic-user',
    purpose: 'asking what one may do oneself',
    rules: [
      rule('authorization.k8s.io', 'selfsubjectaccessreviews selfsubjectrulesreviews', ['create']),
      rule('authentication.k8s.io', 'selfsubjectreviews', ['create']),
    ],
  },
  {
    name: 'system:discovery',
    purpose: 'asking which APIs the server has',
    rules: [
      {
        apiGroups: [],
        resources: [],
        verbs: ['get'],
        nonResourceURLs:
          '/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/'.split(
            ' ',
          ),
      },
    ],
  },
];

/** A ClusterRole that every cluster has, by name; `undefined` for all others. */
export function defaultClusterRole(name: string): DefaultRole | undefined {
  return DEFAULT_CLUSTER_ROLES.find((role) => role.name === name);
}
