import type { ClaimDifference } from '../../../model/login.js';
import type { PolicyCondition, PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { speaksOfAction } from '../policy/compiled.js';
import { conditionHolds } from '../policy/conditions.js';
import { applies, namesPrincipal } from '../policy/statement.js';
import { or } from '../policy/tri.js';
import type { AwsRequest, Tri } from '../policy/types.js';
import { claimKeyOf } from './claimKeys.js';
import { namedPrincipal } from './principals.js';
import { quoted } from '../../../text/quoted.js';

/**
 * What keeps a request out of a role that its trust policy refuses: of the statement that comes nearest to letting it
 * in, each condition that does not hold. Where a statement denies it, that one's conditions.
 */
export function differencesOf(policy: PolicyDocument, request: AwsRequest): readonly ClaimDifference[] {
  const denying = policy.statements.find(
    (statement) =>
      statement.effect === 'Deny' &&
      speaksTo(statement, request) === true &&
      applies(statement, request, policy) === true,
  );
  if (denying !== undefined && denying.conditions.length > 0) {
    return denying.conditions.map((condition) => ({ ...difference(condition, request), denied: true }));
  }
  const allowing = policy.statements.filter(
    (statement) => statement.effect === 'Allow' && speaksTo(statement, request) !== false,
  );
  const failing = allowing
    .map(({ conditions }) =>
      conditions.filter((condition) => conditionHolds(condition, request.context, policy.version) === false),
    )
    .filter((conditions) => conditions.length > 0);
  const [nearest] = [...failing].sort((a, b) => a.length - b.length);
  if (nearest !== undefined) return nearest.map((condition) => difference(condition, request));
  return allowing.length === 0 ? untrusted(policy, request) : [];
}

/**
 * What the answer hangs on where the policy leaves it open: the claims of conditions of which it is not known whether
 * they hold, with what is asked and what is shown.
 */
export function openDemands(policy: PolicyDocument, request: AwsRequest): readonly string[] {
  const open = policy.statements
    .filter(
      (statement) =>
        speaksTo(statement, request) !== false &&
        statement.conditions.every(
          (condition) => conditionHolds(condition, request.context, policy.version) !== false,
        ),
    )
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => conditionHolds(condition, request.context, policy.version) === 'unknown')
    .map((condition) => openWords(difference(condition, request)));
  const unread = policy.incomplete === true ? ['what of the trust policy could not be read'] : [];
  return [...new Set([...open, ...unread])];
}

function openWords({ claim, wants, gets }: ClaimDifference): string {
  const asked = wants.slice(0, 2).map((text) => quoted(text));
  const more = wants.length > 2 ? ` or ${String(wants.length - 2)} more` : '';
  const shown = gets === null || /^\**$/u.test(gets) ? 'is not known' : `is ${quoted(gets)}`;
  return `whether ${quoted(claim)}, which ${shown}, fits ${asked.join(' or ')}${more}`;
}

function speaksTo(statement: PolicyStatement, request: AwsRequest): Tri {
  const action = speaksOfAction(statement, request.action);
  if (action === false) return false;
  const { direct, role, account } = namesPrincipal(statement, request);
  return or(direct, role, account);
}

function difference({ key, values, origin }: PolicyCondition, { context }: AwsRequest): ClaimDifference {
  const value = context.get(key);
  const [first] = values;
  return {
    claim: claimKeyOf(key)?.claim ?? key,
    wants: values.map(({ text }) => shown(text)),
    gets: value === 'absent' ? null : value === 'unknown' ? '*' : value.map(shown).join(', '),
    origin: first !== undefined && values.length === 1 ? first.origin : origin,
  };
}

function shown(text: string): string {
  return text.replaceAll(UNKNOWN_PART, '*');
}

function untrusted({ statements }: PolicyDocument, { principal }: AwsRequest): readonly ClaimDifference[] {
  const named = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ principals }) => principals ?? [])
    .map((entry) => ({ entry, read: namedPrincipal(entry) }));
  const issuers = named.filter(({ read }) => read.kind === 'oidc');
  const [first] = issuers.length > 0 ? issuers : named;
  if (first === undefined) return [];
  return [
    {
      claim: 'iss',
      wants: issuers.flatMap(({ read }) => (read.kind === 'oidc' ? [read.issuer] : [])),
      gets: principal?.id ?? null,
      origin: first.entry.origin,
    },
  ];
}
