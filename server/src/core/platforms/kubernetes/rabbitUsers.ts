import type { RabbitPermission } from '../../knowledge/kubernetes/rabbitmq.js';
import { RABBIT_PERMISSIONS, RABBIT_TAGS } from '../../knowledge/kubernetes/rabbitmq.js';
import { sensitivityOf } from '../../knowledge/names/words.js';
import type { Destination } from '../../model/breadth.js';
import type { Definition, Grant, SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { isEveryDestination } from '../../patterns/destinations.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';
import { listOf } from './reading.js';
import { emptySession } from './session.js';

const GROUP = 'rabbitmq.com';

/** Objects of RabbitMQ's operator that say who may do what. */
export function isRabbitObject({ group, kind }: KubernetesObject): boolean {
  return group === GROUP && (kind === 'User' || kind === 'Permission' || kind === 'TopicPermission');
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
  for (const object of objects) {
    if (object.kind === 'User') addUser(users, object);
  }
  for (const object of objects) {
    if (object.kind !== 'User') addPermission(users, object);
  }
  return {
    sessions: [...users.values()].map((user) => sessionOf(reading, user)),
    definitions: [...users.values()].flatMap(({ key, user, node }) =>
      user === undefined ? [] : [{ space: 'identity' as const, key, origin: reading.originOf(node) }],
    ),
  };
}

function clusterOf(object: KubernetesObject): string {
  return textOf(get(get(get(object.node, 'spec'), 'rabbitmqClusterReference'), 'name')) ?? '';
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

function sessionOf(reading: Reading, user: RabbitUser): SessionFacts {
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
    grants: [
      ...tagGrants(reading, user),
      ...user.permissions.flatMap((object) => permissionGrants(reading, user, object)),
    ],
    unknowns:
      user.permissions.length === 0
        ? [reading.unknown(user.node, 'what it may do', 'no permission in this file names it')]
        : [],
  };
}

function tagGrants(reading: Reading, { user, cluster }: RabbitUser): readonly Grant[] {
  if (user === undefined) return [];
  return listOf(get(get(user.node, 'spec'), 'tags')).flatMap(({ text, node }): readonly Grant[] => {
    const tag = Object.hasOwn(RABBIT_TAGS, text) ? RABBIT_TAGS[text] : undefined;
    if (tag === undefined) return [];
    return [
      {
        ...grantBase(cluster, reading.originOf(node)),
        action: `tag ${text}`,
        right: `tag ${text}`,
        access: tag.access,
        resource: 'management API',
        opens: tag.opens,
        attributes: { tag: text },
        ...(tag.access === 'admin'
          ? {
              flows: ['administer' as const],
              destination: {
                space: spaceOf(user.namespace, cluster, '*'),
                syntax: 'regex' as const,
                pattern: '.*',
              },
            }
          : {}),
      },
    ];
  });
}

function permissionGrants(reading: Reading, user: RabbitUser, object: KubernetesObject): readonly Grant[] {
  const spec = get(object.node, 'spec');
  const permissions = get(spec, 'permissions');
  const vhost = textOf(get(spec, 'vhost')) ?? '/';
  const exchange = textOf(get(permissions, 'exchange'));
  return RABBIT_PERMISSIONS.flatMap((permission): readonly Grant[] => {
    const node = get(permissions, permission.key);
    const pattern = textOf(node);
    // Nothing written, or nothing in it, fits no name.
    if (node === undefined || pattern === undefined || pattern === '') return [];
    const text = { permission, node, pattern, vhost };
    return [
      object.kind === 'TopicPermission'
        ? topicGrant(reading, user, text, exchange)
        : oneGrant(reading, user, text),
    ];
  });
}

/**
 * A topic permission limits by routing key what a permission gives; alone it gives nothing.
 * https://www.rabbitmq.com/docs/access-control#topic-authorisation
 */
function topicGrant(
  reading: Reading,
  user: RabbitUser,
  { permission, node, pattern, vhost }: PermissionText,
  exchange: string | undefined,
): Grant {
  return {
    ...grantBase(user.cluster, reading.originOf(node)),
    action: `${permission.key} ${pattern}`,
    right: permission.key,
    access: permission.access,
    resource: `routing keys ${pattern} of exchange ${exchange ?? '*'} in ${vhost}`,
    opens: `${permission.opens}, where a permission gives that and the routing key fits`,
    attributes: { vhost, permission: permission.key, pattern, exchange: exchange ?? null },
  };
}

interface PermissionText {
  readonly permission: RabbitPermission;
  readonly node: SyntaxNode;
  readonly pattern: string;
  readonly vhost: string;
}

function oneGrant(
  reading: Reading,
  user: RabbitUser,
  { permission, node, pattern, vhost }: PermissionText,
): Grant {
  const space = spaceOf(user.namespace, user.cluster, vhost);
  const destination: Destination = { space, syntax: 'regex', pattern };
  const every = isEveryDestination(destination) === true;
  const sensitivity = sensitivityOf(pattern);
  const origin = reading.originOf(node);
  return {
    ...grantBase(user.cluster, origin),
    action: `${permission.key} ${pattern}`,
    right: permission.key,
    access: permission.access,
    resource: `${pattern} in ${vhost}`,
    opens: permission.opens,
    flows: [permission.flow],
    destination,
    ...(every
      ? {
          breadth: [
            {
              dimension: 'resource',
              form: 'all',
              text: pattern,
              covers: `every queue and exchange of virtual host \`${vhost}\``,
              whole: true,
              narrowable: true,
              options: [],
              origin,
            },
          ],
        }
      : {}),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
    attributes: { vhost, permission: permission.key, pattern },
  };
}

function grantBase(
  cluster: string,
  origin: Origin,
): Pick<
  Grant,
  'system' | 'certainty' | 'declaredFor' | 'evidence' | 'evidenceFrom' | 'gates' | 'via' | 'origin'
> {
  return {
    system: { kind: 'queue', name: cluster === '' ? 'RabbitMQ' : `RabbitMQ ${cluster}` },
    certainty: 'declared',
    declaredFor: 'session',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: [],
    via: [],
    origin,
  };
}

function spaceOf(namespace: string, cluster: string, vhost: string): string {
  return `rabbitmq/${namespace}/${cluster}/${vhost}`;
}
