import { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { AwsCatalogue } from '../model/awsCatalogue.js';
import type { Origin } from '../model/origin.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Uri } from '../text/uri.js';
import { Admitted } from './admitted.js';
import { Callers } from './callers.js';
import { idInFile } from './callPaths.js';
import { Candidates } from './candidates.js';
import { Delegations } from './delegation.js';
import type { EdgeContext } from './edges.js';
import { Filed } from './filed.js';
import { IncludedNeeds } from './includedNeeds.js';
import { Inclusion } from './inclusion.js';
import { Initiation } from './initiators.js';
import type { LinkInput } from './inputs.js';
import { LinkInputs } from './inputs.js';
import { LinkedNeeds } from './needs.js';
import { loginBetween } from './loginBetween.js';
import { Places } from './places.js';
import { Presented } from './presented.js';
import { Scopes } from './scopes.js';
import { Sessions } from './sessions.js';
import { Starters } from './starters.js';
import { Steps } from './steps.js';

const ALL = 'all';

/** So many sessions of a file are worked out again at once when something changes that one of them rests on. */
const MOST_IN_ONE = 8;
/** Files of more sessions, written and along calls, are held as they were worked out: they may rest on each other in long chains. */
const MOST_FOLDED = 200;

/**
 * Joins the facts of all files: who starts each session, what it may do after ceilings, what it carries, and what it can
 * become. Each part below answers for one session, asks the parts above it, and is remembered by what it asked.
 */
export class Linker {
  readonly engine = new Engine();
  /** What the files say by themselves. */
  readonly inputs = new LinkInputs(this.engine);
  /** The same, by the names under which it is looked for. */
  readonly filed = new Filed(this.engine, this.inputs);
  /** Sessions with the sets that they hold. */
  readonly sessions = new Sessions(this.engine, this.inputs, this.filed);
  /** Along calls: grants under ceilings, initiators, claims. */
  readonly context: EdgeContext = {
    workspace: this.sessions,
    delegations: new Delegations(this.engine, this.sessions),
    initiation: new Initiation(this.engine, this.sessions),
    presented: new Presented(this.engine, this.sessions),
  };
  readonly #callers = new Callers(this.sessions);
  /** Whom roles trust besides those that ask for them. */
  readonly #admitted = new Admitted(this.engine, this.context, (uri) => this.sessions.sessionsOf(uri));
  /** Which roles are meant that are asked for without their names. */
  readonly #candidates = new Candidates(this.engine, this.context, this.sessions, this.filed);
  /** Steps from one session to others, and from whom steps lead to one. */
  readonly #steps = new Steps(this.engine, this.context, this.sessions, {
    callers: this.#callers,
    candidates: this.#candidates,
  });
  readonly #starters = new Starters(this.engine, this.sessions, this.context.initiation, {
    edges: (id) => this.#steps.into(id),
    admitted: (id) => this.#admitted.of(id),
  });
  readonly #scopes = new Scopes(this.engine, {
    context: this.context,
    callers: this.#callers,
    candidates: this.#candidates,
    steps: this.#steps,
    starters: this.#starters,
    needs: new LinkedNeeds(this.engine, this.sessions),
    inclusion: new Inclusion(this.engine, this.sessions),
    includedNeeds: new IncludedNeeds(this.engine, this.sessions),
    total: () => this.#ids.get(ALL).length,
  });
  /** What files say of sessions of others, and what sessions share. */
  readonly #places = new Places(this.engine, this.sessions, this.#scopes);
  /** The list of all files, for what is about all of them. */
  readonly #uris = this.engine.input<typeof ALL, readonly Uri[]>('files', []);
  readonly #ids: Query<typeof ALL, readonly string[]> = this.engine.query('ids of all sessions', () =>
    this.#uris.get(ALL).flatMap((uri) => this.sessions.idsOf(uri)),
  );
  readonly #scopesOf: Query<Uri, readonly TrustScope[]> = this.engine.query(
    'scopes of a file',
    (uri) => this.sessions.idsOf(uri).flatMap((id) => this.#scopes.get(id) ?? []),
    { failed: () => [] },
  );
  readonly #all: Query<typeof ALL, readonly TrustScope[]> = this.engine.query('all scopes', () =>
    this.#uris.get(ALL).flatMap((uri) => this.#scopesOf.get(uri)),
  );

  /** Takes in what some files say now; null for one that is gone. What it comes to is to be settled (`engine`). */
  take(changes: ReadonlyMap<Uri, LinkInput | null>): void {
    let listed = false;
    for (const [uri, input] of changes) {
      listed ||= (input === null) === this.inputs.has(uri);
      if (input === null) this.#delete(uri);
      else this.#set(input);
    }
    if (listed) this.#uris.set(ALL, [...this.inputs.uris()].sort());
  }

  /** Holds a file in less room that was linked anew and is not about to change. What it comes to stays the same. */
  fold(uri: Uri): void {
    if (!this.inputs.has(uri)) return;
    const ids = new Set([...this.inputs.idsOf(uri), ...this.sessions.idsOf(uri)]);
    if (ids.size <= MOST_FOLDED) this.engine.fold(uri, new Set([uri, ...ids]), ids.size <= MOST_IN_ONE);
  }

  /**
   * Takes in every action of AWS once it is loaded: what bounds and denies leave is worked out with it, once that is
   * settled.
   */
  provide(catalogue: AwsCatalogue | undefined): void {
    this.inputs.provide(catalogue);
  }

  /** All that is known of sessions, as of the last change. What is asked while a query runs is recorded. */
  readonly model: TrustModel = modelOf(this, {
    scope: (id) => this.#scopes.get(id),
    scopesOf: (uri) => this.#scopesOf.get(uri),
    all: () => this.#all.get(ALL),
    starters: this.#starters,
    steps: this.#steps,
    places: this.#places,
  });

  /** What went wrong in joining the sessions of a file. Ask after the sessions. */
  failuresIn(uri: Uri): readonly LinkFailure[] {
    return [...this.engine.failures()].flatMap(({ query, key, error }) => {
      const session = this.inputs.session(idInFile(key));
      if ((session?.uri ?? key) !== uri) return [];
      const origin = session?.facts.origin ?? { uri, range: { start: 0, end: 0 } };
      return [{ query, origin, error }];
    });
  }

  #set(input: LinkInput): void {
    const { uri } = input.facts;
    this.inputs.set(input);
    this.filed.add(uri);
    this.sessions.add(uri);
    this.#admitted.add(uri);
    this.#candidates.add(uri);
    this.#steps.add(uri);
    this.#places.add(uri);
  }

  #delete(uri: Uri): void {
    this.inputs.delete(uri);
    this.filed.delete(uri);
    this.sessions.delete(uri);
    this.#admitted.delete(uri);
    this.#candidates.delete(uri);
    this.#steps.delete(uri);
    this.#places.delete(uri);
    this.#scopesOf.forget(uri);
  }
}

/** Something that failed while sessions were joined: a mistake of ours, which must not take other sessions along. */
export interface LinkFailure {
  readonly query: string;
  /** The session concerned, or the start of the file. */
  readonly origin: Origin;
  readonly error: unknown;
}

interface ModelParts {
  readonly scope: (id: string) => TrustScope | undefined;
  readonly scopesOf: (uri: Uri) => readonly TrustScope[];
  readonly all: () => readonly TrustScope[];
  readonly starters: Starters;
  readonly steps: Steps;
  readonly places: Places;
}

function modelOf(
  { inputs, filed, sessions, context }: Linker,
  { scope, scopesOf, all, starters, steps, places }: ModelParts,
): TrustModel {
  return {
    get scopes() {
      return all();
    },
    scope,
    scopesOf,
    *carriersOf(key) {
      for (const own of filed.carriersOf(key)) {
        for (const id of sessions.idsAlong(own)) {
          const carrier = scope(id);
          // Along this path it may not be handed over.
          if (carrier?.carried.some((identity) => identity.key === key) === true) yield carrier;
        }
      }
    },
    idsOf: (uri) => sessions.idsOf(uri),
    sharersOf: (id) => places.sharersOf(id),
    objectsOf: (uri) => inputs.objects(uri) ?? [],
    startersOf: (id) => starters.of(id),
    becoming: (id) => {
      const ids = new Set(steps.into(id).map(({ from }) => from));
      return [...ids].flatMap((from) => scope(from) ?? []);
    },
    refusedBy: (id) => steps.refusedBy(id).flatMap((from) => scope(from) ?? []),
    login: (id, role) => loginBetween(context, id, role),
    spokenOfIn: (uri) => places.spokenOfIn(uri),
    grantedBy: (uri) => places.grantedBy(uri),
    definitionsOf: (key) => sessions.definitions(key).map(({ origin }) => origin),
    namesOf: (key) => filed.namesOf(key),
  };
}
