import { append } from '../../collections/grouping.js';
import { REST_PERMISSIONS } from './restPermissions.generated.js';
import { restRows } from './restRows.js';
import type { RestRow } from './restRows.js';

/**
 * Scopes that one call needs. Where either of two does, the first is named: these are `issues` and `pull-requests`,
 * which stand in for each other, and reads. `none`: any token will do. `impossible`: the job's token can never do it,
 * so the call is made with another one, or fails.
 */
export type RestPermission = Readonly<Record<string, 'read' | 'write'>> | 'none' | 'impossible';

interface Row {
  readonly segments: readonly string[];
  readonly permission: RestPermission;
}

/** By method and number of segments; those of one key are read when one of them is asked for. */
class Rows {
  readonly #packed = new Map<string, RestRow[]>();
  readonly #rows = new Map<string, readonly Row[]>();

  constructor(packed: readonly RestRow[]) {
    for (const row of packed) {
      append(this.#packed, keyOf(row.method, row.path.split('/').length - 1), row);
    }
  }

  /** Rows with more literal parts first: `/releases/latest` before `/releases/{release_id}`. */
  get(method: string, length: number): readonly Row[] {
    const key = keyOf(method, length);
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const rows = (this.#packed.get(key) ?? [])
      .map(({ path, scopes }) => ({ segments: path.split('/').slice(1), permission: permissionOf(scopes) }))
      .sort((a, b) => literals(b) - literals(a));
    this.#rows.set(key, rows);
    return rows;
  }
}

function keyOf(method: string, length: number): string {
  return `${method} ${String(length)}`;
}

let rows: Rows | undefined;

/**
 * What a call of GitHub's REST API needs, by GitHub's table of permissions required for GitHub Apps; `undefined` for
 * a call that is not in it.
 *
 * @param path without host and query; parts that are computed may stand for anything that is no fixed word, and the
 * first one for owner and name together.
 */
export function restPermission(method: string, path: string): RestPermission | undefined {
  rows ??= new Rows(restRows(REST_PERMISSIONS));
  const segments = repositoryPath(path.split('/').filter(Boolean));
  const verb = method.toUpperCase() === 'HEAD' ? 'GET' : method.toUpperCase();
  const apart = namesApart(segments);
  return (
    // `$X/issues` is owner and name at once, then a word of the API; a repository is seldom called so.
    (isComputed(segments[2]) ? undefined : find(rows, verb, apart)) ??
    find(rows, verb, segments) ??
    find(rows, verb, apart) ??
    withLongEnd(rows, verb, segments) ??
    withLongEnd(rows, verb, apart) ??
    (OUTSIDE.has(segments[0] ?? '') ? 'impossible' : undefined)
  );
}

function isComputed(segment: string | undefined): boolean {
  return segment?.startsWith('$') === true;
}

/** `/repos/$GITHUB_REPOSITORY/…` is `/repos/$OWNER/$NAME/…`. */
function namesApart(segments: readonly string[]): readonly string[] {
  const [first, both = '', ...rest] = segments;
  return first === 'repos' && both.startsWith('$') ? ['repos', both, both, ...rest] : [];
}

/**
 * What lies outside of a repository asks for permissions of an organization, an enterprise or a user, or for none: the
 * table lists all that a permission of a repository is good for.
 */
const OUTSIDE: ReadonlySet<string> = new Set([
  'app',
  'app-manifests',
  'applications',
  'apps',
  'enterprises',
  'gists',
  'marketplace_listing',
  'notifications',
  'organizations',
  'orgs',
  'teams',
  'user',
  'users',
]);

/** `/repositories/1/…` is the same as `/repos/owner/name/…`, apart from the few endpoints that exist in this form. */
function repositoryPath(segments: readonly string[]): readonly string[] {
  const [first, id = '', ...rest] = segments;
  return first !== 'repositories' || rest.length === 0 || rest.includes('issue-field-values')
    ? segments
    : ['repos', id, id, ...rest];
}

function find(all: Rows, verb: string, segments: readonly string[]): RestPermission | undefined {
  return all
    .get(verb, segments.length)
    .find((row) => row.segments.every((segment, i) => matches(segment, segments[i] ?? '')))?.permission;
}

/** Paths of files and names of branches have slashes of their own: `/contents/docs/index.md`. */
const LONG_END: ReadonlySet<string> = new Set([
  '{path}',
  '{ref}',
  '{dir}',
  '{basehead}',
  '{branch}',
  '{tag}',
]);

function withLongEnd(all: Rows, verb: string, segments: readonly string[]): RestPermission | undefined {
  for (let length = segments.length - 1; length > 3; length--) {
    const row = all
      .get(verb, length)
      .find(
        ({ segments: template }) =>
          LONG_END.has(template.at(-1) ?? '') &&
          template.every((segment, i) => matches(segment, segments[i] ?? '')),
      );
    if (row !== undefined) return row.permission;
  }
  return undefined;
}

/** A template's `{owner}` takes anything; a computed part may be anything, but a literal one is meant. */
function matches(template: string, written: string): boolean {
  return template.startsWith('{') || template === written;
}

function permissionOf(scopes: readonly string[]): RestPermission {
  if (scopes[0] === 'none') return 'none';
  if (scopes[0]?.startsWith('impossible:') === true) return 'impossible';
  return Object.fromEntries(scopes.map(scopeOf));
}

/** `issues:write|pull-requests:write` is its first part. */
function scopeOf(text: string): [string, 'read' | 'write'] {
  const [name = '', level] = (text.split('|')[0] ?? '').split(':');
  return [name, level === 'write' ? 'write' : 'read'];
}

function literals(row: Row): number {
  return row.segments.filter((segment) => !segment.startsWith('{')).length;
}
