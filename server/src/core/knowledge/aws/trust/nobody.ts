import type { PolicyPrincipal, PolicyStatement } from '../../../model/policyDocument.js';
import { quoted } from '../../../text/quoted.js';
import type { Found } from './found.js';
import type { NamedPrincipal } from './principals.js';
import { shown } from './words.js';

/**
 * A login by an action that is not for what logs in: nobody gets in that way, though it looks as if they did.
 *
 * @param right the action by which it logs in.
 */
export function misplaced(
  statement: PolicyStatement,
  named: NamedPrincipal,
  right: string,
): Found | undefined {
  if (named.kind !== 'oidc' && named.kind !== 'saml') return undefined;
  const wrong = (statement.actions ?? []).find(({ text }) => /^sts:AssumeRole/iu.test(text));
  if (wrong === undefined) return undefined;
  const what = named.kind === 'oidc' ? 'a token of an identity provider' : 'an assertion of a SAML provider';
  return {
    action: right.replace('sts:', ''),
    kind: 'federated',
    name: named.kind === 'oidc' ? named.issuer : named.name,
    actor: 'another-session',
    admits: `nobody: ${what} logs in by ${quoted(right)}`,
    conditions: [],
    flaws: [
      {
        kind: 'wrong-action',
        message: `${quoted(shown(wrong.text))} does not fit: ${what} logs in by ${quoted(right)}, so this trusts nobody.`,
        severity: 'information',
        offers: [],
        origin: wrong.origin,
      },
    ],
  };
}

/** A name with a wildcard inside is no principal: AWS refuses the policy. */
export function refused(action: string, text: string, entry: PolicyPrincipal): Found {
  return {
    action,
    kind: 'identity',
    name: shown(text),
    actor: 'another-session',
    admits: 'nobody: a principal knows no wildcard within a name, and AWS refuses the policy',
    conditions: [],
    flaws: [
      {
        kind: 'pattern-taken-literally',
        message: `A principal knows no wildcard within a name: AWS refuses ${quoted(shown(text))}. Name the account, and limit it by a condition on \`aws:PrincipalArn\`.`,
        severity: 'warning',
        offers: [],
        origin: entry.origin,
      },
    ],
  };
}
