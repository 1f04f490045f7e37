import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { Initiator } from '../model/facts.js';
import { isUntrusted, trustRank } from '../model/vocabulary.js';
import type { LinkedSession, Workspace } from './workspace.js';
import { ofSession } from './workspace.js';

/** Id of the initiator that stands for callers of which none is in the workspace. */
export const UNKNOWN_CALLER = 'workflow_call';

/** Who starts each session, along calls and along pipelines that follow others. */
export class Initiation {
  readonly #known: Query<string, readonly Initiator[]>;

  constructor(
    engine: Engine,
    readonly workspace: Workspace,
  ) {
    this.#known = engine.query(
      'initiators',
      (id) => ofSession(workspace.session(id), [], (session) => this.#compute(session)),
      { nothing: [] },
    );
  }

  initiatorsOf(session: LinkedSession): readonly Initiator[] {
    return this.#known.get(session.id);
  }

  #compute(session: LinkedSession): readonly Initiator[] {
    const own = session.facts.initiators.flatMap((initiator) => this.#resolve(session, initiator) ?? []);
    return merge([...own, ...this.#fromCallers(session)]);
  }

  /** A caller's initiators, as far as the callee's conditions let them through. */
  #fromCallers(session: LinkedSession): readonly Initiator[] {
    const { facts, file } = session;
    const contract = file.callContract;
    if (!facts.callable || contract === undefined || session.callers?.length === 0) return [];
    const callers = this.workspace.callersOf(session);
    if (callers.length === 0) {
      return [
        {
          id: UNKNOWN_CALLER,
          event: 'workflow_call',
          actor: 'another-session',
          who: 'a pipeline that calls this one; none is in this workspace',
          conditions: [],
          withholds: [],
          certainty: 'declared',
          origin: contract.origin,
        },
      ];
    }
    return callers
      .flatMap((caller) => this.initiatorsOf(caller).map((initiator) => afterUnread(initiator, caller)))
      .filter((initiator) => facts.accepts === undefined || facts.accepts.includes(initiator.id));
  }

  /** An initiator that follows another pipeline counts when one of that pipeline's own can lead to it. */
  #resolve(session: LinkedSession, initiator: Initiator): Initiator | undefined {
    const { follows } = initiator;
    if (follows === undefined) return initiator;
    const upstream = session.facts.references
      .filter((reference) => reference.kind === 'follows' && reference.id === follows.reference)
      .flatMap((reference) => this.workspace.definitions(reference.target))
      .flatMap((definition) => this.workspace.sessionsOf(definition.origin.uri));
    // A pipeline that is not in the workspace may be started by anybody.
    if (upstream.length === 0) return { ...initiator, certainty: 'inferred' };
    // Whoever supplies the followed file writes its conditions as they like.
    const rewriting = upstream.flatMap(({ file }) => file.rewrittenBy ?? []);
    const leading = [...upstream.flatMap((other) => this.initiatorsOf(other)), ...rewriting]
      .filter((candidate) => isUntrusted(candidate.actor) === isUntrusted(initiator.actor))
      .filter((candidate) => followsOthers(candidate) || follows.accepts.includes(candidate.id));
    const [first] = leading;
    if (first === undefined) return undefined;
    const least = leading.reduce((a, b) => (trustRank(b.actor) < trustRank(a.actor) ? b : a), first);
    return isUntrusted(least.actor) ? { ...initiator, actor: least.actor } : initiator;
  }
}

/** What a caller waits for and nobody reads here stands before all that it calls. */
function afterUnread(initiator: Initiator, { facts: { unreadBefore } }: LinkedSession): Initiator {
  if (unreadBefore === undefined) return initiator;
  return {
    ...initiator,
    unreadBefore: [...new Set([...(initiator.unreadBefore ?? []), ...unreadBefore])],
  };
}

function followsOthers(candidate: Pick<Initiator, 'id' | 'actor' | 'follows'>): boolean {
  return candidate.follows !== undefined;
}

function merge(initiators: readonly Initiator[]): readonly Initiator[] {
  const byId = new Map<string, Initiator>();
  for (const initiator of initiators) {
    const known = byId.get(initiator.id);
    // Two ways in with different conditions: what narrows one does not narrow the other.
    byId.set(initiator.id, known === undefined ? initiator : either(known, initiator));
  }
  return [...byId.values()];
}

function either({ decides, unreadBefore, ...known }: Initiator, other: Initiator): Initiator {
  return {
    ...known,
    ...(decides === true && other.decides === true ? { decides } : {}),
    ...(unreadBefore !== undefined && other.unreadBefore !== undefined ? { unreadBefore } : {}),
    conditions: known.conditions.filter((condition) => other.conditions.includes(condition)),
  };
}
