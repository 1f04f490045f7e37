import { distinct } from '../collections/grouping.js';
import type { Gate, Grant, Initiator } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import { outlivingLives } from '../model/lives.js';
import { REACHED_IN_PART, isIdentityItself } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { AccessLevel, Actor, GateState } from '../model/vocabulary.js';
import { relativePath } from '../text/uri.js';
import type { Uri } from '../text/uri.js';

/**
 * A session as two states of a workspace are compared by it: what it may do, who starts it, how long it lasts and what
 * is asked before. It holds no offsets and no order of writing, so that what is only moved or written in another way
 * gives the same; `at` is where a reader is sent, and is never compared.
 */
export interface NormalSession {
  readonly id: string;
  readonly platform: string;
  readonly kind: string;
  /** As a reader knows it: "job `publish`". */
  readonly label: string;
  /** Of the file, below the root. */
  readonly path: string;
  readonly starts: readonly NormalStart[];
  /** Seconds that the session lasts; null where nothing bounds it or the bound is not known. */
  readonly seconds: number | null;
  /** What it mints and what works on for longer than itself, by name, in seconds. */
  readonly lives: Readonly<Record<string, number>>;
  /** Where the bounds of its own life (under an empty name) and of what it mints stand; a lock has none. */
  readonly livesAt?: ReadonlyMap<string, Origin>;
  readonly grants: readonly NormalGrant[];
  /** Where not all that is reached over other identities has room: their names, as `over` of a grant has them. */
  readonly listedInPart?: ReadonlySet<string>;
  readonly unknowns: readonly NormalUnknown[];
  /** Why there may be none: nobody is known to hold it (a lock does not say so), or a switch that is off by default. */
  readonly only?: 'if-held' | 'if-switched-on';
  readonly at?: Origin;
}

/** One way of starting a session. */
export interface NormalStart {
  readonly event: string;
  readonly actor: Actor;
  readonly who: string;
  /** Sorted. All of them must hold. */
  readonly conditions: readonly string[];
  /** What the platform holds back from such a run, sorted. */
  readonly withholds: readonly string[];
  readonly at?: Origin;
}

/** What is asked before a grant is used: nothing, something that may be asked, or something that is proved. */
export type Strength = 'open' | 'assumed' | 'enforced';

/** One action on one resource of one system. */
export interface NormalGrant {
  readonly action: string;
  readonly right: string;
  readonly access: AccessLevel;
  /** Kind and name of the system. */
  readonly system: string;
  readonly kind: string;
  readonly resource: string;
  /** The identity over which it is reached, as a reader knows it; empty for the session's own. */
  readonly over: string;
  readonly gate: Strength;
  /** Names of the gates of that strength, sorted. */
  readonly gates: readonly string[];
  /** The platform's own words that narrow or widen it, for example a namespace or conditions. */
  readonly attributes: Readonly<Record<string, string | readonly string[] | null>>;
  readonly at?: Origin;
}

export interface NormalUnknown {
  readonly what: string;
  readonly why: string;
  /** Whether it leaves open what more the session may do, or all that it may; of a lock that is not known. */
  readonly isReach?: true;
  readonly at?: Origin;
}

/**
 * The normal form of a session.
 *
 * @param root the folder that paths are below.
 * @param labelOf the name of another session, for what is reached over it.
 */
export function normalSession(
  scope: TrustScope,
  root: Uri,
  labelOf: (id: string) => string | undefined,
): NormalSession {
  const { facts, lifetime, file } = scope;
  const path = relativePath(root, file.uri);
  // Settings add to what is known of a session; where nothing is, they tell all of it.
  const isAllUnknown = scope.grants.length === 0 && facts.sweeps.length === 0;
  const sweeps = facts.sweeps.map((sweep): NormalGrant => ({
    action: 'every secret',
    right: 'every secret',
    access: 'read',
    system: `secrets ${sweep.of ?? 'repository'}`,
    kind: 'secrets',
    resource: '*',
    over: '',
    ...strengthOf(scope, sweep),
    attributes: {},
    at: sweep.origin,
  }));
  return {
    id: `${path}${scope.id.slice(scope.id.indexOf('#'))}`,
    platform: file.platform,
    kind: facts.kind,
    label: `${facts.noun} ${facts.label}`,
    path,
    starts: startsOf(scope.initiators),
    seconds: lifetime.seconds,
    lives: outlivingLives(scope),
    livesAt: new Map([
      ['', lifetime.origin],
      ...scope.carried.map((identity) => [identity.name, identity.lifetime.origin] as const),
    ]),
    grants: inOrder([
      ...sweeps,
      ...scope.grants.filter(({ idle }) => idle !== true).map((grant) => normalGrant(scope, grant, labelOf)),
    ]),
    ...listedInPart(scope, labelOf),
    unknowns: distinct(
      scope.unknowns
        .filter(({ about }) => about !== 'use')
        .map(({ what, why, about, origin }): NormalUnknown => ({
          what,
          why,
          ...(about === undefined || (about === 'settings' && isAllUnknown) ? { isReach: true } : {}),
          at: origin,
        })),
      ({ what }) => what,
    ).sort((a, b) => compare(a.what, b.what)),
    ...onlyIf(scope),
    at: facts.origin,
  };
}

function onlyIf({ facts, initiators }: TrustScope): Pick<NormalSession, 'only'> {
  if (facts.offByDefault === true) return { only: 'if-switched-on' };
  // What a policy of its own lets in, or a binding to people, is held by them.
  return facts.role === 'unheld' && initiators.length === 0 ? { only: 'if-held' } : {};
}

function listedInPart(
  { unknowns, becomes }: TrustScope,
  labelOf: (id: string) => string | undefined,
): Pick<NormalSession, 'listedInPart'> {
  if (!unknowns.some(({ what }) => what === REACHED_IN_PART)) return {};
  return { listedInPart: new Set(becomes.map(({ session }) => labelOf(session) ?? session)) };
}

function startsOf(initiators: readonly Initiator[]): readonly NormalStart[] {
  const starts = initiators.map((initiator): NormalStart => {
    const { id, event, actor, who, conditions, withholds, origin } = initiator;
    // Who starts the other session is told of that one.
    if (id.startsWith(ASSUMED_BY)) {
      return { event, actor: 'another-session', who: '', conditions: [], withholds: [], at: origin };
    }
    return {
      event,
      actor,
      who,
      conditions: [...conditions].sort(),
      withholds: [...withholds].sort(),
      at: origin,
    };
  });
  return distinct(starts, startKey).sort((a, b) => compare(startKey(a), startKey(b)));
}

/** How the id of a start begins that is the session of another identity. */
const ASSUMED_BY = 'assumed-by:';

/** What makes one way of starting the same as another. */
export function startKey({ event, actor, who, conditions, withholds }: NormalStart): string {
  // Of several services or identities that a policy trusts, only the words tell which one it is.
  const one = actor === 'workload' || actor === 'another-session' ? who : '';
  return JSON.stringify([event, actor, conditions, withholds, one]);
}

function normalGrant(
  scope: TrustScope,
  grant: Grant,
  labelOf: (id: string) => string | undefined,
): NormalGrant {
  const { action, right, access, system, resource, via, attributes = {} } = grant;
  const last = via.at(-1);
  return {
    // To hold an identity is to be able to do what it opens; the right is the identity itself.
    action: isIdentityItself(grant) ? holding(resource) : action,
    right: isIdentityItself(grant) ? holding(resource) : right,
    access,
    system: `${system.kind} ${system.name}`,
    kind: system.kind,
    resource,
    over: last === undefined ? '' : (labelOf(last) ?? last),
    ...strengthOf(scope, grant),
    attributes: { ...comparable(attributes), ...comparableDestination(grant) },
    at: grant.origin,
  };
}

/** What it is called to hold an identity. */
export function holding(identity: string): string {
  return `hold ${identity}`;
}

/** Attributes that say how far a grant goes; those that tell where it comes from are left out. */
const OF_OBJECTS = ['apiGroup', 'resource', 'verb', 'namespace', 'resourceNames'];
const OF_POLICIES = ['boundary', 'conditions', 'denies'];

function comparable(attributes: NonNullable<Grant['attributes']>): NormalGrant['attributes'] {
  const compared = 'verb' in attributes ? OF_OBJECTS : OF_POLICIES;
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name, value]) => compared.includes(name) && !(Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [name, Array.isArray(value) ? [...(value as string[])].sort() : value]),
  );
}

/** Where messages go to or come from, so that patterns are held against each other by the names that they accept. */
function comparableDestination({ destination }: Grant): NormalGrant['attributes'] {
  if (destination === undefined || destination.except !== undefined) return {};
  const { space, syntax, pattern } = destination;
  return { destination: `${syntax} ${pattern}`, space };
}

const STATES: Readonly<Record<Exclude<GateState, 'ineffective'>, Strength>> = {
  enforced: 'enforced',
  assumed: 'assumed',
};

function strengthOf(
  scope: TrustScope,
  { gates: ids }: { readonly gates: readonly string[] },
): Pick<NormalGrant, 'gate' | 'gates'> {
  const standing = scope.gates.filter((gate): gate is Gate & { state: 'enforced' | 'assumed' } => {
    return gate.state !== 'ineffective' && ids.includes(gate.id);
  });
  const proved = standing.filter(({ state }) => state === 'enforced');
  const counting = proved.length > 0 ? proved : standing;
  const [first] = counting;
  return {
    gate: first === undefined ? 'open' : STATES[first.state],
    gates: distinct(counting.map(({ name }) => name)).sort(),
  };
}

function inOrder(grants: readonly NormalGrant[]): readonly NormalGrant[] {
  return distinct(grants, grantKey).sort((a, b) => compare(grantKey(a), grantKey(b)));
}

/** What makes one grant the same as another, whatever the way by which it is reached. */
export function grantKey({ system, action, resource, gate, attributes }: NormalGrant): string {
  return JSON.stringify([system, action, resource, gate, Object.entries(attributes).sort()]);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
