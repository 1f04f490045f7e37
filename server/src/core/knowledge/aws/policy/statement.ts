import type { PolicyDocument, PolicyStatement, PolicyText } from '../../../model/policyDocument.js';
import { literal, wildcards } from '../wildcards.js';
import { conditionsHold } from './conditions.js';
import { matches, matchesText, mayBeVoid, patternOf, variablesOf } from './patternText.js';
import type { Naming } from './principals.js';
import { EVERYBODY, namedBy, notNamedBy } from './principals.js';
import { completeArn } from './resources.js';
import { and, not, or } from './tri.js';
import type { AwsRequest, Tri } from './types.js';

/** Whether a statement speaks of the request's action. Action names have no case. */
export function speaksOfAction(statement: PolicyStatement<unknown>, action: string): Tri {
  const { actions, notActions } = statement;
  const asked = literal(action.toLowerCase());
  const among = (texts: readonly PolicyText<unknown>[]): Tri =>
    or(...texts.map(({ text }) => matches(wildcards(text.toLowerCase()), asked)));
  if (actions !== undefined) return among(actions);
  // Without either AWS would refuse the policy: it was not read whole.
  return notActions === undefined ? 'unknown' : not(among(notActions));
}

/** Whether a statement speaks of the request's resource. A policy of a kind that has none speaks of its own one. */
export function speaksOfResource(
  statement: PolicyStatement<unknown>,
  { resource, context }: Pick<AwsRequest, 'resource' | 'context'>,
  version: string | undefined,
): Tri {
  const { resources, notResources } = statement;
  const texts = resources ?? notResources;
  if (texts === undefined) return true;
  const reading = { wild: true, ...variablesOf(version, context) };
  const patterns = texts.map(({ text }) => patternOf(completeArn(text), reading));
  const among = or(...patterns.map((pattern) => pattern !== 'absent' && matchesText(pattern, resource)));
  const spoken = resources === undefined ? not(among) : among;
  return spoken === true && patterns.some(mayBeVoid) ? 'unknown' : spoken;
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
