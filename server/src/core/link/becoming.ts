import type { Becoming } from '../model/escalation.js';
import type { Gate, Grant, Unknown } from '../model/facts.js';
import { REACHED_IN_PART } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Edge } from './edges.js';
import type { Settled } from './fans.js';

/** A chain of roles is seldom longer than three; what lies beyond this many steps is said to be there, not looked at. */
const MAX_DEPTH = 12;
/** Reached grants of one scope; more make it no broader. */
const MAX_GRANTS = 200;

/** A scope before what it reaches is known. */
export type Unreached = Omit<TrustScope, 'width' | 'policy'>;

/** Where steps and scopes are looked up. */
export interface Ways {
  /** The steps that lead on from a session. */
  readonly edges: (id: string) => readonly Edge[];
  /** What a new walk is done with: nothing yet. */
  readonly settled: () => Settled;
  readonly scope: (id: string) => Unreached | undefined;
  /** How many sessions there are. */
  readonly total: () => number;
}

/** Where fewer are reached it is not worth asking whether they are all there are. */
const MANY = 16;

/** What a scope gains by what it can become. */
export type Reached = Pick<TrustScope, 'becomes' | 'grants' | 'gates' | 'unknowns'>;

/**
 * Follows the steps from one session to others. Each session is reached once, on the shortest way; one that is behind
 * a gate counts only where no way leads there without. What is reached behind a gate stays behind it.
 */
export function reachOf(start: Unreached, ways: Ways): Reached {
  if (ways.edges(start.id).length === 0) {
    return { becomes: [], grants: start.grants, gates: start.gates, unknowns: start.unknowns };
  }
  const gates = new Map<string, Gate>(start.gates.map((gate) => [gate.id, gate]));
  const { steps, isCut } = walk(start, ways, gates);
  const grants: Grant[] = [];
  const unknowns: Unknown[] = [];
  let omitted = false;
  for (const step of steps) {
    const scope = ways.scope(step.session);
    if (scope === undefined) continue;
    if (!isFollowed(step)) continue;
    if (!step.certain) unknowns.push(doubt(scope, step));
    const own = ownGrants(scope);
    const room = MAX_GRANTS - grants.length;
    omitted ||= own.length > room;
    if (room > 0) grants.push(...reachedGrants(own.slice(0, room), step, scope, gates));
    unknowns.push(...partlyKnown(scope, step));
  }
  if (isCut) {
    unknowns.push({
      what: 'all that it can become',
      why: `sessions more than ${String(MAX_DEPTH)} steps away are not looked at`,
      origin: start.facts.origin,
    });
  }
  if (omitted) {
    unknowns.push({
      what: REACHED_IN_PART,
      why: `only ${String(MAX_GRANTS)} of the grants are listed`,
      about: 'use',
      origin: start.facts.origin,
    });
  }
  return {
    becomes: steps,
    grants: [...start.grants, ...grants],
    gates: [...gates.values()],
    unknowns: [...start.unknowns, ...unknowns],
  };
}

const remembered = new WeakMap<Unreached, readonly Grant[]>();

/** In a cluster where everybody can become everybody each is asked by all others. */
function ownGrants(scope: Unreached): readonly Grant[] {
  const known = remembered.get(scope);
  if (known !== undefined) return known;
  const own = scope.grants.filter(({ via, identity }) => via.length === 0 && identity === undefined);
  remembered.set(scope, own);
  return own;
}

interface Walked {
  readonly steps: readonly Becoming[];
  /** Whether the last steps lead on to sessions that were not looked at. */
  readonly isCut: boolean;
}

function walk(start: Unreached, ways: Ways, gates: Map<string, Gate>): Walked {
  const found = new Map<string, Becoming>();
  const settled = ways.settled();
  let front: readonly Becoming[] = [];
  let depth = 0;
  for (; depth < MAX_DEPTH; depth += 1) {
    // Where every session is reached on the best way, no longer way is looked for.
    if (found.size > MANY && found.size === ways.total() - 1 && [...found.values()].every(isBest)) break;
    const from = depth === 0 ? [undefined] : front;
    const next: Becoming[] = [];
    for (const step of from) {
      const at = step === undefined ? start : ways.scope(step.session);
      if (at === undefined) continue;
      for (const edge of settled.others(ways.edges(at.id))) {
        if (edge.to === start.id) continue;
        const known = found.get(edge.to);
        if (known !== undefined && isBest(known)) continue;
        if (known === undefined && ways.scope(edge.to) === undefined) continue;
        const reached = stepOver(edge, step, at, gates);
        if (known !== undefined && !isBetter(reached, known, gates)) continue;
        found.set(edge.to, reached);
        if (isBest(reached)) settled.add(edge.to);
        next.push(reached);
      }
    }
    // What is merely not ruled out leads no further: a doubt on a doubt says nothing.
    front = next.filter((step) => isFollowed(step) && found.get(step.session) === step);
    if (front.length === 0) break;
  }
  const leadsOn = ({ session }: Becoming): boolean =>
    ways.edges(session).some(({ to }) => to !== start.id && !found.has(to) && ways.scope(to) !== undefined);
  return { steps: [...found.values()], isCut: depth === MAX_DEPTH && front.some(leadsOn) };
}

/** Whether no longer way can be better. */
function isBest({ gates, certain, initiators, via }: Becoming): boolean {
  return gates.length === 0 && certain && (initiators === undefined || via.length > 0);
}

/**
 * An open way counts before a gated one, one behind an assumed gate before one behind a proved one, a certain before a
 * doubtful one, and a wider one before a narrower.
 */
function isBetter(a: Becoming, b: Becoming, gates: ReadonlyMap<string, Gate>): boolean {
  const [one, other] = [held(a, gates), held(b, gates)];
  if (one !== other) return one < other;
  if (a.certain !== b.certain) return a.certain;
  return (
    a.via.length === b.via.length && (a.initiators?.length ?? Infinity) > (b.initiators?.length ?? Infinity)
  );
}

/** How firmly a way is held back: 0 not at all, 1 by what is only assumed, 2 by a proved gate. */
function held({ gates: ids }: Becoming, gates: ReadonlyMap<string, Gate>): number {
  if (ids.length === 0) return 0;
  return ids.some((id) => gates.get(id)?.state === 'enforced') ? 2 : 1;
}

function stepOver(
  edge: Edge,
  before: Becoming | undefined,
  at: Unreached,
  gates: Map<string, Gate>,
): Becoming {
  const { to, how, certain } = edge;
  const own = at.gates.filter(({ id, state }) => state !== 'ineffective' && edge.gates.includes(id));
  if (before === undefined) {
    const { identity, initiators, certainty, supposed, origin } = edge;
    return {
      session: to,
      how,
      via: [],
      gates: own.map(({ id }) => id),
      ...(identity === undefined ? {} : { identity }),
      certain,
      certainty,
      ...(supposed === undefined ? {} : { supposed }),
      ...(initiators === undefined ? {} : { initiators }),
      origin,
    };
  }
  // Only the first step is the session's own: who leads there, and which text, is told by that one.
  return {
    ...before,
    session: to,
    how,
    via: [...before.via, before.session],
    gates: [...new Set([...before.gates, ...own.map((gate) => takeOver(gate, at, gates))])],
    certain: certain && before.certain,
    certainty: 'inferred',
  };
}

/** What is written there on purpose counts until something says no; what is merely not ruled out does not. */
function isFollowed({ certain, identity, via }: Becoming): boolean {
  return certain || (identity !== undefined && via.length === 0);
}

function doubt({ facts }: Unreached, { how, gates, origin }: Becoming): Unknown {
  return {
    what: `whether it can ${how}`,
    why: `what is known does not tell whether ${facts.noun} ${facts.label} trusts it`,
    gates,
    origin,
  };
}

/** Makes a gate of a session on the way one of the scope's own; gives its id there. */
function takeOver(gate: Gate, { id, facts }: Unreached, gates: Map<string, Gate>): string {
  const own = `${id}:${gate.id}`;
  if (!gates.has(own)) {
    gates.set(own, { ...gate, id: own, name: `${gate.name} of ${facts.noun} ${facts.label}` });
  }
  return own;
}

const reachedAtOnce = new WeakMap<Unreached, readonly Grant[]>();

/** The same for all who get to the session in one plain step, without a gate on the way or inside. */
function reachedGrants(
  own: readonly Grant[],
  step: Becoming,
  scope: Unreached,
  gates: Map<string, Gate>,
): readonly Grant[] {
  const isPlain =
    step.via.length === 0 &&
    step.gates.length === 0 &&
    step.identity === undefined &&
    step.initiators === undefined &&
    scope.gates.length === 0;
  if (!isPlain) return own.map((grant) => reachedGrant(grant, step, scope, gates));
  const known = reachedAtOnce.get(scope);
  if (known !== undefined && known.length >= own.length) return known.slice(0, own.length);
  const reached = own.map((grant) => reachedGrant(grant, step, scope, gates));
  reachedAtOnce.set(scope, reached);
  return reached;
}

function reachedGrant(grant: Grant, step: Becoming, scope: Unreached, gates: Map<string, Gate>): Grant {
  const inside = scope.gates
    .filter(({ id, state }) => state !== 'ineffective' && grant.gates.includes(id))
    .map((gate) => takeOver(gate, scope, gates));
  return {
    ...(grant.initiators === undefined ? grant : withoutInitiators(grant)),
    gates: [...step.gates, ...inside],
    via: [...step.via, step.session],
    ...(step.identity === undefined ? {} : { identity: step.identity }),
    ...(step.initiators === undefined ? {} : { initiators: step.initiators }),
  };
}

/** Who starts the other session by itself is nothing to this one. */
function withoutInitiators(grant: Grant): Grant {
  return Object.fromEntries(
    Object.entries(grant).filter(([name]) => name !== 'initiators'),
  ) as unknown as Grant;
}

/** A reached session of which not all is known makes what is reached unknown as well; told once for each. */
function partlyKnown({ facts, unknowns }: Unreached, step: Becoming): readonly Unknown[] {
  const reach = unknowns.filter(({ about }) => about === undefined);
  // One that is asked for by name counts also where nothing here gives it anything.
  const [first] = reach.length > 0 || step.identity === undefined ? reach : unknowns;
  if (first === undefined) return [];
  const more = unknowns.length > 1 ? `, and ${String(unknowns.length - 1)} more` : '';
  return [
    {
      what: `all that ${facts.noun} ${facts.label} may do`,
      why: `${first.what}: ${first.why}${more}`,
      gates: step.gates,
      origin: step.origin,
    },
  ];
}
