import { purposesOf } from '../../knowledge/brokers/purposes.js';
import { bySource, topicExpression } from '../../knowledge/brokers/rabbitRoutes.js';
import { RABBIT_PERMISSIONS, permissionGrant, tagGrant } from '../../knowledge/brokers/rabbitmq.js';
import type { Definition, Grant, SessionFacts } from '../../model/facts.js';
import { Effort } from '../../patterns/effort.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Topology } from './rabbitTopology.js';
import { clusterOf, topologyOf, vhostOf } from './rabbitTopology.js';
import type { Reading } from './reading.js';
import { listOf } from './reading.js';
import { emptySession } from '../../model/emptySession.js';

const GROUP = 'rabbitmq.com';

const KINDS: ReadonlySet<string> = new Set([
  'User',
  'Permission',
  'TopicPermission',
  'Queue',
  'Exchange',
  'Binding',
]);

/** Objects of RabbitMQ's operator that say who may do what, and with which queues and exchanges. */
export function isRabbitObject({ group, kind }: KubernetesObject): boolean {
  return group === GROUP && KINDS.has(kind);
}

/** One user with the objects of the file that speak of it. */
interface RabbitUser {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly cluster: string;
  readonly user: KubernetesObject | undefined;
  /** Where the user is named: its own object, or else the first permission. */
  readonly node: SyntaxNode;
  readonly owner: KubernetesObject;
  readonly permissions: KubernetesObject[];
}

export interface RabbitFacts {
  readonly sessions: readonly SessionFacts[];
  readonly definitions: readonly Definition[];
}

/**
 * Users of RabbitMQ, each with what the permissions in the same file let it do.
 * https://www.rabbitmq.com/kubernetes/operator/using-topology-operator#users-permissions
 */
export function readRabbitUsers(reading: Reading, objects: readonly KubernetesObject[]): RabbitFacts {
  const users = new Map<string, RabbitUser>();
  const effort = new Effort();
  for (const object of objects) {
    if (object.kind === 'User') addUser(users, object);
  }
  for (const object of objects) {
    if (object.kind.endsWith('Permission')) addPermission(users, object);
  }
  return {
    sessions: [...users.values()].map((user) =>
      sessionOf(reading, user, { topology: topologyOf(objects, user.cluster), effort }),
    ),
    definitions: [...users.values()].flatMap(({ key, user, node }) =>
      user === undefined ? [] : [{ space: 'identity' as const, key, origin: reading.originOf(node) }],
    ),
  };
}

function addUser(users: Map<string, RabbitUser>, object: KubernetesObject): void {
  const key = `rabbitmq:object/${object.namespace}/${object.name}`;
  users.set(key, {
    key,
    name: object.name,
    namespace: object.namespace,
    cluster: clusterOf(object),
    user: object,
    node: object.nameNode,
    owner: object,
    permissions: [],
  });
}

/** A permission names its user by name, or by the object that makes it. */
function addPermission(users: Map<string, RabbitUser>, object: KubernetesObject): void {
  const spec = get(object.node, 'spec');
  const byObject = get(get(spec, 'userReference'), 'name');
  const node = byObject ?? get(spec, 'user');
  const name = textOf(node);
  if (node === undefined || name === undefined || name === '') return;
  const key =
    byObject === undefined ? `rabbitmq:user/${name}` : `rabbitmq:object/${object.namespace}/${name}`;
  const known = users.get(key);
  if (known !== undefined) known.permissions.push(object);
  else {
    users.set(key, {
      key,
      name,
      namespace: object.namespace,
      cluster: clusterOf(object),
      user: undefined,
      node,
      owner: object,
      permissions: [object],
    });
  }
}

function sessionOf(
  reading: Reading,
  user: RabbitUser,
  { topology, effort }: { readonly topology: Topology; readonly effort: Effort },
): SessionFacts {
  const origin = reading.originOf(user.node);
  const label = qualified(user.cluster, user.name);
  return {
    ...emptySession(origin, user.owner.extent),
    localId: user.key,
    kind: 'broker-user',
    name: label,
    noun: 'RabbitMQ user',
    label,
    credential: `password of RabbitMQ user ${label}`,
    subject: { user: user.name, cluster: user.cluster, namespace: user.namespace },
    role: 'acted-as',
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until the password is changed', origin },
    purposes: purposesOf(user.name, origin),
    grants: [
      ...tagGrants(reading, user),
      ...user.permissions
        .filter(({ kind }) => kind === 'Permission')
        .flatMap((object) => permissionGrants(reading, { user, topology, effort }, object)),
    ],
    unknowns:
      user.permissions.length === 0
        ? [reading.unknown(user.node, 'what it may do', 'no permission in this file names it')]
        : [],
  };
}

/** Tags are those of the management plugin. https://www.rabbitmq.com/docs/management#permissions */
function tagGrants(reading: Reading, { user, cluster }: RabbitUser): readonly Grant[] {
  if (user === undefined) return [];
  return listOf(get(get(user.node, 'spec'), 'tags')).flatMap(
    ({ text, node }) => tagGrant(brokerName(cluster), text, reading.originOf(node)) ?? [],
  );
}

function permissionGrants(
  reading: Reading,
  {
    user,
    topology,
    effort,
  }: { readonly user: RabbitUser; readonly topology: Topology; readonly effort: Effort },
  object: KubernetesObject,
): readonly Grant[] {
  const spec = get(object.node, 'spec');
  const permissions = get(spec, 'permissions');
  const vhost = vhostOf(spec);
  const topics = topicsOf(user, vhost);
  return RABBIT_PERMISSIONS.flatMap((permission): readonly Grant[] => {
    const node = get(permissions, permission.key);
    const pattern = textOf(node);
    // Nothing written, or nothing in it, fits no name.
    if (node === undefined || pattern === undefined) return [];
    const grant = permissionGrant(
      { name: brokerName(user.cluster), space: `RabbitMQ ${qualified(user.namespace, user.cluster)}` },
      {
        permission,
        pattern,
        vhost,
        origin: reading.originOf(node),
        effort,
        names: topology.namesIn(vhost),
        routes: {
          bindings: bySource(topology.bindingsIn(vhost)),
          keysOn: (exchange) =>
            topology.isTopicExchange(vhost, exchange)
              ? topics.find((topic) => topic.exchange === exchange)?.write
              : undefined,
        },
        topics: topics.flatMap((topic) => {
          const expression = permission.key === 'configure' ? undefined : topic[permission.key];
          return expression === undefined ? [] : [`${topic.exchange}: ${expression}`];
        }),
      },
    );
    return grant === undefined ? [] : [grant];
  });
}

interface TopicLimit {
  readonly exchange: string;
  readonly write: string | undefined;
  readonly read: string | undefined;
}

/**
 * A topic permission limits by routing key what a permission gives; alone it gives nothing.
 * https://www.rabbitmq.com/docs/access-control#topic-authorisation
 */
function topicsOf({ name, permissions }: RabbitUser, vhost: string): readonly TopicLimit[] {
  return permissions
    .filter(({ kind, node }) => kind === 'TopicPermission' && vhostOf(get(node, 'spec')) === vhost)
    .map(({ node }) => {
      const limits = get(get(node, 'spec'), 'permissions');
      const expression = (key: 'write' | 'read'): string | undefined => {
        const text = textOf(get(limits, key));
        return text === undefined ? undefined : topicExpression(text === '' ? '^$' : text, name, vhost);
      };
      return {
        exchange: textOf(get(limits, 'exchange')) ?? '',
        write: expression('write'),
        read: expression('read'),
      };
    });
}

function brokerName(cluster: string): string {
  return cluster === '' ? 'RabbitMQ' : `RabbitMQ ${cluster}`;
}
