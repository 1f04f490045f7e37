/*
 * What the tokens of Bitbucket's steps claim.
 * https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/
 * https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/
 */

export const BITBUCKET_ISSUER = 'api.bitbucket.org/2.0/workspaces/WORKSPACE/pipelines-config/identity/oidc';

/** What `aud` is unless the step asks for others: the workspace, by its id. */
export const BITBUCKET_AUDIENCE = 'ari:cloud:bitbucket::workspace/WORKSPACE_UUID';

/** The variable that holds the token of a step which asks for one. */
export const STEP_TOKEN = 'BITBUCKET_STEP_OIDC_TOKEN';

/**
 * Repository, then the environment where the step deploys to one, then the step. A step has another id in each run, so
 * that no policy can name it.
 */
export function bitbucketSubject(hasEnvironment: boolean): string {
  return hasEnvironment
    ? '{REPOSITORY_UUID}:{ENVIRONMENT_UUID}:{STEP_UUID}'
    : '{REPOSITORY_UUID}:{STEP_UUID}';
}

/** A step is given a token only where it asks: the right, in the words of the model. */
export const OIDC_RIGHT = { right: 'oidc', access: 'write', lacking: 'does not set `oidc: true`' } as const;
