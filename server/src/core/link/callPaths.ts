import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { CarriedIdentity, Reference, SessionFacts, Unknown } from '../model/facts.js';
import { CALLER } from '../model/trust.js';
import type { Uri } from '../text/uri.js';
import type { Filed } from './filed.js';
import type { LinkInputs } from './inputs.js';

/** One of the ways in which a session that can be called comes about. */
export interface CallPath {
  /** The session's own id where there is only one way, and for a run that no call starts. */
  readonly id: string;
  /** Ids of the callers that start it alike; none for a run that no call starts; absent where all of them are one. */
  readonly callers?: readonly string[];
  /** What is handed over along it, from where it begins, as one text: the same for ways that need not be told apart. */
  readonly handed: string;
  /** Why ways that differ are told as one: there are too many, or they lead back to themselves. */
  readonly merged?: 'many' | 'circle';
}

/** More ways than that of one session are told as one; nobody reads as many. */
export const MOST_PATHS = 16;
/** A walk over more calls than that ends in telling all as one. */
const MOST_STEPS = 400;
/** Where what is handed over takes more characters than that to tell, the way is one of its own. */
const MOST_HANDED = 20_000;

const VIA = ' via ';

/** The id that a session has in its own file. */
export function idInFile(id: string): string {
  const at = id.indexOf(VIA, Math.max(0, id.indexOf('#')));
  return at < 0 ? id : id.slice(0, at);
}

/**
 * The ways in which called sessions come about: a session for each group of callers that hand it the same rights, secrets
 * and starters, and one for the runs that start by themselves. Where they are all alike it is one session.
 */
export class CallPaths {
  readonly #paths: Query<string, readonly CallPath[]>;
  readonly #circles: Query<string, boolean>;

  constructor(
    engine: Engine,
    readonly inputs: LinkInputs,
    readonly filed: Filed,
  ) {
    this.#circles = engine.query('calls in a circle', (id) => this.#callsItself(id));
    this.#paths = engine.query('ways of being called', (id) => this.#compute(id));
  }

  /** @param id the session's id in its own file */
  of(id: string): readonly CallPath[] {
    return this.#paths.get(id);
  }

  #compute(id: string): readonly CallPath[] {
    const one = [{ id, handed: '' }];
    const raw = this.inputs.session(id);
    if (raw?.facts.callable !== true || raw.facts.role === 'included') return one;
    const callers = this.filed.callersOf(raw.uri);
    if (callers.length === 0) return one;
    if ([id, ...callers].some((each) => this.#circles.get(each))) {
      return [{ id, handed: id, merged: 'circle' }];
    }
    const groups = new Map<string, string[]>();
    for (const caller of callers) {
      const over = this.#handedOver(caller);
      for (const way of this.of(caller)) {
        const handed = over.length + way.handed.length > MOST_HANDED ? way.id : `${over} ${way.handed}`;
        const group = groups.get(handed);
        if (group === undefined) groups.set(handed, [way.id]);
        else group.push(way.id);
      }
    }
    const startsItself = raw.facts.initiators.length > 0;
    const [[handed = ''] = []] = groups;
    if (groups.size === 1 && !startsItself) return [{ id, handed }];
    if (groups.size + (startsItself ? 1 : 0) > MOST_PATHS) return [{ id, handed: id, merged: 'many' }];
    const called = [...groups].map(([key, ids]) => ({
      id: `${id}${VIA}${ids[0] ?? ''}`,
      callers: ids,
      handed: key,
    }));
    return startsItself ? [{ id, callers: [], handed: 'by itself' }, ...called] : called;
  }

  /** What a caller hands to what it calls, as one text: the same for callers that need not be told apart. */
  #handedOver(id: string): string {
    const facts = this.inputs.session(id)?.facts;
    if (facts === undefined) return '';
    const { grants, grantBlock, initiators, accepts, gates, references, callable } = facts;
    return JSON.stringify([
      grants.map(({ action, gates: behind }) => [action, behind]),
      grantBlock === undefined,
      initiators.map(({ id: initiator, actor, conditions, follows }) => [
        initiator,
        actor,
        conditions,
        follows,
      ]),
      callable && [accepts],
      gates.map(({ id: gate, state }) => [gate, state]),
      references.filter(({ kind }) => kind === 'calls').map(({ passes }) => passes?.secrets),
    ]);
  }

  /**
   * By files, each once, as all sessions of a file that can be called are called alike: a pipeline that calls itself over
   * whatever detour is refused by the platform.
   */
  #callsItself(id: string): boolean {
    const start = this.#calledIn(id);
    if (start === undefined) return false;
    const seen = new Set([start]);
    let steps = 0;
    for (const uri of seen) {
      const callers = this.filed.callersOf(uri);
      steps += callers.length;
      if (callers.includes(id) || steps > MOST_STEPS) return true;
      for (const caller of callers) {
        const file = this.#calledIn(caller);
        if (file !== undefined) seen.add(file);
      }
    }
    return false;
  }

  /** The file by which calls come to a session; none for one that cannot be called. */
  #calledIn(id: string): Uri | undefined {
    const raw = this.inputs.session(id);
    return raw?.facts.callable === true ? raw.uri : undefined;
  }
}

/** What is not told apart where several ways of being called are told as one. */
export function mergedWays({ name, noun, origin }: SessionFacts, { merged }: CallPath): readonly Unknown[] {
  if (merged === undefined) return [];
  const why =
    merged === 'many'
      ? `it is called in more than ${String(MOST_PATHS)} ways that differ, which are told as one`
      : 'its calls lead back to itself, which the platform refuses; all of them are told as one';
  return [{ what: `which caller of ${noun} ${name} hands it what`, why, about: 'use', origin }];
}

/** The facts of a session as one way of coming about has them. */
export function alongPath(
  facts: SessionFacts,
  { callers }: CallPath,
  calls: readonly Reference[],
): SessionFacts {
  if (callers === undefined) return facts;
  if (callers.length === 0) return withClaims(facts, (initiator) => initiator !== CALLER);
  const passed = passedSecrets(calls);
  const called = withClaims({ ...facts, initiators: [] }, (initiator) => initiator === CALLER);
  // An environment of the called job brings secrets of its own.
  if (passed === undefined || facts.gates.some(({ id }) => id.startsWith('environment:'))) return called;
  const isHeld = ({ key }: CarriedIdentity): boolean =>
    !key.startsWith(SECRET) || passed.has(key.slice(SECRET.length));
  const carried = called.carried.filter(isHeld);
  const gone = new Set(called.carried.filter((identity) => !isHeld(identity)).map(({ key }) => key));
  if (gone.size === 0) return called;
  return {
    ...called,
    carried,
    grants: called.grants.filter(({ identity }) => identity === undefined || !gone.has(identity)),
  };
}

const SECRET = 'secret:';

/**
 * The secrets that calls hand over; `undefined` for all.
 * https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#passing-inputs-and-secrets-to-a-reusable-workflow
 */
function passedSecrets(calls: readonly Reference[]): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const { passes } of calls) {
    if (passes === undefined || passes.secrets === 'all') return undefined;
    for (const name of passes.secrets) names.add(name.toUpperCase());
  }
  return names;
}

function withClaims(facts: SessionFacts, keeps: (initiator: string) => boolean): SessionFacts {
  const { presents } = facts;
  return {
    ...facts,
    carried: facts.carried.map((identity) =>
      identity.claimSets === undefined
        ? identity
        : { ...identity, claimSets: identity.claimSets.filter(({ initiator }) => keeps(initiator)) },
    ),
    ...(presents === undefined
      ? {}
      : {
          presents: {
            ...presents,
            claimSets: presents.claimSets.filter(({ initiator }) => keeps(initiator)),
          },
        }),
  };
}
