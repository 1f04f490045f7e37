import type { PolicyDocument, PolicyPrincipal, PolicyStatement } from '../../../model/policyDocument.js';
import type { TrustFlaw } from '../../../model/trust.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { listWords } from '../../../model/words.js';
import { namedPrincipal } from './principals.js';
import { quoted } from '../../../text/quoted.js';

/**
 * For a statement of one branch of a template that lacks conditions which the same statement of another branch has:
 * the flaw, made from those that the lack brings about. Undefined where no branch has more.
 */
export function lostBranches(
  policy: PolicyDocument,
  statement: PolicyStatement,
  entry: PolicyPrincipal,
): ((flaws: readonly TrustFlaw[]) => TrustFlaw) | undefined {
  if (statement.possible !== true) return undefined;
  const own = new Set(statement.conditions.map(({ key }) => key.toLowerCase()));
  const fuller = policy.statements.find(
    (other) =>
      other !== statement &&
      other.possible === true &&
      other.effect === 'Allow' &&
      mayExclude(statement, other) &&
      names(other, entry) &&
      own.size < keysOf(other).size &&
      [...own].every((key) => keysOf(other).has(key)),
  );
  if (fuller === undefined) return undefined;
  const lacking = fuller.conditions.filter(
    ({ key }) => !own.has(key.toLowerCase()) && keysOf(fuller).has(key.toLowerCase()),
  );
  const keys = listWords([...new Set(lacking.map(({ key }) => quoted(key.replaceAll(UNKNOWN_PART, '…'))))]);
  return (flaws) => ({
    kind: 'condition-lost',
    message: `One branch of the template has no condition on ${keys}, which the other has: whoever gets this branch is asked for less. Give both branches the condition.`,
    severity: flaws.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
    offers: [],
    origin: entry.origin,
  });
}

/** Whether one may stand in the place of the other: two that may each be left out by themselves are no branches. */
function mayExclude({ when: own }: PolicyStatement, { when: others }: PolicyStatement): boolean {
  if (own === undefined || others === undefined) return true;
  return own.some(({ condition, holds }) =>
    others.some((other) => other.condition === condition && other.holds !== holds),
  );
}

/** The keys that are known: what a variable asks for may be nothing in either branch. */
function keysOf({ conditions }: PolicyStatement): ReadonlySet<string> {
  return new Set(conditions.map(({ key }) => key.toLowerCase()).filter((key) => !key.includes(UNKNOWN_PART)));
}

/** Whether the statement trusts the same principal, or everybody as the entry does. */
function names({ principals }: PolicyStatement, entry: PolicyPrincipal): boolean {
  const wanted = JSON.stringify(namedPrincipal(entry));
  return (principals ?? []).some((other) => JSON.stringify(namedPrincipal(other)) === wanted);
}
