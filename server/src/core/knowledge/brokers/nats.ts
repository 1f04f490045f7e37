import type { Destination, Flow } from '../../model/breadth.js';
import type { Grant } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { destinationsMeet, isEveryDestination } from '../../patterns/destinations.js';
import { sensitivityOf } from '../names/words.js';

/**
 * What lets one change streams and consumers of JetStream: requests on these subjects.
 * https://docs.nats.io/reference/reference-protocols/nats_api_reference
 */
const STREAM_ADMINISTRATION = '$JS.API.STREAM.DELETE.*';

/** Subjects of the server itself, for users of the system account. https://docs.nats.io/running-a-nats-service/configuration/sys_accounts */
const SYSTEM_REQUESTS = '$SYS.REQ.>';

/** One subject that a user may use, with what is kept out of it. */
export interface SubjectText {
  readonly flow: Exclude<Flow, 'administer'>;
  readonly pattern: string;
  readonly except: readonly string[];
  readonly account: string;
  /** Whether streams can be administered over subjects in this account. */
  readonly jetstream: boolean;
  readonly isSystem: boolean;
  /** Subjects of other accounts that lead here, or to which this leads. */
  readonly also: readonly Destination[];
  readonly queue?: string;
  readonly origin: Origin;
  readonly declared: boolean;
}

/** The space of an account: subjects of different accounts never meet. */
export function accountSpace(account: string): string {
  return `account ${account}`;
}

/** What a subject grants; undefined where what is kept out leaves nothing. */
export function subjectGrant(text: SubjectText): Grant | undefined {
  const { flow, pattern, except, account, origin } = text;
  const destination: Destination = {
    space: accountSpace(account),
    syntax: 'nats',
    pattern,
    ...(except.length === 0 ? {} : { except }),
    ...(text.also.length === 0 ? {} : { also: text.also }),
  };
  if (
    destinationsMeet(destination, { ...destination, syntax: 'nats', pattern: '>', except: [], also: [] }) ===
    false
  ) {
    return undefined;
  }
  const administers = flow === 'publish' && canAdminister(text, destination);
  const every = isEveryDestination(destination) === true;
  const verb = flow === 'publish' ? 'publish' : 'subscribe';
  const without =
    except.length === 0 ? '' : `, without ${except.map((subject) => `\`${subject}\``).join(', ')}`;
  const sensitivity = sensitivityOf(pattern);
  return {
    action: `${verb} ${pattern}`,
    right: verb,
    access: administers ? 'admin' : flow === 'publish' ? 'write' : 'read',
    system: { kind: 'queue', name: 'NATS' },
    resource: `${pattern}${except.length === 0 ? '' : ` without ${except.join(', ')}`} in account ${account}`,
    certainty: text.declared ? 'declared' : 'platform-default',
    declaredFor: text.declared ? 'session' : 'default',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: [],
    opens: opensOf(text, administers) + without,
    flows: administers ? [flow, 'administer'] : [flow],
    destination,
    ...(every
      ? {
          breadth: [
            {
              dimension: 'resource',
              form: 'all',
              text: pattern,
              covers: `every subject of account \`${account}\``,
              whole: true,
              narrowable: true,
              options: [],
              origin,
            },
          ],
        }
      : {}),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
    attributes: {
      account,
      permission: verb,
      pattern,
      ...(except.length === 0 ? {} : { deny: except }),
      ...(text.queue === undefined ? {} : { queue: text.queue }),
    },
    via: [],
    origin,
  };
}

function canAdminister({ jetstream, isSystem, account }: SubjectText, destination: Destination): boolean {
  const meets = (pattern: string): boolean =>
    destinationsMeet(
      { ...destination, also: [] },
      { space: accountSpace(account), syntax: 'nats', pattern },
    ) === true;
  return (jetstream && meets(STREAM_ADMINISTRATION)) || (isSystem && meets(SYSTEM_REQUESTS));
}

function opensOf({ flow, isSystem, queue }: SubjectText, administers: boolean): string {
  if (flow === 'consume') {
    return queue === undefined
      ? 'read what is published there'
      : `read what is published there, in queue group \`${queue}\``;
  }
  if (!administers) return 'publish there';
  return isSystem
    ? 'publish there, and ask the servers to change'
    : 'publish there, and delete and change streams';
}
