import type { CarriedIdentity, Gate, Grant, Initiator } from './grant.js';
import type { TrustScope } from './trustScope.js';
import { heldBy, untrustedInitiators } from './trustScope.js';
import type { SystemKind } from './vocabulary.js';

/** What is not known of a session whose reach over other sessions is more than is listed. */
export const REACHED_IN_PART = 'all that it reaches over other sessions';

/** Systems in which a write lets its holder change code, releases, deployments, or become somebody else. */
const STRONG_SYSTEMS: ReadonlySet<SystemKind> = new Set([
  'repository',
  'artifacts',
  'deployment',
  'identity',
  'control-plane',
  'secrets',
  'data',
  'billing',
  'compute',
  'queue',
]);

/** Whether nothing is known to be checked again before the grant is used: a gate that is only assumed proves nothing. */
export function isOpen(scope: TrustScope, item: Pick<Grant, 'gates'>): boolean {
  return !isBehind(scope, item, isProved);
}

/** Whether a gate is known to check. Only such a gate lowers a verdict. */
export function isProved({ state }: Pick<Gate, 'state'>): boolean {
  return state === 'enforced';
}

/**
 * Whether not even an assumed gate is there: what a rule asks that advises to add one. It is content with one that has
 * a name of its own, whose settings somebody can look up, and with a question that a product asks by default; one whose
 * name is computed, or that stands in a text that was not read, answers nothing.
 */
export function isUnguarded(scope: TrustScope, item: Pick<Grant, 'gates'>): boolean {
  return !isBehind(scope, item, contents);
}

/** Whether an agent is free to use it: no gate is proved, and its product asks no person by default. */
export function isUnasked(scope: TrustScope, item: Pick<Grant, 'gates'>): boolean {
  return !isBehind(scope, item, asks);
}

function asks(gate: Gate): boolean {
  return isProved(gate) || (gate.state === 'assumed' && gate.kind === 'human-in-the-loop');
}

type Test = (gate: Gate) => boolean;

/** Ids of the gates that pass a test. A scope has as many gates as grants at worst, and each grant is asked about. */
const passing = new WeakMap<readonly Gate[], Map<Test, ReadonlySet<string>>>();

/**
 * Whether one of the gates that stand before an item passes the test.
 *
 * @param test a function of its own, not one made for the call: what it says of the gates is remembered
 */
export function isBehind(
  { gates }: { readonly gates: readonly Gate[] },
  item: Pick<Grant, 'gates'>,
  test: Test,
): boolean {
  if (item.gates.length === 0 || gates.length === 0) return false;
  const known = passing.get(gates) ?? new Map<Test, ReadonlySet<string>>();
  passing.set(gates, known);
  const ids = known.get(test) ?? new Set(gates.filter(test).map(({ id }) => id));
  known.set(test, ids);
  return item.gates.some((id) => ids.has(id));
}

/** The gates that content a rule that would advise one. */
export function standingGates(scope: TrustScope): readonly Gate[] {
  return scope.gates.filter(contents);
}

function contents(gate: Gate): boolean {
  if (isProved(gate)) return true;
  return gate.state === 'assumed' && (gate.key !== undefined || gate.kind === 'human-in-the-loop');
}

/** The assumed gates before a grant: what would hold it back if they held. */
export function assumedBefore(scope: TrustScope, item: Pick<Grant, 'gates'>): readonly Gate[] {
  return scope.gates.filter((gate) => gate.state === 'assumed' && item.gates.includes(gate.id));
}

/**
 * Whether the grant lets its holder do lasting harm: writes that matter, secrets, other identities. A grant of an
 * identity whose own grants are known counts by what it opens.
 */
export function isStrong(grant: Grant): boolean {
  if (grant.system.kind === 'secrets' || isIdentityItself(grant)) return true;
  if (grant.access === 'read' || grant.conversational === true) return false;
  return STRONG_SYSTEMS.has(grant.system.kind);
}

/** Whether the grant is to hold another identity, not what that identity may do. */
export function isIdentityItself({ identity, via }: Pick<Grant, 'identity' | 'via'>): boolean {
  return identity !== undefined && via.length === 0;
}

/** The session's own grants, without those of identities that it carries and of sessions that it can become. */
export function ownGrants(scope: TrustScope): readonly Grant[] {
  return scope.grants.filter((grant) => grant.identity === undefined && grant.via.length === 0);
}

/** Own grants that write. */
export function ownWrites(scope: TrustScope): readonly Grant[] {
  return ownGrants(scope).filter((grant) => grant.access !== 'read');
}

/** Strong grants that stand before the next gate. */
export function openStrong(scope: TrustScope): readonly Grant[] {
  return scope.grants.filter((grant) => isStrong(grant) && isOpen(scope, grant));
}

/** Whether the grants are known from what is written or configured, not from a default that nothing tells. */
export function grantsAreKnown(scope: TrustScope): boolean {
  return scope.defaultGrants !== 'fallback';
}

/** What strangers hold, by the initiator that gives it to them. */
export interface StrangerReach {
  readonly initiator: Initiator;
  readonly grants: readonly Grant[];
}

/** For each way in which somebody nobody approved starts the session: the open grants that they then hold. */
export function strangerReach(scope: TrustScope): readonly StrangerReach[] {
  return untrustedInitiators(scope)
    .map((initiator) => ({
      initiator,
      grants: scope.grants.filter((grant) => isOpen(scope, grant) && heldBy(initiator, grant)),
    }))
    .filter(({ grants }) => grants.length > 0);
}

/** Whether a stranger's session holds the identity, nothing being checked before. */
export function strangersHold(scope: TrustScope, identity: CarriedIdentity): boolean {
  return (
    isOpen(scope, identity) &&
    untrustedInitiators(scope).some((initiator) => holdsIdentity(initiator, identity))
  );
}

function holdsIdentity(initiator: Initiator, identity: CarriedIdentity): boolean {
  if (identity.initiators !== undefined && !identity.initiators.includes(initiator.id)) return false;
  return !initiator.withholds.includes('secrets');
}
