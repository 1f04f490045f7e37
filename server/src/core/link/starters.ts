import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { Starter } from '../model/escalation.js';
import type { Initiator } from '../model/facts.js';
import { leastTrusted } from '../model/trustScope.js';
import type { Edge } from './edges.js';
import type { Initiation } from './initiators.js';
import type { LinkedSession, Workspace } from './workspace.js';
import { ofSession } from './workspace.js';

/** What leads to a session: steps of others, and who is let in without asking. */
export interface LeadingTo {
  readonly edges: (id: string) => readonly Edge[];
  readonly admitted: (id: string) => readonly Starter[];
}

/** Who starts each session, those that assume it among them: whoever starts such a one starts this one. */
export class Starters {
  readonly #starters: Query<string, readonly Starter[]>;
  readonly #initiators: Query<string, readonly Initiator[]>;

  constructor(
    engine: Engine,
    readonly workspace: Workspace,
    readonly initiation: Initiation,
    leading: LeadingTo,
  ) {
    this.#starters = engine.query('starters', (id) => startersOf(id, leading));
    this.#initiators = engine.query(
      'initiators, over others too',
      (id) => ofSession(workspace.session(id), [], (session) => this.#compute(session)),
      { nothing: [] },
    );
  }

  /** The sessions that can become the one with this id, in one step. */
  of(id: string): readonly Starter[] {
    return this.#starters.get(id);
  }

  initiatorsOf(session: LinkedSession): readonly Initiator[] {
    return this.#initiators.get(session.id);
  }

  #compute(session: LinkedSession): readonly Initiator[] {
    const own = this.initiation.initiatorsOf(session);
    const starters = this.of(session.id).filter(({ asks }) => asks);
    if (starters.length === 0) return own;
    const taken = new Map<string, Initiator>();
    for (const starter of starters) {
      const by = this.workspace.session(starter.session);
      if (by === undefined) continue;
      const initiator = initiatorOf(starter, by, this.#initiators.get(by.id));
      taken.set(initiator.id, taken.get(initiator.id) ?? initiator);
    }
    return [...own, ...taken.values()];
  }
}

function startersOf(id: string, { edges, admitted }: LeadingTo): readonly Starter[] {
  const list: Starter[] = [];
  for (const { from, by, certain, identity, initiators, origin, supposed } of edges(id)) {
    // What is merely not ruled out starts nothing.
    if (by !== 'assuming' || (!certain && identity === undefined)) continue;
    const session = { session: from, asks: true, certain, origin };
    list.push({
      ...session,
      ...(supposed === undefined ? {} : { supposed: true }),
      ...(initiators === undefined ? {} : { initiators }),
    });
  }
  const asking = new Set(list.map(({ session }) => session));
  return [...list, ...admitted(id).filter(({ session }) => !asking.has(session))];
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
    ...(least === undefined ? {} : { leading: least.who }),
    conditions: [
      ...conditions,
      ...(starter.certain ? [] : ['if its trust policy trusts it']),
      ...(starter.supposed === true ? ['if it is the role that is meant'] : []),
    ],
    withholds: [],
    certainty: 'inferred',
    origin: starter.origin ?? facts.origin,
  };
}

function words(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` (${conditions.join(', ')})`;
}
