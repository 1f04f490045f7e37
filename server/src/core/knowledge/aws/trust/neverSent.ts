import type { PolicyCondition, PolicyStatement } from '../../../model/policyDocument.js';
import type { TrustFlaw } from '../../../model/trust.js';
import { parseOperator } from '../policy/operators.js';
import { claimKeyOf, isConditionKey } from './claimKeys.js';
import { shown } from './words.js';
import { quoted } from '../../../text/quoted.js';

/*
 * Conditions on what a login with a token never holds: nothing is equal to it, so that the statement admits nobody.
 */

/**
 * Keys of requests that are signed, or made with an external id; a login by a web identity is neither.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
const OF_SIGNED_REQUESTS =
  /^(?:aws:Principal(?:Arn|Account|OrgID|OrgPaths|Tag\/.+)|aws:username|sts:ExternalId)$/iu;

/** The conditions of a statement that no login of this issuer meets. */
export function neverMet(statement: PolicyStatement, issuer: string): readonly PolicyCondition[] {
  return statement.conditions.filter((condition) => {
    const { key, operator } = condition;
    const read = parseOperator(operator);
    if (read === undefined || read.family === 'Null' || read.negated || read.ifExists || read.set === 'all') {
      return false;
    }
    if (OF_SIGNED_REQUESTS.test(key)) return true;
    const claim = claimKeyOf(key);
    return claim?.issuer === issuer && isConditionKey(issuer, claim.claim) === false;
  });
}

/** Says of each that it shuts everybody out. */
export function neverSentFlaws(conditions: readonly PolicyCondition[]): readonly TrustFlaw[] {
  return conditions.map(({ key, operator, origin }) => ({
    kind: 'never-sent',
    message: `A login with a token never holds ${quoted(shown(key))}, so that ${quoted(operator)} is never met: this statement admits nobody. Ask for a claim that AWS passes on.`,
    severity: 'warning',
    offers: [],
    origin,
  }));
}
