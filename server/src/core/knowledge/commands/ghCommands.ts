import type { Scopes } from './commandUse.js';

/** What one command of GitHub's CLI calls, in terms of what it needs. */
export interface GhCommand {
  /** In words that follow "to". */
  readonly why: string;
  readonly scopes: Scopes;
  /** What it may need: GitHub does not document it, or it depends on what is found. */
  readonly mayNeed?: Scopes;
  /** What it needs besides when one of these options is given. */
  readonly options?: readonly { readonly names: readonly string[]; readonly scopes: Scopes }[];
}

const READ_PULLS: Scopes = { 'pull-requests': 'read' };
const WRITE_PULLS: Scopes = { 'pull-requests': 'write' };
const READ_ISSUES: Scopes = { issues: 'read' };
const WRITE_ISSUES: Scopes = { issues: 'write' };
const READ_CODE: Scopes = { contents: 'read' };
const WRITE_CODE: Scopes = { contents: 'write' };
const READ_RUNS: Scopes = { actions: 'read' };
const WRITE_RUNS: Scopes = { actions: 'write' };
const READ_STATUS: Scopes = { checks: 'read', statuses: 'read' };

/** A release that starts a discussion: https://github.com/softprops/action-gh-release#permissions */
const DISCUSSION = { names: ['--discussion-category'], scopes: { discussions: 'write' } } as const;
const DELETE_BRANCH = { names: ['-d', '--delete-branch'], scopes: WRITE_CODE } as const;

/** Everything around the pull request that `--json` and the views read beyond its own fields. */
const ROLLUP = /\bstatusCheckRollup\b/u;
const COMMITS = /\b(?:commits|mergeCommit|potentialMergeCommit|files)\b/u;

/** What `gh pr view` and its like read: the fields that `--json` names, else what the view shows. */
export function pullFields(json: string | undefined, isView: boolean): Scopes {
  if (json === undefined) return isView ? READ_STATUS : {};
  return { ...(ROLLUP.test(json) ? READ_STATUS : {}), ...(COMMITS.test(json) ? READ_CODE : {}) };
}

/**
 * The calls are those of https://github.com/cli/cli/tree/44ee17760709/pkg/cmd and its folder api; the permission of a
 * REST call is that of GitHub's table, that of a mutation stands in github/graphqlPermissions.ts. Commands newer than
 * that commit: https://cli.github.com/manual
 */
export const GH_COMMANDS: Readonly<Record<string, GhCommand>> = {
  // api/queries_pr.go: createPullRequest, then updatePullRequest for labels and requestReviews. It pushes nothing.
  'pr create': { why: 'open a pull request', scopes: { ...WRITE_PULLS, ...READ_CODE } },
  // api/queries_comments.go: addComment
  'pr comment': { why: 'comment on a pull request', scopes: WRITE_PULLS },
  // pr/shared/editable_http.go: updatePullRequest, addLabelsToLabelable; new projects are out of the token's reach. A gh
  // from before classic projects ended reads those of the pull request first: https://github.com/cli/cli/issues/6274
  'pr edit': {
    why: 'edit a pull request',
    scopes: WRITE_PULLS,
    mayNeed: { 'repository-projects': 'read' },
  },
  'pr review': { why: 'review a pull request', scopes: WRITE_PULLS },
  // pr/merge/http.go: mergePullRequest; with --auto enablePullRequestAutoMerge, which needs both.
  'pr merge': {
    why: 'merge a pull request',
    scopes: { ...READ_PULLS, ...WRITE_CODE },
    mayNeed: WRITE_PULLS,
    options: [{ names: ['--auto', '--disable-auto'], scopes: WRITE_PULLS }],
  },
  'pr close': { why: 'close a pull request', scopes: WRITE_PULLS, options: [DELETE_BRANCH] },
  'pr reopen': { why: 'reopen a pull request', scopes: WRITE_PULLS },
  // markPullRequestReadyForReview is refused without contents: write, https://github.com/cli/cli/issues/8910
  'pr ready': { why: 'change the state of a pull request', scopes: { ...WRITE_PULLS, ...WRITE_CODE } },
  'pr revert': { why: 'revert a pull request', scopes: { ...WRITE_PULLS, ...WRITE_CODE } },
  'pr lock': { why: 'lock a pull request', scopes: WRITE_PULLS },
  'pr unlock': { why: 'unlock a pull request', scopes: WRITE_PULLS },
  // updatePullRequestBranch; the table names pull-requests alone, though commits are pushed.
  'pr update-branch': {
    why: 'update the branch of a pull request',
    scopes: WRITE_PULLS,
    mayNeed: WRITE_CODE,
  },
  'pr view': { why: 'read a pull request', scopes: READ_PULLS },
  'pr list': { why: 'list pull requests', scopes: READ_PULLS },
  'pr diff': { why: 'read a pull request', scopes: READ_PULLS },
  'pr status': { why: 'read pull requests', scopes: { ...READ_PULLS, ...READ_STATUS } },
  // api/query_builder.go: statusCheckRollup, and for each check the workflow of its run.
  'pr checks': {
    why: 'read the checks of a pull request',
    scopes: { ...READ_PULLS, ...READ_STATUS },
    mayNeed: READ_RUNS,
  },
  'pr checkout': { why: 'check out a pull request', scopes: { ...READ_PULLS, ...READ_CODE } },
  'issue create': { why: 'open an issue', scopes: WRITE_ISSUES },
  'issue comment': { why: 'comment on an issue', scopes: WRITE_ISSUES },
  'issue edit': { why: 'edit an issue', scopes: WRITE_ISSUES },
  'issue close': { why: 'close an issue', scopes: WRITE_ISSUES },
  'issue reopen': { why: 'reopen an issue', scopes: WRITE_ISSUES },
  'issue delete': { why: 'delete an issue', scopes: WRITE_ISSUES },
  'issue lock': { why: 'lock an issue', scopes: WRITE_ISSUES },
  'issue unlock': { why: 'unlock an issue', scopes: WRITE_ISSUES },
  'issue pin': { why: 'pin an issue', scopes: WRITE_ISSUES },
  'issue unpin': { why: 'unpin an issue', scopes: WRITE_ISSUES },
  'issue transfer': { why: 'transfer an issue', scopes: WRITE_ISSUES },
  // api/queries_branch_issue_reference.go: createLinkedBranch
  'issue develop': { why: 'create a branch for an issue', scopes: WRITE_CODE, mayNeed: WRITE_ISSUES },
  'issue view': { why: 'read an issue', scopes: READ_ISSUES },
  'issue list': { why: 'list issues', scopes: READ_ISSUES },
  'issue status': { why: 'read issues', scopes: READ_ISSUES },
  'label create': { why: 'create a label', scopes: WRITE_ISSUES },
  'label edit': { why: 'edit a label', scopes: WRITE_ISSUES },
  'label delete': { why: 'delete a label', scopes: WRITE_ISSUES },
  'label clone': { why: 'copy labels', scopes: WRITE_ISSUES },
  'label list': { why: 'list labels', scopes: READ_ISSUES },
  // release/create/http.go: POST releases, POST releases/generate-notes, uploads, PATCH releases.
  'release create': { why: 'create a release', scopes: WRITE_CODE, options: [DISCUSSION] },
  'release upload': { why: 'upload to a release', scopes: WRITE_CODE },
  'release edit': { why: 'edit a release', scopes: WRITE_CODE, options: [DISCUSSION] },
  'release delete': { why: 'delete a release', scopes: WRITE_CODE },
  'release delete-asset': { why: 'delete a file of a release', scopes: WRITE_CODE },
  'release view': { why: 'read a release', scopes: READ_CODE },
  'release list': { why: 'list releases', scopes: READ_CODE },
  'release download': { why: 'download a release', scopes: READ_CODE },
  'release verify': { why: 'verify a release', scopes: { ...READ_CODE, attestations: 'read' } },
  'release verify-asset': { why: 'verify a release', scopes: { ...READ_CODE, attestations: 'read' } },
  'run list': { why: 'list workflow runs', scopes: READ_RUNS },
  // run/shared/shared.go: check-runs/{id}/annotations, without which it goes on; then the pull request of the run.
  'run view': {
    why: 'read a workflow run',
    scopes: READ_RUNS,
    mayNeed: { checks: 'read', 'pull-requests': 'read' },
  },
  'run watch': { why: 'follow a workflow run', scopes: READ_RUNS, mayNeed: { checks: 'read' } },
  'run download': { why: 'download artifacts of a run', scopes: READ_RUNS },
  'run cancel': { why: 'cancel a run', scopes: WRITE_RUNS },
  'run rerun': { why: 'run a workflow again', scopes: WRITE_RUNS },
  'run delete': { why: 'delete a run', scopes: WRITE_RUNS },
  'workflow run': { why: 'start a workflow', scopes: WRITE_RUNS },
  'workflow enable': { why: 'enable a workflow', scopes: WRITE_RUNS },
  'workflow disable': { why: 'disable a workflow', scopes: WRITE_RUNS },
  'workflow list': { why: 'list workflows', scopes: READ_RUNS },
  'workflow view': {
    why: 'read a workflow',
    scopes: READ_RUNS,
    options: [{ names: ['-y', '--yaml', '-r', '--ref'], scopes: READ_CODE }],
  },
  'cache list': { why: 'list caches', scopes: READ_RUNS },
  'cache delete': { why: 'delete caches', scopes: WRITE_RUNS },
  // https://github.com/actions/gh-actions-cache, an extension that came before `gh cache`.
  'actions-cache list': { why: 'list caches', scopes: READ_RUNS },
  'actions-cache delete': { why: 'delete caches', scopes: WRITE_RUNS },
  'repo clone': { why: 'clone the repository', scopes: READ_CODE },
  // repo/sync/http.go: merge-upstream, git/refs
  'repo sync': { why: 'update a branch', scopes: WRITE_CODE },
  'repo view': { why: 'read the repository', scopes: READ_CODE },
  'repo garden': { why: 'read commits', scopes: READ_CODE },
  // Search asks for no permission, but finds only what the token may read.
  'search issues': { why: 'search issues', scopes: READ_ISSUES },
  'search prs': { why: 'search pull requests', scopes: READ_PULLS },
  'search code': { why: 'search the code', scopes: READ_CODE },
  'search commits': { why: 'search commits', scopes: READ_CODE },
  'attestation verify': { why: 'verify an attestation', scopes: { attestations: 'read' } },
  'attestation download': { why: 'download an attestation', scopes: { attestations: 'read' } },
  // https://github.com/github/gh-models: "models: read" for the job's token.
  'models run': { why: 'ask a model', scopes: { models: 'read' } },
  'models eval': { why: 'ask a model', scopes: { models: 'read' } },
  'models generate': { why: 'ask a model', scopes: { models: 'read' } },
};

/**
 * Commands that need no scope of the repository, or that the job's token cannot do at all: they ask for the user, an
 * organization or the permission administration.
 */
export const GH_WITHOUT_SCOPE =
  /^(?:agent-task|alias|auth|browse|codespace|completion|config|gist|gpg-key|help|licenses|org|preview|project|ruleset|secret|ssh-key|status|variable|version|extension (?:browse|create|install|list|remove|search|upgrade)|models list|repo (?:archive|autolink|create|credits|delete|deploy-key|edit|fork|gitignore|license|list|rename|set-default|unarchive)|search repos|attestation (?:inspect|trusted-root))\b/u;
