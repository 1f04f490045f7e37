import type { Breadth, BreadthOption, Destination, Flow } from '../../model/breadth.js';
import type { Grant } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { AccessLevel } from '../../model/vocabulary.js';
import { destinationsMeet, isEveryDestination } from '../../patterns/destinations.js';
import type { Effort } from '../../patterns/effort.js';
import { literal } from '../../patterns/language.js';
import { sensitivityOf } from '../names/words.js';
import type { Routes } from './rabbitRoutes.js';
import { NO_BINDINGS, queuesBehind } from './rabbitRoutes.js';
import { quoted } from '../../text/quoted.js';

/** What one of the three permissions of a user lets it do with the queues and exchanges whose name fits. */
export interface RabbitPermission {
  readonly key: 'configure' | 'write' | 'read';
  readonly access: AccessLevel;
  readonly flow: Flow;
  /** Words that follow "it can". */
  readonly opens: string;
}

/** https://www.rabbitmq.com/docs/access-control#authorisation */
export const RABBIT_PERMISSIONS: readonly RabbitPermission[] = [
  {
    key: 'configure',
    access: 'admin',
    flow: 'administer',
    opens: 'declare and delete queues and exchanges',
  },
  { key: 'write', access: 'write', flow: 'publish', opens: 'publish to exchanges and bind queues' },
  {
    key: 'read',
    access: 'read',
    flow: 'consume',
    opens: 'consume from queues, purge them and bind to exchanges',
  },
];

interface RabbitTag {
  readonly access: AccessLevel;
  /** Words that follow "it can". */
  readonly opens: string;
}

/**
 * What a tag lets its user do. The first four are those of the management plugin, the last one of the broker itself.
 * https://www.rabbitmq.com/docs/management#permissions
 * https://www.rabbitmq.com/docs/validated-user-id
 */
const TAGS: ReadonlyMap<string, RabbitTag> = new Map<string, RabbitTag>([
  [
    'administrator',
    {
      access: 'admin',
      opens: 'change users, virtual hosts and permissions, and so get every right of the broker',
    },
  ],
  ['policymaker', { access: 'admin', opens: 'change policies and parameters of its virtual hosts' }],
  ['monitoring', { access: 'read', opens: 'see every virtual host, connection and node' }],
  ['management', { access: 'read', opens: 'see its own virtual hosts, queues and connections' }],
  ['impersonator', { access: 'write', opens: 'publish in the name of other users' }],
]);

type Common = Pick<
  Grant,
  'certainty' | 'declaredFor' | 'evidence' | 'evidenceFrom' | 'gates' | 'via' | 'origin' | 'system'
>;

function common(broker: string, origin: Origin): Common {
  return {
    system: { kind: 'queue', name: broker },
    certainty: 'declared',
    declaredFor: 'session',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: [],
    via: [],
    origin,
  };
}

/** Whether a tag lets its user change the broker. */
export function administers(tag: string): boolean {
  return TAGS.get(tag)?.access === 'admin';
}

/** What a tag grants; undefined for one that grants nothing, as any word may be a tag. */
export function tagGrant(broker: string, tag: string, origin: Origin): Grant | undefined {
  const known = TAGS.get(tag);
  if (known === undefined) return undefined;
  return {
    ...common(broker, origin),
    action: `tag ${tag}`,
    right: `tag ${tag}`,
    access: known.access,
    resource: 'the broker',
    opens: known.opens,
    ...(known.access === 'admin' ? { flows: ['administer' as const] } : {}),
    attributes: { tag },
  };
}

/** One of the three expressions of a permission. */
export interface PermissionText {
  readonly permission: RabbitPermission;
  readonly pattern: string;
  readonly vhost: string;
  readonly origin: Origin;
  readonly effort: Effort;
  /** What leads from exchanges to queues, where the file tells. */
  readonly routes?: Routes;
  /** Queues and exchanges of the virtual host that the file holds. */
  readonly names?: readonly string[];
  /** Limits by routing key on topic exchanges, as `exchange: expression`. */
  readonly topics?: readonly string[];
}

/** More names than one would want to read in an expression. */
const MOST_NAMES = 12;

function everyName({ pattern, vhost, origin, names = [] }: PermissionText): Breadth {
  return {
    dimension: 'resource',
    form: 'all',
    text: pattern,
    covers: `every queue and exchange of virtual host ${quoted(vhost)}`,
    whole: true,
    narrowable: true,
    options: names.length === 0 || names.length > MOST_NAMES ? [] : [namedOption(names)],
    origin,
  };
}

function namedOption(names: readonly string[]): BreadthOption {
  const expression = names.map(literal).join('|');
  const value = names.length === 1 ? `^${expression}$` : `^(${expression})$`;
  return {
    title: `Allow only what the file holds: ${quoted(value)}`,
    values: [value],
    safe: false,
    caution: 'the default exchange, queues that the broker names and those made later are kept out',
  };
}

const NO_ROUTES: Routes = { bindings: NO_BINDINGS, keysOn: () => undefined };

/**
 * What an expression of a permission grants. Undefined where it fits no name: the empty one means `^$`, and no queue or
 * exchange has an empty name.
 */
export function permissionGrant(
  broker: { name: string; space: string },
  text: PermissionText,
): Grant | undefined {
  const { permission, pattern, vhost, origin } = text;
  const space = `${broker.space} ${vhost}`;
  const destination = text.effort.spentOn({ space, syntax: 'regex', pattern });
  const anyName: Destination = { space, syntax: 'glob', pattern: '?*' };
  if (pattern === '' || destinationsMeet(destination, anyName) === false) return undefined;
  const also = permission.flow === 'publish' ? queuesBehind(destination, text.routes ?? NO_ROUTES) : [];
  const every = isEveryDestination(destination) === true;
  const sensitivity = sensitivityOf(pattern);
  return {
    ...common(broker.name, origin),
    action: `${permission.key} ${pattern}`,
    right: permission.key,
    access: permission.access,
    resource: `${pattern} in ${vhost}`,
    opens: permission.opens,
    flows: [permission.flow],
    destination: also.length === 0 ? destination : { ...destination, also },
    ...(every ? { breadth: [everyName(text)] } : {}),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
    attributes: {
      vhost,
      permission: permission.key,
      pattern,
      ...(text.topics === undefined || text.topics.length === 0 ? {} : { topics: text.topics }),
    },
  };
}
