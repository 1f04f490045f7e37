import type { IdentityKind, SystemKind } from '../../model/vocabulary.js';

/** An annotation of a service account that gives its pods an identity of a cloud. */
export interface CloudAnnotation {
  readonly annotation: string;
  readonly cloud: string;
  readonly kind: IdentityKind;
  readonly system: { readonly kind: SystemKind; readonly name: string };
  /** The audience of the token that the pod presents. */
  readonly audience: string;
  readonly audienceAnnotation?: string;
  /** How long the cloud's credential lasts when nobody asks for less or more, in seconds, where that is known. */
  readonly seconds: number | null;
  /** What sets that time. */
  readonly boundBy: string;
  readonly source: string;
}

export const CLOUD_ANNOTATIONS: readonly CloudAnnotation[] = [
  {
    annotation: 'eks.amazonaws.com/role-arn',
    cloud: 'AWS',
    kind: 'cloud-role',
    system: { kind: 'control-plane', name: 'AWS' },
    audience: 'sts.amazonaws.com',
    audienceAnnotation: 'eks.amazonaws.com/audience',
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
    seconds: 3600,
    boundBy: 'DurationSeconds',
    source: 'https://github.com/aws/amazon-eks-pod-identity-webhook',
  },
  {
    annotation: 'iam.gke.io/gcp-service-account',
    cloud: 'Google Cloud',
    kind: 'federated-workload',
    system: { kind: 'control-plane', name: 'Google Cloud' },
    // The pool of the cluster's project, which the manifest does not name.
    audience: '*.svc.id.goog',
    // https://cloud.google.com/iam/docs/create-short-lived-credentials-direct
    seconds: 3600,
    boundBy: 'access token of Google Cloud',
    source: 'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity',
  },
  {
    annotation: 'azure.workload.identity/client-id',
    cloud: 'Azure',
    kind: 'federated-workload',
    system: { kind: 'control-plane', name: 'Azure' },
    audience: 'api://AzureADTokenExchange',
    // Its page says 24 hours: "AAD tokens will expire in 24 hours after they are issued".
    seconds: 86_400,
    boundBy: 'access token of Microsoft Entra ID',
    source:
      'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html',
  },
];

/** `arn:aws:iam::123456789012:role/team/deploy` → `deploy`; `undefined` for what is no role's ARN. */
export function roleNameOf(arn: string): string | undefined {
  return /^arn:aws[\w-]*:iam::[^:]*:role\/(?:.*\/)?([^/]+)$/u.exec(arn.trim())?.[1];
}

/** `arn:aws:iam::123456789012:user/ci` → `ci`. */
export function userNameOf(arn: string): string | undefined {
  return /^arn:aws[\w-]*:iam::[^:]*:user\/(?:.*\/)?([^/]+)$/u.exec(arn.trim())?.[1];
}

/**
 * EKS reads who of AWS may enter the cluster from this ConfigMap, and its kinds of access entries.
 * https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
 */
export const AWS_AUTH = { name: 'aws-auth', namespace: 'kube-system' };
