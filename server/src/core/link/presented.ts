import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { CarriedIdentity, SessionFacts } from '../model/facts.js';
import type { ClaimSet } from '../model/trust.js';
import { CALLER } from '../model/trust.js';
import { UNKNOWN_CALLER } from './initiators.js';
import type { LinkedSession, Workspace } from './workspace.js';
import { ofSession } from './workspace.js';

/** More claim sets of one session than that are not told apart. */
const MOST = 256;

/** What runs present of themselves, along calls: a called session shows its caller's claims, but for what it changes. */
export class Presented {
  readonly #handedOn: Query<string, readonly ClaimSet[]>;

  constructor(
    engine: Engine,
    readonly workspace: Workspace,
  ) {
    this.#handedOn = engine.query(
      'presented claims',
      (id) =>
        ofSession(workspace.session(id), [], (session) =>
          this.#resolve(session, session.facts.presents?.claimSets ?? []),
        ),
      { nothing: [] },
    );
  }

  /** The claims by which a session asks for an identity that it carries, one set for each way in which it can run. */
  claimSets(session: LinkedSession, identity: CarriedIdentity): readonly ClaimSet[] {
    return this.#resolve(session, identity.claimSets ?? []);
  }

  /** The claims that a session can show of itself, whatever it asks for, without an audience. */
  presentable(session: LinkedSession): readonly ClaimSet[] {
    return this.#handedOn.get(session.id);
  }

  #resolve(session: LinkedSession, sets: readonly ClaimSet[]): readonly ClaimSet[] {
    const own = sets.filter(({ initiator }) => initiator !== CALLER);
    const changes = sets.filter(({ initiator }) => initiator === CALLER);
    if (changes.length === 0) return own;
    const { facts } = session;
    const callers = this.workspace.callersOf(session);
    const theirs = callers
      .flatMap((caller) => this.#handedOn.get(caller.id))
      .filter(({ initiator }) => lets(facts, initiator));
    const called =
      callers.length === 0
        ? changes.map(ofUnknownCaller)
        : theirs.flatMap((set) => changes.map((change) => changed(set, change)));
    return distinct([...own, ...called]).slice(0, MOST);
  }
}

function lets({ accepts }: SessionFacts, initiator: string): boolean {
  return accepts === undefined || accepts.includes(initiator);
}

function changed(set: ClaimSet, change: ClaimSet): ClaimSet {
  const kept = Object.entries(set.values).filter(([name]) => !change.absent.includes(name));
  const values = Object.entries(change.values).map(([name, value]) => [
    name,
    value.replace(/\{(\w+)\}/gu, (_whole, other: string) => set.values[other] ?? '*'),
  ]);
  return {
    issuer: set.issuer,
    initiator: set.initiator,
    values: Object.fromEntries([...kept, ...values]) as Readonly<Record<string, string>>,
    absent: [...new Set([...set.absent, ...change.absent])].filter((name) => !(name in change.values)),
    ...(set.subject === undefined ? {} : { subject: set.subject }),
  };
}

/** What a called session shows when nothing is known of its callers but that there are some. */
function ofUnknownCaller(change: ClaimSet): ClaimSet {
  const { issuer, subject } = change;
  const nothing = { issuer, initiator: UNKNOWN_CALLER, values: {}, absent: [] };
  return changed(subject === undefined ? nothing : { ...nothing, subject }, change);
}

function distinct(sets: readonly ClaimSet[]): readonly ClaimSet[] {
  return [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
}
