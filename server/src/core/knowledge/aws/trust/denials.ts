import type { PolicyCondition, PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';
import { parseOperator } from '../policy/operators.js';
import { patternMatches } from '../wildcards.js';
import { isCircle } from './circle.js';
import { namedPrincipal } from './principals.js';

/** Whether the statement speaks of an action; what was not read may speak of it. */
export function mentions({ actions, notActions }: PolicyStatement, action: string): boolean {
  const among = (texts: typeof actions): boolean =>
    (texts ?? []).some(({ text }) => patternMatches(text.toLowerCase(), action.toLowerCase()));
  if (actions === undefined && notActions === undefined) return true;
  return actions === undefined ? !among(notActions) : among(actions);
}

/** What the denials of a policy leave of everyone. */
export interface LeftOver {
  /** The condition of a denial that keeps out whoever is not of a known circle; absent where nobody is left. */
  readonly circle?: PolicyCondition;
}

/**
 * Whether a denial keeps everyone out of the actions, or everyone outside of a known circle, whatever else allows: an
 * explicit denial always counts, and a negated comparison holds for a request without the key, too.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function leftByDenials(
  { statements }: PolicyDocument,
  actions: readonly string[],
): LeftOver | undefined {
  for (const statement of statements) {
    if (!deniesEveryone(statement, actions)) continue;
    const asking = statement.conditions.filter((condition) => !exemptsServices(condition));
    const [circle, ...others] = asking;
    if (circle === undefined && statement.conditions.length === 0) return {};
    if (circle !== undefined && others.length === 0 && keepsOutOthers(circle)) return { circle };
  }
  return undefined;
}

function deniesEveryone(statement: PolicyStatement, actions: readonly string[]): boolean {
  const { effect, possible, incomplete, principals = [] } = statement;
  return (
    effect === 'Deny' &&
    possible === undefined &&
    incomplete === undefined &&
    principals.some((entry) => namedPrincipal(entry).kind === 'everyone') &&
    actions.every((action) => mentions(statement, action))
  );
}

/** Services of AWS are let through beside the circle; who they act for is for other conditions to say. */
function exemptsServices({ operator, key, values }: PolicyCondition): boolean {
  return (
    key.toLowerCase() === 'aws:principalisawsservice' &&
    parseOperator(operator)?.family === 'Bool' &&
    values.every(({ text }) => text.toLowerCase() === 'false')
  );
}

function keepsOutOthers({ operator, key, values }: PolicyCondition): boolean {
  const read = parseOperator(operator);
  return read?.negated === true && read.set === 'single' && isCircle(key, values, read.relation === 'like');
}
