/** What a GraphQL document asks of the job's token. */
export interface GraphqlPermission {
  readonly needs: Readonly<Record<string, 'read' | 'write'>>;
  /** What it may need: GitHub does not say, or it depends on what the ids in it stand for. */
  readonly mayNeed: Readonly<Record<string, 'read' | 'write'>>;
  /** Mutations that are not known. */
  readonly unknown: readonly string[];
}

/**
 * Mutations with what they need; a `?` marks what they may need. GitHub publishes no permissions for GraphQL: a
 * mutation is taken to need what the REST endpoint for the same needs
 * (https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps), except
 * - resolveReviewThread, markPullRequestReadyForReview: refused without contents: write,
 *   https://github.com/orgs/community/discussions/44650 and https://github.com/cli/cli/issues/8910
 * - auto-merge: https://docs.github.com/en/code-security/tutorials/secure-your-dependencies/automate-dependabot-with-actions
 * - discussions, for which there is no REST: https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions
 * `issues` and `pull-requests` stand in for each other where an id may be of either.
 */
const MUTATIONS: Readonly<Record<string, string>> = {
  'issues:write':
    'addComment updateIssueComment deleteIssueComment addAssigneesToAssignable removeAssigneesFromAssignable replaceActorsForAssignable addLabelsToLabelable removeLabelsFromLabelable clearLabelsFromLabelable lockLockable unlockLockable createLabel updateLabel deleteLabel createIssue updateIssue closeIssue reopenIssue deleteIssue pinIssue unpinIssue transferIssue addSubIssue removeSubIssue reprioritizeSubIssue addBlockedBy removeBlockedBy updateIssueIssueType',
  '?issues:write ?pull-requests:write ?discussions:write':
    'addReaction removeReaction minimizeComment unminimizeComment',
  'pull-requests:write contents:read': 'createPullRequest',
  'pull-requests:write':
    'updatePullRequest closePullRequest reopenPullRequest addPullRequestReview submitPullRequestReview updatePullRequestReview deletePullRequestReview dismissPullRequestReview addPullRequestReviewComment addPullRequestReviewThread addPullRequestReviewThreadReply updatePullRequestReviewComment deletePullRequestReviewComment requestReviews requestReviewsByLogin',
  'pull-requests:write contents:write':
    'enablePullRequestAutoMerge disablePullRequestAutoMerge markPullRequestReadyForReview revertPullRequest enqueuePullRequest dequeuePullRequest',
  'pull-requests:write ?contents:write': 'convertPullRequestToDraft updatePullRequestBranch',
  'contents:write ?pull-requests:write': 'mergePullRequest resolveReviewThread unresolveReviewThread',
  'contents:write':
    'createCommitOnBranch createRef updateRef updateRefs deleteRef mergeBranch deleteLinkedBranch',
  'contents:write ?issues:write': 'createLinkedBranch',
  'checks:write':
    'createCheckRun updateCheckRun createCheckSuite rerequestCheckSuite updateCheckSuitePreferences',
  'deployments:write':
    'createDeployment createDeploymentStatus deleteDeployment approveDeployments rejectDeployments',
  'discussions:write':
    'createDiscussion updateDiscussion deleteDiscussion closeDiscussion reopenDiscussion addDiscussionComment updateDiscussionComment deleteDiscussionComment markDiscussionCommentAsAnswer unmarkDiscussionCommentAsAnswer',
  'packages:write': 'deletePackageVersion',
  'repository-projects:write': 'addProjectCard updateProjectCard deleteProjectCard moveProjectCard',
};

/**
 * Mutations that the job's token cannot do at all: projects belong to an owner ("can't access projects",
 * https://docs.github.com/en/issues/planning-and-tracking-with-projects/automating-your-project/automating-projects-using-actions),
 * and settings of the repository need the permission administration.
 */
const OUT_OF_REACH =
  /ProjectV2|^(?:add|remove)Star$|^(?:un)?followUser$|^(?:create|update|archive|unarchive|cloneTemplate)Repository$|BranchProtectionRule$|RepositoryRuleset$/u;

/** Fields of a query by which something of the repository is read. */
const READS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:pullRequests?|issueOrPullRequest|associatedPullRequests|reviewThreads|closingIssues)/u,
    'pull-requests',
  ],
  [/^(?:issues?|issueOrPullRequest|labels?|milestones?|subIssues)$/u, 'issues'],
  [/^discussions?$|^discussionCategor/u, 'discussions'],
  [
    /^(?:object|refs?|defaultBranchRef|commits?|history|releases?|latestRelease|headRef|baseRef)$/u,
    'contents',
  ],
  [/^(?:checkSuites?|checkRuns?|statusCheckRollup)$/u, 'checks'],
  [/^(?:statusCheckRollup|contexts)$/u, 'statuses'],
  [/^(?:workflowRuns?|workflows?)$/u, 'actions'],
  [/^deployments?$/u, 'deployments'],
  [/^packages?$/u, 'packages'],
  [/^(?:projects?|projectCards)$/u, 'repository-projects'],
  [/^vulnerabilityAlerts?$/u, 'vulnerability-alerts'],
];

let mutations: ReadonlyMap<string, readonly string[]> | undefined;

/** What a GraphQL document needs; `undefined` when no operation stands in the text. */
export function graphqlPermission(document: string): GraphqlPermission | undefined {
  const operations = operationsIn(tokensOf(document));
  if (operations.length === 0) return undefined;
  mutations ??= readMutations();
  const scopes: string[] = [];
  const unknown: string[] = [];
  for (const { isMutation, fields, names } of operations) {
    if (!isMutation) scopes.push(...readsOf(names));
    for (const field of isMutation ? fields : []) {
      const known = mutations.get(field);
      scopes.push(...(known ?? []));
      if (known === undefined && !OUT_OF_REACH.test(field)) unknown.push(field);
    }
  }
  const [surely, perhaps] = [true, false].map((sure) =>
    scopes.filter((scope) => scope.startsWith('?') !== sure).map((scope) => scope.replace('?', '')),
  );
  return { needs: highest(surely ?? []), mayNeed: highest(perhaps ?? []), unknown };
}

function readMutations(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(MUTATIONS).flatMap(([scopes, names]) =>
      names.split(' ').map((name): [string, readonly string[]] => [name, scopes.split(' ')]),
    ),
  );
}

function readsOf(names: readonly string[]): readonly string[] {
  return READS.filter(([pattern]) => names.some((name) => pattern.test(name))).map(
    ([, right]) => `${right}:read`,
  );
}

/** `contents:read contents:write` is `contents: write`. */
function highest(scopes: readonly string[]): Readonly<Record<string, 'read' | 'write'>> {
  const levels: Record<string, 'read' | 'write'> = {};
  for (const scope of scopes) {
    const [right = '', level] = scope.split(':');
    if (levels[right] !== 'write') levels[right] = level === 'write' ? 'write' : 'read';
  }
  return levels;
}

function tokensOf(document: string): readonly string[] {
  return document.match(/"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|[A-Za-z_]\w*|\.\.\.|\S/gu) ?? [];
}

interface Operation {
  readonly isMutation: boolean;
  /** Fields of the outermost selection. */
  readonly fields: readonly string[];
  /** Every name in it. */
  readonly names: readonly string[];
}

function operationsIn(all: readonly string[]): readonly Operation[] {
  const tokens = all.filter((token) => !/^["#]/u.test(token));
  const operations: Operation[] = [];
  let kind = 'query';
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    if (/^(?:query|mutation|subscription|fragment)$/u.test(token)) kind = token;
    else if (token === '(') at = closing(tokens, at);
    else if (token === '{') {
      const end = closing(tokens, at);
      const inside = tokens.slice(at + 1, end);
      const names = inside.filter((name) => /^[A-Za-z_]/u.test(name));
      operations.push({ isMutation: kind === 'mutation', fields: outermost(inside), names });
      at = end;
      kind = 'query';
    }
  }
  return operations;
}

/** The index of the bracket that closes the one at this index; the end of the text when none does. */
function closing(tokens: readonly string[], at: number): number {
  let depth = 0;
  for (let index = at; index < tokens.length; index++) {
    if (/^[({]$/u.test(tokens[index] ?? '')) depth++;
    if (/^[)}]$/u.test(tokens[index] ?? '') && --depth === 0) return index;
  }
  return tokens.length;
}

/** The fields of a selection, without what is selected of them. `alias: field` is `field`. */
function outermost(tokens: readonly string[]): readonly string[] {
  const fields: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    if (/^[({]$/u.test(token)) at = closing(tokens, at);
    else if (
      /^[A-Za-z_]/u.test(token) &&
      tokens[at + 1] !== ':' &&
      !/^(?:\.{3}|@)$/u.test(tokens[at - 1] ?? '')
    ) {
      fields.push(token);
    }
  }
  return fields;
}
