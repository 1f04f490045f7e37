import type { Breadth, Destination } from '../../model/breadth.js';
import type { Gate, Grant } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { Effort } from '../../patterns/effort.js';
import { destinationCovers, destinationsMeet } from '../../patterns/destinations.js';
import { sensitivityOf } from '../names/words.js';
import { kafkaOperations, kafkaRight } from './kafka.js';
import { quoted } from '../../text/quoted.js';

/** One operation of one ACL, as it is written. */
export interface KafkaAcl {
  readonly allows: boolean;
  readonly resourceType: string;
  /** Empty for the cluster, which has no name. */
  readonly name: string;
  readonly isPrefix: boolean;
  /** `*` for every host. */
  readonly host: string;
  readonly operation: string;
  /** Where the operation, the name and the host stand. */
  readonly origin: Origin;
  readonly nameOrigin: Origin;
  readonly hostOrigin: Origin | undefined;
}

/** An ACL with the names that it speaks of. */
interface Acl extends KafkaAcl {
  readonly destination: Destination;
}

export interface KafkaPlace {
  /** Topics of different spaces never meet. */
  readonly space: string;
  /** How the system is called. */
  readonly cluster: string;
  readonly effort: Effort;
}

/** What a list of ACLs comes to. */
export interface KafkaAclFacts {
  readonly grants: readonly Grant[];
  readonly gates: readonly Gate[];
  /** What Kafka does not know, with why. */
  readonly refused: readonly { readonly message: string; readonly origin: Origin }[];
}

/**
 * What a list of ACLs lets a user do. A deny wins over every allow; what no ACL allows is refused.
 * https://kafka.apache.org/documentation/#security_authz
 */
export function kafkaGrants(acls: readonly KafkaAcl[], place: KafkaPlace): KafkaAclFacts {
  const all = acls.map((acl): Acl => ({ ...acl, destination: destinationOf(place.space, acl) }));
  const known = all.filter(
    ({ resourceType, operation }) => kafkaRight(resourceType, operation) !== undefined,
  );
  const denies = known.filter(({ allows }) => !allows);
  const gates = new Map<string, Gate>();
  const grants = known
    .filter(({ allows }) => allows)
    .flatMap((acl) => withoutSome(acl, denies))
    .flatMap((acl): readonly Grant[] => {
      const against = denies.filter((deny) => concerns(deny, acl));
      if (against.some((deny) => coversAll(deny, acl))) return [];
      const gate = hostGate(acl);
      if (gate !== undefined) gates.set(gate.id, gate);
      const grant = grantOf(acl, place, against);
      return grant === undefined ? [] : [gate === undefined ? grant : { ...grant, gates: [gate.id] }];
    });
  const refused = all
    .filter((acl) => acl.allows && !known.includes(acl))
    .map((acl) => ({ message: refusal(acl), origin: acl.origin }));
  return { grants, gates: [...gates.values()], refused };
}

function refusal({ resourceType, operation }: Acl): string {
  const known = kafkaOperations(resourceType);
  return known.length === 0
    ? `Kafka has no resource of type ${quoted(resourceType)}.`
    : `Kafka has no operation ${quoted(operation)} for a resource of type ${quoted(resourceType)}: there are ${known.join(', ')} and All.`;
}

/** Operations on messages: what else is denied of `All` leaves enough to administer. */
const MESSAGES: ReadonlySet<string> = new Set(['Read', 'Write']);

/** `All` of which a deny takes reading or writing away is the operations, each by itself. */
function withoutSome(acl: Acl, denies: readonly Acl[]): readonly Acl[] {
  const { operation, resourceType } = acl;
  if (operation !== 'All') return [acl];
  if (!denies.some((deny) => MESSAGES.has(deny.operation) && concerns(deny, acl))) return [acl];
  return kafkaOperations(resourceType).map((operationOfAll) => ({ ...acl, operation: operationOfAll }));
}

/** Names of groups and of topics are apart. The literal `*` is every name. */
function destinationOf(space: string, { resourceType: type, name, isPrefix }: KafkaAcl): Destination {
  const own = type === 'topic' || type === 'cluster' ? space : `${space}/${type}`;
  if (type === 'cluster' || (!isPrefix && name === '*')) return { space: own, syntax: 'prefix', pattern: '' };
  return { space: own, syntax: isPrefix ? 'prefix' : 'literal', pattern: name };
}

/** Whether a deny speaks of what the allow gives, or of a part of it. */
function concerns(deny: Acl, allow: Acl): boolean {
  return (
    deny.resourceType === allow.resourceType &&
    (deny.operation === allow.operation || deny.operation === 'All' || allow.operation === 'All') &&
    (deny.host === allow.host || deny.host === '*' || allow.host === '*') &&
    destinationsMeet(deny.destination, allow.destination) !== false
  );
}

function coversAll(deny: Acl, allow: Acl): boolean {
  return (
    (deny.operation === allow.operation || deny.operation === 'All') &&
    (deny.host === '*' || deny.host === allow.host) &&
    destinationCovers(deny.destination, allow.destination) === true
  );
}

function hostGate({ host, hostOrigin }: Acl): Gate | undefined {
  if (host === '*' || host === '' || hostOrigin === undefined) return undefined;
  return {
    id: `host:${host}`,
    kind: 'condition',
    state: 'enforced',
    name: `host ${quoted(host)}`,
    why: 'the broker checks for each request where it comes from',
    origin: hostOrigin,
  };
}

/**
 * Topics in which Kafka Connect, MirrorMaker 2 and the Schema Registry keep their own settings, offsets, status and
 * schemas: the same worker has to write and read them, and they carry no messages of anybody else.
 * https://github.com/confluentinc/schema-registry/blob/master/config/schema-registry.properties (`kafkastore.topic`)
 * https://docs.confluent.io/platform/current/connect/security.html
 * https://kafka.apache.org/documentation/#georeplication-mirrormaker
 */
const OWN_STATE =
  /(?:^|[-_.])(?:configs?|offsets?|status(?:es)?)$|^mm2-|\.checkpoints\.internal$|^heartbeats$|^_schemas$/u;

function isOwnState({ resourceType, name, isPrefix }: KafkaAcl): boolean {
  return resourceType === 'topic' && !isPrefix && OWN_STATE.test(name);
}

function grantOf(acl: Acl, place: KafkaPlace, against: readonly Acl[]): Grant | undefined {
  const { resourceType, name, operation, destination } = acl;
  const right = kafkaRight(resourceType, operation);
  if (right === undefined) return undefined;
  const resource = resourceType === 'cluster' ? 'cluster' : `${resourceType} ${shown(destination)}`;
  const sensitivity = sensitivityOf(name);
  const left = place.effort.spentOn(leftOf(acl, against));
  const breadth = breadthsOf(acl, left);
  const flows = isOwnState(acl) ? [] : right.flows;
  return {
    action: `${operation} ${resource}`,
    right: `${operation} ${resourceType}`,
    access: right.access,
    system: { kind: right.kind, name: place.cluster },
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
    ...(flows.length === 0 || resourceType === 'cluster' ? {} : { destination: left }),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
    attributes: {
      operation,
      resourceType,
      resourceName: name,
      patternType: destination.syntax === 'prefix' && name !== '*' && name !== '' ? 'prefix' : 'literal',
      host: acl.host,
      denied: against.map((deny) => `${deny.operation} ${shown(deny.destination)}`),
    },
    via: [],
    origin: acl.origin,
  };
}

/** The names that denies leave. Names of Kafka hold no character that means something in a pattern. */
function leftOf({ destination, host, operation }: Acl, against: readonly Acl[]): Destination {
  const except = against
    .filter((deny) => deny.operation === operation || deny.operation === 'All')
    .filter((deny) => deny.host === '*' || deny.host === host)
    .map((deny) => shown(deny.destination));
  return except.length === 0
    ? destination
    : { space: destination.space, syntax: 'glob', pattern: shown(destination), except };
}

function shown({ syntax, pattern }: Destination): string {
  return syntax === 'prefix' ? `${pattern}*` : pattern;
}

function breadthsOf(
  { resourceType, destination, operation, origin, nameOrigin }: Acl,
  left: Destination,
): readonly Breadth[] {
  const found: Breadth[] = [];
  if (destination.syntax === 'prefix' && resourceType !== 'cluster') {
    const all = destination.pattern === '';
    found.push({
      dimension: 'resource',
      form: all && left.except === undefined ? 'all' : 'pattern',
      text: all ? '*' : destination.pattern,
      covers: all
        ? `every ${resourceType}`
        : `every ${resourceType} whose name begins with ${quoted(destination.pattern)}`,
      whole: all && left.except === undefined,
      narrowable: true,
      options: [],
      origin: nameOrigin,
    });
  }
  if (operation === 'All') {
    const every = kafkaOperations(resourceType);
    const options = (
      resourceType === 'topic'
        ? [
            ['Read', 'Describe'],
            ['Write', 'Describe'],
          ]
        : []
    ).map((values) => ({
      title: `Allow only ${values.map((value) => quoted(value)).join(', ')}`,
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
          title: `Name the operations: ${every.map((each) => quoted(each)).join(', ')}`,
          values: every,
          safe: true,
        },
      ],
      origin,
    });
  }
  return found;
}
