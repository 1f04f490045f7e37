import { restPermission } from '../../server/src/core/knowledge/github/restPermissions.js';
import { ROOT } from '../steps/root.js';
import type { GeneratedFile } from './output.js';
import { banner } from './output.js';

type Endpoints = Readonly<Record<string, Readonly<Record<string, readonly [string, ...unknown[]]>>>>;

/**
 * What every method of Octokit's REST plugin needs, by the route that it calls and the table of REST permissions:
 * `issues issues:write createComment addLabels`, one line for each permission in each group.
 */
export async function octokitMethodsModule(): Promise<GeneratedFile> {
  // The package hands out its routes only bound to a client, so they are read where it keeps them.
  const path = `${ROOT}node_modules/@octokit/plugin-rest-endpoint-methods/dist-src/generated/endpoints.js`;
  const { default: groups } = (await import(path)) as { readonly default: Endpoints };
  const lines = Object.entries(groups).flatMap(([group, methods]) => {
    const byPermission = new Map<string, string[]>();
    for (const [method, [route]] of Object.entries(methods)) {
      const permission = permissionOf(route);
      byPermission.set(permission, [...(byPermission.get(permission) ?? []), method]);
    }
    return [...byPermission].map(([permission, names]) => [group, permission, ...names].join(' '));
  });
  return {
    path: 'server/src/core/knowledge/github/octokitMethods.generated.ts',
    content: `${banner('@octokit/plugin-rest-endpoint-methods')}\nexport const OCTOKIT_METHODS = \`${lines.join('\n')}\`;\n`,
  };
}

/** `?` for a route that is not in the table. */
function permissionOf(route: string): string {
  // Without the query that a few templates end with: `/assets{?name,label}`.
  const [method = '', path = ''] = route.replace(/\{\?.*$/u, '').split(' ');
  const permission = restPermission(method, path);
  if (permission === undefined) return '?';
  if (typeof permission === 'string') return permission;
  return Object.entries(permission)
    .map(([scope, level]) => `${scope}:${level}`)
    .join('&');
}
