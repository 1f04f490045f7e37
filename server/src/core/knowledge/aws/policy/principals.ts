import type { PolicyPrincipal } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { literal, LONGEST } from '../wildcards.js';
import { matches } from './patternText.js';
import { and, not, or } from './tri.js';
import type { RequestPrincipal, Tri } from './types.js';

/**
 * What an entry of `Principal` names: the very session or user, the role behind the session, the whole account, or
 * everybody. Which one it is decides what else may limit the grant.
 */
export type PrincipalGrade = 'direct' | 'role' | 'account';

/** How far the entries name the principal, by grade. */
export type Naming = Readonly<Record<PrincipalGrade, Tri>>;

/** Nobody was asked about, or everybody is meant. */
export const EVERYBODY: Naming = { direct: true, role: false, account: false };

/**
 * Whether one of the entries names the principal.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function namedBy(
  entries: readonly PolicyPrincipal<unknown>[],
  principal: RequestPrincipal | undefined,
): Naming {
  let direct: Tri = false;
  let role: Tri = false;
  let account: Tri = false;
  for (const entry of entries) {
    const naming = namedByEntry(entry, principal);
    direct = or(direct, naming.direct);
    role = or(role, naming.role);
    account = or(account, naming.account);
  }
  return { direct, role, account };
}

/** Whether a statement with these entries under `NotPrincipal` applies to the principal. */
export function notNamedBy(
  entries: readonly PolicyPrincipal<unknown>[],
  principal: RequestPrincipal | undefined,
): Tri {
  const naming = namedBy(entries, principal);
  const own = or(naming.direct, naming.role);
  if (principal?.kind !== 'AWS') return not(or(own, naming.account));
  // To be left out, a user has to be listed together with its account, and a session with its role and account, or AWS
  // "might" still deny: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  // The account alone leaves out nobody in it.
  const chain = isSession(principal) ? [naming.direct, naming.role, naming.account] : [own, naming.account];
  const all = entries.some(isEverybody) || and(...chain);
  if (all === true) return false;
  return own === false ? true : 'unknown';
}

const NOBODY: Naming = { direct: false, role: false, account: false };

function isEverybody({ kind, text }: PolicyPrincipal<unknown>): boolean {
  return kind === 'any' || (kind === 'AWS' && text === '*');
}

function namedByEntry(entry: PolicyPrincipal<unknown>, principal: RequestPrincipal | undefined): Naming {
  if (isEverybody(entry)) return EVERYBODY;
  if (principal === undefined || entry.kind === 'unknown') return { ...NOBODY, direct: 'unknown' };
  if (entry.kind !== principal.kind) {
    // A value that is not known at all could be the wildcard.
    return { ...NOBODY, direct: entry.kind === 'AWS' && entry.text === UNKNOWN_PART ? 'unknown' : false };
  }
  switch (principal.kind) {
    case 'AWS':
      return namedInAws(entry.text, principal);
    case 'Federated':
      return { ...NOBODY, direct: sameProvider(entry.text, principal.id) };
    default:
      return { ...NOBODY, direct: same(entry.text, principal.id) };
  }
}

const ACCOUNT = /^(?:(\d{12})|arn:[\w-]*:iam::([^:]*):root)$/u;
/** Ids that IAM puts in the place of the ARN of a user or role: which one it is, the text does not say. */
const UNIQUE_ID = /^(?:AIDA|AROA|AGPA|ANPA)[A-Z0-9]{12,}$/u;

function namedInAws(text: string, principal: RequestPrincipal): Naming {
  const [found, digits, ofArn] = ACCOUNT.exec(text) ?? [];
  if (found !== undefined) {
    const { account } = principal;
    return { ...NOBODY, account: account === undefined ? 'unknown' : same(digits ?? ofArn ?? '', account) };
  }
  if (UNIQUE_ID.test(text)) return { ...NOBODY, direct: 'unknown' };
  const { roleArn } = principal;
  const itself = same(text, principal.id);
  // An unread ARN could be that of the account.
  const account = text.startsWith(UNKNOWN_PART) && principal.account !== undefined ? 'unknown' : false;
  if (roleArn === undefined && isRole(principal)) return { direct: false, role: itself, account };
  return { direct: itself, role: roleArn === undefined ? false : same(text, roleArn), account };
}

function isRole({ id }: RequestPrincipal): boolean {
  return /^arn:[^:]*:iam::[^:]*:role\//u.test(id);
}

function isSession({ id, roleArn }: RequestPrincipal): boolean {
  return roleArn !== undefined && roleArn !== id;
}

/** A provider is named by its ARN or, for the ones that AWS knows itself, by its host alone. */
function sameProvider(text: string, id: string): Tri {
  return isArn(text) && isArn(id) ? same(text, id) : same(host(text), host(id));
}

function isArn(text: string): boolean {
  return text.startsWith('arn:');
}

function host(provider: string): string {
  return provider.replace(/^arn:[^/]*:oidc-provider\//u, '');
}

/** Principals know no wildcards within a name. */
function same(text: string, id: string): Tri {
  if (isWritten(text) && isWritten(id)) return text === id;
  return matches(literal(text), literal(id));
}

function isWritten(text: string): boolean {
  return text.length <= LONGEST && !text.includes(UNKNOWN_PART);
}
