import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { Reference, SessionFacts } from '../model/facts.js';
import type { LinkedSession, Workspace } from './workspace.js';
import { ofSession } from './workspace.js';

type Parts = Pick<SessionFacts, 'participants' | 'exposures' | 'unknowns'>;

const NOTHING: readonly string[] = [];

/** What parts of the repository sessions include, over whatever detour, each part once. */
export class Inclusion {
  readonly #included: Query<string, readonly string[]>;

  constructor(
    engine: Engine,
    readonly workspace: Workspace,
  ) {
    this.#included = engine.query(
      'included parts',
      (id) => ofSession(workspace.session(id), NOTHING, (session) => this.#compute(session)),
      { nothing: NOTHING },
    );
  }

  /** What runs in the session and what is left behind in it, included parts counted. */
  partsOf(session: LinkedSession): Parts {
    const parts = this.#included.get(session.id).flatMap((id) => this.workspace.session(id)?.facts ?? []);
    const { participants, exposures, unknowns } = session.facts;
    if (parts.length === 0) return { participants, exposures, unknowns };
    return {
      unknowns: [...unknowns, ...this.#openParts(session).flatMap((part) => part.unknowns)],
      participants: [...participants, ...parts.flatMap((part) => part.participants)],
      exposures: [
        ...exposures,
        // What the session does after the included part is not followed into it.
        ...parts.flatMap((part) =>
          part.exposures.map((exposure) => ({
            ...exposure,
            usedLater: exposure.usedLater === 'yes' ? exposure.usedLater : ('unknown' as const),
          })),
        ),
      ],
    };
  }

  /** The parts that are not told with what is given to them. */
  #openParts(session: LinkedSession): readonly SessionFacts[] {
    const { references } = session.facts;
    const bound = new Set(
      this.#through(
        references.filter((reference) => reference.bound === true),
        session.id,
      ),
    );
    return this.#included
      .get(session.id)
      .flatMap((id) => (bound.has(id) ? [] : (this.workspace.session(id)?.facts ?? [])));
  }

  #compute(session: LinkedSession): readonly string[] {
    return this.#through(session.facts.references, session.id);
  }

  #through(references: readonly Reference[], own: string): readonly string[] {
    const included = references
      .filter((reference) => reference.kind === 'includes')
      .flatMap((reference) => this.workspace.definitions(reference.target))
      .flatMap((definition) => this.workspace.sessionsOf(definition.origin.uri))
      .filter(({ facts, id }) => facts.role === 'included' && id !== own)
      .flatMap(({ id }) => [id, ...this.#included.get(id)]);
    return [...new Set(included)].filter((id) => id !== own);
  }
}
