import { OCTOKIT_METHODS } from './octokitMethods.generated.js';
import type { RestPermission } from './restPermissions.js';

/** Lines of the table: a group, a permission, and all methods of the group that need it. */
let lines: readonly string[] | undefined;

/**
 * What a method of Octokit's REST plugin needs (`issues`, `createComment`), by the route that it calls; `undefined`
 * for a method that it does not have, or a route that GitHub's table does not list.
 */
export function octokitPermission(group: string, method: string): RestPermission | undefined {
  lines ??= OCTOKIT_METHODS.split('\n');
  const line = lines.find((each) => each.startsWith(`${group} `) && each.split(' ').indexOf(method) > 1);
  return line === undefined ? undefined : permissionOf(line.split(' ')[1] ?? '');
}

function permissionOf(text: string): RestPermission | undefined {
  if (text === '?') return undefined;
  if (text === 'none' || text === 'impossible') return text;
  return Object.fromEntries(
    text.split('&').map((scope): [string, 'read' | 'write'] => {
      const [name = '', level] = scope.split(':');
      return [name, level === 'write' ? 'write' : 'read'];
    }),
  );
}
