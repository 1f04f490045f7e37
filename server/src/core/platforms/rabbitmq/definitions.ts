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

/** More hops than any chain of exchanges has that a person made. */
const MAX_HOPS = 16;

/** The queues that each exchange of a virtual host leads to, over bindings of exchanges to exchanges too. */
export function routesOf(
  root: SyntaxNode | undefined,
  vhost: string,
): ReadonlyMap<string, readonly string[]> {
  const direct = new Map<string, { readonly to: string; readonly isQueue: boolean }[]>();
  for (const binding of objectsOf(root, 'bindings')) {
    const source = written(binding, 'source')?.text;
    const to = written(binding, 'destination')?.text;
    if (source === undefined || to === undefined || written(binding, 'vhost')?.text !== vhost) continue;
    const isQueue = written(binding, 'destination_type')?.text !== 'exchange';
    direct.set(source, [...(direct.get(source) ?? []), { to, isQueue }]);
  }
  const routes = new Map<string, readonly string[]>();
  for (const exchange of direct.keys()) {
    const seen = new Set([exchange]);
    const queues = new Set<string>();
    let at = [exchange];
    for (let hop = 0; at.length > 0 && hop < MAX_HOPS; hop += 1) {
      const next = at.flatMap((name) => direct.get(name) ?? []);
      for (const { to, isQueue } of next) if (isQueue) queues.add(to);
      at = next.flatMap(({ to, isQueue }) => (isQueue || seen.has(to) ? [] : [to]));
      for (const name of at) seen.add(name);
    }
    routes.set(exchange, [...queues]);
  }
  return routes;
}
