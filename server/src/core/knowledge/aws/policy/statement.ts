import type { PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';
import { compiledResources, speaksOfAction } from './compiled.js';
import { conditionsHold } from './conditions.js';
import { matchesText, mayBeVoid, patternOf, variablesOf } from './patternText.js';
import type { Naming } from './principals.js';
import { EVERYBODY, namedBy, notNamedBy } from './principals.js';
import { and, not } from './tri.js';
import type { AwsRequest, Tri } from './types.js';

/** Whether a statement speaks of the request's resource. A policy of a kind that has none speaks of its own one. */
export function speaksOfResource(
  statement: PolicyStatement<unknown>,
  { resource, context }: Pick<AwsRequest, 'resource' | 'context'>,
  version: string | undefined,
): Tri {
  const { resources, notResources } = statement;
  const texts = resources ?? notResources;
  if (texts === undefined) return true;
  let among: Tri = false;
  let isFragile = false;
  for (const { text, pattern: fixed } of compiledResources(texts)) {
    const pattern = fixed ?? patternOf(text, { wild: true, ...variablesOf(version, context) });
    isFragile ||= mayBeVoid(pattern);
    if (among === true || pattern === 'absent') continue;
    const matched = matchesText(pattern, resource);
    if (matched !== false) among = matched;
  }
  const spoken = resources === undefined ? not(among) : among;
  return spoken === true && isFragile ? 'unknown' : spoken;
}

/** How a statement of a resource's policy names the principal. */
export function namesPrincipal(
  statement: PolicyStatement<unknown>,
  { principal }: Pick<AwsRequest, 'principal'>,
): Naming {
  const { principals, notPrincipals } = statement;
  if (principals !== undefined) return namedBy(principals, principal);
  if (notPrincipals !== undefined) return { ...EVERYBODY, direct: notNamedBy(notPrincipals, principal) };
  return { ...EVERYBODY, direct: 'unknown' };
}

/** Whether a statement applies to the request, whoever makes it. */
export function applies(
  statement: PolicyStatement<unknown>,
  request: AwsRequest,
  { version }: Pick<PolicyDocument<unknown>, 'version'>,
): Tri {
  const action = speaksOfAction(statement, request.action);
  if (action === false) return false;
  const resource = speaksOfResource(statement, request, version);
  if (resource === false) return false;
  const conditions = conditionsHold(statement.conditions, request.context, version);
  return and(action, resource, conditions, whole(statement));
}

/** Whether the statement is there for certain and was read whole. */
export function whole({ possible, incomplete }: PolicyStatement<unknown>): Tri {
  return possible === true || incomplete === true ? 'unknown' : true;
}
