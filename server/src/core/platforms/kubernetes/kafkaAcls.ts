import { kafkaOperations, kafkaRight } from '../../knowledge/kubernetes/kafka.js';
import { sensitivityOf } from '../../knowledge/names/words.js';
import type { Breadth, Destination } from '../../model/breadth.js';
import type { Gate, Grant } from '../../model/facts.js';
import { destinationCovers, destinationsMeet } from '../../patterns/destinations.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { Reading, Written } from './reading.js';
import { itemsOf, listOf } from './reading.js';

/** One operation of one ACL. */
interface Acl {
  readonly allows: boolean;
  readonly resourceType: string;
  /** Empty for the cluster, which has no name. */
  readonly name: string;
  readonly destination: Destination;
  readonly host: string;
  readonly operation: Written;
  readonly nameNode: SyntaxNode;
  readonly hostNode: SyntaxNode | undefined;
  readonly node: SyntaxNode;
}

interface Place {
  readonly space: string;
  readonly cluster: string;
}

interface AclFacts {
  readonly grants: readonly Grant[];
  readonly gates: readonly Gate[];
}

/**
 * What a list of ACLs lets a user do. A `deny` wins over every `allow`; what no ACL allows is refused.
 * https://kafka.apache.org/documentation/#security_authz
 */
export function aclGrants(reading: Reading, acls: SyntaxNode | undefined, place: Place): AclFacts {
  const all = itemsOf(acls).flatMap((item) => readAcl(item, place));
  const denies = all.filter(({ allows }) => !allows);
  const gates = new Map<string, Gate>();
  const grants = all
    .filter(({ allows }) => allows)
    .flatMap((acl): readonly Grant[] => {
      const against = denies.filter((deny) => concerns(deny, acl));
      if (against.some((deny) => coversAll(deny, acl))) return [];
      const gate = hostGate(reading, acl);
      if (gate !== undefined) gates.set(gate.id, gate);
      const grant = grantOf(reading, acl, place, against);
      return grant === undefined ? [] : [gate === undefined ? grant : { ...grant, gates: [gate.id] }];
    });
  return { grants, gates: [...gates.values()] };
}

function readAcl(item: SyntaxNode, place: Place): readonly Acl[] {
  const resource = get(item, 'resource');
  const typeNode = get(resource, 'type');
  const resourceType = textOf(typeNode);
  if (typeNode === undefined || resourceType === undefined) return [];
  const nameNode = get(resource, 'name') ?? typeNode;
  const name = resourceType === 'cluster' ? '' : (textOf(get(resource, 'name')) ?? '');
  const isPrefix = textOf(get(resource, 'patternType')) === 'prefix';
  const single = get(item, 'operation');
  const operations = [
    ...listOf(get(item, 'operations')),
    ...(single?.kind === 'scalar' ? [{ text: single.text, node: single }] : []),
  ];
  const hostNode = get(item, 'host');
  const destination = destinationOf(place.space, resourceType, name, isPrefix);
  return operations.map((operation) => ({
    allows: textOf(get(item, 'type')) !== 'deny',
    resourceType,
    name,
    destination,
    host: textOf(hostNode) ?? '*',
    operation,
    nameNode,
    hostNode,
    node: item,
  }));
}

/** Names of groups and of topics are apart. The literal `*` is every name. */
function destinationOf(space: string, type: string, name: string, isPrefix: boolean): Destination {
  const own = type === 'topic' || type === 'cluster' ? space : `${space}/${type}`;
  if (type === 'cluster' || (!isPrefix && name === '*')) return { space: own, syntax: 'prefix', pattern: '' };
  return { space: own, syntax: isPrefix ? 'prefix' : 'literal', pattern: name };
}

/** Whether a deny speaks of what the allow gives, or of a part of it. */
function concerns(deny: Acl, allow: Acl): boolean {
  return (
    deny.resourceType === allow.resourceType &&
    (deny.operation.text === allow.operation.text ||
      deny.operation.text === 'All' ||
      allow.operation.text === 'All') &&
    (deny.host === allow.host || deny.host === '*' || allow.host === '*') &&
    destinationsMeet(deny.destination, allow.destination) !== false
  );
}

function coversAll(deny: Acl, allow: Acl): boolean {
  return (
    (deny.operation.text === allow.operation.text || deny.operation.text === 'All') &&
    (deny.host === '*' || deny.host === allow.host) &&
    destinationCovers(deny.destination, allow.destination) === true
  );
}

function hostGate(reading: Reading, { host, hostNode }: Acl): Gate | undefined {
  if (host === '*' || host === '' || hostNode === undefined) return undefined;
  return {
    id: `host:${host}`,
    kind: 'condition',
    state: 'enforced',
    name: `host \`${host}\``,
    why: 'the broker checks for each request where it comes from',
    origin: reading.originOf(hostNode),
  };
}

function grantOf(reading: Reading, acl: Acl, { cluster }: Place, against: readonly Acl[]): Grant | undefined {
  const { resourceType, name, operation, destination } = acl;
  const right = kafkaRight(resourceType, operation.text);
  if (right === undefined) {
    const known = kafkaOperations(resourceType);
    const message =
      known.length === 0
        ? `Kafka has no resource of type \`${resourceType}\`.`
        : `Kafka has no operation \`${operation.text}\` for a resource of type \`${resourceType}\`: there are ${known.join(', ')} and All.`;
    reading.problems.push({
      message,
      origin: reading.originOf(operation.node),
      severity: 'warning',
      kind: 'shape',
    });
    return undefined;
  }
  const resource = resourceType === 'cluster' ? 'cluster' : `${resourceType} ${shown(destination)}`;
  const sensitivity = sensitivityOf(name);
  const breadth = breadthsOf(reading, acl);
  // What a deny takes away of `All` is known by operation; of a pattern only in part.
  const flows = right.flows.filter((flow) => !against.some((deny) => takesAway(deny, acl, flow)));
  return {
    action: `${operation.text} ${resource}`,
    right: `${operation.text} ${resourceType}`,
    access: right.access,
    system: { kind: right.kind, name: cluster },
    resource,
    certainty: 'declared',
    declaredFor: 'session',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: [],
    opens: right.opens,
    ...(breadth.length === 0 ? {} : { breadth }),
    ...(flows.length === 0 ? {} : { flows }),
    // A right over the cluster is over no topic in particular.
    ...(flows.length === 0 || resourceType === 'cluster' ? {} : { destination }),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
    attributes: {
      operation: operation.text,
      resourceType,
      resourceName: name,
      patternType: destination.syntax === 'prefix' && name !== '*' && name !== '' ? 'prefix' : 'literal',
      host: acl.host,
      denied: against.map((deny) => `${deny.operation.text} ${shown(deny.destination)}`),
    },
    via: [],
    origin: reading.originOf(operation.node),
  };
}

function takesAway(deny: Acl, allow: Acl, flow: string): boolean {
  const taken = kafkaRight(deny.resourceType, deny.operation.text)?.flows ?? [];
  return (
    allow.operation.text === 'All' &&
    // Several operations administer: that one of them is denied leaves the others.
    (flow !== 'administer' || deny.operation.text === 'All') &&
    taken.some((each) => each === flow) &&
    deny.host === '*' &&
    destinationCovers(deny.destination, allow.destination) === true
  );
}

function shown({ syntax, pattern }: Destination): string {
  return syntax === 'prefix' ? `${pattern}*` : pattern;
}

function breadthsOf(
  reading: Reading,
  { resourceType, destination, operation, nameNode }: Acl,
): readonly Breadth[] {
  const found: Breadth[] = [];
  if (destination.syntax === 'prefix' && resourceType !== 'cluster') {
    const all = destination.pattern === '';
    found.push({
      dimension: 'resource',
      form: all ? 'all' : 'pattern',
      text: all ? '*' : destination.pattern,
      covers: all
        ? `every ${resourceType}`
        : `every ${resourceType} whose name begins with \`${destination.pattern}\``,
      whole: all,
      narrowable: true,
      options: [],
      origin: reading.originOf(nameNode),
    });
  }
  if (operation.text === 'All') {
    const every = kafkaOperations(resourceType);
    const options = (
      resourceType === 'topic'
        ? [
            ['Read', 'Describe'],
            ['Write', 'Describe'],
          ]
        : []
    ).map((values) => ({
      title: `Allow only ${values.map((value) => `\`${value}\``).join(', ')}`,
      values,
      safe: false,
      caution: 'may stop what needs other operations',
    }));
    found.push({
      dimension: 'action',
      form: 'all',
      text: 'All',
      covers: `every operation: ${every.join(', ')}`,
      whole: true,
      narrowable: true,
      options: [
        ...options,
        {
          title: `Name the operations: ${every.map((each) => `\`${each}\``).join(', ')}`,
          values: every,
          safe: true,
        },
      ],
      origin: reading.originOf(operation.node),
    });
  }
  return found;
}
