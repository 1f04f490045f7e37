import type { Breadth, Destination, Flow } from '../../model/breadth.js';
import type { Grant } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { destinationsMeet, isEveryDestination, withoutNeedless } from '../../patterns/destinations.js';
import type { Effort } from '../../patterns/effort.js';
import { sensitivityOf } from '../names/words.js';

/** Requests to the dynamic security plugin change users and roles. https://mosquitto.org/documentation/dynamic-security/ */
const CONTROL = '$CONTROL/#';

/** What a topic line grants in one direction. */
export interface TopicText {
  readonly flow: Exclude<Flow, 'administer'>;
  /** The topic filter, with names filled in as far as they are known. */
  readonly filter: string;
  /** Whether it is limited to topics that carry the name of the user or client. */
  readonly own: boolean;
  readonly written: string;
  readonly except: readonly string[];
  readonly origin: Origin;
  readonly effort: Effort;
  /** False where no list limits anybody; a line of a list otherwise. */
  readonly declared?: false;
}

/** One direction of a topic; nothing where what is denied leaves nothing. */
export function topicGrants(text: TopicText): readonly Grant[] {
  const { flow, filter, own, written, origin } = text;
  const space = spaceOf(filter);
  const denied = text.except.filter((one) => spaceOf(one) === space);
  const limited = withoutNeedless({ space, syntax: 'mqtt', pattern: filter, except: denied });
  const { except = [] } = limited;
  const destination = text.effort.spentOn(limited);
  if (destinationsMeet(destination, { space, syntax: 'mqtt', pattern: '#' }) === false) return [];
  // A topic of one's own is one for each, and not all of them for anybody.
  const every = !own && space === 'topics' && isEveryDestination(destination) === true;
  const sensitivity = sensitivityOf(filter);
  const right = flow === 'publish' ? 'write' : 'read';
  const base = {
    action: `${right} ${written}`,
    right,
    system: { kind: space === 'topics' ? 'queue' : 'control-plane', name: 'Mosquitto' },
    certainty: text.declared === false ? 'platform-default' : 'declared',
    declaredFor: text.declared === false ? 'default' : 'session',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: [],
    attributes: {
      permission: right,
      pattern: written,
      ...(own ? { own: 'name of the user or client' } : {}),
      // The client says itself which identifier it has.
      ...(own && !written.includes('%u') ? { chosen: 'by the client' } : {}),
      ...(except.length === 0 ? {} : { deny: except }),
    },
    via: [],
    origin,
  } satisfies Partial<Grant>;
  const grant: Grant = {
    ...base,
    access: flow === 'publish' ? 'write' : 'read',
    resource: written,
    opens: flow === 'publish' ? 'publish to it' : 'subscribe to it and get what is published',
    flows: [flow],
    destination,
    ...(every ? { breadth: [everyTopic(written, origin)] } : {}),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
  };
  return flow === 'publish' && meetsControl(destination) ? [grant, administration(base)] : [grant];
}

/**
 * `#` and `+` at the start do not reach topics that start with `$`.
 * https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901246
 */
function spaceOf(filter: string): string {
  return filter.startsWith('$') ? 'broker topics' : 'topics';
}

function everyTopic(text: string, origin: Origin): Breadth {
  return {
    dimension: 'resource',
    form: 'all',
    text,
    covers: 'every topic but those of the broker itself',
    whole: true,
    narrowable: true,
    options: [],
    origin,
  };
}

function meetsControl(destination: Destination): boolean {
  const { space } = destination;
  return (
    space !== 'topics' && destinationsMeet(destination, { space, syntax: 'mqtt', pattern: CONTROL }) === true
  );
}

function administration(base: Omit<Grant, 'access' | 'resource' | 'opens' | 'flows'>): Grant {
  return {
    ...base,
    access: 'admin',
    resource: 'the broker',
    opens: 'change users, groups and roles of the broker',
    flows: ['administer'],
  };
}
