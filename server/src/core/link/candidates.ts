import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { Relation } from '../engine/relation.js';
import { isRoleName, roleNameOf } from '../knowledge/aws/trust/roleKey.js';
import { ANY_ISSUER } from '../knowledge/aws/trust/requests.js';
import type { CarriedIdentity, Reference, SessionFacts } from '../model/facts.js';
import type { GivenName } from '../model/givenName.js';
import type { HandedName } from '../model/handedName.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import type { Uri } from '../text/uri.js';
import { productOf } from './admitted.js';
import type { EdgeContext, Outcome } from './edges.js';
import { asked, identityOf } from './edges.js';
import type { Filed } from './filed.js';
import { trustsIdentities } from './roles.js';
import type { Sessions } from './sessions.js';
import type { Asked, Reason, Strength } from './supposed.js';
import {
  fitsPattern,
  isElsewhere,
  isForOther,
  isPlace,
  ownWords,
  reasonFor,
  saysNothing,
  STRENGTHS,
} from './supposed.js';
import { canBeNamed } from './trust.js';
import type { LinkedSession } from './workspace.js';
import { ofSession } from './workspace.js';

/** A role that may be the one which a session asks for without naming it. */
export interface Candidate {
  /** Id of the role's session. */
  readonly role: string;
  readonly strength: Strength;
  /** In words that follow "it may be role x:". */
  readonly why: string;
}

/** What there is for one reference whose role is not named. */
export interface Supposition {
  /** The one that is meant most likely; absent where several are as likely. */
  readonly chosen?: Candidate;
  readonly candidates: readonly Candidate[];
}

const NOTHING: Supposition = { candidates: [] };
const IDENTITIES = 'identities';
const UNREAD = 'unread';
/** Roles that are told of one reference; more say no more than that it is not known. */
const MOST_CANDIDATES = 8;

/**
 * The roles of the workspace that a session may mean which takes one whose name is not written: in a secret, a variable,
 * an input. A role is looked at where its trust policy names what the session can show, or where that policy is not known.
 */
export class Candidates {
  readonly #roles: Relation<Uri, string, string>;
  readonly #questions: Query<string, Question | undefined>;
  readonly #supposed: Query<string, Supposition>;

  constructor(
    engine: Engine,
    readonly context: EdgeContext,
    readonly sessions: Sessions,
    readonly filed: Filed,
  ) {
    this.#roles = engine.relation('roles by whom they trust', { of: (uri) => this.#rolesIn(uri) });
    this.#questions = engine.query(
      'asking for a role that is not named',
      (key) => {
        const [reference = '', id = ''] = key.split('\n');
        return ofSession(sessions.session(id), undefined, (session) => questionOf(session, reference));
      },
      { equal: isSameQuestion },
    );
    this.#supposed = engine.query('roles that may be meant', (key) => {
      const question = this.#questions.get(key);
      return question === undefined ? NOTHING : this.#compute(question);
    });
  }

  add(uri: Uri): void {
    this.#roles.add(uri);
  }

  delete(uri: Uri): void {
    this.#roles.delete(uri);
  }

  /** The roles that may be meant by a reference which names none. */
  of(session: LinkedSession, reference: Reference): Supposition {
    if (givenBy(reference) === undefined) return NOTHING;
    return this.#supposed.get(`${reference.id.replaceAll('\n', ' ')}\n${session.id}`);
  }

  *#rolesIn(uri: Uri): Generator<readonly [string, string]> {
    for (const id of this.sessions.idsOf(uri)) {
      const facts = this.sessions.session(id)?.facts;
      if (facts?.subject['role'] === undefined || facts.kind !== 'cloud-role') continue;
      for (const key of trustedBy(facts)) yield [key, id];
    }
  }

  #compute({ session, reference, identity, asked: question }: Question): Supposition {
    const found = this.#lookedAt(identity).flatMap((role) => {
      if (!canBeNamed(reference, role.facts)) return [];
      const named = {
        name: role.facts.subject['role'] ?? '',
        openName: role.facts.openName,
        label: blockOf(role),
        handed: this.#handed(role),
      };
      if (!fitsPattern(question, named)) return [];
      const outcome = asked(this.context, session, { reference, identity, target: role });
      const reason = reasonFor(question, named);
      const elsewhere = reason?.strength !== 'written' && isElsewhere(question, named);
      const forOther = isForOther(question, named);
      return { elsewhere, rated: rated(role, outcome, reason, { forOther, words: ownWords(named) }) };
    });
    const here = found.flatMap((one) => (one.elsewhere ? [] : (one.rated ?? [])));
    return here.length > 0
      ? chosenOf(here, saysNothing(question))
      : namedElsewhere(found.flatMap((one) => one.rated ?? []));
  }

  #lookedAt(identity: CarriedIdentity | undefined): readonly LinkedSession[] {
    const products = new Set((identity?.claimSets ?? []).map(({ issuer }) => productOf(issuer)));
    const keys = products.size === 0 ? [IDENTITIES] : [...products];
    const ids = new Set([...keys, UNREAD].flatMap((key) => this.#roles.get(key)));
    return [...ids].flatMap((role) => this.sessions.session(role) ?? []);
  }

  #handed({ id }: LinkedSession): readonly HandedName[] {
    return this.sessions.keysOf(id).flatMap((key) => this.filed.handed(key));
  }
}

/** A session with the reference by which it asks for a role that it does not name. */
interface Question {
  readonly session: LinkedSession;
  readonly reference: Reference;
  readonly identity: CarriedIdentity | undefined;
  readonly asked: Asked;
  /** All of the session that the answer hangs on, wherever in its text that stands. */
  readonly text: string;
}

function questionOf(session: LinkedSession, id: string): Question | undefined {
  const reference = session.facts.references.find((one) => one.id.replaceAll('\n', ' ') === id);
  const given = reference && givenBy(reference);
  if (reference === undefined || given === undefined) return undefined;
  const identity = identityOf(session, reference);
  const { noun, label, references, presents, initiators, accepts, callable } = session.facts;
  const asking = references.filter(({ kind }) => kind === 'assumes' || kind === 'follows');
  const parts = [session.callers, noun, label, asking, identity, presents, initiators, accepts, callable];
  return {
    session,
    reference,
    identity,
    asked: { given, environments: environmentsOf(identity) },
    text: JSON.stringify([id, ...parts], (key, value: unknown) => (BESIDE.has(key) ? undefined : value)),
  };
}

/** By what a role is known that is not named; a name that no role here has may be that of one whose defaults differ. */
function givenBy({ given, kind, target, name }: Reference): GivenName | undefined {
  if (given !== undefined || kind !== 'assumes' || target.space !== 'identity') return given;
  return isRoleName(roleNameOf(name) ?? '') ? { names: [], pattern: name } : undefined;
}

/** Where something stands, and what is done with it: no role is meant because of that. */
const BESIDE: ReadonlySet<string> = new Set(['origin', 'needs']);

/** Typing beside what asks must not have all roles looked at again, so places do not count: no answer bears one. */
function isSameQuestion(a: Question | undefined, b: Question | undefined): boolean {
  return (
    a?.text === b?.text &&
    a?.session.id === b?.session.id &&
    a?.session.file === b?.session.file &&
    a?.session.assumptions === b?.session.assumptions
  );
}

interface Rated extends Candidate {
  readonly name: string;
  /** Whether what is known lets the session in, or does not speak against it. */
  readonly admits: 'yes' | 'unknown' | 'no';
  /** Whether its name says that it is for something else: then it is told, and not taken. */
  readonly forOther: boolean;
  /** The words of its names that tell it from another. */
  readonly words: readonly string[];
}

function rated(
  role: LinkedSession,
  outcome: Outcome,
  reason: Reason | undefined,
  { forOther, words }: Pick<Rated, 'forOther' | 'words'>,
): Rated | undefined {
  const admits = outcome.kind === 'refused' ? 'no' : outcome.edge.certain ? 'yes' : 'unknown';
  const common = { role: role.id, name: role.facts.subject['role'] ?? '', admits, forOther, words } as const;
  if (reason !== undefined) {
    const isRefused = admits === 'no' && reason.strength !== 'written';
    const why = isRefused ? `${reason.why}, but its trust policy refuses this` : reason.why;
    return { ...common, strength: reason.strength, why };
  }
  // A policy that is not known speaks for nobody.
  if (admits === 'no' || role.facts.trust === undefined) return undefined;
  const trusts = admits === 'yes' ? 'its trust policy trusts this' : 'its trust policy may trust this';
  const why = forOther ? `${trusts}, but its name says that it is for something else` : trusts;
  return { ...common, strength: 'trust', why };
}

/**
 * Of the strongest reasons there are; one that is let in comes before one that may be. One that is named and refused is
 * told, and no other is taken in its place.
 *
 * @param isPlain whether what holds the name says nothing of the role
 */
function chosenOf(all: readonly Rated[], isPlain: boolean): Supposition {
  for (const strength of STRENGTHS) {
    const strong = all.filter((one) => one.strength === strength);
    const sure = strong.filter(({ admits }) => admits === 'yes');
    const open = strong.filter(({ admits }) => admits !== 'no' || strength === 'written');
    const some = onePerName(sure.length > 0 ? sure : open);
    const [first, ...others] = some.length > 0 ? some : strong;
    if (first === undefined) continue;
    const one = some.length === 0 ? undefined : only(first, others);
    const chosen = one ?? (isPlain && strength === 'trust' ? plainest(some) : undefined);
    const candidates = [first, ...others].slice(0, MOST_CANDIDATES).map(plain);
    return chosen === undefined ? { candidates } : { chosen, candidates };
  }
  return NOTHING;
}

/**
 * Roles whose names say that they are for another place, where an output says that they are meant all the same: told, and
 * not taken.
 */
function namedElsewhere(all: readonly Rated[]): Supposition {
  const said = onePerName(all.filter(({ strength }) => strength === 'output'));
  return {
    candidates: said.slice(0, MOST_CANDIDATES).map(({ role, strength, why, admits }) => ({
      role,
      strength,
      why: `${why}, ${admits === 'no' ? 'and' : 'but'} its name says that it is for another place`,
    })),
  };
}

/** Configurations that make a role of one name make one role: an account has no two of a name. */
function onePerName(roles: readonly Rated[]): readonly Rated[] {
  const names = new Set<string>();
  return roles.filter(({ name, role }) => {
    const key = name.includes(UNKNOWN_PART) || name.includes('${') || name === '' ? role : name;
    if (names.has(key)) return false;
    names.add(key);
    return true;
  });
}

/** Where only the trust policy speaks for it, that it is the only one is all the reason there is. */
function only(first: Rated, others: readonly Rated[]): Candidate | undefined {
  if (others.length > 0) return undefined;
  const { role, strength, why, admits, forOther } = first;
  if (strength !== 'trust') return { role, strength, why };
  if (forOther) return undefined;
  return { role, strength, why: `no other role here ${admits === 'yes' ? 'trusts' : 'may trust'} this` };
}

/**
 * Of roles of which only the trust policies speak, the one whose names say nothing but what all of them say, where each of
 * the others says what it is for: `shop-github-actions` beside `shop-github-actions-docs`, for `AWS_ROLE_ARN`.
 */
function plainest(roles: readonly Rated[]): Candidate | undefined {
  const shared = (word: string): boolean => roles.every(({ words }) => words.includes(word));
  const own = roles.map((one) => ({ one, words: one.words.filter((word) => !shared(word)) }));
  const [found, ...more] = own.filter(({ words }) => words.length === 0);
  const others = own.filter(({ words }) => words.length > 0);
  if (found === undefined || more.length > 0 || others.some(({ words }) => words.every(isPlace))) {
    return undefined;
  }
  const { role, strength } = found.one;
  return { role, strength, why: 'of the roles that may be meant, it alone has a name that says no purpose' };
}

function plain({ role, strength, why }: Rated): Candidate {
  return { role, strength, why };
}

/** The products whose tokens a role trusts, by its principals or by the claims that it asks for. */
function trustedBy(facts: SessionFacts): ReadonlySet<string> {
  const { trust } = facts;
  if (trust === undefined) return new Set([UNREAD]);
  const issuers = trust.admissions.flatMap(({ issuer }) => issuer ?? []);
  const claims = trust.policy.statements
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ key }) => /^([^:]+\.[^:]+):/u.exec(key)?.[1]?.toLowerCase() ?? []);
  const products = [...issuers, ...claims].map(productOf);
  const other = [
    ...(trustsIdentities(facts) ? [IDENTITIES] : []),
    ...(trustsSubject(facts) ? [ANY_ISSUER] : []),
    ...(trust.policy.incomplete === true && products.length === 0 ? [UNREAD] : []),
  ];
  return new Set([...products, ...other]);
}

/** Whether it trusts a subject, of whatever issuer: a workload may not know which one vouches for it. */
function trustsSubject({ trust }: SessionFacts): boolean {
  return (trust?.policy.statements ?? []).some(({ conditions }) =>
    conditions.some(({ key }) => /:sub$/iu.test(key)),
  );
}

function environmentsOf(identity: CarriedIdentity | undefined): readonly string[] {
  const sets = identity?.claimSets ?? [];
  return [...new Set(sets.flatMap(({ values }) => values['environment'] ?? []))];
}

/** The name of the block that makes the role, which often says more than the role's own. */
function blockOf({ facts }: LinkedSession): string {
  return facts.localId.slice(facts.localId.indexOf(':') + 1).replace(/@.*$/u, '');
}
