import { describe, expect, it } from 'vitest';
import type { KafkaAcl } from '../../../server/src/core/knowledge/brokers/kafkaAcls.js';
import { kafkaGrants } from '../../../server/src/core/knowledge/brokers/kafkaAcls.js';
import { openRepository } from '../../support/repository.js';
import { Effort } from '../../../server/src/core/patterns/effort.js';

const ORIGIN = { uri: 'file:///a', range: { start: 0, end: 1 } };

/** `allow Read topic orders`, a name that ends in `…` as a prefix, `@host` at the end. */
function acl(text: string): KafkaAcl {
  const [effect, operation = '', resourceType = '', name = '', host] = text.split(' ');
  return {
    allows: effect === 'allow',
    operation,
    resourceType,
    name: name.replace(/…$/u, ''),
    isPrefix: name.endsWith('…'),
    host: host?.slice(1) ?? '*',
    origin: ORIGIN,
    nameOrigin: ORIGIN,
    hostOrigin: host === undefined ? undefined : ORIGIN,
  };
}

function flowsOf(...acls: readonly string[]): readonly string[] {
  const { grants } = kafkaGrants(acls.map(acl), { space: 'k', cluster: 'Kafka', effort: new Effort() });
  return [...new Set(grants.flatMap(({ flows }) => flows ?? []))].sort();
}

// https://kafka.apache.org/documentation/#operations_in_kafka and #operations_resources_and_protocols
describe('operations of Kafka by what its protocols ask for', () => {
  it.each([
    // PRODUCE: Write on the topic; since 3.0 that is enough to write without duplicates too.
    [['allow Write topic t'], ['publish']],
    [['allow IdempotentWrite cluster '], []],
    [['allow Write transactionalId x'], []],
    // FETCH: Read on the topic. A group is asked for only by consumers that keep their place in one.
    [['allow Read topic t'], ['consume']],
    [['allow Read group g'], []],
    [['allow Read topic t', 'allow Read group g'], ['consume']],
    // `Read`, `Write`, `Delete` and `Alter` imply `Describe`, and that implies none of them.
    [['allow Describe topic t'], []],
    [['allow DescribeConfigs topic t'], []],
    // CREATE_TOPICS, DELETE_TOPICS and DELETE_RECORDS, CREATE_PARTITIONS, ALTER_CONFIGS
    [['allow Create topic t'], ['administer']],
    [['allow Create cluster '], ['administer']],
    [['allow Delete topic t'], ['administer']],
    [['allow Alter topic t'], ['administer']],
    [['allow AlterConfigs topic t'], ['administer']],
    // DELETE_GROUPS, OFFSET_DELETE
    [['allow Delete group g'], ['administer']],
    // CREATE_ACLS, DELETE_ACLS; followers' FETCH
    [['allow Alter cluster '], ['administer']],
    [['allow ClusterAction cluster '], ['administer']],
    [['allow Describe cluster '], []],
    [['allow All topic t'], ['administer', 'consume', 'publish']],
    [['allow All group g'], ['administer']],
    // A deny wins over every allow, whatever is narrower; of another resource, name, host or operation it takes nothing.
    [['allow Read topic t', 'deny Read topic *'], []],
    [['allow Read topic t', 'deny All topic t'], []],
    [['allow Read topic t', 'deny Read topic t…'], []],
    [['allow Read topic t…', 'deny Read topic t'], ['consume']],
    [['allow Read topic t', 'deny Write topic t'], ['consume']],
    [['allow Read topic t', 'deny Read topic u'], ['consume']],
    [['allow Read topic t', 'deny Read group t'], ['consume']],
    [['allow Read topic t', 'deny Read topic t @10.0.0.1'], ['consume']],
    [['allow Read topic t @10.0.0.1', 'deny Read topic t @10.0.0.1'], []],
    [['allow Read topic t @10.0.0.1', 'deny Read topic t'], []],
    // What is implied is implied by an allow alone.
    [['allow Read topic t', 'deny Describe topic t'], ['consume']],
    [
      ['allow All topic t', 'deny Read topic t'],
      ['administer', 'publish'],
    ],
    // Not operations of their resource
    [['allow Write group g'], []],
    [['allow Read cluster '], []],
  ])('%j: %j', (acls, expected) => {
    expect(flowsOf(...acls)).toEqual(expected);
  });
});

describe('what is given to everybody', () => {
  const workflow = (lines: readonly string[]): string =>
    `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n${lines.map((line) => `          kafka-acls.sh --add ${line}\n`).join('')}`;
  it('counts for each user, and a deny too', () => {
    const text = workflow([
      '--allow-principal User:app --operation Read --topic orders',
      "--allow-principal 'User:*' --operation Read --topic news",
      "--deny-principal 'User:*' --operation Read --topic orders",
    ]);
    const { scopes } = openRepository(new Map([['.github/workflows/a.yml', text]])).model;
    const actions = (name: string): readonly string[] | undefined =>
      scopes.find(({ facts }) => facts.label === name)?.grants.map(({ action }) => action);
    expect(actions('app')).toEqual(['Read topic news']);
    expect(actions('*')).toEqual(['Read topic news']);
  });
});

// https://strimzi.io/docs/operators/latest/configuring.html#type-KafkaAuthorizationSimple-reference
describe('super users of a cluster that Strimzi runs', () => {
  it('may do everything, whatever ACLs say', () => {
    const text = `apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: { name: main, namespace: shop }
spec:
  kafka:
    authorization:
      type: simple
      superUsers: [CN=admin, 7]
`;
    const { scopes } = openRepository(new Map([['deploy/kafka.yaml', text]])).model;
    expect(scopes.map(({ facts, grants }) => [facts.label, ...grants.map(({ action }) => action)])).toEqual([
      ['main/CN=admin', 'All topic *', 'All group *', 'All cluster'],
      ['main/7', 'All topic *', 'All group *', 'All cluster'],
    ]);
  });
});
