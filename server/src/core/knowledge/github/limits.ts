/** A fact together with the public page that states it. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
  readonly note?: string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const SYNTAX = 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax';
const ACTIONS_LIMITS = 'https://docs.github.com/en/actions/reference/limits#existing-system-limits';
const TOKEN = 'https://docs.github.com/en/actions/concepts/security/github_token';
const ENVIRONMENTS =
  'https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments';
const REUSE =
  'https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations#limitations-of-reusable-workflows';
const EVENTS_PAGE =
  'https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows';

/** The numbers that GitHub documents for GitHub Actions on github.com. Durations are in seconds. */
export const LIMITS = {
  /** What `jobs.<id>.timeout-minutes` is when it is not written: 360 minutes. */
  jobTimeoutDefaultSeconds: {
    value: 360 * MINUTE,
    source: `${SYNTAX}#jobsjob_idtimeout-minutes`,
    note: 'A longer timeout is accepted; the job is then cancelled at the execution limit of its runner.',
  },
  /** Time a cancelled job has to stop (`cancel-timeout-minutes`, not documented): 5 minutes. */
  jobCancelTimeoutDefaultSeconds: {
    value: 5 * MINUTE,
    source: 'https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/WorkflowConstants.cs',
  },
  /** Greatest `timeout-minutes` of one step, on any runner: 360 minutes. */
  stepTimeoutMaximumSeconds: { value: 360 * MINUTE, source: `${SYNTAX}#jobsjob_idstepstimeout-minutes` },
  /** Execution limit of a job on a GitHub-hosted runner (larger runners included): 6 hours. */
  hostedJobMaximumSeconds: { value: 6 * HOUR, source: ACTIONS_LIMITS },
  /** Execution limit of a job on a self-hosted runner: 5 days. */
  selfHostedJobMaximumSeconds: { value: 5 * DAY, source: ACTIONS_LIMITS },
  /** How long a job may wait for a self-hosted runner: 24 hours. */
  selfHostedQueueMaximumSeconds: { value: DAY, source: ACTIONS_LIMITS },
  /** Limit of a whole workflow run, waiting and approvals included: 35 days. */
  workflowRunMaximumSeconds: { value: 35 * DAY, source: ACTIONS_LIMITS },
  /** How long a job may wait for an environment's approval: 30 days. */
  environmentApprovalMaximumSeconds: { value: 30 * DAY, source: ACTIONS_LIMITS },
  /** Longest wait timer of an environment: 43,200 minutes. */
  environmentWaitTimerMaximumSeconds: { value: 43_200 * MINUTE, source: `${ENVIRONMENTS}#wait-timer` },
  /** How many users or teams an environment can name as reviewers; one approval is enough. */
  environmentReviewersMaximum: { value: 6, source: `${ENVIRONMENTS}#required-reviewers` },
  /** How long a run of a fork's pull request may wait for approval before it is deleted: 30 days. */
  forkApprovalMaximumSeconds: {
    value: 30 * DAY,
    source: 'https://docs.github.com/en/actions/how-tos/manage-workflow-runs/approve-runs-from-forks',
  },
  /** Longest life of GITHUB_TOKEN on a GitHub-hosted runner: the 6 hours of the job. */
  tokenMaximumHostedSeconds: {
    value: 6 * HOUR,
    source: `${TOKEN}#about-the-github_token`,
    note: 'The token expires when the job finishes, if that is earlier.',
  },
  /** Longest life of GITHUB_TOKEN on a self-hosted runner: it can be refreshed for up to 24 hours. */
  tokenMaximumSelfHostedSeconds: {
    value: DAY,
    source: `${TOKEN}#about-the-github_token`,
    note: 'Shorter than the 5 days of the job: a longer job loses its token. It expires when the job finishes, if that is earlier.',
  },
  /** Life of one installation access token when it is not refreshed: 1 hour. */
  installationTokenSeconds: {
    value: HOUR,
    source: 'https://docs.github.com/en/copilot/how-tos/copilot-sdk/auth/server-to-server-tokens',
    note: 'GITHUB_TOKEN is such a token, but GitHub refreshes it for the length of the job.',
  },
  /**
   * Time between `iat` and `exp` of GitHub's OIDC token. GitHub does not state it in words; both example tokens
   * of its documentation show 300 seconds. A job may ask for a new token as often as it likes.
   */
  oidcTokenExampleSeconds: {
    value: 5 * MINUTE,
    source:
      'https://docs.github.com/en/actions/concepts/security/openid-connect#understanding-the-oidc-token',
    note: 'Seen in the documented example only.',
  },
  /** Jobs that one matrix can make in a run. */
  matrixJobsMaximum: { value: 256, source: ACTIONS_LIMITS },
  /** Levels of workflows in a chain, the top-level caller counted. */
  reusableWorkflowLevels: { value: 10, source: REUSE, note: 'GitHub Enterprise Server: 4.' },
  /** Unique reusable workflows that one caller file may reach, nested ones counted. */
  reusableWorkflowsPerFile: { value: 50, source: REUSE, note: 'GitHub Enterprise Server: 20.' },
  /** Levels of workflows that `workflow_run` can chain after the first. */
  workflowRunChainLevels: { value: 3, source: `${EVENTS_PAGE}#workflow_run` },
  /** Inputs that `workflow_dispatch` can declare. */
  workflowDispatchInputs: {
    value: 25,
    source:
      'https://docs.github.com/en/actions/how-tos/manage-workflow-runs/manually-run-a-workflow#running-a-workflow-using-the-rest-api',
    note: 'GitHub Enterprise Server: 10.',
  },
  /** Days without activity after which the schedules of a public repository are switched off. */
  scheduleDisabledAfterInactiveDays: { value: 60, source: `${EVENTS_PAGE}#schedule` },
} as const satisfies Readonly<Record<string, Sourced<number>>>;
