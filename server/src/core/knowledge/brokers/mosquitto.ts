import type { Destination, Flow } from '../../model/breadth.js';
import type { Grant } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { destinationsMeet, isEveryDestination } from '../../patterns/destinations.js';
import { sensitivityOf } from '../names/words.js';

/** Requests to the dynamic security plugin change users and roles. https://mosquitto.org/documentation/dynamic-security/ */
const CONTROL = '$CONTROL/#';

/** What a topic line grants in one direction. */
export interface TopicText {
  readonly flow: Exclude<Flow, 'administer'>;
  /** The topic filter, with `%u` and `%c` replaced as far as they are known. */
  readonly filter: string;
  readonly written: string;
  readonly except: readonly string[];
  readonly origin: Origin;
}

/** One direction of a topic; undefined where what is denied leaves nothing. */
export function topicGrant({ flow, filter, written, except, origin }: TopicText): Grant | undefined {
  // `#` and `+` at the start do not reach topics that start with `$`.
  // https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901246
  const space = filter.startsWith('$') ? 'broker topics' : 'topics';
  const destination: Destination = {
    space,
    syntax: 'mqtt',
    pattern: filter,
    ...(except.length === 0 ? {} : { except }),
  };
  if (destinationsMeet(destination, { space, syntax: 'mqtt', pattern: '#' }) === false) return undefined;
  const administers = flow === 'publish' && meetsControl(destination);
  const every = space === 'topics' && isEveryDestination(destination) === true;
  const sensitivity = sensitivityOf(filter);
  const right = flow === 'publish' ? 'write' : 'read';
  const { destination: kept, ...flows } = administers
    ? { destination: undefined, flows: ['administer' as const] }
    : { destination, flows: [flow] };
  return {
    action: `${right} ${written}`,
    right,
    access: administers ? 'admin' : flow === 'publish' ? 'write' : 'read',
    system: { kind: 'queue', name: 'Mosquitto' },
    resource: written,
    certainty: 'declared',
    declaredFor: 'session',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: [],
    opens: administers
      ? 'change users, groups and roles of the broker'
      : flow === 'publish'
        ? 'publish to it'
        : 'subscribe to it and get what is published',
    ...flows,
    ...(kept === undefined ? {} : { destination: kept }),
    ...(every
      ? {
          breadth: [
            {
              dimension: 'resource',
              form: 'all',
              text: written,
              covers: 'every topic but those of the broker itself',
              whole: true,
              narrowable: true,
              options: [],
              origin,
            },
          ],
        }
      : {}),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
    attributes: { permission: right, pattern: written, ...(except.length === 0 ? {} : { deny: except }) },
    via: [],
    origin,
  };
}

function meetsControl(destination: Destination): boolean {
  const { space } = destination;
  return (
    space !== 'topics' && destinationsMeet(destination, { space, syntax: 'mqtt', pattern: CONTROL }) === true
  );
}
