import type { RabbitBinding } from '../../knowledge/brokers/rabbitRoutes.js';
import { isBuiltInTopicExchange } from '../../knowledge/brokers/rabbitRoutes.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';

/** Queues, exchanges and bindings of one cluster, as far as the file holds them. */
export interface Topology {
  readonly namesIn: (vhost: string) => readonly string[];
  readonly bindingsIn: (vhost: string) => readonly RabbitBinding[];
  readonly isTopicExchange: (vhost: string, exchange: string) => boolean;
}

/** The cluster that an object of RabbitMQ's operator belongs to. */
export function clusterOf({ node }: KubernetesObject): string {
  return textOf(get(get(get(node, 'spec'), 'rabbitmqClusterReference'), 'name')) ?? '';
}

/** https://www.rabbitmq.com/kubernetes/operator/using-topology-operator: without one it is `/`. */
export function vhostOf(spec: SyntaxNode | undefined): string {
  return textOf(get(spec, 'vhost')) ?? '/';
}

/** https://www.rabbitmq.com/kubernetes/operator/using-topology-operator#queues-policies, #exchanges-bindings */
export function topologyOf(objects: readonly KubernetesObject[], cluster: string): Topology {
  const specsOf = (kind: string, vhost: string): readonly (SyntaxNode | undefined)[] =>
    objects
      .filter((object) => object.kind === kind && clusterOf(object) === cluster)
      .map(({ node }) => get(node, 'spec'))
      .filter((spec) => vhostOf(spec) === vhost);
  const names = (kind: string, vhost: string): readonly string[] =>
    specsOf(kind, vhost).flatMap((spec) => textOf(get(spec, 'name')) ?? []);
  return {
    namesIn: (vhost) => [...new Set([...names('Exchange', vhost), ...names('Queue', vhost)])],
    bindingsIn: (vhost) =>
      specsOf('Binding', vhost).flatMap((spec): readonly RabbitBinding[] => {
        const source = textOf(get(spec, 'source'));
        const destination = textOf(get(spec, 'destination'));
        if (source === undefined || destination === undefined) return [];
        const toQueue = textOf(get(spec, 'destinationType')) !== 'exchange';
        return [{ source, destination, toQueue, key: textOf(get(spec, 'routingKey')) ?? '' }];
      }),
    isTopicExchange: (vhost, exchange) =>
      isBuiltInTopicExchange(exchange) ||
      specsOf('Exchange', vhost).some(
        (spec) => textOf(get(spec, 'name')) === exchange && textOf(get(spec, 'type')) === 'topic',
      ),
  };
}
