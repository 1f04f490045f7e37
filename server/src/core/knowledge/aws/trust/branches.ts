import type { PolicyDocument, PolicyPrincipal, PolicyStatement } from '../../../model/policyDocument.js';
import type { TrustFlaw } from '../../../model/trust.js';
import { listWords } from '../../../model/words.js';
import { namedPrincipal } from './principals.js';

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
      names(other, entry) &&
      own.size < keysOf(other).size &&
      [...own].every((key) => keysOf(other).has(key)),
  );
  if (fuller === undefined) return undefined;
  const lacking = fuller.conditions.filter(({ key }) => !own.has(key.toLowerCase()));
  const keys = listWords([...new Set(lacking.map(({ key }) => `\`${key}\``))]);
  return (flaws) => ({
    kind: 'condition-lost',
    message: `One branch of the template has no condition on ${keys}, which the other has: whoever gets this branch is asked for less. Give both branches the condition.`,
    severity: flaws.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
    offers: [],
    origin: entry.origin,
  });
}

function keysOf({ conditions }: PolicyStatement): ReadonlySet<string> {
  return new Set(conditions.map(({ key }) => key.toLowerCase()));
}

/** Whether the statement lets in the same principal, or everybody as the entry does. */
function names({ principals }: PolicyStatement, entry: PolicyPrincipal): boolean {
  const wanted = JSON.stringify(namedPrincipal(entry));
  return (principals ?? []).some((other) => JSON.stringify(namedPrincipal(other)) === wanted);
}
