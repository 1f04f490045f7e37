import type { Sourced } from './limits.js';

const DOCS = 'https://docs.github.com/en';
const DEPENDABOT = `${DOCS}/code-security/reference/supply-chain-security/troubleshoot-dependabot/dependabot-on-actions#restrictions-when-dependabot-triggers-events`;
const SETTINGS = `${DOCS}/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository`;
const APPROVAL = `${DOCS}/actions/managing-workflow-runs/approving-workflow-runs-from-public-forks`;
const SYNTAX = `${DOCS}/actions/reference/workflows-and-actions/workflow-syntax`;
const TARGET = `${DOCS}/actions/reference/security/securely-using-pull_request_target`;
const CHECKOUT = 'https://github.com/actions/checkout/blob/main/src/unsafe-pr-checkout-helper.ts';

/** The account for which the reductions below hold: `github.actor == 'dependabot[bot]'`, re-runs by others included. */
export const DEPENDABOT_ACTOR: Sourced<'dependabot[bot]'> = { value: 'dependabot[bot]', source: DEPENDABOT };

/** Events for which a run started by Dependabot has a read-only token and Dependabot secrets only. */
export const DEPENDABOT_REDUCED_EVENTS: Sourced<readonly string[]> = {
  value: [
    'pull_request',
    'pull_request_review',
    'pull_request_review_comment',
    'push',
    'create',
    'deployment',
    'deployment_status',
  ],
  source: DEPENDABOT,
};

/** GITHUB_TOKEN of such a run when the file says nothing. */
export const DEPENDABOT_TOKEN_DEFAULT: Sourced<'read'> = { value: 'read', source: DEPENDABOT };

/**
 * Unlike for forks, the `permissions` key can raise the token again: GitHub's examples for `on: pull_request` of
 * Dependabot write `contents: write` and merge, and an older page of GitHub's says so in words.
 */
export const DEPENDABOT_PERMISSIONS_CAN_RAISE: Sourced<true> = {
  value: true,
  source: `${DOCS}/code-security/tutorials/secure-your-dependencies/automate-dependabot-with-actions#enabling-automerge-on-a-pull-request`,
};

/** Which secrets such a run sees: those of Dependabot, not those of Actions. */
export const DEPENDABOT_SECRETS: Sourced<'dependabot-secrets'> = {
  value: 'dependabot-secrets',
  source: DEPENDABOT,
  note: `The page on workflow syntax says more strictly "cannot access any secrets": ${SYNTAX}#permissions-for-workflow-runs-triggered-by-dependabot`,
};

/**
 * `pull_request_target` by Dependabot: read-only token and no secrets only if Dependabot created the base ref of the
 * pull request too; otherwise the token and the secrets are full.
 */
export const DEPENDABOT_PULL_REQUEST_TARGET: Sourced<'reduced-if-dependabot-created-base'> = {
  value: 'reduced-if-dependabot-created-base',
  source: DEPENDABOT,
};

/** Events that are reduced for pull requests from forks; the approval rules below hold for them too. */
export const FORK_REDUCED_EVENTS: Sourced<readonly string[]> = {
  value: ['pull_request', 'pull_request_review', 'pull_request_review_comment'],
  source: `${TARGET}#risks-of-pull_request_target`,
};

/** From a fork: every write of the token becomes read, and no secret but GITHUB_TOKEN is passed. */
export const FORK_REDUCTION: Sourced<{ readonly token: 'read'; readonly secrets: 'none' }> = {
  value: { token: 'read', secrets: 'none' },
  source: `${SYNTAX}#how-permissions-are-calculated-for-a-workflow-job`,
  note: 'For public repositories nothing lifts it. For private ones two settings do: see PRIVATE_FORK_SETTINGS.',
};

/** One setting for pull requests from forks of private repositories. */
export interface ForkSetting {
  readonly name: string;
  readonly effect: string;
}

/** Settings for forks of private repositories (also for organizations and enterprises); none shows in the file. */
export const PRIVATE_FORK_SETTINGS: Sourced<readonly ForkSetting[]> = {
  value: [
    { name: 'Run workflows from fork pull requests', effect: 'runs with a read-only token and no secrets' },
    { name: 'Send write tokens to workflows from pull requests', effect: 'the token may write' },
    { name: 'Send secrets to workflows from pull requests', effect: 'all secrets are available' },
    {
      name: 'Require approval for fork pull request workflows',
      effect: 'runs of people without write access wait for somebody with write access',
    },
  ],
  source: `${SETTINGS}#enabling-workflows-for-forks-of-private-repositories`,
  note: 'Without the first, workflows do not run for pull requests from forks of private repositories.',
};

/**
 * Approval of runs from public forks. Default: first-time contributors need approval. Both the author of the pull
 * request and whoever triggers the event are looked at. It never holds for pull_request_target.
 */
export const FORK_APPROVAL_DEFAULT: Sourced<'first-time-contributors'> = {
  value: 'first-time-contributors',
  source: `${APPROVAL}#about-workflow-runs-from-public-forks`,
  note: 'GitHub: meant against abuse of compute, not as protection of self-hosted runners.',
};

/** Pull requests opened or updated with GITHUB_TOKEN start runs that wait for somebody with write access. */
export const JOB_TOKEN_PULL_REQUEST_APPROVAL: Sourced<readonly string[]> = {
  value: ['opened', 'synchronize', 'reopened'],
  source: `${DOCS}/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request`,
};

/**
 * actions/checkout refuses, in pull_request_target and in workflow_run of a pull request, to check out a fork's
 * repository, a refs/pull/N/head or merge ref, or the head or merge commit, unless `allow-unsafe-pr-checkout` is true.
 * It does not cover git fetch, gh pr checkout, artifacts, other events such as issue_comment, or other untrusted
 * repositories.
 */
export const CHECKOUT_FORK_GUARD: Sourced<{
  /** The first version with it, by major version; all later majors have it. */
  readonly since: Readonly<Record<number, string>>;
  readonly events: readonly string[];
  readonly optOut: 'allow-unsafe-pr-checkout';
}> = {
  value: {
    since: { 3: '3.7.0', 4: '4.4.0', 5: '5.1.0', 6: '6.1.0', 7: '7.0.0' },
    events: ['pull_request_target', 'workflow_run'],
    optOut: 'allow-unsafe-pr-checkout',
  },
  source:
    'https://github.blog/changelog/2026-06-18-safer-pull_request_target-defaults-for-github-actions-checkout',
  note: `Since 2026-07-16 the moving tags v3 to v6 have it too, by their own action.yml; an older commit or exact version does not. See also ${TARGET} and ${CHECKOUT}.`,
};

/**
 * For environments, branch rules are matched against the ref that runs (since 2025-12-08): refs/pull/N/merge for
 * pull_request and the review events, the default branch for pull_request_target.
 */
export const ENVIRONMENT_BRANCH_RULE_REF: Sourced<Readonly<Record<string, string>>> = {
  value: {
    pull_request: 'refs/pull/N/merge',
    pull_request_review: 'refs/pull/N/merge',
    pull_request_review_comment: 'refs/pull/N/merge',
    pull_request_target: 'default branch',
  },
  source:
    'https://github.blog/changelog/2025-11-07-actions-pull_request_target-and-environment-branch-protections-changes',
};

/** YAML anchors and aliases work in workflow files on github.com (not on Enterprise Server). */
export const YAML_ANCHORS: Sourced<true> = {
  value: true,
  source: `${DOCS}/actions/reference/workflows-and-actions/reusing-workflow-configurations#yaml-anchors-and-aliases`,
  note: 'An alias repeats the last node of that name before it; an unknown one is an error. No anchor crosses files.',
};

/** Merge keys do not work: GitHub's reader expands aliases and treats `<<` as an ordinary key, which no map allows. */
export const YAML_MERGE_KEYS: Sourced<false> = {
  value: false,
  source: 'https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Conversion/YamlObjectReader.cs',
  note: 'Read from the code: the documentation is silent. In maps with free keys such as env, << would become a key.',
};
