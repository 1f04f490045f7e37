import { REST_PERMISSIONS } from './restPermissions.generated.js';

/** Scopes that one call needs; `none` when any token will do. */
export type RestPermission = Readonly<Record<string, 'read' | 'write'>> | 'none';

interface Row {
  readonly method: string;
  readonly segments: readonly string[];
  readonly permission: RestPermission;
}

let rows: ReadonlyMap<string, readonly Row[]> | undefined;

/**
 * What a call of GitHub's REST API needs, by GitHub's table of permissions required for GitHub Apps; `undefined` for
 * a call that is not in it.
 *
 * @param path without host and query; parts that are computed may stand for anything.
 */
export function restPermission(method: string, path: string): RestPermission | undefined {
  rows ??= readRows();
  const segments = path.split('/').filter(Boolean);
  return rows
    .get(`${method.toUpperCase()} ${String(segments.length)}`)
    ?.find((row) => row.segments.every((segment, i) => matches(segment, segments[i] ?? '')))?.permission;
}

/** A template's `{owner}` takes anything; a computed part may be anything, but a literal one is meant. */
function matches(template: string, written: string): boolean {
  return template.startsWith('{') || template === written;
}

function readRows(): ReadonlyMap<string, readonly Row[]> {
  const byLength = new Map<string, Row[]>();
  for (const line of REST_PERMISSIONS.split('\n')) {
    const [method = '', path = '', ...scopes] = line.split(' ');
    if (path === '') continue;
    const segments = path.split('/').filter(Boolean);
    const permission: RestPermission =
      scopes[0] === 'none' ? 'none' : Object.fromEntries(scopes.map(scopeOf));
    const key = `${method} ${String(segments.length)}`;
    byLength.set(key, [...(byLength.get(key) ?? []), { method, segments, permission }]);
  }
  // Rows with more literal parts first: `/releases/latest` before `/releases/{release_id}`.
  for (const list of byLength.values()) list.sort((a, b) => literals(b) - literals(a));
  return byLength;
}

function scopeOf(text: string): [string, 'read' | 'write'] {
  const [name = '', level] = text.split(':');
  return [name, level === 'write' ? 'write' : 'read'];
}

function literals(row: Row): number {
  return row.segments.filter((segment) => !segment.startsWith('{')).length;
}
