import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { Relation } from '../engine/relation.js';
import type { Reference } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Uri } from '../text/uri.js';
import type { Callers } from './callers.js';
import type { Candidates } from './candidates.js';
import type { Assumed, Edge, EdgeContext, Meant } from './edges.js';
import { assumedBy, bestOf } from './edges.js';
import type { OwnMethods } from './escalations.js';
import { enteringSteps } from './entered.js';
import { escalationsOfIdentity, ownMethods } from './escalations.js';
import { gainedSteps } from './gained.js';
import type { AwsIdentity, Roles } from './roles.js';
import { awsIdentity, chainedRoles, namesTrustedBy, trustsIdentities } from './roles.js';
import type { Sessions } from './sessions.js';
import type { LinkedSession } from './workspace.js';
import { ofSession } from './workspace.js';

/** A session's steps to others. */
export interface StepsOn {
  readonly assumed: Assumed;
  readonly edges: readonly Edge[];
  readonly escalations: TrustScope['escalations'];
  /** Where it was not looked for what its policies open: why not. */
  readonly unread?: string;
}

const NO_STEPS: StepsOn = {
  assumed: { edges: [], refused: [], doubtful: [] },
  edges: [],
  escalations: [],
};

/** Identities of one file for which it is looked for what their policies open: each is held against all others. */
const MOST_LOOKED_AT = 100;

const ROLE = 'role';
const TRUSTING = 'trusting';

/** The steps by which sessions become others, from both of their ends. */
export class Steps {
  readonly #filed: Relation<Uri, string, string>;
  readonly #identities: Query<string, AwsIdentity | undefined>;
  readonly #identitiesAt: Query<string, readonly AwsIdentity[]>;
  readonly #lookedAt: Query<Uri, ReadonlySet<string>>;
  readonly #methods: Query<string, OwnMethods | undefined>;
  readonly #steps: Query<string, StepsOn>;
  readonly #into: Relation<Uri, string, Edge>;
  readonly #refused: Relation<Uri, string, string>;

  constructor(
    engine: Engine,
    readonly context: EdgeContext,
    readonly sessions: Sessions,
    readonly asking: { readonly callers: Callers; readonly candidates: Candidates },
  ) {
    this.#identities = engine.query('identity of AWS', (id) =>
      ofSession(sessions.session(id), undefined, awsIdentity),
    );
    this.#filed = engine.relation('identities of AWS', { of: (uri) => this.#identitiesIn(uri) });
    this.#identitiesAt = engine.query('identities of AWS by name', (key) =>
      this.#filed.get(key).flatMap((id) => this.#identities.get(id) ?? []),
    );
    this.#lookedAt = engine.query('identities of AWS that are looked at', (uri) => {
      const withPolicies = sessions
        .idsOf(uri)
        .filter((id) => this.#identities.get(id)?.session.facts.policies !== undefined);
      return new Set(withPolicies.slice(0, MOST_LOOKED_AT));
    });
    this.#methods = engine.query(
      'own escalation methods',
      (id) => ofIdentity(this.#identities.get(id), ownMethods),
      // It is large, and says the same as long as the identity is the same.
      { equal: (a, b) => a === b },
    );
    this.#steps = engine.query('steps', (id) =>
      ofSession(sessions.session(id), NO_STEPS, (session) => this.#compute(session)),
    );
    this.#into = engine.relation('steps into sessions', {
      of: (uri) =>
        sessions
          .idsOf(uri)
          .flatMap((id) => this.from(id).edges)
          .map((edge) => [edge.to, edge] as const),
    });
    this.#refused = engine.relation('sessions that are refused', {
      of: (uri) =>
        sessions
          .idsOf(uri)
          .flatMap((id) => this.from(id).assumed.refused.map(({ by }) => [by.id, id] as const)),
    });
  }

  add(uri: Uri): void {
    this.#filed.add(uri);
    this.#into.add(uri);
    this.#refused.add(uri);
  }

  delete(uri: Uri): void {
    this.#filed.delete(uri);
    this.#into.delete(uri);
    this.#refused.delete(uri);
  }

  from(id: string): StepsOn {
    return this.#steps.get(id);
  }

  /** Ids of the sessions that ask for this one and are not let in. */
  refusedBy(id: string): readonly string[] {
    return [...new Set(this.#refused.get(id))];
  }

  into(id: string): readonly Edge[] {
    return this.#into.get(id);
  }

  #compute(session: LinkedSession): StepsOn {
    if (session.facts.role === 'included') return NO_STEPS;
    const assumed = this.asking.callers.behindCaller(
      session,
      assumedBy(this.context, session, (reference) => this.#meant(session, reference)),
    );
    const entering = enteringSteps(this.sessions, session);
    const identity = this.#identities.get(session.id);
    if (identity === undefined) {
      const edges = [...assumed.edges, ...gainedSteps(session), ...entering];
      return { assumed, edges, escalations: session.facts.escalations ?? [] };
    }
    if (!this.#isLookedAt(identity)) {
      const edges = [...bestOf(assumed.edges), ...entering];
      const unread = `only for the first ${String(MOST_LOOKED_AT)} identities of a file it is looked for whom they can become`;
      return { assumed, edges, escalations: session.facts.escalations ?? [], unread };
    }
    const gained = escalationsOfIdentity(identity, this.#methods.get(session.id), {
      roles: () => this.#identitiesAt.get(ROLE),
      of: (id) => this.#identities.get(id),
      inFile: (uri, localId) => {
        const found = this.sessions.sessionsOf(uri).find(({ facts }) => facts.localId === localId);
        return found && this.#identities.get(found.id);
      },
    });
    const chained = chainedRoles(identity, this.#roles);
    return {
      assumed,
      edges: [...bestOf([...assumed.edges, ...chained, ...gained.edges]), ...entering],
      escalations: gained.escalations,
    };
  }

  #isLookedAt({ session: { id, file, facts } }: AwsIdentity): boolean {
    return facts.policies === undefined || this.#lookedAt.get(file.uri).has(id);
  }

  #meant(session: LinkedSession, reference: Reference): Meant | undefined {
    const { chosen } = this.asking.candidates.of(session, reference);
    const target = chosen && this.sessions.session(chosen.role);
    if (chosen === undefined || target === undefined) return undefined;
    return chosen.strength === 'written' ? { target } : { target, supposed: chosen.why };
  }

  readonly #roles: Roles = {
    trusting: () => this.#identitiesAt.get(TRUSTING),
    naming: (name) => this.#identitiesAt.get(named(name)),
  };

  *#identitiesIn(uri: Uri): Generator<readonly [string, string]> {
    for (const id of this.sessions.idsOf(uri)) {
      const identity = this.#identities.get(id);
      if (identity === undefined) continue;
      if (identity.kind === 'role') yield [ROLE, id];
      const { facts } = identity.session;
      if (!trustsIdentities(facts)) continue;
      yield [TRUSTING, id];
      for (const name of namesTrustedBy(facts)) yield [named(name), id];
    }
  }
}

function named(name: string): string {
  return `named ${name}`;
}

function ofIdentity<T>(
  identity: AwsIdentity | undefined,
  compute: (identity: AwsIdentity) => T,
): T | undefined {
  return identity === undefined ? undefined : compute(identity);
}
