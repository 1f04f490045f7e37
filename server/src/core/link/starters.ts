import type { Starter } from '../model/escalation.js';
import type { Initiator } from '../model/facts.js';
import { leastTrusted } from '../model/trustScope.js';
import type { AdmittedStarter } from './admitted.js';
import type { Edge } from './edges.js';
import type { Initiation } from './initiators.js';
import { Settled } from './settled.js';
import type { LinkedSession, WorkspaceIndex } from './workspaceIndex.js';

/** Who starts each session, those that take it on among them: whoever starts such a one starts this one. */
export class Starters {
  readonly #starters = new Map<string, Starter[]>();
  readonly #initiators: Settled<readonly Initiator[]>;
  readonly #sessions: ReadonlyMap<string, LinkedSession>;

  constructor(
    index: WorkspaceIndex,
    readonly initiation: Initiation,
    edges: readonly Edge[],
    admitted: readonly AdmittedStarter[],
  ) {
    this.#sessions = new Map(index.sessions.map((session) => [session.id, session]));
    for (const { from, to, by, certain, identity, initiators, origin } of edges) {
      // What is merely not ruled out starts nothing.
      if (by !== 'assuming' || (!certain && identity === undefined)) continue;
      const list = this.#starters.get(to) ?? [];
      this.#starters.set(to, list);
      const session = { session: from, asks: true, certain, origin };
      list.push({ ...session, ...(initiators === undefined ? {} : { initiators }) });
    }
    for (const { role, starter } of admitted) {
      const list = this.#starters.get(role) ?? [];
      this.#starters.set(role, list);
      if (!list.some(({ session }) => session === starter.session)) list.push(starter);
    }
    this.#initiators = new Settled(index.sessions, (session) => this.#compute(session), []);
  }

  /** The sessions that can become the one with this id, in one step. */
  of(id: string): readonly Starter[] {
    return this.#starters.get(id) ?? [];
  }

  initiatorsOf(session: LinkedSession): readonly Initiator[] {
    return this.#initiators.of(session);
  }

  #compute(session: LinkedSession): readonly Initiator[] {
    const own = this.initiation.initiatorsOf(session);
    const starters = this.of(session.id).filter(({ asks }) => asks);
    if (starters.length === 0) return own;
    const taken = new Map<string, Initiator>();
    for (const starter of starters) {
      const by = this.#sessions.get(starter.session);
      if (by === undefined) continue;
      const initiator = initiatorOf(starter, by, this.#initiators.of(by));
      taken.set(initiator.id, taken.get(initiator.id) ?? initiator);
    }
    return [...own, ...taken.values()];
  }
}

function initiatorOf(starter: Starter, { facts }: LinkedSession, all: readonly Initiator[]): Initiator {
  const { initiators } = starter;
  const leading = initiators === undefined ? all : all.filter(({ id }) => initiators.includes(id));
  const least = leastTrusted(leading);
  const name = `${facts.noun} ${facts.label}`;
  const conditions = least === undefined ? [] : [`${least.event}${words(least.conditions)}`];
  return {
    id: `assumed-by:${starter.session}`,
    event: `assumed by ${name}`,
    actor: least?.actor ?? 'another-session',
    who:
      least === undefined
        ? name
        : `${name}, which ${least.who}${least.who.includes(', ') ? ',' : ''} can start`,
    conditions: starter.certain ? conditions : [...conditions, 'if its trust policy lets it in'],
    withholds: [],
    certainty: 'inferred',
    origin: starter.origin,
  };
}

function words(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` (${conditions.join(', ')})`;
}
