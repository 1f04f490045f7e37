import type { Actor } from '../../model/vocabulary.js';

/** What is documented about one event that can start a workflow. */
export interface EventFacts {
  readonly name: string;
  readonly activityTypes: readonly string[];
  /** The types that start a run when `types` is not written. */
  readonly defaultTypes: readonly string[] | 'all';
  /** Least trusted actor who can cause it on a public repository with default settings. */
  readonly leastActor: Actor;
  /** The same in plain words. */
  readonly who: string;
  /** From a fork: `reduced` = read-only token and no secrets; `full` = the base repository's token and secrets. */
  readonly fork?: 'reduced' | 'full';
  /** Whose version of the workflow and of the code runs. */
  readonly code: 'default-branch' | 'ref' | 'merge-commit' | 'base-branch' | 'tag' | 'none';
  /** Activity types that need more rights than the event as a whole. Types not named stay at `leastActor`. */
  readonly perType?: Readonly<Record<string, Actor>>;
  readonly filters: readonly ('branches' | 'tags' | 'paths' | 'types' | 'workflows' | 'cron' | 'inputs')[];
  readonly source: string;
  /** Where it is stated who may do it. */
  readonly actorSource?: string;
  readonly note?: string;
}

const DOCS = 'https://docs.github.com/en';
const PAGE = `${DOCS}/actions/reference/workflows-and-actions/events-that-trigger-workflows`;
const ROLES = `${DOCS}/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization#permissions-for-each-role`;
const APPROVAL = `${DOCS}/actions/how-tos/manage-workflow-runs/approve-runs-from-forks`;
const TARGET = `${DOCS}/actions/reference/security/securely-using-pull_request_target`;
const POLICIES = `${DOCS}/actions/how-tos/administer/control-workflow-execution`;
const APPS = `${DOCS}/rest/authentication/permissions-required-for-github-apps`;

/** An event whose workflow and code always come from the default branch, unless `more` says otherwise. */
function event(
  name: string,
  leastActor: Actor,
  who: string,
  activityTypes: readonly string[] = [],
  more: Partial<EventFacts> = {},
): EventFacts {
  return {
    name,
    activityTypes,
    defaultTypes: 'all',
    leastActor,
    who,
    code: 'default-branch',
    filters: activityTypes.length > 0 ? ['types'] : [],
    source: `${PAGE}#${name}`,
    actorSource: ROLES,
    ...more,
  };
}

const WRITERS = 'people with write access';
const COMMENT_TYPES = ['created', 'edited', 'deleted'];

/** Types of pull request events that need triage or write access. */
const PULL_REQUEST_RIGHTS: Readonly<Record<string, Actor>> = {
  assigned: 'collaborator',
  unassigned: 'collaborator',
  labeled: 'collaborator',
  unlabeled: 'collaborator',
  milestoned: 'collaborator',
  demilestoned: 'collaborator',
  locked: 'collaborator',
  unlocked: 'collaborator',
  auto_merge_enabled: 'collaborator',
  enqueued: 'collaborator',
};

// `stacked` is in GitHub's schema since August 2026 and not yet on the page.
const PULL_REQUEST_TYPES = (
  'assigned unassigned labeled unlabeled opened edited closed reopened synchronize converted_to_draft locked unlocked ' +
  'enqueued dequeued milestoned demilestoned ready_for_review review_requested review_request_removed ' +
  'auto_merge_enabled auto_merge_disabled stacked'
).split(' ');

const PULL_REQUEST_DEFAULTS = ['opened', 'synchronize', 'reopened'];

/** What holds of the three events that run the code of the pull request itself. */
const FROM_PULL_REQUEST = {
  fork: 'reduced',
  code: 'merge-commit',
  actorSource: APPROVAL,
} as const satisfies Partial<EventFacts>;

const CLASSIC_PROJECTS = {
  actorSource: `${PAGE}#project`,
  note: 'Classic projects only. Who may change them was not looked up.',
} as const satisfies Partial<EventFacts>;

/** Every event of GitHub's page "Events that trigger workflows", in its order. */
export const EVENTS: readonly EventFacts[] = [
  event(
    'branch_protection_rule',
    'maintainer',
    'administrators of the repository, by changing a branch protection rule',
    ['created', 'edited', 'deleted'],
  ),
  event(
    'check_run',
    'workload',
    'an app with checks: write, or someone with write access who runs a check again',
    ['created', 'rerequested', 'completed', 'requested_action'],
    {
      actorSource: `${APPS}#repository-permissions-for-checks`,
      note: 'Not for checks of GitHub Actions itself. An app that checks pull requests from forks reports on them too, so that an outsider can cause it indirectly (our inference).',
    },
  ),
  event('check_suite', 'workload', 'an app with checks: write, when its checks are complete', ['completed'], {
    actorSource: `${APPS}#repository-permissions-for-checks`,
    note: 'Not for check suites of GitHub Actions itself. See check_run for forks.',
  }),
  event('create', 'collaborator', `${WRITERS}, by creating a branch or a tag`, [], { code: 'ref' }),
  event('delete', 'collaborator', `${WRITERS}, by deleting a branch or a tag`),
  event('deployment', 'collaborator', `${WRITERS}, or an app with deployments: write`, [], {
    code: 'ref',
    actorSource: `${APPS}#repository-permissions-for-deployments`,
    note: 'GITHUB_REF is empty when the deployment names a commit.',
  }),
  event('deployment_status', 'workload', 'the system that deploys, by reporting a status', [], {
    code: 'ref',
    actorSource: `${APPS}#repository-permissions-for-deployments`,
    note: 'Not for the state inactive.',
  }),
  event(
    'discussion',
    'anyone',
    'anyone with a GitHub account, by starting a discussion',
    (
      'created edited deleted transferred pinned unpinned labeled unlabeled locked unlocked category_changed answered ' +
      'unanswered'
    ).split(' '),
    {
      // Who may answer or unanswer was not looked up: they stay at the event's actor.
      perType: {
        deleted: 'collaborator',
        transferred: 'collaborator',
        pinned: 'collaborator',
        unpinned: 'collaborator',
        labeled: 'collaborator',
        unlabeled: 'collaborator',
        locked: 'collaborator',
        unlocked: 'collaborator',
        category_changed: 'collaborator',
      },
    },
  ),
  event(
    'discussion_comment',
    'anyone',
    'anyone with a GitHub account, by commenting on a discussion',
    COMMENT_TYPES,
  ),
  event('fork', 'anyone', 'anyone with a GitHub account, by forking the repository'),
  event('gollum', 'collaborator', `${WRITERS}, by editing the wiki`, [], {
    actorSource: `${DOCS}/communities/documenting-your-project-with-wikis/changing-access-permissions-for-wikis`,
    note: 'Anyone with a GitHub account where "Restrict editing to collaborators only" is switched off.',
  }),
  event('image_version', 'workload', 'a job that makes a new version of a custom runner image', [], {
    actorSource: `${PAGE}#image_version`,
    note: "Filters `names` and `versions`; GitHub's schema also has the types created, ready, deleted. Who may cause it is not stated further.",
  }),
  event(
    'issue_comment',
    'anyone',
    'anyone with a GitHub account, by commenting on an issue or pull request',
    COMMENT_TYPES,
    { note: 'Also for comments on pull requests, forks included, and never reduced.' },
  ),
  event(
    'issues',
    'anyone',
    'anyone with a GitHub account, by opening an issue',
    (
      'opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled unlabeled locked ' +
      'unlocked milestoned demilestoned field_added field_removed typed untyped'
    ).split(' '),
    {
      // Authors edit, close and reopen their own. Pinned, typed and field_* were not looked up.
      perType: {
        deleted: 'maintainer',
        transferred: 'collaborator',
        assigned: 'collaborator',
        unassigned: 'collaborator',
        labeled: 'collaborator',
        unlabeled: 'collaborator',
        locked: 'collaborator',
        unlocked: 'collaborator',
        milestoned: 'collaborator',
        demilestoned: 'collaborator',
      },
      note: 'An issue template can label and assign what anyone opens with it; whether that fires labeled and assigned is not stated.',
    },
  ),
  event('label', 'collaborator', `${WRITERS}, by creating or changing a label`, COMMENT_TYPES),
  event(
    'merge_group',
    'collaborator',
    `${WRITERS}, by adding a pull request to the merge queue`,
    ['checks_requested'],
    {
      code: 'ref',
      filters: ['types', 'branches'],
      note: 'Runs the merged code of the pull requests; no reduction for code from forks is documented.',
    },
  ),
  event('milestone', 'collaborator', 'people who manage the milestones of the repository', [
    'created',
    'closed',
    'opened',
    'edited',
    'deleted',
  ]),
  event('page_build', 'collaborator', `${WRITERS}, by pushing to the branch that GitHub Pages publishes`),
  event(
    'project',
    'collaborator',
    'people who may change classic projects of the repository',
    ['created', 'closed', 'reopened', 'edited', 'deleted'],
    CLASSIC_PROJECTS,
  ),
  event(
    'project_card',
    'collaborator',
    'people who may change classic projects of the repository',
    ['created', 'moved', 'converted', 'edited', 'deleted'],
    CLASSIC_PROJECTS,
  ),
  event(
    'project_column',
    'collaborator',
    'people who may change classic projects of the repository',
    ['created', 'updated', 'moved', 'deleted'],
    CLASSIC_PROJECTS,
  ),
  event('public', 'maintainer', 'administrators, by making the repository public'),
  event(
    'pull_request',
    'outside-contributor',
    'anyone with a GitHub account, by opening a pull request from a fork',
    PULL_REQUEST_TYPES,
    {
      ...FROM_PULL_REQUEST,
      defaultTypes: PULL_REQUEST_DEFAULTS,
      perType: PULL_REQUEST_RIGHTS,
      filters: ['branches', 'paths', 'types'],
      note: 'By default a first-time contributor needs the approval of a maintainer. The workflow file itself comes from the pull request. Authors edit, close, reopen and push. review_requested can also come from CODEOWNERS when anyone opens a pull request. closed by a merge runs on the base branch.',
    },
  ),
  event('pull_request_comment', 'anyone', 'see issue_comment', [], {
    source: `${PAGE}#pull_request_comment-use-issue_comment`,
    note: "Not an event of its own: the page says to use issue_comment. GitHub's schema still accepts the name.",
  }),
  event(
    'pull_request_review',
    'outside-contributor',
    'anyone with a GitHub account, by reviewing a pull request',
    ['submitted', 'edited', 'dismissed'],
    {
      ...FROM_PULL_REQUEST,
      perType: { dismissed: 'collaborator' },
      note: 'The reduction and the approval are described for pull requests from forks. A review state of approved does not prove write access: anyone who can read may submit one.',
    },
  ),
  event(
    'pull_request_review_comment',
    'outside-contributor',
    'anyone with a GitHub account, by commenting on the diff of a pull request',
    COMMENT_TYPES,
    FROM_PULL_REQUEST,
  ),
  event(
    'pull_request_target',
    'anyone',
    'anyone with a GitHub account, by opening a pull request',
    PULL_REQUEST_TYPES,
    {
      defaultTypes: PULL_REQUEST_DEFAULTS,
      perType: PULL_REQUEST_RIGHTS,
      fork: 'full',
      filters: ['branches', 'paths', 'types'],
      actorSource: APPROVAL,
      note: `No approval applies. In public repositories GitHub's default policy blocks it from 2026-12-02 on, unless a policy of the repository or its organization allows it; the narrowest one names this workflow file alone (${POLICIES}). Where no secret and no write is needed, pull_request does. Since 2025-12-08 the workflow, GITHUB_REF and GITHUB_SHA are those of the default branch; before, and on GitHub Enterprise Server below 3.20, those of the base branch (https://github.blog/changelog/2025-11-07-actions-pull_request_target-and-environment-branch-protections-changes). ${TARGET} recommends a label that only people with write access can add as a gate.`,
    },
  ),
  event('push', 'collaborator', `${WRITERS}, by pushing`, [], {
    code: 'ref',
    filters: ['branches', 'tags', 'paths'],
    note: 'Branch protection can ask for more. Creating a repository from a template is also a push.',
  }),
  event('registry_package', 'collaborator', `${WRITERS}, by publishing a package`, ['published', 'updated'], {
    code: 'ref',
  }),
  event(
    'release',
    'collaborator',
    `${WRITERS}, by publishing a release`,
    'published unpublished created edited deleted prereleased released'.split(' '),
    { code: 'tag', note: 'created, edited and deleted are not sent for drafts.' },
  ),
  event(
    'repository_dispatch',
    'workload',
    'whoever holds a token with contents: write on the repository',
    [],
    {
      filters: ['types'],
      actorSource: `${APPS}#repository-permissions-for-contents`,
      note: 'Types are free text. client_payload is chosen by the sender. GITHUB_TOKEN of another job can send it.',
    },
  ),
  event('schedule', 'schedule', 'the clock', [], {
    filters: ['cron'],
    actorSource: `${PAGE}#schedule`,
    note: 'github.actor is a person all the same, for instance whoever changed the default branch; their account must be active, their membership need not.',
  }),
  event('status', 'workload', `${WRITERS}, or an app with statuses: write, by setting a commit status`, [], {
    note: 'See check_run for forks.',
  }),
  event('watch', 'anyone', 'anyone with a GitHub account, by starring the repository', ['started'], {
    actorSource: `${PAGE}#watch`,
  }),
  event('workflow_call', 'another-session', 'a workflow that calls this one', [], {
    code: 'none',
    filters: ['inputs'],
    actorSource: `${PAGE}#workflow_call`,
    note: "The payload, GITHUB_REF and GITHUB_SHA are the caller's; the workflow file is the one the caller names.",
  }),
  event('workflow_dispatch', 'collaborator', `${WRITERS}, by hand`, [], {
    code: 'ref',
    filters: ['inputs'],
    actorSource: `${DOCS}/actions/how-tos/manage-workflow-runs/manually-run-a-workflow#configuring-a-workflow-to-run-manually`,
    note: 'The starter chooses the ref, and so the version of the workflow. A token with actions: write can do it, GITHUB_TOKEN of another job included.',
  }),
  event(
    'workflow_run',
    'another-session',
    'another workflow of this repository, when it starts or ends',
    ['completed', 'requested', 'in_progress'],
    {
      fork: 'full',
      filters: ['workflows', 'branches', 'types'],
      actorSource: `${PAGE}#workflow_run`,
      note: 'Has secrets and write tokens even where the first workflow had not: an outsider who can start the first one starts this one, and names its head branch.',
    },
  ),
];
