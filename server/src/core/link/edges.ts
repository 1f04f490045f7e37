import { accountOf } from '../knowledge/aws/trust/requests.js';
import type { Becoming } from '../model/escalation.js';
import type { CarriedIdentity, Initiator, Reference, SessionFacts } from '../model/facts.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import type { SessionLogin } from '../model/login.js';
import type { ClaimSet } from '../model/trust.js';
import { accessRank } from '../model/vocabulary.js';
import type { Delegations } from './delegation.js';
import type { Initiation } from './initiators.js';
import type { Presented } from './presented.js';
import { sessionLogin } from './login.js';
import { canBeNamed, principalOf, verdictOnCaller, verdictOnClaims } from './trust.js';
import type { Verdict } from './trust.js';
import type { LinkedSession, Workspace } from './workspace.js';
import { quoted } from '../text/quoted.js';

/** One step by which a session becomes another one. */
export type Edge = Omit<Becoming, 'session' | 'via'> & {
  readonly from: string;
  readonly to: string;
  /** Whether the one is let in by the other, or gets there by another right. */
  readonly by: 'assuming' | 'escalating';
};

/** The identity that is meant most likely by a reference which names none. */
export interface Meant {
  readonly target: LinkedSession;
  /** Why it is taken for that one; absent where a file writes it. */
  readonly supposed?: string;
}

/** A session that is named and does not let in whoever names it. */
export interface Refused {
  readonly reference: Reference;
  readonly by: LinkedSession;
  readonly why: string;
  readonly login?: SessionLogin;
}

/** What comes of the references of one session to identities. */
export interface Assumed {
  readonly edges: readonly Edge[];
  readonly refused: readonly Refused[];
  /** Initiators of which it is not known whether they lead there, by the reference. */
  readonly doubtful: readonly {
    readonly reference: Reference;
    readonly by: LinkedSession;
    readonly initiators: readonly Initiator[];
  }[];
}

export interface EdgeContext {
  readonly workspace: Workspace;
  readonly delegations: Delegations;
  readonly initiation: Initiation;
  readonly presented: Presented;
}

/** Follows the references of a session to the identities that it takes on, and asks each whether it trusts it. */
export function assumedBy(
  context: EdgeContext,
  session: LinkedSession,
  meantBy: (reference: Reference) => Meant | undefined,
): Assumed {
  const edges: Edge[] = [];
  const refused: Refused[] = [];
  const doubtful: Assumed['doubtful'][number][] = [];
  for (const reference of session.facts.references) {
    if (reference.kind !== 'assumes') continue;
    const identity = identityOf(session, reference);
    const named = reference.given === undefined ? context.workspace.defined(reference.target) : [];
    const meant = named.length > 0 ? undefined : meantBy(reference);
    const targets = meant === undefined ? context.workspace.defined(reference.target) : [meant.target];
    const outcomes = targets
      .filter((target) => target.id !== session.id && canBeNamed(reference, target.facts))
      .map((target) => ({ target, ...asked(context, session, { reference, identity, target }) }));
    const led = outcomes.flatMap((outcome) => (outcome.kind === 'led' ? [outcome] : []));
    for (const { target, edge, doubtful: initiators } of led) {
      // Of several of one name it is one, and which one is not known.
      edges.push(led.length === 1 ? taken(edge, meant) : { ...edge, certain: false });
      if (initiators.length > 0) doubtful.push({ reference, by: target, initiators });
    }
    if (led.length > 0) continue;
    for (const outcome of outcomes) {
      if (outcome.kind !== 'refused') continue;
      const { target, why, login } = outcome;
      refused.push({ reference, by: target, why, ...(login === undefined ? {} : { login }) });
    }
  }
  return { edges, refused, doubtful };
}

/** A step to what is only supposed to be meant says so. */
function taken(edge: Edge, meant: Meant | undefined): Edge {
  if (meant === undefined) return edge;
  const inferred = { ...edge, certainty: 'inferred' as const };
  return meant.supposed === undefined ? inferred : { ...inferred, supposed: meant.supposed };
}

/** Of several steps to one session the one that meets least; of equal ones the first. */
export function bestOf(edges: readonly Edge[]): readonly Edge[] {
  const best = new Map<string, Edge>();
  for (const edge of edges) {
    const known = best.get(edge.to);
    if (known === undefined || hindrance(edge) < hindrance(known)) best.set(edge.to, edge);
  }
  return [...best.values()];
}

function hindrance({ gates, certain, initiators }: Edge): number {
  return (gates.length > 0 ? 4 : 0) + (certain ? 0 : 2) + (initiators === undefined ? 0 : 1);
}

/** The carried identity that a reference speaks of. */
export function identityOf({ facts }: LinkedSession, reference: Reference): CarriedIdentity | undefined {
  if (reference.identity !== undefined) return facts.carried.find(({ key }) => key === reference.identity);
  return facts.carried.find(
    ({ key, origin }) =>
      key === reference.target.key ||
      (origin.uri === reference.origin.uri && origin.range.start === reference.origin.range.start),
  );
}

/** One session asking for another. */
export interface Asking {
  readonly reference: Reference;
  readonly identity: CarriedIdentity | undefined;
  readonly target: LinkedSession;
}

/** What one identity says of who asks for it. */
export type Outcome =
  | { readonly kind: 'led'; readonly edge: Edge; readonly doubtful: readonly Initiator[] }
  | { readonly kind: 'refused'; readonly why: string; readonly login?: SessionLogin };

/** What a session comes to that asks another to let it in. */
export function asked(
  context: EdgeContext,
  session: LinkedSession,
  { reference, identity, target }: Asking,
): Outcome {
  const { facts } = session;
  const initiators = context.initiation.initiatorsOf(session);
  const lacking = identity?.requires && lacks(context, session, identity.requires);
  if (lacking !== undefined) {
    return {
      kind: 'refused',
      why: `${facts.noun} ${quoted(facts.label)} ${lacking.lacking ?? `is not granted ${quoted(`${lacking.right}: ${lacking.access}`)}`}, so that it has nothing to show`,
    };
  }
  const possible = initiators.filter((initiator) => holds(initiator, reference, identity));
  const verdicts = verdictsOf(context, session, { reference, identity, target });
  const verdictFor = ({ id }: Initiator): Verdict => verdicts.get(id) ?? verdicts.get(undefined) ?? 'no';
  const rated = possible.map((initiator) => ({ initiator, verdict: verdictFor(initiator) }));
  const nobody =
    initiators.length === 0 ? (verdicts.get(undefined) ?? best([...verdicts.values()])) : undefined;
  const leading = rated.filter(({ verdict }) => verdict === 'yes' || verdict === 'likely');
  const open = rated.filter(({ verdict }) => verdict === 'unknown');
  const chosen = leading.length > 0 ? leading : open;
  const overall = nobody ?? best(chosen.map(({ verdict }) => verdict));
  if (initiators.length > 0 && possible.length === 0) {
    return {
      kind: 'refused',
      why: `nothing that starts ${facts.noun} ${quoted(facts.label)} is given a token to show`,
    };
  }
  if (overall === 'no') {
    const login = loginOf(context, session, { identity, target });
    return {
      kind: 'refused',
      why: refusalWords(context, session, { reference, identity, target }),
      ...(login === undefined ? {} : { login }),
    };
  }
  const ids = chosen.map(({ initiator }) => initiator.id);
  return {
    kind: 'led',
    edge: {
      from: session.id,
      to: target.id,
      by: 'assuming',
      how: `assume ${target.facts.noun} ${quoted(target.facts.label)}`,
      gates: identity?.gates ?? [],
      ...(identity === undefined ? {} : { identity: identity.key }),
      certain: overall !== 'unknown',
      certainty: overall === 'yes' ? 'declared' : 'inferred',
      ...(initiators.length === 0 || ids.length === initiators.length ? {} : { initiators: ids }),
      origin: reference.origin,
    },
    doubtful: leading.length > 0 ? open.map(({ initiator }) => initiator) : [],
  };
}

/** The right that the session's own identity lacks to get a token to show; undefined when it has it or that is not known. */
function lacks(
  { delegations }: EdgeContext,
  session: LinkedSession,
  required: NonNullable<CarriedIdentity['requires']>,
): CarriedIdentity['requires'] {
  const { access, callerUnknown } = delegations.rightsOf(session);
  if (callerUnknown) return undefined;
  return accessRank(access.get(required.right)) >= accessRank(required.access) ? undefined : required;
}

/** Whether a session that the initiator starts can ask at all. */
function holds(initiator: Initiator, reference: Reference, identity: CarriedIdentity | undefined): boolean {
  const only = identity?.initiators ?? reference.initiators;
  if (only !== undefined && !only.includes(initiator.id)) return false;
  const { requires } = identity ?? {};
  if (requires === undefined) return identity === undefined || !initiator.withholds.includes('secrets');
  return requires.access === 'read' || !initiator.withholds.includes('writes');
}

/** The verdict of a role on a session that asks for it by an identity; undefined where no claims are shown to it. */
export function loginOf(
  { initiation, presented }: Pick<EdgeContext, 'initiation' | 'presented'>,
  session: LinkedSession,
  { identity, target }: Pick<Asking, 'identity' | 'target'>,
): SessionLogin | undefined {
  if (identity === undefined || target.facts.trust === undefined) return undefined;
  const initiators = initiation.initiatorsOf(session);
  const given = initiators.filter(
    (initiator) =>
      (identity.initiators === undefined || identity.initiators.includes(initiator.id)) &&
      (identity.requires?.access === 'read' || !initiator.withholds.includes('writes')),
  );
  const known = new Set(initiators.map(({ id }) => id));
  const ids = new Set(given.map(({ id }) => id));
  const sets = presented
    .claimSets(session, identity)
    .filter(({ initiator }) => ids.has(initiator) || !known.has(initiator));
  return sessionLogin(target.facts, sets, initiators);
}

/** What the target says, by initiator; under `undefined` where it is the same for each that is not named. */
function verdictsOf(
  context: EdgeContext,
  session: LinkedSession,
  { identity, target }: Asking,
): ReadonlyMap<string | undefined, Verdict> {
  const { facts } = target;
  if (facts.trust === undefined) {
    // Where no policy decides who takes on an identity, to name it is to have it.
    return new Map([[undefined, target.file.platform === 'aws' ? 'unknown' : 'yes']]);
  }
  const sets = identity === undefined ? [] : context.presented.claimSets(session, identity);
  if (sets.length === 0) {
    const verdicts = callersOf(context, session, identity).map((caller) => verdictOf(facts, caller));
    return new Map([[undefined, best(verdicts)]]);
  }
  const known = new Set(context.initiation.initiatorsOf(session).map(({ id }) => id));
  const verdicts = new Map<string | undefined, Verdict>();
  for (const set of sets) {
    const id = known.has(set.initiator) ? set.initiator : undefined;
    verdicts.set(id, best([verdicts.get(id) ?? 'no', verdictOnClaims(facts, set)]));
  }
  return verdicts;
}

interface Caller {
  readonly arn: string;
  readonly kind: 'role' | 'unknown';
  readonly policies?: SessionFacts['policies'];
}

function verdictOf(target: SessionFacts, caller: Caller): Verdict {
  const verdict = verdictOnCaller(target, caller, caller.policies);
  if (verdict !== 'unknown' || caller.kind === 'unknown' || caller.policies !== undefined) return verdict;
  // That it asks speaks against policies of its own that would forbid it, and for an account that the target's file
  // leaves open being the same.
  const account = accountOf(caller.arn);
  const principal =
    account === undefined ? undefined : principalOf(target).replace(UNKNOWN_ACCOUNT, `$1${account}:`);
  const settled = principal === undefined ? target : { ...target, principal };
  return verdictOnCaller(settled, caller, NO_POLICIES) === 'yes' ? 'likely' : verdict;
}

const UNKNOWN_ACCOUNT = new RegExp(`^(arn:[^:]*:iam::)${UNKNOWN_PART}:`, 'u');

const NO_POLICIES: SessionFacts['policies'] = { identity: [] };

/** As whom an identity is asked for with keys: as another role that the session took on before, or by keys that are not known. */
function callersOf(
  { workspace }: EdgeContext,
  session: LinkedSession,
  identity: CarriedIdentity | undefined,
): readonly Caller[] {
  const { askedAs } = identity ?? {};
  const before = session.facts.references.find((one) => one.kind === 'assumes' && one.identity === askedAs);
  if (askedAs === undefined || before === undefined) return [{ arn: UNKNOWN_PART, kind: 'unknown' }];
  const roles = workspace.defined(before.target).filter((role) => canBeNamed(before, role.facts));
  if (roles.length > 0) {
    return roles.map(({ facts }) => ({ arn: principalOf(facts), kind: 'role', policies: facts.policies }));
  }
  return before.name.startsWith('arn:')
    ? [{ arn: before.name, kind: 'role' }]
    : [{ arn: UNKNOWN_PART, kind: 'unknown' }];
}

const ORDER: readonly Verdict[] = ['yes', 'likely', 'unknown', 'no'];

function best(verdicts: readonly Verdict[]): Verdict {
  return ORDER.find((verdict) => verdicts.includes(verdict)) ?? 'no';
}

function refusalWords(context: EdgeContext, session: LinkedSession, { identity, target }: Asking): string {
  const admits = target.facts.trust?.admissions.map((admission) => admission.admits) ?? [];
  const lets = admits.length === 0 ? 'trusts nobody' : `trusts ${admits.slice(0, 2).join(' and ')}`;
  const shown = identity === undefined ? [] : subjectsOf(context.presented.claimSets(session, identity));
  const more = shown.length > 2 ? ` or ${String(shown.length - 2)} more` : '';
  const presents =
    shown.length === 0
      ? ''
      : `; it presents ${shown
          .slice(0, 2)
          .map((sub) => quoted(sub))
          .join(' or ')}${more}`;
  return `${target.facts.noun} ${quoted(target.facts.label)} ${lets}${presents}`;
}

function subjectsOf(sets: readonly ClaimSet[]): readonly string[] {
  return [...new Set(sets.flatMap(({ values }) => values['sub'] ?? []))];
}
