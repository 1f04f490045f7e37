import type { Flow } from '../../../server/src/core/model/breadth.js';
import type { BrokerWords, Place } from './said.js';

const MESSAGES: readonly Flow[] = ['consume', 'publish'];

/** `/ queue orders`: a virtual host, a kind and a name. One consumes from queues and publishes to exchanges. */
export function rabbitPlace(destination: string): { vhost: string; kind: string; name: string } {
  const [vhost = '', kind = '', ...name] = destination.split(' ');
  return { vhost, kind, name: name.join(' ') };
}

function rabbitFlows(kind: string, name: string): readonly Flow[] {
  // What begins with `amq.` is the broker's own and is not declared.
  const own: readonly Flow[] = name.startsWith('amq.') ? [] : ['administer'];
  return [kind === 'queue' ? 'consume' : 'publish', ...own];
}

/** How TrustScope names the destinations of each broker's matrix. */
export const BROKERS = {
  rabbitmq: {
    broker: 'rabbitmq',
    path: 'rabbitmq/definitions.json',
    placeOf: (destination): Place => {
      const { vhost, kind, name } = rabbitPlace(destination);
      return { space: `virtual host ${vhost}`, name, flows: rabbitFlows(kind, name) };
    },
  },
  'rabbitmq-operator': {
    broker: 'rabbitmq-operator',
    path: 'deploy/rabbitmq-users.yaml',
    placeOf: (destination): Place => {
      const { vhost, kind, name } = rabbitPlace(destination);
      return { space: `RabbitMQ mq/rabbit ${vhost}`, name, flows: rabbitFlows(kind, name) };
    },
  },
  kafka: {
    broker: 'kafka',
    path: 'deploy/kafka-users.yaml',
    placeOf: (destination): Place => ({
      space: 'kafka/shop/main',
      name: destination,
      flows: ['consume', 'publish', 'administer'],
    }),
  },
  nats: {
    broker: 'nats',
    path: 'nats/nats.conf',
    placeOf: (destination, user): Place => ({
      space: `account ${user.split('/')[0] ?? ''}`,
      name: destination,
      flows: MESSAGES,
    }),
  },
  mosquitto: {
    broker: 'mosquitto',
    path: 'mosquitto/aclfile',
    placeOf: (destination, user): Place => ({
      space: destination.startsWith('$') ? 'broker topics' : 'topics',
      name: mosquittoTopic(destination, user),
      flows: MESSAGES,
    }),
    sessionOf: (user) => (user === '' ? 'anonymous' : user),
  },
  redis: {
    broker: 'redis',
    path: 'redis/users.acl',
    placeOf: (destination): Place => {
      const [kind = '', name = ''] = destination.split(' ');
      return { space: `Redis ${kind}s`, name, flows: MESSAGES };
    },
  },
} satisfies Record<string, BrokerWords>;

/** `USER` stands for the name of the client, which is its client identifier too. */
export function mosquittoTopic(destination: string, user: string): string {
  return destination.replace('USER', user === '' ? 'nameless' : user);
}
