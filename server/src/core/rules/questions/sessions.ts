import type { CarriedIdentity, Grant, GrantBlock, Purpose } from '../../model/facts.js';
import type { GrantSet } from '../../model/remediation.js';
import type { TrustModel, TrustScope } from '../../model/trustScope.js';
import type { SystemKind } from '../../model/vocabulary.js';
import { accessRank } from '../../model/vocabulary.js';
import { assumedBefore, grantsAreKnown, ownWrites } from '../../model/reach.js';
import { holdsIf, listWords } from '../../model/words.js';
import { quoted } from '../../text/quoted.js';

/**
 * Whether the session runs steps of its own, and does not only hand its identity on. What an agent does nobody has
 * written down: rules of its own speak of it.
 */
export function runsCode(scope: TrustScope): boolean {
  return scope.facts.role === 'runs' && scope.facts.kind !== 'agent';
}

/** Whether whoever starts the session has to decide on it, each time anew; nothing in it is asked again. */
export function isDecidedAtStart(scope: TrustScope): boolean {
  if (scope.initiators.length > 0 && scope.initiators.every(({ byHand }) => byHand === true)) return true;
  return scope.gates.some(
    (gate) =>
      gate.state === 'enforced' &&
      gate.key === undefined &&
      !scope.grants.some((grant) => grant.gates.includes(gate.id)),
  );
}

/**
 * What would hold all of it back and is not known, for behind what is held: ", unless `dev` has reviewers (not
 * known)"; nothing where some of it has not even that before it.
 */
export function doubtWords(scope: TrustScope, held: readonly Pick<Grant, 'gates'>[]): string {
  const [first, ...others] = held.map((item) => assumedBefore(scope, item));
  if (first === undefined) return '';
  const gate = first.find(({ id }) => others.every((gates) => gates.some((other) => other.id === id)));
  return gate === undefined ? '' : `, unless ${holdsIf(gate)} (not known)`;
}

/** How a message names the session: "job `build`". */
export function sessionWords({ facts }: TrustScope): string {
  return `${facts.noun} ${quoted(facts.label)}`;
}

/** The same at the start of a sentence. */
export function SessionWords(scope: TrustScope): string {
  const words = sessionWords(scope);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What asks a person before a session, in words that follow "run it". */
export function approvedBy({ facts }: TrustScope): string {
  return facts.approvedBy ?? 'in an environment with required reviewers';
}

/** The sessions that one text comes to, one for each path on which it is called. */
export function alongAllPaths(scope: TrustScope, model: TrustModel): readonly TrustScope[] {
  if (!scope.facts.callable) return [scope];
  const { localId } = scope.facts;
  return model.idsOf(scope.file.uri).flatMap((id) => {
    const other = id === scope.id ? scope : model.scope(id);
    return other?.facts.localId === localId ? [other] : [];
  });
}

/** How a message names several sessions of one kind: "jobs `build` and `test`". One that is called in several ways is one. */
export function sessionsWords(scopes: readonly TrustScope[]): string {
  const noun = scopes[0]?.facts.noun ?? 'session';
  const names = distinctLabels(scopes);
  return `${noun}${names.length > 1 ? 's' : ''} ${listWords(names)}`;
}

/** How sessions are called in their file, each name once, quoted. */
export function distinctLabels(scopes: readonly TrustScope[]): readonly string[] {
  return [...new Set(scopes.map(({ facts }) => quoted(facts.label)))];
}

/** What readers call the credential that sessions of one kind work with. */
export function credentialOf(scopes: readonly TrustScope[]): string {
  return scopes[0]?.facts.credential ?? 'the token';
}

/**
 * Of some sessions those that share something, for the first of them to speak of; none for the others, which look no
 * further than that one.
 *
 * @param ids the sessions in question, in order of place
 * @param shares whether a session shares what this is about
 */
export function speaksFor(
  scope: TrustScope,
  model: TrustModel,
  ids: readonly string[],
  shares: (other: TrustScope) => boolean,
): readonly TrustScope[] {
  // A file may have hundreds of sessions, and most share nothing.
  if (!shares(scope)) return [];
  const first = ids.find((id) => {
    const other = id === scope.id ? scope : model.scope(id);
    return other !== undefined && shares(other);
  });
  return first === scope.id ? ids.flatMap((id) => model.scope(id) ?? []).filter(shares) : [];
}

/** More than GitHub lets calls be nested; it also ends the walk where a workflow calls itself. */
const MAX_CALLS = 10;

/**
 * What the called sessions ask for in their own text, together; `undefined` where that is not all known. Level by level,
 * each session once on each: the ways that lead to one may be as many as one likes.
 */
export function askedByCallees(scope: TrustScope, model: TrustModel): GrantSet | undefined {
  const asked = new Map<string, Grant['access']>();
  const add = (right: string, access: Grant['access']): void => {
    if (accessRank(access) > accessRank(asked.get(right))) asked.set(right, access);
  };
  let level: ReadonlySet<TrustScope> = new Set([scope]);
  for (let depth = 0; level.size > 0; depth += 1) {
    if (depth > MAX_CALLS || [...level].some(({ delegations }) => delegations.length === 0)) return undefined;
    const next = new Set<TrustScope>();
    for (const callee of new Set([...level].flatMap((each) => each.delegations.map((one) => one.callee)))) {
      const called = model.scope(callee);
      if (called === undefined) return undefined;
      for (const grant of called.file.callContract?.asks?.grants ?? []) add(grant.right, grant.access);
      if (called.facts.grantBlock === undefined) next.add(called);
      else for (const grant of writtenGrants(called)) add(grant.right, grant.access);
    }
    level = next;
  }
  return Object.fromEntries(asked);
}

/** The sessions that a block of grants is for, where `scope` is the first of them and so speaks for all; else none. */
export function sharingBlock(scope: TrustScope, block: GrantBlock, model: TrustModel): readonly TrustScope[] {
  if (block.level === 'session') return [scope];
  const at = block.value.range.start;
  return speaksFor(
    scope,
    model,
    model.sharersOf(scope.id),
    (other) => other.facts.grantBlock?.value.range.start === at,
  );
}

/** The session's own grants as its text has them, whatever its callers leave of them. */
export function writtenGrants(scope: TrustScope): readonly Grant[] {
  return scope.facts.grants.filter((grant) => grant.identity === undefined);
}

/** Write grants that stand in the files or the configuration, or without which a step could not do its work. */
export function knownWrites(scope: TrustScope): ReturnType<typeof ownWrites> {
  const writes = ownWrites(scope);
  return grantsAreKnown(scope) ? writes : writes.filter((grant) => grant.evidence === 'needed');
}

const OUTSIDE: ReadonlySet<Purpose> = new Set(['publish', 'release', 'deploy', 'administer']);

/** What the session does that shows outside of the repository, with the text that says so. */
export function outsideActs(scope: TrustScope): TrustScope['facts']['purposes'] {
  return scope.facts.purposes.filter(({ purpose }) => OUTSIDE.has(purpose));
}

const SENSITIVE_SYSTEMS: ReadonlySet<SystemKind> = new Set([
  'control-plane',
  'deployment',
  'artifacts',
  'data',
  'billing',
  'compute',
  'queue',
]);

/** Whether the identity opens something that people outside the project live with: a cloud, a registry, production. */
export function isSensitive(identity: CarriedIdentity): boolean {
  if (identity.system !== undefined && SENSITIVE_SYSTEMS.has(identity.system.kind)) return true;
  return identity.sensitivity.some((kind) => kind !== 'publishing');
}
