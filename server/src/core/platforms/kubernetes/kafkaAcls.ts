import type { KafkaAcl, KafkaAclFacts, KafkaPlace } from '../../knowledge/brokers/kafkaAcls.js';
import { kafkaGrants } from '../../knowledge/brokers/kafkaAcls.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';
import { itemsOf, listOf } from './reading.js';

/**
 * What a list of ACLs lets a user do.
 * https://strimzi.io/docs/operators/latest/configuring.html#type-AclRule-reference
 */
export function aclGrants(
  reading: Reading,
  acls: SyntaxNode | undefined,
  place: KafkaPlace,
): Omit<KafkaAclFacts, 'refused'> {
  const { refused, ...facts } = kafkaGrants(
    itemsOf(acls).flatMap((item) => readAcl(reading, item)),
    place,
  );
  reading.problems.push(
    ...refused.map((one) => ({ ...one, severity: 'warning' as const, kind: 'shape' as const })),
  );
  return facts;
}

function readAcl(reading: Reading, item: SyntaxNode): readonly KafkaAcl[] {
  const resource = get(item, 'resource');
  const typeNode = get(resource, 'type');
  const resourceType = textOf(typeNode);
  if (typeNode === undefined || resourceType === undefined) return [];
  const nameNode = get(resource, 'name') ?? typeNode;
  const single = get(item, 'operation');
  const operations = [
    ...listOf(get(item, 'operations')),
    ...(single?.kind === 'scalar' ? [{ text: single.text, node: single }] : []),
  ];
  const hostNode = get(item, 'host');
  return operations.map(({ text, node }) => ({
    allows: textOf(get(item, 'type')) !== 'deny',
    resourceType,
    name: resourceType === 'cluster' ? '' : (textOf(get(resource, 'name')) ?? ''),
    isPrefix: textOf(get(resource, 'patternType')) === 'prefix',
    host: textOf(hostNode) ?? '*',
    operation: text,
    origin: reading.originOf(node),
    nameOrigin: reading.originOf(nameNode),
    hostOrigin: hostNode === undefined ? undefined : reading.originOf(hostNode),
  }));
}
