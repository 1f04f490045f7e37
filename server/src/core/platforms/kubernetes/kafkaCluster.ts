import type { KafkaAcl } from '../../knowledge/brokers/kafkaAcls.js';
import { kafkaGrants } from '../../knowledge/brokers/kafkaAcls.js';
import { purposesOf } from '../../knowledge/brokers/purposes.js';
import { emptySession } from '../../model/emptySession.js';
import type { SessionFacts } from '../../model/facts.js';
import { Effort } from '../../patterns/effort.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';

/** Whether the object is a Kafka cluster that Strimzi runs. */
export function isKafkaCluster({ group, kind }: KubernetesObject): boolean {
  return group === 'kafka.strimzi.io' && kind === 'Kafka';
}

/**
 * The super users of a cluster, who may do everything whatever ACLs say.
 * https://strimzi.io/docs/operators/latest/configuring.html#type-KafkaAuthorizationSimple-reference
 */
export function readSuperUsers(reading: Reading, object: KubernetesObject): readonly SessionFacts[] {
  const authorization = get(get(get(object.node, 'spec'), 'kafka'), 'authorization');
  const list = get(authorization, 'superUsers');
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap((node) => {
    const name = textOf(node);
    return name === undefined || name === '' ? [] : [superUser(reading, object, node, name)];
  });
}

const EVERYTHING: readonly (readonly [type: string, name: string])[] = [
  ['topic', '*'],
  ['group', '*'],
  ['cluster', ''],
];

function superUser(
  reading: Reading,
  { name: cluster, namespace, extent }: KubernetesObject,
  node: SyntaxNode,
  name: string,
): SessionFacts {
  const origin = reading.originOf(node);
  const label = qualified(cluster, name);
  const acls = EVERYTHING.map(([resourceType, resource]): KafkaAcl => ({
    allows: true,
    resourceType,
    name: resource,
    isPrefix: false,
    host: '*',
    operation: 'All',
    origin,
    nameOrigin: origin,
    hostOrigin: undefined,
  }));
  const { grants } = kafkaGrants(acls, {
    space: `kafka/${namespace}/${cluster}`,
    cluster: `Kafka ${cluster}`,
    effort: new Effort(),
  });
  return {
    ...emptySession(origin, extent),
    localId: `kafkasuperuser:${namespace}/${cluster}/${name}`,
    kind: 'broker-user',
    name: label,
    noun: 'Kafka super user',
    label,
    credential: `Kafka super user ${label}`,
    subject: { user: name, cluster, namespace },
    role: 'acted-as',
    purposes: purposesOf(name, origin),
    lifetime: { seconds: null, basis: 'unknown', boundBy: 'how it signs in', origin },
    // One word gives it all: there is nothing to narrow but to take it off the list.
    grants: grants.map((grant) => ({
      ...grant,
      certainty: 'platform-default',
      declaredFor: 'default',
      breadth: (grant.breadth ?? []).map((one) => ({ ...one, narrowable: false, options: [] })),
    })),
  };
}
