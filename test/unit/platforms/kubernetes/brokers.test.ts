import { describe, expect, it } from 'vitest';
import { kafkaRight } from '../../../../server/src/core/knowledge/brokers/kafka.js';
import { fixture, lowered } from './lowered.js';

const KAFKA = fixture('broker-users/kafka.yaml');
const RABBIT = fixture('broker-users/rabbit.yaml');

describe('Kafka users', () => {
  const [orders, legacy] = KAFKA.facts.sessions;

  it('consume, publish and administer by their ACLs', () => {
    expect(orders?.grants.map(({ action, flows = [], access }) => [action, flows.join(' '), access])).toEqual(
      [
        ['Read topic orders', 'consume', 'read'],
        ['Describe topic orders', '', 'read'],
        ['Write topic orders-*', 'publish', 'write'],
        ['Read group orders*', '', 'read'],
        ['All topic *', 'consume publish administer', 'admin'],
        ['Alter cluster', 'administer', 'admin'],
        ['IdempotentWrite cluster', '', 'write'],
      ],
    );
  });

  it('are denied what is denied, wherever the deny covers all of it, and else told so', () => {
    const write = orders?.grants.find(({ action }) => action.startsWith('Write'));
    expect(write?.attributes?.['denied']).toEqual(['All orders-prod']);
    expect(orders?.grants.some(({ action }) => action.startsWith('Delete'))).toBe(false);
  });

  it('are checked for their host', () => {
    expect(orders?.gates.map(({ kind, state, name }) => [kind, state, name])).toEqual([
      ['condition', 'enforced', 'host `10.0.0.7`'],
    ]);
    expect(orders?.grants.filter(({ gates }) => gates.length > 0)).toHaveLength(2);
  });

  it('meet at destinations of their own cluster', () => {
    const write = orders?.grants.find(({ action }) => action.startsWith('Write'));
    expect(write?.destination).toEqual({
      space: 'kafka/kafka/main',
      syntax: 'glob',
      pattern: 'orders-*',
      except: ['orders-prod'],
    });
    const all = orders?.grants.find(({ action }) => action.startsWith('All'));
    expect(all?.destination).toEqual({
      space: 'kafka/kafka/main',
      syntax: 'glob',
      pattern: '*',
      except: ['orders-prod'],
    });
    expect(all?.breadth?.map(({ dimension, whole }) => [dimension, whole])).toEqual([
      ['resource', false],
      ['action', true],
    ]);
  });

  it('last as long as their kind of credential', () => {
    expect([orders?.lifetime.seconds, orders?.lifetime.basis]).toEqual([31_536_000, 'platform-default']);
    expect([legacy?.lifetime.seconds, legacy?.lifetime.basis]).toEqual([null, 'unbounded']);
    expect(legacy?.unknowns).toHaveLength(1);
  });

  it('have no operation that Kafka does not have', () => {
    expect(kafkaRight('topic', 'ClusterAction')).toBeUndefined();
    expect(kafkaRight('nothing', 'Read')).toBeUndefined();
    expect(kafkaRight('topic', 'toString')).toBeUndefined();
    expect(kafkaRight('group', 'Read')?.flows).toEqual([]);
  });

  it('are left the other operations of All by a deny of one', () => {
    const { facts } = lowered(`apiVersion: kafka.strimzi.io/v1
kind: KafkaUser
metadata: {name: u, labels: {strimzi.io/cluster: c}}
spec:
  authorization:
    type: simple
    acls:
      - {resource: {type: topic, name: t}, operations: [All]}
      - {type: deny, resource: {type: topic, name: t, patternType: prefix}, operations: [Write]}
`);
    const flows = new Set(facts.sessions[0]?.grants.flatMap((grant) => grant.flows ?? []));
    expect([...flows].sort()).toEqual(['administer', 'consume']);
  });
});

describe('RabbitMQ users', () => {
  const [worker, reporter] = RABBIT.facts.sessions;

  it('have what the permissions of the file give them', () => {
    expect(worker?.grants.map(({ action, flows }) => [action, flows?.join(' ')])).toEqual([
      ['tag administrator', 'administer'],
      ['write ^orders$', 'publish'],
      ['read .*', 'consume'],
    ]);
    expect(reporter?.grants.map(({ action, flows }) => [action, flows?.join(' ')])).toEqual([
      ['read reports-.+', 'consume'],
    ]);
    // A topic permission gives nothing: it limits.
    expect(reporter?.grants[0]?.attributes?.['topics']).toEqual(['amq.topic: eu\\..*']);
  });

  it('reach everything when the expression does', () => {
    const read = worker?.grants.find(({ action }) => action.startsWith('read'));
    expect(read?.breadth?.[0]?.whole).toBe(true);
    expect(read?.destination).toEqual({ space: 'RabbitMQ mq/rabbit shop', syntax: 'regex', pattern: '.*' });
    const write = worker?.grants.find(({ action }) => action.startsWith('write'));
    expect(write?.breadth).toBeUndefined();
  });

  it('are defined where their object is', () => {
    expect(RABBIT.facts.definitions.map(({ key }) => key)).toEqual(['rabbitmq:object/mq/worker']);
    expect(reporter?.subject).toEqual({ user: 'reporter', cluster: 'rabbit', namespace: 'mq' });
  });
});
