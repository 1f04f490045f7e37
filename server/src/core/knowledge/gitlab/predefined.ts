/**
 * Variables that GitLab itself sets in every job. Names beginning with `CI_` and `GITLAB_` are reserved by custom only;
 * of the latter just these are GitLab's.
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 */
const OF_GITLAB =
  /^(?:CI|CHAT_CHANNEL|CHAT_INPUT|CHAT_USER_ID|GITLAB_CI|GITLAB_FEATURES|GITLAB_USER_\w+|KUBECONFIG|TRIGGER_PAYLOAD)$|^CI_/u;

/**
 * Predefined variables that hold a credential which outlives the job: the deploy token that a project may have under
 * the name `gitlab-deploy-token`.
 * https://docs.gitlab.com/user/project/deploy_tokens/#gitlab-deploy-token
 */
export const DEPLOY_TOKEN = 'CI_DEPLOY_PASSWORD';

/** Whether GitLab sets the variable. */
export function isPredefined(name: string): boolean {
  return OF_GITLAB.test(name);
}

/**
 * What predefined variables hold on GitLab.com, which is taken for the instance where the file does not tell.
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export const ON_GITLAB_COM: ReadonlyMap<string, string> = new Map([
  ['CI', 'true'],
  ['GITLAB_CI', 'true'],
  ['CI_SERVER', 'yes'],
  ['CI_SERVER_HOST', 'gitlab.com'],
  ['CI_SERVER_FQDN', 'gitlab.com'],
  ['CI_SERVER_URL', 'https://gitlab.com'],
  ['CI_SERVER_PROTOCOL', 'https'],
  ['CI_SERVER_PORT', '443'],
  ['CI_API_V4_URL', 'https://gitlab.com/api/v4'],
]);

/** Predefined variables that are there in merge request pipelines only. */
export const OF_MERGE_REQUESTS = /^CI_MERGE_REQUEST_/u;
/** Predefined variables that are there in pipelines for pull requests of GitHub only. */
export const OF_PULL_REQUESTS = /^CI_EXTERNAL_PULL_REQUEST_/u;

/** Text that whoever pushes or opens a merge request writes freely. */
export const FREE_TEXT =
  /\$\{?CI_(?:COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|BRANCH|REF_NAME|TAG|TAG_MESSAGE|AUTHOR)|MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME|LABELS))\b/u;
