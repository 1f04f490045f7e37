import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PERMISSION_SCOPES } from '../../../server/src/core/knowledge/github/permissions.js';
import { REST_PERMISSIONS } from '../../../server/src/core/knowledge/github/restPermissions.generated.js';
import { restPermission } from '../../../server/src/core/knowledge/github/restPermissions.js';
import { restRows } from '../../../server/src/core/knowledge/github/restRows.js';

describe('the table of REST permissions', () => {
  const rows = restRows(REST_PERMISSIONS);

  it('names only scopes and levels that the permissions key has', () => {
    const known = new Map(PERMISSION_SCOPES.map(({ name, levels }) => [name, levels]));
    const odd = rows
      .flatMap(({ scopes }) => scopes)
      .flatMap((scope) => scope.split('|'))
      .filter((scope) => scope !== 'none' && !scope.startsWith('impossible:'))
      .filter((scope) => {
        const [name = '', level = ''] = scope.split(':');
        return known.get(name)?.includes(level as 'read' | 'write') !== true;
      });
    expect(odd).toEqual([]);
  });

  it('has every endpoint once', () => {
    const endpoints = rows.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/gu, '{}')}`);
    expect(endpoints.filter((endpoint, i) => endpoints.indexOf(endpoint) !== i)).toEqual([]);
  });

  it('knows alternatives only of issues and pull requests, and of reads', () => {
    const alternatives = new Set(rows.flatMap(({ scopes }) => scopes).filter((s) => s.includes('|')));
    expect([...alternatives].sort()).toEqual([
      'issues:read|pull-requests:read',
      'issues:write|pull-requests:write',
      'pull-requests:read|contents:read',
    ]);
  });

  it('says where it is from', () => {
    const text = readFileSync(
      new URL('../../../scripts/generate/rest-permissions.txt', import.meta.url),
      'utf8',
    );
    expect(text).toMatch(/^# source: github\/docs src\/github-apps\/data\/\S+ @ [0-9a-f]{40}\n/u);
  });
});

describe('a call of the REST API', () => {
  it.each([
    ['GET', '/repos/o/r', 'none'],
    ['POST', '/repos/o/r/issues', { issues: 'write' }],
    ['POST', '/repos/o/r/issues/1/comments', { issues: 'write' }],
    ['POST', '/repos/o/r/pulls', { 'pull-requests': 'write' }],
    ['PUT', '/repos/o/r/pulls/1/merge', { contents: 'write' }],
    ['GET', '/repos/o/r/pulls/1', { 'pull-requests': 'read' }],
    ['POST', '/repos/o/r/dispatches', { contents: 'write' }],
    ['POST', '/repos/o/r/actions/workflows/ci.yml/dispatches', { actions: 'write' }],
    ['POST', '/repos/o/r/statuses/abc', { statuses: 'write' }],
    ['POST', '/repos/o/r/check-runs', { checks: 'write' }],
    ['POST', '/repos/o/r/deployments/1/statuses', { deployments: 'write' }],
    ['POST', '/repos/o/r/code-scanning/sarifs', { 'security-events': 'write' }],
    ['POST', '/repos/o/r/pages/deployments', { pages: 'write' }],
    ['POST', '/repos/o/r/releases/1/assets', { contents: 'write' }],
    ['DELETE', '/orgs/o/packages/container/p/versions/1', { packages: 'write' }],
    ['GET', '/search/issues', { issues: 'read', 'pull-requests': 'read' }],
  ])('%s %s', (method, path, permission) => {
    expect(restPermission(method, path)).toEqual(permission);
  });

  it('prefers the words of a template to its variables', () => {
    expect(restPermission('GET', '/repos/o/r/releases/latest')).toEqual({ contents: 'read' });
    expect(restPermission('GET', '/repos/o/r/issues/comments')).toEqual({ issues: 'read' });
  });

  it('takes what is computed for a variable', () => {
    const permission = { issues: 'write' };
    expect(restPermission('post', '/repos/{owner}/{repo}/issues/$N/labels')).toEqual(permission);
    expect(restPermission('POST', '/repos/$GITHUB_REPOSITORY/issues/$N/labels')).toEqual(permission);
    expect(restPermission('POST', '/repositories/$ID/issues/1/labels')).toEqual(permission);
    expect(restPermission('POST', '/repos/o/r/issues/1/$WHAT')).toBeUndefined();
  });

  it('takes a computed part before a word of the API for owner and name at once', () => {
    expect(restPermission('PATCH', '/repos/$REPO/issues/comments/$ID')).toEqual({ issues: 'write' });
    expect(restPermission('PATCH', '/repos/$___/issues/comments/1')).toEqual({ issues: 'write' });
    expect(restPermission('PATCH', '/repos/$OWNER/$NAME/comments/$ID')).toEqual({ contents: 'write' });
  });

  it('lets paths, branches and tags have slashes', () => {
    expect(restPermission('GET', '/repos/o/r/contents/docs/a/index.md')).toEqual({ contents: 'read' });
    expect(restPermission('PUT', '/repos/o/r/contents/.github/workflows/ci.yml')).toEqual({
      contents: 'write',
    });
    expect(restPermission('DELETE', '/repos/$R/git/refs/heads/a/b')).toEqual({ contents: 'write' });
    expect(restPermission('GET', '/repos/o/r/compare/a/b...c/d')).toEqual({ contents: 'read' });
  });

  it('asks of HEAD what it asks of GET', () => {
    expect(restPermission('HEAD', '/repos/o/r/releases')).toEqual({ contents: 'read' });
  });

  it.each([
    ['PUT', '/repos/o/r/branches/main/protection'],
    ['POST', '/repos/o/r/hooks'],
    ['GET', '/repos/o/r/actions/secrets'],
    ['PATCH', '/repos/o/r/dependabot/alerts/1'],
    // More than pages: administration too.
    ['POST', '/repos/o/r/pages'],
    ['GET', '/user'],
    ['GET', '/orgs/o/members'],
    ['GET', '/orgs/o/teams/t/memberships/u'],
    ['POST', '/gists'],
  ])('can never be made with the token of a job: %s %s', (method, path) => {
    expect(restPermission(method, path)).toBe('impossible');
  });

  it('is unknown when the table does not have it', () => {
    expect(restPermission('GET', '/repos/o/r/something/new')).toBeUndefined();
    expect(restPermission('GET', '/$URL')).toBeUndefined();
    expect(restPermission('GET', '')).toBeUndefined();
  });
});
