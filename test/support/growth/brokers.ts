import type { Shapes } from './shape.js';
import { many, oneFile } from './shape.js';

/** Configurations of NATS. */
export const NATS: Shapes = {
  'users with subjects of their own': oneFile('nats.conf', (size) =>
    inUsers(
      many(
        size,
        (at) =>
          `    { user: u${String(at)}, permissions: { publish: ["u${String(at)}.>"], subscribe: ["u${String(at)}.*", "all.>"] } }\n`,
      ),
    ),
  ),
  'users with everything': oneFile('nats.conf', (size) =>
    inUsers(many(size, (at) => `    { user: u${String(at)}, password: "$PASS_${String(at)}" }\n`)),
  ),
  'subjects of one user': oneFile('nats.conf', (size) =>
    inUsers(
      `    { user: u, permissions: { publish: [${list(size, (at) => `"a.${String(at)}.*"`)}], subscribe: [${list(size, (at) => `"b.${String(at)}.>"`)}] } }\n`,
    ),
  ),
  'subjects that one user may not use': oneFile('nats.conf', (size) =>
    inUsers(
      `    { user: u, permissions: { publish: { allow: ">", deny: [${list(size, (at) => `"a.${String(at)}.*"`)}] } } }\n`,
    ),
  ),
  'subjects that one user may and may not use': oneFile('nats.conf', (size) =>
    inUsers(
      `    { user: u, permissions: { publish: { allow: [${list(size, (at) => `"a.${String(at)}.>"`)}], deny: [${list(size, (at) => `"a.${String(at)}.x"`)}] } } }\n`,
    ),
  ),
  accounts: oneFile(
    'nats.conf',
    (size) =>
      `accounts {\n${many(size, (at) => `  A${String(at)}: { users: [{ user: u${String(at)}, permissions: { publish: ["x.>"] } }] }\n`)}}\n`,
  ),
  'accounts that import from each other': oneFile(
    'nats.conf',
    (size) =>
      `accounts {\n${many(
        size,
        (at) =>
          `  A${String(at)}: { users: [{ user: u${String(at)} }], exports: [{ stream: "s${String(at)}.>" }], imports: [{ stream: { account: A${String((at + 1) % size)}, subject: "s${String((at + 1) % size)}.>" } }] }\n`,
      )}}\n`,
  ),
  'imports of one account, and subjects of its user': oneFile(
    'nats.conf',
    (size) =>
      `accounts {\n  A: { users: [{ user: u, permissions: { subscribe: [${list(size, (at) => `"s${String(at)}.>"`)}] } }], imports: [${list(size, (at) => `{ stream: { account: B, subject: "s${String(at)}.>" } }`)}] }\n}\n`,
  ),
  'files that one includes': (size) =>
    new Map([
      [
        'nats.conf',
        `${many(size, (at) => `include part-${String(at)}.conf\n`)}authorization { users: [{ user: u, permissions: $P }] }\n`,
      ],
      ...Array.from({ length: size }, (_, at): [string, string] => [
        `part-${String(at)}.conf`,
        `P${String(at)} = { publish: "a.${String(at)}" }\nauthorization { users: [{ user: u${String(at)} }] }\n`,
      ]),
    ]),
  'files that each include the next': (size) =>
    new Map(
      Array.from({ length: size }, (_, at): [string, string] => [
        at === 0 ? 'nats.conf' : `part-${String(at)}.conf`,
        `include part-${String(at + 1)}.conf\nauthorization { users: [{ user: u${String(at)}, permissions: $P }] }\n`,
      ]),
    ),
};

/** Lists of topics and settings of Mosquitto. */
export const MOSQUITTO: Shapes = {
  'users with topics of their own': oneFile('mosquitto.acl', (size) =>
    many(
      size,
      (at) => `user u${String(at)}\ntopic read in/${String(at)}/#\ntopic write out/${String(at)}/+\n`,
    ),
  ),
  'users with every topic': oneFile('mosquitto.acl', (size) =>
    many(size, (at) => `user u${String(at)}\ntopic readwrite #\n`),
  ),
  'users, and patterns for all': oneFile(
    'mosquitto.acl',
    (size) =>
      `${many(size / 2, (at) => `pattern readwrite p${String(at)}/%u/#\n`)}${many(size / 2, (at) => `user u${String(at)}\ntopic read a/${String(at)}\n`)}`,
  ),
  'users, and patterns that deny for all': oneFile(
    'mosquitto.acl',
    (size) =>
      `${many(size / 2, (at) => `pattern deny p${String(at)}/%u/#\n`)}pattern readwrite #\n${many(size / 2, (at) => `user u${String(at)}\ntopic read a/${String(at)}\n`)}`,
  ),
  'topics of one user': oneFile(
    'mosquitto.acl',
    (size) => `user u\n${many(size, (at) => `topic readwrite a/${String(at)}/#\n`)}`,
  ),
  'topics of one user that are denied': oneFile(
    'mosquitto.acl',
    (size) => `user u\ntopic readwrite #\n${many(size, (at) => `topic deny a/${String(at)}/#\n`)}`,
  ),
  'topics of one user that are open and denied': oneFile(
    'mosquitto.acl',
    (size) => `user u\n${many(size, (at) => `topic read a/${String(at)}/#\ntopic deny a/${String(at)}/x\n`)}`,
  ),
  'lines of one user that is named again and again': oneFile('mosquitto.acl', (size) =>
    many(size, (at) => `user u\ntopic read a/${String(at)}\n`),
  ),
  'lines that it refuses': oneFile(
    'mosquitto.acl',
    (size) => `user u\n${many(size, () => 'topics read a\n')}`,
  ),
  listeners: oneFile(
    'mosquitto.conf',
    (size) =>
      `per_listener_settings true\n${many(size, (at) => `listener ${String(1000 + at)}\nallow_anonymous true\n`)}`,
  ),
  'settings, each with a list beside it': (size) =>
    new Map(
      Array.from({ length: size }, (_, at) => [
        [
          `b${String(at)}/mosquitto.conf`,
          'listener 1883\nallow_anonymous true\nacl_file /etc/topics.acl\n',
        ] as const,
        [`b${String(at)}/topics.acl`, 'topic read a/#\nuser u\ntopic write b/#\n'] as const,
      ]).flat(),
    ),
};

/** Lists of rights of Redis. */
export const REDIS: Shapes = {
  'users with keys of their own': oneFile('users.acl', (size) =>
    many(
      size,
      (at) =>
        `user u${String(at)} on >\${PASS} ~u${String(at)}:* &c${String(at)}:* +@read +@write +subscribe\n`,
    ),
  ),
  'users with everything': oneFile('users.acl', (size) =>
    many(size, (at) => `user u${String(at)} on #${'0'.repeat(64)} ~* &* +@all\n`),
  ),
  'keys of one user': oneFile(
    'users.acl',
    (size) => `user u on nopass ${many(size, (at) => `~k${String(at)}:* &c${String(at)}:* `)}+@all\n`,
  ),
  'commands of one user': oneFile(
    'users.acl',
    (size) => `user u on nopass ~* ${many(size, (at) => `+cmd${String(at)} `)}+get\n`,
  ),
  'keys and commands of one user': oneFile(
    'users.acl',
    (size) => `user u on nopass ${many(size, (at) => `~k${String(at)}:* +cmd${String(at)} `)}\n`,
  ),
  'selectors of one user': oneFile(
    'users.acl',
    (size) => `user u on nopass ${many(size, (at) => `(~k${String(at)}:* +@all) `)}\n`,
  ),
  'selectors that are not closed': oneFile(
    'users.acl',
    (size) => `user u on nopass ${many(size, () => '( ~k ')}\n`,
  ),
  'passwords of one user': oneFile(
    'users.acl',
    (size) => `user u on ${many(size, (at) => `>p4ss-w0rd-${String(at)} `)}~* +@all\n`,
  ),
  'lines about one user': oneFile('users.acl', (size) =>
    many(size, (at) => `user u on nopass ~k${String(at)} +@all\n`),
  ),
};

/** Definitions and settings of RabbitMQ. */
export const RABBITMQ: Shapes = {
  'users with names of their own': definitions((size) => ({
    users: times(size, (at) => ({ name: `u${String(at)}`, password_hash: 'x', tags: '' })),
    permissions: times(size, (at) => ({
      user: `u${String(at)}`,
      vhost: '/',
      configure: '',
      write: `^out-${String(at)}-.*$`,
      read: `^in-${String(at)}$`,
    })),
  })),
  'users with every name': definitions((size) => ({
    users: times(size, (at) => ({ name: `u${String(at)}`, password_hash: 'x', tags: 'administrator' })),
    permissions: times(size, (at) => ({
      user: `u${String(at)}`,
      vhost: '/',
      configure: '.*',
      write: '.*',
      read: '.*',
    })),
  })),
  'virtual hosts of one user': definitions((size) => ({
    users: [{ name: 'u', password_hash: 'x', tags: '' }],
    permissions: times(size, (at) => ({
      user: 'u',
      vhost: `v${String(at)}`,
      configure: '',
      write: '.*',
      read: '.*',
    })),
  })),
  'topic permissions of one user': definitions((size) => ({
    users: [{ name: 'u', password_hash: 'x', tags: '' }],
    permissions: times(size, (at) => ({
      user: 'u',
      vhost: `v${String(at)}`,
      configure: '',
      write: '.*',
      read: '.*',
    })),
    topic_permissions: times(size, (at) => ({
      user: 'u',
      vhost: `v${String(at)}`,
      exchange: 'amq.topic',
      write: `^a-${String(at)}`,
      read: '.*',
    })),
  })),
  'exchanges and queues bound to each other': definitions((size) => ({
    users: [{ name: 'u', password_hash: 'x', tags: '' }],
    permissions: [{ user: 'u', vhost: '/', configure: '', write: '^e-', read: '^q-' }],
    exchanges: times(size, (at) => ({ name: `e-${String(at)}`, vhost: '/', type: 'topic' })),
    queues: times(size, (at) => ({ name: `q-${String(at)}`, vhost: '/' })),
    bindings: times(size, (at) => ({
      source: `e-${String(at)}`,
      vhost: '/',
      destination: `q-${String(at)}`,
      destination_type: 'queue',
      routing_key: `k.${String(at)}.#`,
    })),
  })),
  'exchanges that each lead to the next': definitions((size) => ({
    users: [{ name: 'u', password_hash: 'x', tags: '' }],
    permissions: [{ user: 'u', vhost: '/', configure: '', write: '^e-', read: '^q-' }],
    exchanges: times(size, (at) => ({ name: `e-${String(at)}`, vhost: '/', type: 'topic' })),
    bindings: times(size, (at) => ({
      source: `e-${String(at)}`,
      vhost: '/',
      destination: `e-${String(at + 1)}`,
      destination_type: 'exchange',
      routing_key: '#',
    })),
  })),
  'users, and exchanges bound to queues': definitions((size) => ({
    users: times(size / 2, (at) => ({ name: `u${String(at)}`, password_hash: 'x', tags: '' })),
    permissions: times(size / 2, (at) => ({
      user: `u${String(at)}`,
      vhost: '/',
      configure: '',
      write: `^e-${String(at)}$`,
      read: '^q-',
    })),
    exchanges: times(size / 2, (at) => ({ name: `e-${String(at)}`, vhost: '/', type: 'topic' })),
    bindings: times(size / 2, (at) => ({
      source: `e-${String(at)}`,
      vhost: '/',
      destination: `q-${String(at)}`,
      destination_type: 'queue',
      routing_key: '#',
    })),
  })),
  settings: oneFile(
    'rabbitmq.conf',
    (size) => `default_user = u\n${many(size, (at) => `default_user_tags.t${String(at)} = true\n`)}`,
  ),
};

function definitions(make: (size: number) => Readonly<Record<string, readonly object[]>>): Shapes[string] {
  return oneFile(
    'definitions.json',
    (size) => `${JSON.stringify({ rabbit_version: '4.0.0', ...make(size) }, undefined, 1)}\n`,
  );
}

function times<T>(count: number, make: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

function inUsers(users: string): string {
  return `authorization {\n  users: [\n${users}  ]\n}\n`;
}

function list(count: number, item: (at: number) => string): string {
  return times(count, item).join(', ');
}
