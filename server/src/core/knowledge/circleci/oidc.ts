import { UNKNOWN_REPOSITORY } from '../oidc/githubActions.js';

/*
 * What the tokens of CircleCI's jobs claim.
 * https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/#format-of-the-openid-connect-id-token
 */

/** The issuer is the organisation's own. */
export const CIRCLECI_ISSUER = 'oidc.circleci.com/org/ORGANIZATION_ID';
/** https://circleci.com/docs/guides/permissions-authentication/oidc-tokens-with-custom-claims/#create-oidc-token-with-root-iss */
export const CIRCLECI_ROOT_ISSUER = 'oidc.circleci.com';
/** What `aud` is unless the job asks for another one: the organisation's id. */
export const CIRCLECI_AUDIENCE = 'ORGANIZATION_ID';

/** Names of the variables that hold the two tokens of every job. */
export const TOKEN_V1 = 'CIRCLE_OIDC_TOKEN';
export const TOKEN_V2 = 'CIRCLE_OIDC_TOKEN_V2';

/** Which token is shown: they differ in the subject alone. `either` for one that a command makes, of which nothing is said. */
export type TokenVersion = 1 | 2 | 'either';

const SUBJECT = 'org/ORGANIZATION_ID/project/PROJECT_ID/user/*';

/** The subject of a job's token for a run on a ref such as `refs/heads/main`; who caused the run is open. */
function circleciSubject(version: TokenVersion, ref: string): string {
  return version === 2 ? `${SUBJECT}/vcs-origin/github.com/${UNKNOWN_REPOSITORY}/vcs-ref/${ref}` : SUBJECT;
}

/** The claims beside subject and audience that a file tells of. */
export function circleciClaims(version: TokenVersion, ref: string): Readonly<Record<string, string>> {
  return {
    sub: circleciSubject(version, ref),
    'oidc.circleci.com/project-id': 'PROJECT_ID',
    'oidc.circleci.com/org-id': 'ORGANIZATION_ID',
    'oidc.circleci.com/vcs-origin': `github.com/${UNKNOWN_REPOSITORY}`,
    'oidc.circleci.com/vcs-ref': ref,
  };
}
