import type {
  CarriedIdentity,
  Exposure,
  Gate,
  Grant,
  GrantBlock,
  Host,
  Initiator,
  Participant,
  SecretSweep,
  SessionFacts,
  TurnedAway,
  Unknown,
} from './facts.js';
import type { Becoming, Escalation } from './escalation.js';
import type { Origin } from './origin.js';
import { samePlace } from './origin.js';
import type { AttachedBy, Workload } from './permissionSet.js';
import type { Admission } from './trust.js';
import type { Delegation, ResolvedReference, TrustScope } from './trustScope.js';

/** What each kind of element carries besides the scope that it belongs to. */
export interface ElementKinds {
  readonly session: null;
  readonly block: GrantBlock;
  readonly grant: Grant;
  readonly initiator: Initiator;
  readonly gate: Gate;
  readonly reference: ResolvedReference;
  readonly excess: Delegation;
  readonly carried: CarriedIdentity;
  /** What bounds an identity that it carries, where that is written apart. */
  readonly carriedLife: CarriedIdentity;
  readonly sweep: SecretSweep;
  readonly participant: Participant;
  readonly exposure: Exposure;
  readonly tokenUse: SessionFacts['tokenUses'][number];
  readonly influence: SessionFacts['influences'][number];
  readonly turnedAway: TurnedAway;
  readonly host: Host;
  readonly lifetime: null;
  readonly attachment: AttachedBy;
  readonly workload: Workload;
  readonly admission: Admission;
  readonly becoming: Becoming;
  readonly escalation: Escalation;
  readonly unknown: Unknown;
}

export type ElementKind = keyof ElementKinds;

/** One element of the model at one of the places where the text speaks of it. */
export interface ModelElement<K extends ElementKind = ElementKind> {
  readonly kind: K;
  readonly scope: TrustScope;
  readonly item: ElementKinds[K];
  readonly origin: Origin;
}

/** Every element of a scope with every place that a reader may point at to ask for it. */
export function* elementsOf(scope: TrustScope): Generator<ModelElement> {
  const { facts } = scope;
  const make = <K extends ElementKind>(kind: K, item: ElementKinds[K], origin: Origin): ModelElement<K> => ({
    kind,
    scope,
    item,
    origin,
  });
  yield make('session', null, facts.origin);
  yield make('lifetime', null, scope.lifetime.origin);
  if (facts.grantBlock !== undefined) yield make('block', facts.grantBlock, facts.grantBlock.key);
  for (const grant of scope.grants) {
    if (grant.identity === undefined && grant.via.length === 0) yield make('grant', grant, grant.origin);
  }
  for (const initiator of scope.initiators) yield make('initiator', initiator, initiator.origin);
  for (const gate of scope.gates) yield make('gate', gate, gate.origin);
  for (const reference of scope.references) yield make('reference', reference, reference.reference.origin);
  for (const delegation of [...scope.delegations, ...scope.calledBy]) {
    for (const excess of delegation.excess) yield make('excess', delegation, excess.askedAt);
  }
  for (const carried of scope.carried) {
    for (const origin of [carried.origin, ...carried.uses]) yield make('carried', carried, origin);
    const bound = carried.lifetime.origin;
    if (!samePlace(bound, carried.origin)) yield make('carriedLife', carried, bound);
  }
  for (const sweep of facts.sweeps) yield make('sweep', sweep, sweep.origin);
  for (const participant of facts.participants) yield make('participant', participant, participant.origin);
  for (const exposure of facts.exposures) yield make('exposure', exposure, exposure.origin);
  for (const use of facts.tokenUses) yield make('tokenUse', use, use.origin);
  yield* strangersElements(facts, make);
  if (facts.host !== undefined) yield make('host', facts.host, facts.host.origin);
  for (const unknown of scope.unknowns) yield make('unknown', unknown, unknown.origin);
  yield* joinedElements(scope, make);
}

/** Where strangers have a say, and where they are refused one. */
function* strangersElements({ influences, turnedAway }: SessionFacts, make: Make): Generator<ModelElement> {
  for (const influence of influences) yield make('influence', influence, influence.origin);
  for (const refused of turnedAway ?? []) yield make('turnedAway', refused, refused.origin);
}

type Make = <K extends ElementKind>(kind: K, item: ElementKinds[K], origin: Origin) => ModelElement<K>;

/** What the linker has put together from other places: who is bound, what runs as it, what it leads to. */
function* joinedElements(scope: TrustScope, make: Make): Generator<ModelElement> {
  const { facts } = scope;
  const attachments = new Set<string>();
  for (const { attachedBy } of scope.grants) {
    if (attachedBy === undefined) continue;
    const { uri, range } = attachedBy.holder.origin;
    const key = `${uri} ${String(range.start)}`;
    if (attachments.has(key)) continue;
    attachments.add(key);
    for (const origin of [attachedBy.origin, attachedBy.setOrigin, attachedBy.holder.origin]) {
      yield make('attachment', attachedBy, origin);
    }
  }
  for (const workload of facts.workloads ?? []) {
    yield make('workload', workload, workload.runsAsOrigin);
    yield make('workload', workload, workload.origin);
  }
  for (const admission of facts.trust?.admissions ?? []) yield make('admission', admission, admission.origin);
  for (const step of scope.becomes) yield make('becoming', step, step.origin);
  for (const way of scope.escalations) yield make('escalation', way, way.origin);
}

/** Whether the element is of this kind. */
export function isOf<K extends ElementKind>(element: ModelElement, kind: K): element is ModelElement<K> {
  return element.kind === kind;
}

/** The elements of one kind, with their type. */
export function ofKind<K extends ElementKind>(elements: readonly ModelElement[], kind: K): ModelElement<K>[] {
  return elements.filter((element) => isOf(element, kind));
}
