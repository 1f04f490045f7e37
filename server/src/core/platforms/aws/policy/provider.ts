import type { PolicyCondition } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SourcePrincipal } from './sourceStatement.js';

/** A key of a claim: the host and path of the issuer, and the name of the claim. */
const CLAIM = /^((?:[\w-]+\.)+[\w-]+(?:\/[^:]*)?):([\w.-]+)$/u;
const OPEN_CLAIM = new RegExp(`^${UNKNOWN_PART}:([\\w.-]+)$`, 'u');

/**
 * A statement that takes the tokens of one provider names it twice, as the principal and in the keys of its conditions:
 * keys of any other provider are never in such a request. So what a file leaves open in one place is told by the other.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function withProvider(
  principals: readonly SourcePrincipal[] | undefined,
  conditions: readonly PolicyCondition[],
): {
  readonly principals: readonly SourcePrincipal[] | undefined;
  readonly conditions: readonly PolicyCondition[];
} {
  const federated = (principals ?? []).filter(({ kind }) => kind === 'Federated');
  const [only, ...others] = federated;
  if (only === undefined || others.length > 0 || federated.length !== principals?.length) {
    return { principals, conditions };
  }
  const host = /:oidc-provider\/(.+)$/u.exec(only.text)?.[1];
  if (host !== undefined && !host.includes(UNKNOWN_PART)) {
    return {
      principals,
      conditions: conditions.map((condition) => {
        const claim = OPEN_CLAIM.exec(condition.key)?.[1];
        return claim === undefined ? condition : { ...condition, key: `${host}:${claim}` };
      }),
    };
  }
  const hosts = new Set(conditions.flatMap(({ key }) => CLAIM.exec(key)?.[1] ?? []));
  const [named, ...more] = hosts;
  const isOpen = only.text === UNKNOWN_PART || host === UNKNOWN_PART;
  if (!isOpen || named === undefined || more.length > 0) return { principals, conditions };
  const text = `arn:aws:iam::${UNKNOWN_PART}:oidc-provider/${named}`;
  return { principals: [{ ...only, text, inferred: true }], conditions };
}
