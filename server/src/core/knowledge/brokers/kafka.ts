import type { Flow } from '../../model/breadth.js';
import type { AccessLevel, SystemKind } from '../../model/vocabulary.js';

/** What an operation of a Kafka ACL comes to on one kind of resource. */
interface KafkaRight {
  readonly kind: SystemKind;
  readonly access: AccessLevel;
  readonly flows: readonly Flow[];
  /** Words that follow "it can". */
  readonly opens: string;
}

/** https://kafka.apache.org/documentation/#operations_resources_and_protocols */
const TOPIC: Readonly<Record<string, KafkaRight>> = {
  Read: right('read', ['consume'], 'read messages of the topic'),
  Write: right('write', ['publish'], 'write messages to the topic'),
  Create: right('admin', ['administer'], 'create the topic'),
  Delete: right('admin', ['administer'], 'delete the topic and its records'),
  Alter: right('admin', ['administer'], 'add partitions to the topic'),
  AlterConfigs: right(
    'admin',
    ['administer'],
    'change settings of the topic, such as how long it keeps messages',
  ),
  Describe: right('read', [], 'see the topic and its offsets'),
  DescribeConfigs: right('read', [], 'see settings of the topic'),
  All: right('admin', ['consume', 'publish', 'administer'], 'read, write, change and delete the topic'),
};

const GROUP: Readonly<Record<string, KafkaRight>> = {
  Read: right('read', [], 'take part in the consumer group'),
  Describe: right('read', [], 'see the consumer group'),
  DescribeConfigs: right('read', [], 'see settings of the consumer group'),
  AlterConfigs: right('admin', ['administer'], 'change settings of the consumer group'),
  Delete: right('admin', ['administer'], 'delete the consumer group and its offsets'),
  All: right('admin', ['administer'], 'take part in, change and delete the consumer group'),
};

const CLUSTER: Readonly<Record<string, KafkaRight>> = {
  Create: right('admin', ['administer'], 'create any topic'),
  Alter: {
    kind: 'identity',
    access: 'admin',
    flows: ['administer'],
    opens: 'change the ACLs of everybody, and move or elect partitions',
  },
  AlterConfigs: right('admin', ['administer'], 'change settings of brokers'),
  ClusterAction: right('admin', ['administer'], 'act as a broker towards the others'),
  Describe: right('read', [], 'see brokers, ACLs and quotas'),
  DescribeConfigs: right('read', [], 'see settings of brokers'),
  IdempotentWrite: right('write', [], 'write without duplicates, where a topic lets it write'),
  All: {
    kind: 'identity',
    access: 'admin',
    flows: ['administer'],
    opens: 'change the cluster and the ACLs of everybody',
  },
};

const TRANSACTION: Readonly<Record<string, KafkaRight>> = {
  Write: right('write', [], 'write in transactions of this id'),
  Describe: right('read', [], 'see transactions of this id'),
  All: right('write', [], 'write in transactions of this id, and see them'),
};

const RESOURCES: Readonly<Record<string, Readonly<Record<string, KafkaRight>>>> = {
  topic: TOPIC,
  group: GROUP,
  cluster: CLUSTER,
  transactionalId: TRANSACTION,
};

function right(access: AccessLevel, flows: readonly Flow[], opens: string): KafkaRight {
  return { kind: 'queue', access, flows, opens };
}

/** What the operation does on a resource of this type; `undefined` where Kafka has no such operation for it. */
export function kafkaRight(resourceType: string, operation: string): KafkaRight | undefined {
  const rights = Object.hasOwn(RESOURCES, resourceType) ? RESOURCES[resourceType] : undefined;
  return rights !== undefined && Object.hasOwn(rights, operation) ? rights[operation] : undefined;
}

/** The operations that `All` stands for on a resource of this type. */
export function kafkaOperations(resourceType: string): readonly string[] {
  const rights = Object.hasOwn(RESOURCES, resourceType) ? RESOURCES[resourceType] : undefined;
  return Object.keys(rights ?? {}).filter((operation) => operation !== 'All');
}

/** Kinds of credential of a KafkaUser. https://strimzi.io/docs/operators/latest/configuring.html#type-KafkaUserSpec-reference */
export interface KafkaCredential {
  readonly kind: 'certificate' | 'static-credential';
  readonly words: string;
  /** Seconds, null for one that does not end; `undefined` where it is made elsewhere. */
  readonly seconds: number | null | undefined;
  readonly boundBy: string;
}

const YEAR = 365 * 24 * 3600;

export const KAFKA_CREDENTIALS: Readonly<Record<string, KafkaCredential>> = {
  // `validityDays` of the clients CA is 365 by default, and the certificate is renewed 30 days before.
  tls: {
    kind: 'certificate',
    words: 'certificate',
    seconds: YEAR,
    boundBy: 'validityDays of the clients CA',
  },
  'tls-external': {
    kind: 'certificate',
    words: 'certificate made elsewhere',
    seconds: undefined,
    boundBy: 'whoever issues the certificate',
  },
  'scram-sha-512': {
    kind: 'static-credential',
    words: 'password',
    seconds: null,
    boundBy: 'until the Secret is deleted',
  },
};
