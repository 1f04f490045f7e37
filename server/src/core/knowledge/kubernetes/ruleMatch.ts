/*
 * How the RBAC authorizer matches one line of a rule against a request.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/rbac/v1/evaluation_helpers.go
 */

/** One request to an API server, as RBAC sees it. */
interface ResourceRequest {
  readonly apiGroup: string;
  /** With its subresource, if any: `pods/exec`. */
  readonly resource: string;
  readonly verb: string;
  /** The object's name; absent for requests that have none: `list`, `create` of a top-level object. */
  readonly name?: string;
}

/** One line of a rule, as the attributes of a grant hold it. */
export interface ResourceLine {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verb: string;
  /** Names to which the line is limited; none at all means every name. */
  readonly resourceNames: readonly string[];
}

/** Reads the line out of a grant's attributes; `undefined` for a non-resource line and for grants of other kinds. */
export function resourceLineOf(
  attributes: Readonly<Record<string, string | readonly string[] | null>> | undefined,
): ResourceLine | undefined {
  const { apiGroup, resource, verb, resourceNames } = attributes ?? {};
  if (typeof apiGroup !== 'string' || typeof resource !== 'string' || typeof verb !== 'string') {
    return undefined;
  }
  return { apiGroup, resource, verb, resourceNames: Array.isArray(resourceNames) ? resourceNames : [] };
}

/** Whether the line allows the request. A request without a name is refused by a line that is limited to names. */
export function lineCovers(line: ResourceLine, request: ResourceRequest): boolean {
  return (
    verbMatches(line.verb, request.verb) &&
    groupMatches(line.apiGroup, request.apiGroup) &&
    resourceMatches(line.resource, request.resource) &&
    (line.resourceNames.length === 0 ||
      (request.name !== undefined && request.name !== '' && line.resourceNames.includes(request.name)))
  );
}

export function verbMatches(pattern: string, verb: string): boolean {
  return pattern === '*' || pattern === verb;
}

export function groupMatches(pattern: string, apiGroup: string): boolean {
  return pattern === '*' || pattern === apiGroup;
}

/** `*` covers every resource and subresource, `*` before a subresource (as in `*` + `/scale`) that of every resource. */
export function resourceMatches(pattern: string, resource: string): boolean {
  if (pattern === '*' || pattern === resource) return true;
  const slash = resource.indexOf('/');
  return slash >= 0 && pattern === `*${resource.slice(slash)}`;
}

/** A `*` at the end covers every path that begins so; elsewhere it is a character like any other. */
export function nonResourceUrlMatches(pattern: string, path: string): boolean {
  if (pattern === '*' || pattern === path) return true;
  return pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/u, ''));
}
