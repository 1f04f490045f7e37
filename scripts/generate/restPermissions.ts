import { readFileSync } from 'node:fs';
import { REPOSITORY } from '../../server/src/core/knowledge/github/restRows.js';
import { ROOT } from '../steps/root.js';
import type { GeneratedFile } from './output.js';
import { banner } from './output.js';

const SOURCE = 'scripts/generate/rest-permissions.txt';

/** Method, path template, and scopes: see the head of the file. */
const ROW =
  /^(?:DELETE|GET|PATCH|POST|PUT) \/\S* (?:none|impossible:[a-z-]+|[a-z-]+:(?:read|write)(?:[ |][a-z-]+:(?:read|write))*)$/u;

/** What every endpoint of GitHub's REST API asks for; `restRows` says in which form. */
export function restPermissionsModule(): GeneratedFile {
  const rows = readFileSync(ROOT + SOURCE, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const odd = rows.find((row) => !ROW.test(row));
  if (odd !== undefined) throw new Error(`${SOURCE}: not a row: ${odd}`);
  const sorted = rows
    .map((row): [string, string] => [endpointOf(row), row])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const twice = sorted.find(([endpoint], i) => endpoint === sorted[i + 1]?.[0]);
  if (twice !== undefined) throw new Error(`${SOURCE}: twice: ${twice[1]}`);
  return {
    path: 'server/src/core/knowledge/github/restPermissions.generated.ts',
    content: `${banner(SOURCE)}\nexport const REST_PERMISSIONS = \`${packed(sorted.map(([, row]) => row))}\`;\n`,
  };
}

/** All permissions in the first line, the commonest first; then each path once, with its methods and their numbers. */
function packed(rows: readonly string[]): string {
  const counts = new Map<string, number>();
  const paths = new Map<string, [string, string][]>();
  for (const row of rows) {
    const [method = '', path = '', ...scopes] = row.split(' ');
    const permission = scopes.join('&');
    counts.set(permission, (counts.get(permission) ?? 0) + 1);
    paths.set(path, [...(paths.get(path) ?? []), [method, permission]]);
  }
  const permissions = [...counts].sort(([, a], [, b]) => b - a).map(([permission]) => permission);
  const lines = [...paths].map(([path, methods]) =>
    [
      path.replace(REPOSITORY, '~'),
      ...methods.map(([method, permission]) => `${method} ${permissions.indexOf(permission)}`),
    ].join(' '),
  );
  return [permissions.join(' '), ...lines].join('\n');
}

/** Path before method, to sort by. */
function endpointOf(row: string): string {
  const [method = '', path = ''] = row.split(' ');
  return `${path} ${method}`;
}
