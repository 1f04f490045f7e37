import { describe, expect, it } from 'vitest';
import { graphqlPermission } from '../../../server/src/core/knowledge/github/graphqlPermissions.js';
import { OCTOKIT_METHODS } from '../../../server/src/core/knowledge/github/octokitMethods.generated.js';
import { octokitPermission } from '../../../server/src/core/knowledge/github/octokitMethods.js';

describe("a method of Octokit's REST plugin", () => {
  it.each([
    ['issues', 'createComment', { issues: 'write' }],
    ['issues', 'addLabels', { issues: 'write' }],
    ['pulls', 'createReview', { 'pull-requests': 'write' }],
    ['repos', 'createRelease', { contents: 'write' }],
    ['repos', 'uploadReleaseAsset', { contents: 'write' }],
    ['repos', 'createCommitStatus', { statuses: 'write' }],
    ['repos', 'getContent', { contents: 'read' }],
    ['checks', 'create', { checks: 'write' }],
    ['actions', 'createWorkflowDispatch', { actions: 'write' }],
    ['git', 'createRef', { contents: 'write' }],
    ['packages', 'deletePackageVersionForOrg', { packages: 'write' }],
    ['rateLimit', 'get', 'none'],
    ['users', 'getAuthenticated', 'impossible'],
    ['teams', 'getMembershipForUserInOrg', 'impossible'],
    ['repos', 'updateBranchProtection', 'impossible'],
    ['issues', 'noSuchMethod', undefined],
  ])('%s.%s', (group, method, permission) => {
    expect(octokitPermission(group, method)).toEqual(permission);
  });

  it('is in the table of permissions, but for few', () => {
    const all = OCTOKIT_METHODS.split('\n').flatMap((line) => {
      const [group = '', , ...methods] = line.split(' ');
      return methods.map((method) => ({ group, method }));
    });
    expect(all.length).toBeGreaterThan(1000);
    const unknown = all
      .filter(({ group, method }) => octokitPermission(group, method) === undefined)
      .map(({ group, method }) => `${group}.${method}`);
    // Newer than the table, or for the app itself.
    expect(unknown.length).toBeLessThan(80);
    expect(
      unknown.filter((name) => /^(?:issues|pulls|git|checks)\.(?:create|update|add|delete)/u.test(name)),
    ).toEqual([]);
  });
});

describe('a GraphQL document', () => {
  it('needs what its mutations need', () => {
    expect(
      graphqlPermission(
        'mutation($id: ID!) { addComment(input: {subjectId: $id, body: "x { y }"}) { clientMutationId } }',
      ),
    ).toEqual({ needs: { issues: 'write' }, mayNeed: {}, unknown: [] });
    expect(
      graphqlPermission(`
        # merges
        mutation Merge($id: ID!, $head: GitObjectID) {
          ready: markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { id } }
          enablePullRequestAutoMerge(input: { pullRequestId: $id }) { pullRequest { labels(first: 1) { nodes { id } } } }
        }`),
    ).toEqual({ needs: { 'pull-requests': 'write', contents: 'write' }, mayNeed: {}, unknown: [] });
  });

  it('may need what GitHub does not say', () => {
    expect(graphqlPermission('mutation { resolveReviewThread(input: {}) { thread { id } } }')).toEqual({
      needs: { contents: 'write' },
      mayNeed: { 'pull-requests': 'write' },
      unknown: [],
    });
  });

  it('needs nothing for what the token cannot do', () => {
    expect(graphqlPermission('mutation { addProjectV2ItemById(input: {}) { item { id } } }')).toEqual({
      needs: {},
      mayNeed: {},
      unknown: [],
    });
  });

  it('names mutations that are not known', () => {
    expect(graphqlPermission('mutation { inventSomething(input: {}) { id } }')?.unknown).toEqual([
      'inventSomething',
    ]);
  });

  it('only reads when it is a query', () => {
    expect(
      graphqlPermission(
        'query($n: Int!) { repository(owner: "o", name: "r") { pullRequest(number: $n) { reviewThreads(first: 9) { nodes { id } } } } }',
      ),
    ).toEqual({ needs: { 'pull-requests': 'read' }, mayNeed: {}, unknown: [] });
    expect(graphqlPermission('{ viewer { login } }')).toEqual({ needs: {}, mayNeed: {}, unknown: [] });
  });

  it('is unknown when it does not stand in the text', () => {
    expect(graphqlPermission('$QUERY')).toBeUndefined();
    expect(graphqlPermission('@query.graphql')).toBeUndefined();
    expect(graphqlPermission('')).toBeUndefined();
  });
});
