import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { AwsRequest, ContextValue } from '../policy/types.js';

/** The service that assumes a role for the pods of a service account. */
export const POD_IDENTITY = 'pods.eks.amazonaws.com';

const TAG = 'aws:requesttag/';

/**
 * Assumes the role for a pod by an association of EKS: as the service, with tags that say which account it is for.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 *
 * @param tags what is known of the session's tags, for example `kubernetes-namespace`
 */
export function podIdentityRequest(tags: Readonly<Record<string, string>>, roleArn: string): AwsRequest {
  return {
    action: 'sts:AssumeRole',
    resource: roleArn,
    principal: { kind: 'Service', id: POD_IDENTITY },
    context: { get: (key) => valueOf(tags, key.toLowerCase()) },
  };
}

function valueOf(tags: Readonly<Record<string, string>>, key: string): ContextValue {
  if (!key.startsWith(TAG)) return 'unknown';
  const name = key.slice(TAG.length);
  const value = Object.hasOwn(tags, name) ? tags[name] : undefined;
  return value === undefined ? 'unknown' : [value.replaceAll('*', UNKNOWN_PART)];
}
