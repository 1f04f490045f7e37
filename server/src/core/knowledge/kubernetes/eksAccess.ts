import type { RoleRule } from './defaultRoles.js';
import { defaultClusterRole } from './defaultRoles.js';

/*
 * How principals of AWS get into a cluster of EKS: by a line of the ConfigMap `aws-auth` or by an access entry.
 * https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
 * https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */

/**
 * What a principal shows is a signed request to STS, which is taken for 15 minutes.
 * https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/pkg/token/token.go
 */
export const EKS_TOKEN = { seconds: 900 };

export const EKS_SOURCE = 'https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html';

/** `arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy` → `AmazonEKSViewPolicy`. */
export function accessPolicyName(arn: string): string | undefined {
  return /^arn:aws[\w-]*:eks::aws:cluster-access-policy\/([\w-]+)$/u.exec(arn.trim())?.[1];
}

const EVERYTHING: readonly RoleRule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { apiGroups: [], resources: [], verbs: ['*'], nonResourceURLs: ['*'] },
];

/** What whoever is in `system:masters` may do; no role says so, the API server asks none for them. */
export const MASTERS_RULES = EVERYTHING;

/** Lines of the roles that every cluster has, and that the access policies of the same purpose do not have. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'pods/eviction',
  'serviceaccounts/token',
  'leases',
  'resourceclaims',
  'resourceclaims/status',
  'resourceclaimtemplates',
]);

/**
 * The rules of an access policy; `undefined` for one that is not known or that says nothing of its rules. The tables of
 * the first three are those of the roles that every cluster has, without the lines named above.
 * https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export function accessPolicyRules(name: string): readonly RoleRule[] | undefined {
  switch (name) {
    case 'AmazonEKSAdminPolicy':
      return withoutLeftOut('admin');
    case 'AmazonEKSEditPolicy':
      return withoutLeftOut('edit');
    case 'AmazonEKSViewPolicy':
      return withoutLeftOut('view');
    case 'AmazonEKSClusterAdminPolicy':
      return EVERYTHING;
    case 'AmazonEKSAdminViewPolicy':
      return [{ apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch'] }];
    case 'AmazonEKSSecretReaderPolicy':
      return [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }];
    default:
      return undefined;
  }
}

function withoutLeftOut(role: string): readonly RoleRule[] {
  return (defaultClusterRole(role)?.rules ?? []).flatMap((rule) => {
    const resources = rule.resources.filter((resource) => !LEFT_OUT.has(resource));
    return resources.length === 0 ? [] : [{ ...rule, resources }];
  });
}

/**
 * The user name of a node begins so; with the group `system:nodes` it may read what belongs to the pods that run on it.
 * https://kubernetes.io/docs/reference/access-authn-authz/node/
 */
export const NODE_GROUP = 'system:nodes';
/** Types of access entries that are for nodes: they get the group of nodes, and no other. */
export const NODE_ENTRY_TYPES: ReadonlySet<string> = new Set([
  'EC2_LINUX',
  'EC2_WINDOWS',
  'FARGATE_LINUX',
  'HYBRID_LINUX',
]);
