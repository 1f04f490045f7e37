/*
 * What the facts of one Kubernetes file look like, for `join/`, which puts files together.
 *
 * Namespaces. A namespace that is not written is the empty string everywhere (`kubernetes:/api`, `within: ''`,
 * `attributes.namespace: ''`): the linker puts in that of the kustomization which takes the file in, or else
 * `default`. `null` means of the whole cluster. Names are as written; prefix and suffix of an overlay are the linker's.
 *
 * Keys (space, key)
 *   service account     identity        kubernetes:<ns>/<name>
 *   Role                permission-set  kubernetes:role/<ns>/<name>
 *   ClusterRole         permission-set  kubernetes:clusterrole/<name>
 *   User, Group         identity        kubernetes:user/<name>, kubernetes:group/<name>   (have no session)
 *   AWS role            identity        aws:role/<RoleName>; the ARN as written is the reference's `name`
 *   Google account      identity        google:<email>
 *   Azure client        identity        azure:<client id, lower case>
 *   ALLOW rule          permission-set  kubernetes:authorizationpolicy/<ns>/<name>#<index of the rule>
 *   KafkaUser           identity        kafka:user/<cluster>/<name>
 *   RabbitMQ user       identity        rabbitmq:user/<name>;  User object: rabbitmq:object/<ns>/<metadata.name>
 *
 * Local ids: `account:<ns>/<name>`, `role:<ns>/<name>`, `clusterrole:<name>`, `rolebinding:<ns>/<name>`,
 * `clusterrolebinding:<name>`, `<kind in lower case>:<ns>/<name>`; of the second of the same id in a file `…#2`.
 *
 * sessions     One per ServiceAccount document (role `acted-as`, subject {namespace, serviceAccount}; `namespace` is
 *              '' when not written), without grants and initiators. `origin` = its metadata.name, `lifetime` = that of
 *              the token that the kubelet mounts. `mounts` = automountServiceAccountToken. `references` of kind
 *              `assumes` and `carried` (same key) = cloud identities of its annotations. Broker users (KafkaUser,
 *              RabbitMQ User) are sessions with their grants, flows and destinations.
 *              Accounts that are only named (by a pod, by a subject) have no session here: the linker makes it.
 * sets         Role and ClusterRole; `grants` with attributes {apiGroup, resource, verb, namespace, resourceNames}, or
 *              {nonResourceURLs, verb, namespace: null}; namespace is that of the Role, null for a ClusterRole.
 *              `labels`, and `aggregates` = one entry per clusterRoleSelectors item {label: [value]} (matchLabels and
 *              matchExpressions; see model/permissionSet.ts for the other operators). knowledge/kubernetes/ruleMatch.ts tells
 *              whether a line covers (group, resource, verb, name).
 *              ALLOW rules of an AuthorizationPolicy are sets too (noun `AuthorizationPolicy`), with `gates` for claims;
 *              attributes {namespace, workload, paths, methods, hosts, ports}; one Attachment each (same local id).
 * attachments  RoleBinding (`within` = its namespace), ClusterRoleBinding (`within` null). Holders: a service account
 *              (`session`), a User `system:serviceaccount:<ns>:<name>` (the same), a User (`person`), a Group
 *              (`group`, `groupOf` for system:serviceaccounts[:<ns>] → services, system:authenticated → all,
 *              system:unauthenticated → nobody: calls without any credential, so everybody can make them).
 *              A subject without a namespace in a RoleBinding is of the binding's namespace; in a ClusterRoleBinding it
 *              is '', which the API server refuses unless an overlay fills it in. `origin` of an attachment
 *              = metadata.name; of a holder = the subject's name; `setOrigin` = roleRef.name.
 * workloads    Whatever carries a pod. `runsAs` default: kubernetes:<ns>/default with `named: false`, and
 *              `runsAsOrigin` = the key of the pod's spec. `mounts` null → the account's `mounts` decides.
 *              `tokens` = one per projected serviceAccountToken (audience null = the API server's own). The token that
 *              is mounted by default is not in it: it is the session's `lifetime`.
 * credentials  Secrets of type kubernetes.io/service-account-token (never expire), identity = the account.
 * objects      Secrets, by name.
 * identityLinks  aws-auth mapRoles/mapUsers, AccessEntry of ACK and Crossplane, and what eksctl is told of both (AWS role
 *              → cluster user, groups and access policies), PodIdentityAssociation (service account → AWS role).
 * guards       AuthorizationPolicy (all actions), RequestAuthentication, PeerAuthentication (model/guard.ts), and
 *              NetworkPolicy, CiliumNetworkPolicy (layer `network`).
 * overlay      kustomization.yaml (model/overlay.ts). Files among its `patches` only change others: what they seem to
 *              say by themselves does not count. `patchDocuments` is what a file says as such a patch: a part of an
 *              object to be merged, or operations of JSON Patch, which are nothing else.
 * definitions  Every key above, at metadata.name.
 *
 * Remediation
 *   replace-values / remove-entry   `at` a text of a rule (verb, resource, apiGroup); a holder's origin removes the
 *                                   subject; an attachment's or set's origin is refused.
 *   set-value         `at` = origin of an account or set: path from the root of its document; origin of a workload: path
 *                     from its pod's spec (`automountServiceAccountToken`); a text of a rule: path from that rule
 *                     (`resourceNames`); else as everywhere.
 *   limit-attachment  `at` = origin of a ClusterRoleBinding.
 *   dedicate-identity `at` = origin or runsAsOrigin of a workload.
 *   bound-lifetime    `at` = origin of a token in `tokens`.
 */
import type { FileDescriptor, Platform } from '../platform.js';
import { composer } from './composer.js';
import { joiner } from './joiner.js';
import { lower } from './lower.js';
import { named } from './named.js';
import { point } from './point.js';
import { remediate } from './remediate.js';
import { isSkipped, isTemplate, select } from './select.js';

/** Kubernetes: manifests and kustomizations, and what runs on it that grants by objects of its own. */
export const kubernetes: Platform = {
  id: 'kubernetes',
  name: 'Kubernetes',
  globs: ['**/*.{json,yml,yaml}', '**/Kustomization', '**/templates/**/*.tpl'],
  select,
  format: ({ path }) => (path.toLowerCase().endsWith('.json') ? 'json' : 'yaml'),
  parsing: (file: FileDescriptor) => ({
    merge: true,
    skip: isTemplate(file.path, file.text) ? () => true : isSkipped,
  }),
  lower,
  joiner,
  composer,
  point,
  named,
  remediate,
};
