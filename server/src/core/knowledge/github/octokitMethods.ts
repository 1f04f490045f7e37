import { OCTOKIT_METHODS } from './octokitMethods.generated.js';
import type { RestPermission } from './restPermissions.js';
import { restPermission } from './restPermissions.js';

let routes: ReadonlyMap<string, string> | undefined;

/**
 * What a method of Octokit's REST plugin needs (`issues`, `createComment`), by the route that it calls; `undefined`
 * for a method that it does not have, or a route that GitHub's table does not list.
 */
export function octokitPermission(group: string, method: string): RestPermission | undefined {
  routes ??= new Map(
    OCTOKIT_METHODS.split('\n').map((line): [string, string] => {
      const at = line.indexOf(' ');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
  const route = routes.get(`${group}.${method}`);
  if (route === undefined) return undefined;
  const [verb = '', path = ''] = route.split(' ');
  return restPermission(verb, path);
}
