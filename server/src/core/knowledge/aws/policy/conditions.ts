import type { PolicyCondition } from '../../../model/policyDocument.js';
import { compareValue } from './compareValue.js';
import { operatorOf } from './compiled.js';
import type { Operator } from './operators.js';
import { variablesOf } from './patternText.js';
import { and, not, or } from './tri.js';
import type { ContextValue, RequestContext, Tri } from './types.js';

/**
 * Whether all conditions of a statement hold: keys and operators are joined by AND.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 *
 * @param version the `Version` of the policy, on which variables depend
 */
export function conditionsHold(
  conditions: readonly PolicyCondition<unknown>[],
  context: RequestContext,
  version: string | undefined,
): Tri {
  let all: Tri = true;
  for (const condition of conditions) {
    const holds = conditionHolds(condition, context, version);
    if (holds === false) return false;
    if (holds === 'unknown') all = holds;
  }
  return all;
}

/** Whether one condition holds: one key under one operator. */
export function conditionHolds(
  condition: PolicyCondition<unknown>,
  context: RequestContext,
  version: string | undefined,
): Tri {
  const operator = operatorOf(condition);
  if (operator === undefined) return 'unknown';
  const value = context.get(condition.key);
  if (operator.family === 'Null') return nullHolds(condition, value);
  if (value === 'absent') return holdsWithout(operator);
  const passes = (text: string): Tri => passesValue(operator, condition, text, variablesOf(version, context));
  return operator.set === 'single' ? single(value, passes, operator) : overSet(value, passes, operator);
}

/**
 * Whether an operator holds for a request without the key. A negated one does, `IfExists` does, `ForAllValues` does and
 * `ForAnyValue` does not. Of `ForAnyValue:…IfExists` AWS's pages say both.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function holdsWithout({ set, negated, ifExists }: Operator): Tri {
  if (set === 'all') return true;
  if (set === 'any') return ifExists ? 'unknown' : false;
  return negated || ifExists;
}

/** `"true"` holds when the request has no such key, or nothing under it; `"false"` when it has. */
function nullHolds({ values }: PolicyCondition<unknown>, value: ContextValue): Tri {
  const isNull: Tri = value === 'unknown' ? value : value === 'absent' || value.length === 0;
  return or(
    ...values.map(({ text }): Tri => {
      const wanted = text.trim().toLowerCase();
      return wanted === 'true' ? isNull : wanted === 'false' ? not(isNull) : 'unknown';
    }),
  );
}

/** An operator without a quantifier is made for one value; what it makes of several is not documented. */
function single(
  value: Exclude<ContextValue, 'absent'>,
  passes: (text: string) => Tri,
  operator: Operator,
): Tri {
  // Of a key of which nothing is known it is not even known whether it is there.
  if (value === 'unknown') return 'unknown';
  if (value.length === 0) return holdsWithout(operator);
  const results = value.map(passes);
  return results.every((result) => result === results[0]) ? (results[0] ?? 'unknown') : 'unknown';
}

function overSet(
  value: Exclude<ContextValue, 'absent'>,
  passes: (text: string) => Tri,
  { set }: Operator,
): Tri {
  if (value === 'unknown') return 'unknown';
  // An empty string is no value to a quantifier.
  const results = value.filter((text) => text !== '').map(passes);
  return set === 'all' ? and(...results) : or(...results);
}

/** Whether one value of the request passes: it matches one value of the policy, or, for a negated operator, none. */
function passesValue(
  operator: Operator,
  { values }: PolicyCondition<unknown>,
  text: string,
  variables: { readonly variables?: RequestContext },
): Tri {
  const compared = values.map((value) => compareValue(operator, value.text, text, variables.variables));
  const matched = or(...compared.map((comparison) => comparison.matched));
  const passed = operator.negated ? not(matched) : matched;
  return passed === true && compared.some((comparison) => comparison.void === true) ? 'unknown' : passed;
}
