/**
 * How a job of CircleCI gets into a system without a stored key, where CircleCI's documentation tells the way: by the
 * token of OpenID Connect that every job has.
 * https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/
 */
export const OPENS_BY_TOKEN: Readonly<Record<string, string>> = {
  AWS: 'Let the job assume a role with its token: `role_arn` of `aws-cli/setup`, or `aws sts assume-role-with-web-identity` with `$CIRCLE_OIDC_TOKEN_V2`.',
  'Google Cloud':
    'Let the job act as a service account with its token, by a workload identity pool that trusts the organisation.',
};
