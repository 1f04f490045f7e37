import type { PolicyPrincipal } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { issuerAt } from '../../oidc/issuers.js';
import { accountOf } from './requests.js';

/**
 * Whom an entry of `Principal` names.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type NamedPrincipal =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'account'; readonly account: string }
  /** A role, a user, or one session of either. */
  | {
      readonly kind: 'role' | 'user' | 'session';
      readonly name: string;
      readonly account: string | undefined;
    }
  /** IAM puts the id of a user or role here once it has been deleted. */
  | { readonly kind: 'deleted'; readonly id: string }
  | { readonly kind: 'service'; readonly service: string }
  /** An issuer of OpenID Connect tokens, by its address without `https://`. */
  | { readonly kind: 'oidc'; readonly issuer: string; readonly account: string | undefined }
  | { readonly kind: 'saml'; readonly name: string }
  /** A wildcard within a name: AWS refuses that. */
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'unknown'; readonly text: string };

/** Reads one entry. */
export function namedPrincipal({ kind, text }: PolicyPrincipal<unknown>): NamedPrincipal {
  switch (kind) {
    case 'any':
      return { kind: 'everyone' };
    case 'AWS':
      return awsPrincipal(text);
    case 'Service':
      return text.includes(UNKNOWN_PART) ? { kind: 'unknown', text } : { kind: 'service', service: text };
    case 'Federated':
      return federatedPrincipal(text);
    case 'CanonicalUser':
    case 'unknown':
      return { kind: 'unknown', text };
  }
}

const ACCOUNT = /^(?:(\d{12})|arn:[\w-]+:iam::(\d{12}):root)$/u;
const IDENTITY = /^arn:[\w-]+:(iam|sts)::([^:]*):(role|user|assumed-role|federated-user)\/(.+)$/su;
const UNIQUE_ID = /^(?:AIDA|AROA)[A-Z0-9]{12,}$/u;

function awsPrincipal(text: string): NamedPrincipal {
  if (text === '*') return { kind: 'everyone' };
  const [, digits, ofArn] = ACCOUNT.exec(text) ?? [];
  const account = digits ?? ofArn;
  if (account !== undefined) return { kind: 'account', account };
  if (UNIQUE_ID.test(text)) return { kind: 'deleted', id: text };
  const [, service, , type, path] = IDENTITY.exec(text) ?? [];
  if (path === undefined) return { kind: 'unknown', text };
  if (/[*?]/u.test(text)) return { kind: 'refused', text };
  const isSession = service === 'sts';
  return {
    kind: isSession ? 'session' : type === 'role' ? 'role' : 'user',
    name: isSession ? path : path.slice(path.lastIndexOf('/') + 1),
    account: accountOf(text),
  };
}

const PROVIDER = /^arn:[\w-]+:iam::([^:]*):(oidc|saml)-provider\/(.+)$/su;

function federatedPrincipal(text: string): NamedPrincipal {
  const [, account = '', protocol, name = ''] = PROVIDER.exec(text) ?? [];
  if (protocol === 'saml') return { kind: 'saml', name };
  if (protocol === 'oidc') {
    if (name.includes(UNKNOWN_PART)) return { kind: 'unknown', text };
    return { kind: 'oidc', issuer: name, account: /^\d{12}$/u.test(account) ? account : undefined };
  }
  // The few that AWS knows itself go by their host.
  const known = issuerAt(text) !== undefined || /^(?:www\.amazon\.com|graph\.facebook\.com)$/u.test(text);
  return known ? { kind: 'oidc', issuer: text, account: undefined } : { kind: 'unknown', text };
}
