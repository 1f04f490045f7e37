import type { Breadth, Destination, Flow } from '../../model/breadth.js';
import type { Grant } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { destinationsMeet, isEveryDestination, withoutNeedless } from '../../patterns/destinations.js';
import type { Effort } from '../../patterns/effort.js';
import { sensitivityOf } from '../names/words.js';
import { quoted } from '../../text/quoted.js';

/**
 * Requests that change or delete streams for everybody in an account with JetStream. To make a consumer is part of
 * consuming.
 * https://docs.nats.io/reference/reference-protocols/nats_api_reference
 */
const STREAM_ADMINISTRATION = [
  '$JS.API.STREAM.CREATE.*',
  '$JS.API.STREAM.UPDATE.*',
  '$JS.API.STREAM.DELETE.*',
  '$JS.API.STREAM.PURGE.*',
  '$JS.API.STREAM.RESTORE.*',
  '$JS.API.STREAM.MSG.DELETE.*',
];

/**
 * Requests to servers, which listen to them in the system account.
 * https://docs.nats.io/running-a-nats-service/configuration/sys_accounts
 */
const SYSTEM_REQUESTS = ['$SYS.REQ.SERVER.>', '$SYS.REQ.CLAIMS.>', '$SYS.REQ.ACCOUNT.*.CLAIMS.>'];

/** The account of users that stand outside of any. */
export const GLOBAL_ACCOUNT = '$G';

/** One subject that a user may use, with what is kept out of it. */
export interface SubjectText {
  readonly flow: Exclude<Flow, 'administer'>;
  readonly pattern: string;
  readonly except: readonly string[];
  readonly account: string;
  /** Whether streams can be administered over subjects in this account. */
  readonly jetstream: boolean;
  readonly isSystem: boolean;
  /** Subjects of other accounts, in words, that lead here or to which this leads. */
  readonly beyond: readonly string[];
  readonly queue?: string;
  readonly origin: Origin;
  readonly effort: Effort;
  readonly declared: boolean;
}

/** The space of an account: subjects of different accounts never meet. */
export function accountSpace(account: string): string {
  return `account ${account}`;
}

/** What a subject grants; nothing where what is kept out leaves nothing. */
export function subjectGrants(text: SubjectText): readonly Grant[] {
  const { flow, pattern, account, origin } = text;
  const space = accountSpace(account);
  const limited = withoutNeedless({ space, syntax: 'nats', pattern, except: text.except });
  const { except = [] } = limited;
  const destination = text.effort.spentOn(limited);
  if (destinationsMeet(destination, { space, syntax: 'nats', pattern: '>' }) === false) {
    return [];
  }
  // In the system account there is nothing but the servers' own subjects.
  const every = !text.isSystem && isEveryDestination(destination) === true;
  const verb = flow === 'publish' ? 'publish' : 'subscribe';
  const without = except.length === 0 ? '' : ` without ${except.join(', ')}`;
  const sensitivity = sensitivityOf(pattern);
  const base = {
    action: `${verb} ${pattern}`,
    right: verb,
    certainty: text.declared ? 'declared' : 'platform-default',
    declaredFor: text.declared ? 'session' : 'default',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: [],
    attributes: {
      account,
      permission: verb,
      pattern,
      ...(except.length === 0 ? {} : { deny: except }),
      ...(pattern.startsWith('_INBOX.') ? { own: 'answers to requests' } : {}),
      ...(text.queue === undefined ? {} : { queue: text.queue }),
      ...(text.beyond.length === 0 ? {} : { beyond: text.beyond }),
    },
    via: [],
    origin,
  } satisfies Partial<Grant>;
  const grant: Grant = {
    ...base,
    access: flow === 'publish' ? 'write' : 'read',
    system: { kind: text.isSystem || pattern.startsWith('$') ? 'control-plane' : 'queue', name: 'NATS' },
    resource: `${pattern}${without} in account ${account}`,
    opens: opensOf(text) + without,
    flows: [flow],
    destination,
    ...(every ? { breadth: [everySubject(pattern, account, origin)] } : {}),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
  };
  return canAdminister(text, destination) ? [grant, administration(text, base)] : [grant];
}

function everySubject(text: string, account: string, origin: Origin): Breadth {
  return {
    dimension: 'resource',
    form: 'all',
    text,
    covers: account === GLOBAL_ACCOUNT ? 'every subject' : `every subject of account ${quoted(account)}`,
    whole: true,
    narrowable: true,
    options: [],
    origin,
  };
}

function canAdminister(
  { flow, jetstream, isSystem, account }: SubjectText,
  destination: Destination,
): boolean {
  if (flow !== 'publish') return false;
  const meets = (pattern: string): boolean =>
    destinationsMeet(destination, { space: accountSpace(account), syntax: 'nats', pattern }) === true;
  return (jetstream && STREAM_ADMINISTRATION.some(meets)) || (isSystem && SYSTEM_REQUESTS.some(meets));
}

function administration(
  { account, isSystem }: SubjectText,
  base: Omit<Grant, 'access' | 'system' | 'resource' | 'opens' | 'flows'>,
): Grant {
  return {
    ...base,
    access: 'admin',
    system: { kind: 'control-plane', name: 'NATS' },
    resource: isSystem ? 'the servers' : `streams of account ${account}`,
    opens: isSystem ? 'ask the servers to change' : 'delete and change streams',
    flows: ['administer'],
  };
}

function opensOf({ flow, queue, beyond }: SubjectText): string {
  const others = beyond.map((subject) => `, and over an import ${subject}`).join('');
  if (flow === 'publish') return `publish there${others}`;
  const group = queue === undefined ? '' : `, in queue group ${quoted(queue)}`;
  return `read what is published there${group}${others}`;
}
