import type { Bindings, RabbitBinding } from '../../knowledge/brokers/rabbitRoutes.js';
import { bySource, isBuiltInTopicExchange } from '../../knowledge/brokers/rabbitRoutes.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';

/*
 * The shape of a definitions file. https://www.rabbitmq.com/docs/definitions
 */

/** A text of the file with its node. */
export interface Written {
  readonly text: string;
  readonly node: SyntaxNode;
}

/** The objects of a list under a key of the file. */
export function objectsOf(root: SyntaxNode | undefined, key: string): readonly SyntaxNode[] {
  const list = get(root, key);
  return list?.kind === 'sequence' ? list.items.filter(({ kind }) => kind === 'mapping') : [];
}

/** The text under a key of an object. */
export function written(object: SyntaxNode, key: string): Written | undefined {
  const node = get(object, key);
  const text = textOf(node);
  return node === undefined || text === undefined ? undefined : { text, node };
}

/** Tags are a list, or one text with commas in files of before 3.9. */
export function tagsOf(user: SyntaxNode): readonly Written[] {
  const node = get(user, 'tags');
  if (node?.kind === 'sequence') {
    return node.items.flatMap((item) => {
      const text = textOf(item);
      return text === undefined || text === '' ? [] : [{ text, node: item }];
    });
  }
  const text = textOf(node);
  if (node === undefined || text === undefined) return [];
  return text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
    .map((tag) => ({ text: tag, node }));
}

/** A permission, or a topic permission, of a user in a virtual host. */
export interface PermissionEntry {
  readonly object: SyntaxNode;
  readonly vhost: string;
}

/** The objects of a file by what they belong to, each list read once. */
export interface DefinitionsIndex {
  readonly permissions: ReadonlyMap<string, readonly PermissionEntry[]>;
  /** By user and virtual host, as `vhost user`. */
  readonly topicPermissions: ReadonlyMap<string, readonly PermissionEntry[]>;
  /** Names of queues and exchanges by virtual host, without the broker's own. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** By virtual host. */
  readonly bindings: ReadonlyMap<string, Bindings>;
  /** Topic exchanges, as `vhost exchange`: only there do topic permissions count. */
  readonly topicExchanges: ReadonlySet<string>;
}

export function indexOf(root: SyntaxNode | undefined): DefinitionsIndex {
  const bindings = new Map<string, RabbitBinding[]>();
  for (const binding of objectsOf(root, 'bindings')) {
    const source = written(binding, 'source')?.text;
    const destination = written(binding, 'destination')?.text;
    if (source === undefined || destination === undefined) continue;
    const toQueue = written(binding, 'destination_type')?.text !== 'exchange';
    const key = written(binding, 'routing_key')?.text ?? '';
    listUnder(bindings, vhostOf(binding)).push({ source, destination, toQueue, key });
  }
  const exchanges = objectsOf(root, 'exchanges').filter(
    (exchange) => written(exchange, 'type')?.text === 'topic',
  );
  return {
    permissions: byUser(root, 'permissions', (user) => user),
    topicPermissions: byUser(root, 'topic_permissions', inVhost),
    names: namesOf(root),
    bindings: new Map([...bindings].map(([vhost, list]) => [vhost, bySource(list)])),
    topicExchanges: new Set(
      exchanges.map((exchange) => `${vhostOf(exchange)} ${written(exchange, 'name')?.text ?? ''}`),
    ),
  };
}

function namesOf(root: SyntaxNode | undefined): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, Set<string>>();
  for (const object of [...objectsOf(root, 'exchanges'), ...objectsOf(root, 'queues')]) {
    const name = written(object, 'name')?.text ?? '';
    const vhost = vhostOf(object);
    const known = names.get(vhost) ?? new Set<string>();
    names.set(vhost, known);
    if (name !== '' && !name.startsWith('amq.')) known.add(name);
  }
  return new Map([...names].map(([vhost, known]) => [vhost, [...known]]));
}

export function isTopicExchange(index: DefinitionsIndex, vhost: string, exchange: string): boolean {
  return isBuiltInTopicExchange(exchange) || index.topicExchanges.has(`${vhost} ${exchange}`);
}

/** How topic permissions of a user in a virtual host are found. */
export function inVhost(user: string, vhost: string): string {
  return `${vhost} ${user}`;
}

function byUser(
  root: SyntaxNode | undefined,
  key: string,
  placeOf: (user: string, vhost: string) => string,
): ReadonlyMap<string, readonly PermissionEntry[]> {
  const entries = new Map<string, PermissionEntry[]>();
  for (const object of objectsOf(root, key)) {
    const user = written(object, 'user')?.text;
    const vhost = vhostOf(object);
    if (user !== undefined) listUnder(entries, placeOf(user, vhost)).push({ object, vhost });
  }
  return entries;
}

/** An export of one virtual host leaves its name out. https://www.rabbitmq.com/docs/definitions#import */
function vhostOf(object: SyntaxNode): string {
  return written(object, 'vhost')?.text ?? '/';
}

function listUnder<T>(map: Map<string, T[]>, key: string): T[] {
  const known = map.get(key);
  if (known !== undefined) return known;
  const list: T[] = [];
  map.set(key, list);
  return list;
}
