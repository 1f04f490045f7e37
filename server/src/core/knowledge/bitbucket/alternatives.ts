/**
 * How a step of Bitbucket gets into a system without a stored key, where Bitbucket's documentation tells the way.
 * https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/
 */
export const OPENS_BY_TOKEN: Readonly<Record<string, string>> = {
  AWS: 'Set `oidc: true` and let the step assume a role: `AWS_OIDC_ROLE_ARN` of a pipe, or `aws sts assume-role-with-web-identity` with `$BITBUCKET_STEP_OIDC_TOKEN`.',
  'Google Cloud':
    'Set `oidc: true` and let the step act as a service account by a workload identity pool that trusts the workspace.',
};
