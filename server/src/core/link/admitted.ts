import { issuerAt } from '../knowledge/oidc/issuers.js';
import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { Relation } from '../engine/relation.js';
import type { Starter } from '../model/escalation.js';
import type { SessionFacts } from '../model/facts.js';
import type { ClaimSet } from '../model/trust.js';
import { accessRank } from '../model/vocabulary.js';
import type { Uri } from '../text/uri.js';
import type { EdgeContext } from './edges.js';
import { verdictOnClaims } from './trust.js';
import type { LinkedSession } from './workspace.js';
import { ofSession } from './workspace.js';

/**
 * A session that can show tokens of one product, with the claims that those bear. No places in it: each role is held
 * against it again when it changes, and typing elsewhere in the session changes places alone.
 */
interface Showing {
  readonly session: string;
  /** Ids of all that starts it. */
  readonly initiators: readonly string[];
  readonly sets: readonly ClaimSet[];
}

/**
 * The sessions that can show what roles trust by tokens of an issuer, whether they ask for those roles or not: who can
 * ask for a token chooses what for.
 */
export class Admitted {
  readonly #showing: Relation<Uri, string, Showing>;
  readonly #admitted: Query<string, readonly Starter[]>;

  constructor(
    engine: Engine,
    readonly context: EdgeContext,
    sessionsOf: (uri: Uri) => readonly LinkedSession[],
  ) {
    this.#showing = engine.relation('shown tokens', {
      of: (uri) => sessionsOf(uri).flatMap((session) => this.#shownBy(session)),
    });
    this.#admitted = engine.query('admitted sessions', (id) =>
      ofSession(context.workspace.session(id), [], (role) => this.#starters(role)),
    );
  }

  add(uri: Uri): void {
    this.#showing.add(uri);
  }

  delete(uri: Uri): void {
    this.#showing.delete(uri);
  }

  of(id: string): readonly Starter[] {
    return this.#admitted.get(id);
  }

  #shownBy(session: LinkedSession): readonly (readonly [string, Showing])[] {
    if (session.facts.role !== 'runs' || !canShow(this.context, session)) return [];
    const byProduct = new Map<string, ClaimSet[]>();
    for (const set of shownBy(this.context, session)) {
      const product = productOf(set.issuer);
      const list = byProduct.get(product);
      if (list === undefined) byProduct.set(product, [set]);
      else list.push(set);
    }
    const initiators = this.context.initiation.initiatorsOf(session).map(({ id }) => id);
    return [...byProduct].map(
      ([product, sets]) => [product, { session: session.id, initiators, sets }] as const,
    );
  }

  #starters(role: LinkedSession): readonly Starter[] {
    const products = new Set([...issuersOf(role.facts)].map(productOf));
    const shown = [...products].flatMap((product) => this.#showing.get(product));
    const bySession = new Map<string, Showing>();
    for (const showing of shown) {
      const known = bySession.get(showing.session);
      const sets = [...(known?.sets ?? []), ...showing.sets];
      bySession.set(showing.session, { ...showing, sets });
    }
    return [...bySession.values()].flatMap((showing) => starterOf(role, showing) ?? []);
  }
}

function starterOf({ facts }: LinkedSession, { session, initiators, sets }: Showing): Starter | undefined {
  const trusted = sets.filter((set) => isTrusted(facts, set));
  if (trusted.length === 0) return undefined;
  const ids = [...new Set(trusted.map(({ initiator }) => initiator))];
  const all = initiators.every((id) => ids.includes(id));
  return { session, asks: false, certain: true, ...(all ? {} : { initiators: ids }) };
}

function canShow({ delegations }: EdgeContext, session: LinkedSession): boolean {
  const { presents } = session.facts;
  if (presents === undefined) return false;
  const { requires } = presents;
  const own = delegations.grantsOf(session).grants;
  return (
    requires === undefined ||
    own.some(
      ({ right, access }) => right === requires.right && accessRank(access) >= accessRank(requires.access),
    )
  );
}

/** The claims of those runs that are given a token. */
function shownBy({ presented, initiation }: EdgeContext, session: LinkedSession): readonly ClaimSet[] {
  const given = new Set(
    initiation
      .initiatorsOf(session)
      .filter(({ withholds }) => !withholds.includes('writes'))
      .map(({ id }) => id),
  );
  return presented.presentable(session).filter(({ initiator }) => given.has(initiator));
}

function issuersOf({ trust }: SessionFacts): ReadonlySet<string> {
  return new Set((trust?.admissions ?? []).flatMap(({ issuer }) => issuer ?? []));
}

/** Issuers of one product may have whose they are in their address, which a pipeline's file does not tell. */
export function productOf(issuer: string): string {
  return issuerAt(issuer)?.id ?? issuer;
}

const remembered = new WeakMap<SessionFacts, WeakMap<ClaimSet, boolean>>();

/** A verdict rests on these two alone, and each job is held against each role. */
function isTrusted(role: SessionFacts, set: ClaimSet): boolean {
  const ofRole = remembered.get(role) ?? new WeakMap<ClaimSet, boolean>();
  remembered.set(role, ofRole);
  const known = ofRole.get(set) ?? admits(role, set);
  ofRole.set(set, known);
  return known;
}

/** Where whoever asks chooses the audience, one that the policy takes will do. */
function admits(role: SessionFacts, set: ClaimSet): boolean {
  const { aud: fixed } = set.values;
  return (fixed === undefined ? audiencesOf(role, set.issuer) : [fixed]).some((aud) => {
    const verdict = verdictOnClaims(role, { ...set, values: { ...set.values, aud } });
    return verdict === 'yes' || verdict === 'likely';
  });
}

const MOST_AUDIENCES = 4;
const USUAL_AUDIENCE = 'sts.amazonaws.com';

/** The audiences that a role takes from an issuer; the usual one first. */
export function audiencesOf({ trust }: SessionFacts, issuer: string): readonly string[] {
  const product = productOf(issuer);
  const named = (trust?.policy.statements ?? [])
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => /:aud$/iu.test(key) && productOf(key.slice(0, -4).toLowerCase()) === product)
    .flatMap(({ values }) => values.map(({ text }) => text));
  return [...new Set([USUAL_AUDIENCE, ...named])].slice(0, MOST_AUDIENCES);
}
