import type { Actor } from '../../model/vocabulary.js';
import type { Sourced } from './limits.js';

/** A context field and who decides its value: what an `if:` on it is worth. */
export interface ContextField {
  /** As written in an expression; a trailing `.*` stands for every field below. */
  readonly path: string;
  /** Least trusted actor who can choose the value; `platform`: GitHub sets it and nobody who starts a run can bend it. */
  readonly controlledBy: Actor | 'platform';
  readonly meaning: string;
  readonly source: string;
  readonly note?: string;
}

const DOCS = 'https://docs.github.com/en';
const CONTEXTS = `${DOCS}/actions/reference/workflows-and-actions/contexts`;
const GITHUB = `${CONTEXTS}#github-context`;
const PAYLOADS = `${DOCS}/webhooks/webhook-events-and-payloads`;
const PULL_REQUEST = `${PAYLOADS}#pull_request`;
const WORKFLOW_RUN = `${PAYLOADS}#workflow_run`;
const OIDC = `${DOCS}/actions/reference/security/oidc`;
const ASSOCIATION = 'https://github.com/octokit/graphql-schema/blob/main/schema.graphql';
const AUTOMATE_DEPENDABOT = `${DOCS}/code-security/tutorials/secure-your-dependencies/automate-dependabot-with-actions`;
const INJECTION = `${DOCS}/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks`;

function field(
  path: string,
  controlledBy: ContextField['controlledBy'],
  meaning: string,
  source: string,
  note?: string,
): ContextField {
  return note === undefined
    ? { path, controlledBy, meaning, source }
    : { path, controlledBy, meaning, source, note };
}

type Controller = ContextField['controlledBy'];

const github = (name: string, by: Controller, meaning: string, note?: string): ContextField =>
  field(`github.${name}`, by, meaning, GITHUB, note);
const pull = (name: string, by: Controller, meaning: string, note?: string): ContextField =>
  field(`github.event.pull_request.${name}`, by, meaning, PULL_REQUEST, note);
const run = (name: string, by: Controller, meaning: string, note?: string): ContextField =>
  field(`github.event.workflow_run.${name}`, by, meaning, WORKFLOW_RUN, note);
const payload = (name: string, by: Controller, meaning: string, note?: string): ContextField =>
  field(`github.event.${name}`, by, meaning, PAYLOADS, note);

/**
 * Fields that workflows use in `if:` to decide whether a job may run. `platform` is no verdict that a test narrows: a
 * test of `github.repository` is true for everybody who starts the repository's own workflow.
 */
export const CONTEXT_FIELDS: readonly ContextField[] = [
  github(
    'actor',
    'platform',
    'the user that triggered the first attempt of the run; re-runs keep its privileges',
    `Who acted last, not who wrote the code: a pull request of one user can be acted on by another or by a bot. For dependabot[bot] GitHub's own examples test github.event.pull_request.user.login instead (${AUTOMATE_DEPENDABOT}).`,
  ),
  github(
    'triggering_actor',
    'platform',
    'the user that started this attempt; in a re-run it may differ from github.actor',
    'A re-run uses the privileges of github.actor, whoever this is.',
  ),
  github('actor_id', 'platform', 'the account number of github.actor', 'Survives a rename.'),
  github(
    'event_name',
    'platform',
    'the event that started the run; in a reusable workflow that of the caller',
  ),
  payload('action', 'platform', 'the activity type of the event'),
  github(
    'repository',
    'platform',
    'owner and name of the repository that runs the workflow',
    'Stops copies of the workflow in forks, not pull requests from forks.',
  ),
  github('repository_id', 'platform', 'number of the repository'),
  github('repository_owner', 'platform', 'owner of the repository that runs the workflow'),
  github('repository_owner_id', 'platform', 'account number of the owner'),
  github(
    'ref',
    'platform',
    'the branch or tag of the run; refs/pull/N/merge for an open pull request',
    'With push, create and workflow_dispatch people with write access choose it. For events that run on the default branch it is always that branch and narrows nothing.',
  ),
  github('ref_name', 'platform', 'the short name of github.ref', 'As github.ref.'),
  github('ref_type', 'platform', 'branch or tag'),
  github(
    'ref_protected',
    'platform',
    'true if branch protections are configured for github.ref',
    'Says that a rule exists, not which.',
  ),
  github('sha', 'platform', 'the commit of the run'),
  github('workflow_ref', 'platform', 'path and ref of the top-level workflow file'),
  github(
    'base_ref',
    'anyone',
    'target branch of a pull request; empty for other events',
    'Whoever opens the pull request chooses among the existing branches.',
  ),
  github(
    'head_ref',
    'anyone',
    'source branch of a pull request; empty for other events',
    `Free text of whoever opens the pull request, main included; also a way to inject code (${INJECTION}).`,
  ),
  payload(
    'sender.login',
    'platform',
    'the user whose action sent the event',
    'Not the author of what is acted on.',
  ),
  payload('sender.type', 'platform', 'User, Bot or Organization', 'Any GitHub App is a Bot.'),
  payload('repository.fork', 'platform', 'whether the repository of the run is itself a fork'),
  payload('repository.default_branch', 'platform', 'name of the default branch'),
  payload('repository.private', 'platform', 'whether the repository is private'),
  pull(
    'user.login',
    'platform',
    'the author of the pull request',
    'Stays when others act on the pull request; others with write access to its branch may have pushed the code.',
  ),
  pull('user.id', 'platform', 'account number of the author'),
  pull(
    'head.repo.full_name',
    'platform',
    'the repository that the code comes from',
    'Equal to github.repository only for branches of the repository itself, which need write access to push.',
  ),
  pull(
    'head.repo.fork',
    'platform',
    'whether the head repository is a fork of any repository',
    'Also true for every pull request inside a repository that is itself a fork; compare full_name instead.',
  ),
  pull('head.repo.owner.login', 'platform', 'owner of the head repository'),
  pull('head.ref', 'anyone', 'as github.head_ref'),
  pull('head.label', 'anyone', 'owner and branch of the head'),
  pull('head.sha', 'anyone', 'the commit of the head, of the author'),
  pull('base.ref', 'anyone', 'as github.base_ref'),
  field('github.event.pull_request.title', 'anyone', 'free text of the author', INJECTION),
  field('github.event.pull_request.body', 'anyone', 'free text of the author', INJECTION),
  pull('draft', 'anyone', 'whether the author calls it a draft'),
  pull(
    'labels',
    'collaborator',
    'labels on the pull request at that moment',
    'Setting one needs triage rights, but it stays when the author pushes more: on synchronize it is no fresh decision. A labelling bot may set it by rules that the author can meet.',
  ),
  field(
    'github.event.label.name',
    'collaborator',
    'the label just set or removed (labeled, unlabeled)',
    PULL_REQUEST,
  ),
  pull(
    'merged',
    'collaborator',
    'whether the pull request was merged; true only after somebody with write access did it',
  ),
  pull('author_association', 'platform', 'how the author stands to the repository: see AUTHOR_ASSOCIATIONS'),
  payload(
    'issue.author_association',
    'platform',
    'the same of the author of the issue',
    'In issue_comment it is the author of the issue, not of the comment.',
  ),
  payload('comment.author_association', 'platform', 'the same of the author of the comment'),
  payload('review.author_association', 'platform', 'the same of the author of the review'),
  payload(
    'comment.user.login',
    'platform',
    'the author of the comment',
    'On edited the sender may be somebody else.',
  ),
  field(
    'github.event.comment.body',
    'anyone',
    'free text: a command word such as /deploy narrows nothing',
    INJECTION,
  ),
  payload('issue.user.login', 'platform', 'the author of the issue or pull request'),
  field('github.event.issue.title', 'anyone', 'free text of the author', INJECTION),
  field('github.event.issue.body', 'anyone', 'free text of the author', INJECTION),
  payload(
    'issue.labels',
    'collaborator',
    'labels on the issue',
    'An issue template can set labels for whoever uses it.',
  ),
  payload('issue.pull_request', 'platform', 'set when the comment is on a pull request'),
  payload(
    'review.state',
    'anyone',
    'approved, commented or changes_requested',
    'Anyone who can read may submit an approving review.',
  ),
  run(
    'conclusion',
    'outside-contributor',
    'how the first workflow ended',
    "An outsider's pull request can succeed like any other: success narrows nothing.",
  ),
  run(
    'event',
    'platform',
    'the event of the first workflow',
    "A test for push keeps out pull requests; pull_request does not tell forks from the repository's own branches.",
  ),
  run(
    'head_branch',
    'anyone',
    'branch name of the first run',
    'A fork may call its branch main. The same holds of the branches filter of on.workflow_run.',
  ),
  run(
    'head_repository.full_name',
    'platform',
    'the repository that the code of the first run comes from',
    'Equal to github.repository only for its own branches.',
  ),
  run('head_sha', 'anyone', 'commit of the first run'),
  run('actor.login', 'platform', 'who triggered the first run', 'As github.actor.'),
  payload('client_payload.*', 'workload', 'free data of the sender of repository_dispatch'),
  field('github.event.inputs.*', 'collaborator', 'inputs of workflow_dispatch', `${CONTEXTS}#inputs-context`),
  field(
    'inputs.*',
    'collaborator',
    'inputs of workflow_dispatch, or what the calling workflow passes',
    `${CONTEXTS}#inputs-context`,
    'From a caller the value may come from anywhere.',
  ),
  field(
    'vars.*',
    'maintainer',
    'variables of organization, repository or environment',
    `${CONTEXTS}#vars-context`,
    'A switch for all runs: it does not tell who started one.',
  ),
  field(
    'needs.*',
    'another-session',
    'results and outputs of earlier jobs',
    `${CONTEXTS}#needs-context`,
    'Worth what the job before it checked.',
  ),
];

/** What one value of `author_association` says. */
export interface AuthorAssociation {
  readonly value: string;
  readonly meaning: string;
  /** Whom such an author stands for. */
  readonly actor: Actor;
  /** Whether the value alone proves write access. */
  readonly provesWrite: boolean;
}

/** Values of `author_association`; the meanings are those of GitHub's enum. */
export const AUTHOR_ASSOCIATIONS: Sourced<readonly AuthorAssociation[]> = {
  value: [
    { value: 'OWNER', meaning: 'owns the repository', actor: 'maintainer', provesWrite: true },
    // Membership gives the base permission of the organization, which may be read or none.
    {
      value: 'MEMBER',
      meaning: 'member of the owning organization',
      actor: 'collaborator',
      provesWrite: false,
    },
    // An invitation may be for read or triage only.
    { value: 'COLLABORATOR', meaning: 'invited to collaborate', actor: 'collaborator', provesWrite: false },
    {
      value: 'CONTRIBUTOR',
      meaning: 'has committed before',
      actor: 'outside-contributor',
      provesWrite: false,
    },
    {
      value: 'FIRST_TIME_CONTRIBUTOR',
      meaning: 'has not committed here',
      actor: 'anyone',
      provesWrite: false,
    },
    { value: 'FIRST_TIMER', meaning: 'has not committed on GitHub', actor: 'anyone', provesWrite: false },
    { value: 'MANNEQUIN', meaning: 'placeholder for an unclaimed user', actor: 'anyone', provesWrite: false },
    { value: 'NONE', meaning: 'no association', actor: 'anyone', provesWrite: false },
  ],
  source: ASSOCIATION,
};

/** Contexts that a job's `if` may use; `secrets`, `env`, `matrix` and `steps` are not among them. */
export const JOB_IF_CONTEXTS: Sourced<readonly string[]> = {
  value: ['github', 'needs', 'vars', 'inputs'],
  source: `${CONTEXTS}#context-availability`,
};

/**
 * Status functions of `if`. They speak of earlier jobs and steps, never of who started the run. Without one of them
 * GitHub tests `success() && (condition)`; `always()` and `!cancelled()` switch that off, so that a job runs although
 * a gate job that it needs has failed or was skipped.
 */
export const STATUS_FUNCTIONS: Sourced<readonly string[]> = {
  value: ['success', 'always', 'cancelled', 'failure'],
  source: `${DOCS}/actions/reference/workflows-and-actions/expressions#status-check-functions`,
};

/** How GitHub's OIDC provider names a job. */
export const OIDC_SUBJECT_RULES = {
  /** `iss` of github.com. An enterprise may have `/SLUG` added; GHE.com: `https://token.actions.SUBDOMAIN.ghe.com`. */
  issuer: {
    value: 'https://token.actions.githubusercontent.com',
    source: `${OIDC}#standard-audience-issuer-and-subject-claims`,
  },
  /** `aud` unless the job asks for another one. Any job with id-token: write may ask for any audience. */
  defaultAudience: {
    value: 'https://github.com/OWNER',
    source: `${OIDC}#standard-audience-issuer-and-subject-claims`,
  },
  /**
   * What follows `repo:OWNER/REPO:` by default; the first that applies counts. Which subject pull_request_target gets
   * is not stated: its `ref` claim is the default branch, "a pull request event" it may or may not be.
   */
  precedence: {
    value: [
      { when: 'the job names an environment', context: 'environment:NAME' },
      { when: 'the run was started by a pull request event', context: 'pull_request' },
      { when: 'the run is on a branch', context: 'ref:refs/heads/BRANCH' },
      { when: 'the run is on a tag', context: 'ref:refs/tags/TAG' },
    ],
    source: `${OIDC}#example-subject-claims`,
  },
  /** Default subject of repositories created before 2026-07-15 that have not opted in, and of Enterprise Server. */
  classicRepository: { value: 'repo:OWNER/REPO', source: `${OIDC}#example-subject-claims` },
  /**
   * Default subject of repositories created, renamed or transferred after 2026-07-15, or opted in: both names carry
   * their number behind `@`. Custom claim keys cannot remove the numbers. The file does not tell which form applies.
   */
  immutableRepository: {
    value: 'repo:OWNER@OWNER_ID/REPO@REPO_ID',
    source: `${OIDC}#immutable-subject-claims`,
  },
  /** Colons inside a value are replaced, for instance in environment names. */
  colonReplacement: { value: '%3A', source: `${OIDC}#filtering-for-metadata-containing-` },
  /** `job_workflow_ref` names the reusable workflow; it enters `sub` only where claim keys are customized. */
  jobWorkflowRef: {
    value: 'job_workflow_ref:OWNER/REPO/.github/workflows/FILE@refs/heads/BRANCH',
    source: `${OIDC}#example-requiring-a-reusable-workflow`,
  },
  /** `include_claim_keys` of repository or organization replaces the whole default subject (`repo`, `context`, …). */
  customizable: {
    value: true,
    source: `${OIDC}#customizing-the-subject-claims-for-an-organization-or-repository`,
  },
  /** Claims beside `sub` that tell hosted from self-hosted runners and name the event. */
  otherClaims: {
    value: [
      'actor',
      'environment',
      'event_name',
      'job_workflow_ref',
      'ref',
      'repository_id',
      'repository_owner_id',
      'runner_environment',
      'workflow_ref',
    ],
    source: `${OIDC}#custom-claims-provided-by-github`,
  },
} as const satisfies Readonly<Record<string, Sourced<unknown>>>;
