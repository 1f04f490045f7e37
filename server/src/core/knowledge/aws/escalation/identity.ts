import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { requestContext } from '../policy/context.js';
import type { RequestContext, RequestPrincipal } from '../policy/types.js';

/** The identity whose policies are asked. */
export interface EscalationIdentity {
  /** Its key among the known roles, if it is one of them. */
  readonly key?: string;
  /** `unknown` for a policy of which it is not known what it is attached to. */
  readonly kind: 'user' | 'role' | 'unknown';
  /** Its ARN, with `UNKNOWN_PART` for what is not known of it; absent when nothing is. */
  readonly arn?: string;
  /** Whether it has a permissions boundary. */
  readonly boundary: boolean | 'unknown';
  /** ARNs of the customer managed policies attached to it, where all are known. */
  readonly policies?: readonly string[];
  /** ARNs of the groups that a user belongs to, where all are known. */
  readonly groups?: readonly string[];
}

/** The identity as it asks: what is not known of it is filled in by names that nothing else has. */
export interface Asker {
  /** The shape of its ARN: `*` for a partition or account that is not known. */
  readonly shape: string;
  /** Whether the name in it is its own, and not filled in. */
  readonly named: boolean;
  readonly partition: string;
  readonly account: string;
  /** What each of its requests says, as far as that is known. */
  readonly context: RequestContext;
  readonly principal: RequestPrincipal;
}

/** Characters of a private area, so that no text of a policy names what is called so. */
const OWN_NAME = '\uE001'.repeat(3);
const OWN_ACCOUNT = '\uE002'.repeat(3);

const PARTITION = 1;
const ACCOUNT = 4;

/** Fills in what is not known of the identity. */
export function asker(identity: EscalationIdentity): Asker {
  const { kind, arn = '' } = identity;
  const parts = arn.split(':');
  const partition = known(parts[PARTITION]) ?? 'aws';
  const account = known(parts[ACCOUNT]);
  const path = parts.slice(5).join(':');
  const named = path !== '' && !path.includes(UNKNOWN_PART);
  const folder = kind === 'user' ? 'user' : 'role';
  const ownPath = path === '' ? `${folder}/${OWN_NAME}` : path.replaceAll(UNKNOWN_PART, OWN_NAME);
  const ownArn = `arn:${partition}:iam::${account ?? OWN_ACCOUNT}:${ownPath}`;
  const name = ownPath.slice(ownPath.lastIndexOf('/') + 1);
  return {
    shape: shapeOf(arn === '' ? ownArn : arn, OWN_NAME),
    named,
    partition,
    account: account ?? OWN_ACCOUNT,
    context: requestContext(
      {
        'aws:PrincipalArn': named && account !== undefined ? [ownArn] : 'unknown',
        'aws:PrincipalAccount': account === undefined ? 'unknown' : [account],
        'aws:PrincipalType': kind === 'user' ? ['User'] : kind === 'role' ? ['AssumedRole'] : 'unknown',
        // A role session has none: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
        'aws:username': kind === 'role' ? 'absent' : [name],
      },
      'unknown',
    ),
    principal: principalOf(kind, ownArn, name, account),
  };
}

function known(part: string | undefined): string | undefined {
  return part === undefined || part === '' || /[*\uFFFC\uE002]/u.test(part) ? undefined : part;
}

function principalOf(
  kind: EscalationIdentity['kind'],
  ownArn: string,
  name: string,
  account: string | undefined,
): RequestPrincipal {
  const base = { kind: 'AWS' as const, ...(account === undefined ? {} : { account }) };
  if (kind === 'user') return { ...base, id: ownArn };
  const [, partition = 'aws', , , owner = ''] = ownArn.split(':');
  return {
    ...base,
    id: `arn:${partition}:sts::${owner}:assumed-role/${name}/${UNKNOWN_PART}`,
    roleArn: ownArn,
  };
}

/**
 * The shape of an ARN of IAM parts of which may not be known: `*` for its partition and account, and a name that nothing
 * else has for the rest.
 */
export function shapeOf(arn: string, name: string): string {
  const [, partition, , , account, ...path] = arn.split(':');
  return `arn:${known(partition) ?? '*'}:iam::${known(account) ?? '*'}:${path.join(':').replaceAll(UNKNOWN_PART, name)}`;
}

/** The shape as that of the other kind of identity, for a policy of which it is not known what it is attached to. */
export function shapeAs(kind: 'user' | 'role', { shape }: Asker): string {
  return shape.replace(/:(?:user|role)\//u, `:${kind}/`);
}

const REGION = 3;

/**
 * The text with an account, region or partition that a template leaves open filled in: within one template they are the
 * identity's own, so that two texts that leave them open mean the same.
 */
export function settled(text: string, { partition, account }: Pick<Asker, 'partition' | 'account'>): string {
  if (!text.startsWith('arn:') || !text.includes(UNKNOWN_PART)) return text;
  const parts = text.split(':');
  if (parts.length < 6) return text;
  if (parts[PARTITION] === UNKNOWN_PART) parts[PARTITION] = partition;
  if (parts[REGION] === UNKNOWN_PART) parts[REGION] = OWN_NAME;
  if (parts[ACCOUNT] === UNKNOWN_PART) parts[ACCOUNT] = account;
  return parts.join(':');
}
