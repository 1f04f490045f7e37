import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { remembered } from '../../../patterns/remembered.js';
import type { ClaimSet } from '../../../model/trust.js';
import type { AwsRequest, ContextValue, RequestContext } from '../policy/types.js';
import { claimKeyOf, isConditionKey } from './claimKeys.js';

/*
 * The requests by which sessions of a role are started, as a trust policy is asked about them. What whoever asks
 * chooses, or the files do not tell, is unknown.
 */

/**
 * What a workload shows of itself to get a role: claims by name, patterns with `*` where they are open. The issuer is
 * `*` where it is not known.
 */
export type Presented = Pick<ClaimSet, 'issuer' | 'values' | 'absent'>;

/**
 * Asks for the role with a token of an issuer. Such a request is not signed, so that it has no keys of a principal, and
 * it takes no external id.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function webIdentityRequest(presented: Presented, roleArn: string): AwsRequest {
  const issuer = presented.issuer.toLowerCase();
  return {
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: roleArn,
    principal: { kind: 'Federated', id: issuer === ANY_ISSUER ? UNKNOWN_PART : presented.issuer },
    context: contextOf((key) => claimValue(presented, issuer, key) ?? unsignedKey(key)),
  };
}

/** Asks for the role as another one, or as a user, by its ARN; parts of the ARN may be unknown. */
export function assumeRoleRequest(
  caller: { readonly arn: string; readonly kind: 'role' | 'user' | 'unknown' },
  roleArn: string,
): AwsRequest {
  const account = accountOf(caller.arn);
  const isRole = caller.kind === 'role';
  const name = caller.arn.slice(caller.arn.lastIndexOf('/') + 1);
  const session = `arn:aws:sts::${account ?? UNKNOWN_PART}:assumed-role/${name}/${UNKNOWN_PART}`;
  return {
    action: 'sts:AssumeRole',
    resource: roleArn,
    principal: {
      kind: 'AWS',
      id: isRole ? session : caller.arn,
      ...(isRole ? { roleArn: caller.arn } : {}),
      ...(account === undefined ? {} : { account }),
    },
    context: contextOf((key) => signedKey(key, caller.arn, account)),
  };
}

/** The account in an ARN of IAM or STS, where it stands there in digits. */
export function accountOf(arn: string): string | undefined {
  return /^arn:[^:]*:(?:iam|sts)::(\d{12}):/u.exec(arn)?.[1];
}

function contextOf(value: (key: string) => ContextValue): RequestContext {
  return { get: (key) => value(key.toLowerCase()) };
}

/** Stands for an issuer that is not known. */
export const ANY_ISSUER = '*';

/**
 * A claim of the token under its key: known, known to be absent, or not known. Undefined for a key that is none of
 * this issuer's.
 */
function claimValue(presented: Presented, issuer: string, key: string): ContextValue | undefined {
  const asked = claimKeyOf(key);
  if (asked === undefined) return undefined;
  // A token has claims of its own issuer only.
  if (issuer !== ANY_ISSUER && asked.issuer !== issuer) return 'absent';
  const available = isConditionKey(asked.issuer, asked.claim);
  if (available === false) return 'absent';
  const value = Object.entries(presented.values).find(([name]) => name.toLowerCase() === asked.claim)?.[1];
  if (value !== undefined) return available === true ? [value.replaceAll('*', UNKNOWN_PART)] : 'unknown';
  return presented.absent.some((name) => name.toLowerCase() === asked.claim) ? 'absent' : 'unknown';
}

/**
 * Keys that requests have whose principal is authenticated by a signature.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const PRINCIPAL_KEYS =
  /^aws:(?:principal(?:arn|account|orgid|orgpaths|type|tag\/.*)|userid|username|tokenissuetime|multifactorauth(?:present|age)|ec2instancesource.*|assumedroot)$/u;

/** Keys of calls that services make for resources. */
const SERVICE_KEYS = /^aws:(?:source(?:arn|account|orgid|orgpaths|owner)|calledvia.*|viaawsservice)$/u;

/** What keys of requests are about. */
type KeyKind = 'principal' | 'service' | 'foreign' | 'other';

const rememberedKinds = remembered<KeyKind>(2_000);

function kindOf(key: string): KeyKind {
  return rememberedKinds(key, () => {
    if (PRINCIPAL_KEYS.test(key)) return 'principal';
    if (SERVICE_KEYS.test(key)) return 'service';
    return key.startsWith('saml:') || claimKeyOf(key) !== undefined ? 'foreign' : 'other';
  });
}

function unsignedKey(key: string): ContextValue {
  return kindOf(key) !== 'other' || key === 'sts:externalid' ? 'absent' : 'unknown';
}

function signedKey(key: string, arn: string, account: string | undefined): ContextValue {
  const kind = kindOf(key);
  if (kind === 'service' || kind === 'foreign') return 'absent';
  if (key === 'aws:principalarn') return [arn];
  if (key === 'aws:principalaccount') return account === undefined ? 'unknown' : [account];
  return 'unknown';
}
