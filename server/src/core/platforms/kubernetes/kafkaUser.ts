import type { KafkaCredential } from '../../knowledge/brokers/kafka.js';
import { KAFKA_CREDENTIALS } from '../../knowledge/brokers/kafka.js';
import type { DefinitionKey, SessionFacts, Unknown } from '../../model/facts.js';
import { Effort } from '../../patterns/effort.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { aclGrants } from './kafkaAcls.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';
import { emptySession } from '../../model/emptySession.js';

/** Whether the object is a user of a Kafka cluster that Strimzi runs. */
export function isKafkaUser({ group, kind }: KubernetesObject): boolean {
  return group === 'kafka.strimzi.io' && kind === 'KafkaUser';
}

/** The key of a user of one Kafka cluster. */
export function kafkaUserKey(object: KubernetesObject): DefinitionKey {
  return { space: 'identity', key: `kafka:user/${clusterOf(object)}/${object.name}` };
}

function clusterOf({ labels }: KubernetesObject): string {
  return labels['strimzi.io/cluster'] ?? '';
}

/**
 * A user of Kafka, with what its ACLs let it do.
 * https://strimzi.io/docs/operators/latest/deploying.html#con-securing-client-authorization-str
 */
export function readKafkaUser(reading: Reading, object: KubernetesObject): SessionFacts {
  const { namespace, name } = object;
  const origin = reading.originOf(object.nameNode);
  const spec = get(object.node, 'spec');
  const typeNode = get(get(spec, 'authentication'), 'type');
  const type = textOf(typeNode) ?? '';
  const credential: KafkaCredential | undefined = Object.hasOwn(KAFKA_CREDENTIALS, type)
    ? KAFKA_CREDENTIALS[type]
    : undefined;
  const cluster = clusterOf(object);
  const label = qualified(cluster, name);
  const at = typeNode === undefined ? origin : reading.originOf(typeNode);
  const { grants, gates } = aclGrants(reading, get(get(spec, 'authorization'), 'acls'), {
    space: `kafka/${namespace}/${cluster}`,
    cluster: cluster === '' ? 'Kafka' : `Kafka ${cluster}`,
    effort: new Effort(),
  });
  return {
    ...emptySession(origin, object.extent),
    localId: `kafkauser:${namespace}/${name}`,
    kind: 'broker-user',
    name: label,
    noun: 'Kafka user',
    label,
    credential: `${credential?.words ?? 'credential'} of Kafka user ${label}`,
    subject: { user: name, cluster, namespace },
    role: 'acted-as',
    lifetime:
      credential?.seconds === undefined
        ? { seconds: null, basis: 'unknown', boundBy: credential?.boundBy ?? 'how it signs in', origin: at }
        : {
            seconds: credential.seconds,
            basis: credential.seconds === null ? 'unbounded' : 'platform-default',
            boundBy: credential.boundBy,
            origin: at,
          },
    grants,
    gates,
    unknowns: unknownsOf(reading, object),
  };
}

function unknownsOf(reading: Reading, object: KubernetesObject): readonly Unknown[] {
  const authorization = get(get(object.node, 'spec'), 'authorization');
  if (authorization !== undefined && textOf(get(authorization, 'type')) === 'simple') return [];
  return [
    reading.unknown(
      object.nameNode,
      'what it may do',
      'the user has no ACLs: whether it may do nothing or everything is set in the cluster',
    ),
  ];
}
