import { writtenPassword } from '../../knowledge/brokers/writtenPassword.js';
import { RABBIT_PERMISSIONS, permissionGrant, tagGrant } from '../../knowledge/brokers/rabbitmq.js';
import { NO_BINDINGS, topicExpression } from '../../knowledge/brokers/rabbitRoutes.js';
import { effortProblems } from '../../knowledge/brokers/limits.js';
import { isPlaceholder } from '../../knowledge/brokers/placeholders.js';
import { purposesOf } from '../../knowledge/brokers/purposes.js';
import { emptySession } from '../../model/emptySession.js';
import type { CarriedIdentity, FileFacts, Grant, Note, SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { Effort } from '../../patterns/effort.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import type { DefinitionsIndex, PermissionEntry } from './definitions.js';
import { indexOf, inVhost, isTopicExchange, objectsOf, tagsOf, written } from './definitions.js';

/** The users of a definitions file, with what permissions and tags let each of them do. */
export function lowerDefinitions(uri: Uri, tree: SyntaxTree): FileFacts {
  const root = tree.documents[0];
  const reading: Reading = { uri, root, index: indexOf(root), effort: new Effort(), notes: [] };
  const sessions = readUsers(reading);
  return {
    uri,
    platform: 'rabbitmq',
    title: baseName(uri),
    complete: tree.complete,
    broker: { kind: 'rabbitmq-definitions' },
    problems: effortProblems(reading.effort, sessions[0]?.origin),
    sessions,
    definitions: sessions.map(({ origin, subject }) => ({
      space: 'identity',
      key: `rabbitmq:user/${subject['user'] ?? ''}`,
      origin,
    })),
    notes: reading.notes,
  };
}

interface Reading {
  readonly uri: Uri;
  readonly root: SyntaxNode | undefined;
  readonly index: DefinitionsIndex;
  readonly effort: Effort;
  readonly notes: Note[];
}

interface User {
  readonly name: string;
  readonly object: SyntaxNode;
  readonly node: SyntaxNode;
  /** Whether the file holds the user itself, and not only permissions that name it. */
  readonly declared: boolean;
}

function readUsers(reading: Reading): readonly SessionFacts[] {
  const users = new Map<string, User>();
  const add = (object: SyntaxNode, key: string, declared: boolean): void => {
    const name = written(object, key);
    if (name !== undefined && !users.has(name.text)) {
      users.set(name.text, { name: name.text, object, node: name.node, declared });
    }
  };
  for (const user of objectsOf(reading.root, 'users')) add(user, 'name', true);
  // An export of one virtual host has permissions without users.
  for (const permission of objectsOf(reading.root, 'permissions')) add(permission, 'user', false);
  return [...users.values()].map((user) => sessionOf(reading, user));
}

function originOf({ uri }: Reading, node: SyntaxNode): Origin {
  return { uri, range: node.range };
}

function sessionOf(reading: Reading, user: User): SessionFacts {
  const { name, object, node, declared } = user;
  const origin = originOf(reading, node);
  const permissions = reading.index.permissions.get(name) ?? [];
  const vhosts = [...new Set(permissions.map(({ vhost }) => vhost))];
  return {
    ...emptySession(origin, object.written),
    localId: `user:${name}`,
    kind: 'broker-user',
    name,
    noun: 'RabbitMQ user',
    label: name,
    credential: `RabbitMQ user ${name}`,
    subject: { user: name, vhost: vhosts.join(', ') },
    role: 'acted-as',
    purposes: purposesOf(name, origin),
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until the password is changed', origin },
    grants: [
      ...tagsOf(object).flatMap((tag) => tagGrant('RabbitMQ', tag.text, originOf(reading, tag.node)) ?? []),
      ...permissions.flatMap((entry) => grantsOf(reading, name, entry)),
    ],
    carried: passwordOf(reading, user),
    unknowns: declared
      ? []
      : [{ what: 'what its tags let it do', why: 'the user is not in this file', origin }],
  };
}

function grantsOf(reading: Reading, user: string, { object, vhost }: PermissionEntry): readonly Grant[] {
  const topics = topicsOf(reading, user, vhost);
  const bindings = reading.index.bindings.get(vhost) ?? NO_BINDINGS;
  const keysOn = (exchange: string): string | undefined =>
    isTopicExchange(reading.index, vhost, exchange)
      ? topics.find((topic) => topic.exchange === exchange)?.write
      : undefined;
  return RABBIT_PERMISSIONS.flatMap((permission) => {
    const pattern = written(object, permission.key);
    if (pattern === undefined) return [];
    const origin = originOf(reading, pattern.node);
    const grant = permissionGrant(
      { name: 'RabbitMQ', space: 'virtual host' },
      {
        permission,
        pattern: pattern.text,
        vhost,
        origin,
        effort: reading.effort,
        routes: { bindings, keysOn },
        names: reading.index.names.get(vhost) ?? [],
        topics: topics.flatMap((topic) => {
          const expression = permission.key === 'configure' ? undefined : topic[permission.key];
          return expression === undefined ? [] : [`${topic.exchange}: ${expression}`];
        }),
      },
    );
    if (grant === undefined) {
      reading.notes.push({
        origin,
        title: `${permission.key}: nothing`,
        text: `No queue or exchange has a name that this expression fits, so ${user} cannot ${permission.opens}.`,
        source: 'https://www.rabbitmq.com/docs/access-control#authorisation',
      });
      return [];
    }
    return [grant];
  });
}

interface TopicLimit {
  readonly exchange: string;
  readonly write: string | undefined;
  readonly read: string | undefined;
}

/** Routing keys to which topic permissions limit what goes over an exchange. */
function topicsOf({ index }: Reading, user: string, vhost: string): readonly TopicLimit[] {
  return (index.topicPermissions.get(inVhost(user, vhost)) ?? []).map(({ object }) => {
    const expression = (key: 'write' | 'read'): string | undefined => {
      const text = written(object, key)?.text;
      // The empty expression means `^$`, as it does in permissions.
      return text === undefined ? undefined : topicExpression(text === '' ? '^$' : text, user, vhost);
    };
    return {
      exchange: written(object, 'exchange')?.text ?? '',
      write: expression('write'),
      read: expression('read'),
    };
  });
}

/** A password in clear text; the hash that an export holds is not the password. */
function passwordOf(reading: Reading, { name, object }: User): readonly CarriedIdentity[] {
  const password = written(object, 'password');
  if (password === undefined || password.text === '' || isPlaceholder(password.text)) return [];
  const origin = originOf(reading, password.node);
  return [
    writtenPassword({
      broker: 'RabbitMQ',
      user: name,
      alternative: 'Import `password_hash` instead, or make the user where the secret is kept.',
      origin,
    }),
  ];
}
