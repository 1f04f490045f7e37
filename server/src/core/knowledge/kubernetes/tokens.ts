import { SERVICE_ACCOUNTS } from './sources.js';
const SOURCE = 'https://github.com/kubernetes/kubernetes/blob/master';

/**
 * The token that is mounted into every pod whose account or spec does not refuse it asks for 3,607 seconds. The API
 * server knows by this number that nobody chose it and, by default (`--service-account-extend-token-expiration`), has it
 * expire after a year, as long as its pod exists.
 */
export const MOUNTED_TOKEN = {
  seconds: 3607,
  accepted: 365 * 24 * 3600,
  boundBy:
    'the token mounted by default: it is written for an hour, and the API server takes it for up to a year while its pod exists',
  source: `${SOURCE}/pkg/serviceaccount/claims.go`,
  acceptedSource: `${SOURCE}/pkg/registry/core/serviceaccount/storage/token.go`,
};

/**
 * `expirationSeconds` of a projected token: an hour by default, ten minutes at least.
 * https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/#projections
 */
export const PROJECTED_TOKEN = { seconds: 3600, least: 600 };

/** A Secret of this type holds a token that never expires. */
export const TOKEN_SECRET = {
  type: 'kubernetes.io/service-account-token',
  accountAnnotation: 'kubernetes.io/service-account.name',
  source: `${SERVICE_ACCOUNTS}#manual-secret-management-for-serviceaccounts`,
};

/** Who the API server takes a service account for. */
export function accountUser(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** The subject of an account's tokens, where `*` stands for what is empty or filled in before the file is applied. */
export function accountSubject(namespace: string, name: string): string {
  const [space = '', own = ''] = [namespace, name].map((text) =>
    text === '' || /[${}\uFFFC]/u.test(text) ? '*' : text,
  );
  return accountUser(space, own);
}

/** The service account that a user's name stands for; `undefined` for other users. */
export function accountOfUser(
  user: string,
): { readonly namespace: string; readonly name: string } | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/u.exec(user) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/** Who is in a group that the API server itself puts callers into. */
interface KnownGroup {
  readonly namespace: string | null;
  readonly authenticated: 'all' | 'services' | 'nobody';
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens */
export function knownGroup(name: string): KnownGroup | undefined {
  if (name === 'system:serviceaccounts') return { namespace: null, authenticated: 'services' };
  const [, namespace] = /^system:serviceaccounts:([^:]+)$/u.exec(name) ?? [];
  if (namespace !== undefined) return { namespace, authenticated: 'services' };
  if (name === 'system:authenticated') return { namespace: null, authenticated: 'all' };
  if (name === 'system:unauthenticated') return { namespace: null, authenticated: 'nobody' };
  return undefined;
}

/** The group whose members may do everything, whatever roles and bindings say. */
export const MASTERS = 'system:masters';
/** The user whom the API server takes callers without a credential for. */
export const ANONYMOUS = 'system:anonymous';
