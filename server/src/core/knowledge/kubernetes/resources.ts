import { ownOf } from '../../collections/ownOf.js';

/** A kind of object that an API server has by itself, as its discovery document lists it. */
interface ApiResource {
  readonly group: string;
  /** Plural, lower case: what rules name. */
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  /** Subresources with their verbs. */
  readonly subresources: Readonly<Record<string, readonly string[]>>;
}

const ALL = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const;
const STATUS = ['get', 'patch', 'update'] as const;
const PROXY = ['create', 'delete', 'get', 'patch', 'update'] as const;
const STREAM = ['create', 'get'] as const;
const CREATE = ['create'] as const;

type Row = readonly [
  name: string,
  kind: string,
  scope: 'namespace' | 'cluster',
  verbs?: readonly string[],
  subresources?: Readonly<Record<string, readonly string[]>>,
];

const status = { status: STATUS };
const scaled = { scale: STATUS, status: STATUS };

/**
 * Resources of the groups that a Kubernetes API server serves by itself, with the verbs that each takes.
 * https://github.com/kubernetes/kubernetes/blob/master/api/discovery/aggregated_v2.json
 * https://github.com/kubernetes/kubernetes/blob/master/api/discovery/api__v1.json
 */
const GROUPS: Readonly<Record<string, readonly Row[]>> = {
  '': [
    ['bindings', 'Binding', 'namespace', CREATE],
    ['componentstatuses', 'ComponentStatus', 'cluster', ['get', 'list']],
    ['configmaps', 'ConfigMap', 'namespace'],
    ['endpoints', 'Endpoints', 'namespace'],
    ['events', 'Event', 'namespace'],
    ['limitranges', 'LimitRange', 'namespace'],
    [
      'namespaces',
      'Namespace',
      'cluster',
      ALL.filter((verb) => verb !== 'deletecollection'),
      { finalize: ['update'], status: STATUS },
    ],
    ['nodes', 'Node', 'cluster', ALL, { proxy: PROXY, status: STATUS }],
    ['persistentvolumeclaims', 'PersistentVolumeClaim', 'namespace', ALL, status],
    ['persistentvolumes', 'PersistentVolume', 'cluster', ALL, status],
    [
      'pods',
      'Pod',
      'namespace',
      ALL,
      {
        attach: STREAM,
        binding: CREATE,
        checkpoint: CREATE,
        ephemeralcontainers: STATUS,
        eviction: CREATE,
        exec: STREAM,
        log: ['get'],
        portforward: STREAM,
        proxy: PROXY,
        resize: STATUS,
        status: STATUS,
      },
    ],
    ['podtemplates', 'PodTemplate', 'namespace'],
    ['replicationcontrollers', 'ReplicationController', 'namespace', ALL, scaled],
    ['resourcequotas', 'ResourceQuota', 'namespace', ALL, status],
    ['secrets', 'Secret', 'namespace'],
    ['serviceaccounts', 'ServiceAccount', 'namespace', ALL, { token: CREATE }],
    ['services', 'Service', 'namespace', ALL, { proxy: PROXY, status: STATUS }],
  ],
  'admissionregistration.k8s.io': [
    ['mutatingadmissionpolicies', 'MutatingAdmissionPolicy', 'cluster'],
    ['mutatingadmissionpolicybindings', 'MutatingAdmissionPolicyBinding', 'cluster'],
    ['mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', 'cluster'],
    ['validatingadmissionpolicies', 'ValidatingAdmissionPolicy', 'cluster', ALL, status],
    ['validatingadmissionpolicybindings', 'ValidatingAdmissionPolicyBinding', 'cluster'],
    ['validatingwebhookconfigurations', 'ValidatingWebhookConfiguration', 'cluster'],
  ],
  'apiextensions.k8s.io': [['customresourcedefinitions', 'CustomResourceDefinition', 'cluster', ALL, status]],
  'apiregistration.k8s.io': [['apiservices', 'APIService', 'cluster', ALL, status]],
  apps: [
    ['controllerrevisions', 'ControllerRevision', 'namespace'],
    ['daemonsets', 'DaemonSet', 'namespace', ALL, status],
    ['deployments', 'Deployment', 'namespace', ALL, scaled],
    ['replicasets', 'ReplicaSet', 'namespace', ALL, scaled],
    ['statefulsets', 'StatefulSet', 'namespace', ALL, scaled],
  ],
  'authentication.k8s.io': [
    ['selfsubjectreviews', 'SelfSubjectReview', 'cluster', CREATE],
    ['tokenreviews', 'TokenReview', 'cluster', CREATE],
  ],
  'authorization.k8s.io': [
    ['localsubjectaccessreviews', 'LocalSubjectAccessReview', 'namespace', CREATE],
    ['selfsubjectaccessreviews', 'SelfSubjectAccessReview', 'cluster', CREATE],
    ['selfsubjectrulesreviews', 'SelfSubjectRulesReview', 'cluster', CREATE],
    ['subjectaccessreviews', 'SubjectAccessReview', 'cluster', CREATE],
  ],
  autoscaling: [['horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'namespace', ALL, status]],
  batch: [
    ['cronjobs', 'CronJob', 'namespace', ALL, status],
    ['jobs', 'Job', 'namespace', ALL, status],
  ],
  'certificates.k8s.io': [
    [
      'certificatesigningrequests',
      'CertificateSigningRequest',
      'cluster',
      ALL,
      { approval: STATUS, status: STATUS },
    ],
    ['clustertrustbundles', 'ClusterTrustBundle', 'cluster'],
  ],
  'coordination.k8s.io': [['leases', 'Lease', 'namespace']],
  'discovery.k8s.io': [['endpointslices', 'EndpointSlice', 'namespace']],
  'events.k8s.io': [['events', 'Event', 'namespace']],
  'flowcontrol.apiserver.k8s.io': [
    ['flowschemas', 'FlowSchema', 'cluster', ALL, status],
    ['prioritylevelconfigurations', 'PriorityLevelConfiguration', 'cluster', ALL, status],
  ],
  'internal.apiserver.k8s.io': [['storageversions', 'StorageVersion', 'cluster', ALL, status]],
  'networking.k8s.io': [
    ['ingressclasses', 'IngressClass', 'cluster'],
    ['ingresses', 'Ingress', 'namespace', ALL, status],
    ['ipaddresses', 'IPAddress', 'cluster'],
    ['networkpolicies', 'NetworkPolicy', 'namespace'],
    ['servicecidrs', 'ServiceCIDR', 'cluster', ALL, status],
  ],
  'node.k8s.io': [['runtimeclasses', 'RuntimeClass', 'cluster']],
  policy: [['poddisruptionbudgets', 'PodDisruptionBudget', 'namespace', ALL, status]],
  'rbac.authorization.k8s.io': [
    ['clusterrolebindings', 'ClusterRoleBinding', 'cluster'],
    ['clusterroles', 'ClusterRole', 'cluster'],
    ['rolebindings', 'RoleBinding', 'namespace'],
    ['roles', 'Role', 'namespace'],
  ],
  'resource.k8s.io': [
    ['deviceclasses', 'DeviceClass', 'cluster'],
    ['resourceclaims', 'ResourceClaim', 'namespace', ALL, status],
    ['resourceclaimtemplates', 'ResourceClaimTemplate', 'namespace'],
    ['resourceslices', 'ResourceSlice', 'cluster'],
  ],
  'scheduling.k8s.io': [['priorityclasses', 'PriorityClass', 'cluster']],
  'storage.k8s.io': [
    ['csidrivers', 'CSIDriver', 'cluster'],
    ['csinodes', 'CSINode', 'cluster'],
    ['csistoragecapacities', 'CSIStorageCapacity', 'namespace'],
    ['storageclasses', 'StorageClass', 'cluster'],
    ['volumeattachments', 'VolumeAttachment', 'cluster', ALL, status],
    ['volumeattributesclasses', 'VolumeAttributesClass', 'cluster'],
  ],
  'storagemigration.k8s.io': [
    ['storageversionmigrations', 'StorageVersionMigration', 'cluster', ALL, status],
  ],
};

/**
 * What the group `extensions` served before 1.22, each by now in another group. Rules of old name it on.
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const FORMERLY_EXTENSIONS: Readonly<Record<string, string>> = {
  daemonsets: 'apps',
  deployments: 'apps',
  replicasets: 'apps',
  ingresses: 'networking.k8s.io',
  networkpolicies: 'networking.k8s.io',
};

const BY_GROUP: ReadonlyMap<string, ReadonlyMap<string, ApiResource>> = new Map(
  Object.entries(GROUPS).map(([group, rows]) => [
    group,
    new Map(
      rows.map(([name, kind, scope, verbs = ALL, subresources = {}]) => [
        name,
        { group, name, kind, namespaced: scope === 'namespace', verbs, subresources },
      ]),
    ),
  ]),
);

/** All that the group serves by itself; `undefined` for a group of custom resources, or one that is not known. */
export function resourcesOf(group: string): readonly ApiResource[] | undefined {
  const resources = BY_GROUP.get(group);
  return resources && [...resources.values()];
}

/** All resources that an API server serves by itself. */
export function allResources(): readonly ApiResource[] {
  return [...BY_GROUP.values()].flatMap((resources) => [...resources.values()]);
}

/** The resource of a rule line, its subresource left out; `undefined` when it is not one of Kubernetes itself. */
export function apiResource(group: string, resource: string): ApiResource | undefined {
  const [name = ''] = resource.split('/');
  if (group === 'extensions') return BY_GROUP.get(ownOf(FORMERLY_EXTENSIONS, name) ?? '')?.get(name);
  return BY_GROUP.get(group)?.get(name);
}

/** The groups that serve a resource of this name, its subresource left out; none for a wildcard or a custom resource. */
export function groupsOf(resource: string): readonly string[] {
  const [name = ''] = resource.split('/');
  return [...BY_GROUP].filter(([, resources]) => resources.has(name)).map(([group]) => group);
}

/** The verbs that a resource or subresource takes; `undefined` when it is not one of Kubernetes itself. */
export function verbsOf(group: string, resource: string): readonly string[] | undefined {
  const known = apiResource(group, resource);
  const slash = resource.indexOf('/');
  return slash < 0 ? known?.verbs : known?.subresources[resource.slice(slash + 1)];
}
