import type { Destination } from '../../model/breadth.js';
import { acceptedOf, accepts, destinationsMeet } from '../../patterns/destinations.js';
import { literal } from '../../patterns/language.js';

/** From an exchange to a queue, or to another exchange. */
export interface RabbitBinding {
  readonly source: string;
  readonly destination: string;
  readonly toQueue: boolean;
  readonly key: string;
}

/** Bindings by the exchange at which they begin. */
export type Bindings = ReadonlyMap<string, readonly RabbitBinding[]>;

export const NO_BINDINGS: Bindings = new Map();

/** Bindings as they are followed. */
export function bySource(bindings: readonly RabbitBinding[]): Bindings {
  const found = new Map<string, RabbitBinding[]>();
  for (const binding of bindings) {
    const known = found.get(binding.source);
    if (known === undefined) found.set(binding.source, [binding]);
    else known.push(binding);
  }
  return found;
}

/** What leads from exchanges to queues in one virtual host, for one user. */
export interface Routes {
  readonly bindings: Bindings;
  /** The expression that routing keys must fit on a topic exchange, where a topic permission sets one. */
  readonly keysOn: (exchange: string) => string | undefined;
}

/** Whether every virtual host has a topic exchange of this name. https://www.rabbitmq.com/tutorials/amqp-concepts#exchange-topic */
export function isBuiltInTopicExchange(exchange: string): boolean {
  return exchange === 'amq.topic' || exchange === 'amq.rabbitmq.trace';
}

/** The name by which permissions know the default exchange, which leads to each queue by the queue's name. */
const DEFAULT_EXCHANGE = 'amq.default';

/**
 * The queues that get what is published to the exchanges of `destination`: over the default exchange each by its name,
 * over others those that are bound to it.
 * https://www.rabbitmq.com/tutorials/amqp-concepts#exchange-default
 */
export function queuesBehind(destination: Destination, { bindings, keysOn }: Routes): readonly Destination[] {
  const { space } = destination;
  if (accepts(destination, DEFAULT_EXCHANGE) === true) return [{ space, syntax: 'regex', pattern: '.*' }];
  const sources = acceptedOf(destination, [...bindings.keys()]);
  const queues = new Set<string>();
  const seen = new Set<string>();
  for (const source of sources) {
    const keys = keysOn(source);
    const first = (bindings.get(source) ?? []).filter((binding) => letsThrough(binding, keys));
    follow(bindings, first, { seen, queues });
  }
  return [...queues].map((pattern) => ({ space, syntax: 'literal', pattern }));
}

/** Adds the queues at the end of some bindings, over bindings of exchanges to exchanges too, each followed once. */
function follow(
  bindings: Bindings,
  first: readonly RabbitBinding[],
  { seen, queues }: { readonly seen: Set<string>; readonly queues: Set<string> },
): void {
  for (let at = first; at.length > 0;) {
    const next: RabbitBinding[] = [];
    for (const { destination, toQueue } of at) {
      if (toQueue) queues.add(destination);
      else if (!seen.has(destination)) {
        seen.add(destination);
        next.push(...(bindings.get(destination) ?? []));
      }
    }
    at = next;
  }
}

/** Whether some routing key fits both the binding of a topic exchange and the expression that limits the user. */
function letsThrough({ key }: RabbitBinding, keys: string | undefined): boolean {
  if (keys === undefined) return true;
  const space = 'routing keys';
  return (
    destinationsMeet(
      { space, syntax: 'regex', pattern: keys },
      { space, syntax: 'regex', pattern: `^${topicSource(key.split('.'), true)}$` },
    ) !== false
  );
}

/** `*` is one word, `#` any number of words. https://www.rabbitmq.com/tutorials/tutorial-five-python#topic-exchange */
function topicSource(words: readonly string[], isFirst: boolean): string {
  const [word, ...others] = words;
  if (word === undefined) return '';
  const dot = isFirst ? '' : '[.]';
  if (word !== '#') return `${dot}${word === '*' ? '[^.]*' : literal(word)}${topicSource(others, false)}`;
  // Several `#` in a row are one.
  const rest = others.slice(others.findIndex((other) => other !== '#'));
  const after = others.every((other) => other === '#') ? [] : rest;
  if (!isFirst) return `(?:[.][^.]*)*${topicSource(after, false)}`;
  return `(?:${topicSource(after, true)}|[^.]*(?:[.][^.]*)*${topicSource(after, false)})`;
}

/** A topic permission's expression with the names that it can hold filled in. */
export function topicExpression(expression: string, user: string, vhost: string): string {
  return expression
    .replaceAll('{username}', literal(user))
    .replaceAll('{vhost}', literal(vhost))
    .replaceAll('{client_id}', '.*');
}
