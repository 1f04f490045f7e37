import type { PolicyCondition, PolicyStatement, PolicyText } from '../../../model/policyDocument.js';
import type { Operator } from '../policy/operators.js';
import { parseOperator } from '../policy/operators.js';
import { isAlwaysThere } from './claimKeys.js';

/** What one condition demands of one key. */
export interface Constraint {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly PolicyText[];
  /** Whether `*` and `?` in its values are wildcards. */
  readonly wild: boolean;
  /** Whether a request without the key passes. */
  readonly passesWithout: boolean;
  readonly condition: PolicyCondition;
}

/** The conditions of a statement on one key, in any case; those with an operator that AWS does not know are left out. */
export function constraintsOn(statement: PolicyStatement, key: string): readonly Constraint[] {
  const wanted = key.toLowerCase();
  return statement.conditions.flatMap((condition) => {
    const operator = parseOperator(condition.operator);
    if (condition.key.toLowerCase() !== wanted || operator === undefined) return [];
    return [
      {
        key: condition.key,
        operator,
        values: condition.values,
        wild: operator.relation === 'like',
        passesWithout: passesWithout(operator),
        condition,
      },
    ];
  });
}

function passesWithout({ family, set, negated, ifExists }: Operator): boolean {
  if (family === 'Null') return false;
  return ifExists || set === 'all' || (set === 'single' && negated);
}

/**
 * Whether the constraint limits a key to what it lists: it is not negated, compares text, and no request passes for
 * want of the key.
 *
 * @param alwaysThere whether every request has the key
 */
export function limits({ operator, passesWithout: passes }: Constraint, alwaysThere: boolean): boolean {
  const compares = operator.family === 'String' || operator.family === 'Arn';
  return compares && !operator.negated && (alwaysThere || !passes);
}

/** Whether a condition of its own asks for the key to be there. */
export function isRequired(constraints: readonly Constraint[]): boolean {
  return constraints.some(
    ({ operator, values }) =>
      operator.family === 'Null' &&
      values.length > 0 &&
      values.every(({ text }) => /^\s*false\s*$/iu.test(text)),
  );
}

/** The constraints on a claim of an issuer that limit it, and those that only look as if they did. */
export function claimConstraints(
  statement: PolicyStatement,
  issuer: string,
  claim: string,
): { readonly limiting: readonly Constraint[]; readonly hollow: readonly Constraint[] } {
  const all = constraintsOn(statement, `${issuer}:${claim}`);
  const there = isAlwaysThere(issuer, claim) === true || isRequired(all);
  const comparing = all.filter(({ operator }) => operator.family === 'String' && !operator.negated);
  return {
    limiting: comparing.filter((constraint) => limits(constraint, there)),
    hollow: comparing.filter((constraint) => !limits(constraint, there)),
  };
}

/** Whether some condition limits one of the keys to what it lists, in a request that may lack them. */
export function isLimited(statement: PolicyStatement, keys: readonly string[]): boolean {
  return keys.some((key) => {
    const constraints = constraintsOn(statement, key);
    return constraints.some((constraint) => limits(constraint, isRequired(constraints)));
  });
}
