import { distinct } from '../collections/grouping.js';
import type { Breadth } from './breadth.js';
import type { Grant } from './grant.js';
import type { TrustScope, Width } from './trustScope.js';
import { isIdentityItself } from './reach.js';
import { heldBy, untrustedInitiators } from './trustScope.js';
import { canStart, rightWords } from './words.js';

type Measured = Pick<
  TrustScope,
  'grants' | 'gates' | 'initiators' | 'lifetime' | 'facts' | 'unknowns' | 'defaultGrants'
> &
  Partial<Pick<TrustScope, 'escalations'>>;

const HOUR = 3600;
/** Rights over one system from which on its owner would say "everything". */
const EVERYTHING = 8;

/**
 * The width of a scope, by points. Only what stands before the next gate counts.
 *
 * Reach: 0 for reading, 1 for writing to one kind of system, 2 for two or more, or for minting or becoming another
 * identity, or for any secret; 4 for everything (eight write rights of a kind that is granted right by right, every
 * action on every resource, a whole broker, all secrets, or a way to make itself an administrator). What is reached over an identity
 * whose own grants are known counts by those; the identity itself then counts for nothing.
 * Time: 1 above an hour, 2 above six hours or without a bound; nothing when only reading.
 * Start: 2 when somebody nobody approved holds a write, a secret or an identity.
 *
 * 0 or 1 is narrow, 2 and 3 moderate, 4 and more broad; 6 and more, or anything written without a bound in time,
 * is unbounded, except that a broker's user, whose password never ends, is judged by its points.
 */
export function widthOf(scope: Measured): Width {
  const open = scope.grants.filter((grant) => !isGated(scope, grant));
  const strong = open.filter((grant) => grant.access !== 'read' || grant.system.kind === 'secrets');
  const reasons: string[] = [];
  const points =
    reachPoints(scope, strong, reasons) +
    (strong.length === 0 ? 0 : timePoints(scope, reasons)) +
    startPoints(scope, strong, reasons);
  if (reasons.length === 0) reasons.push(narrowReason(scope, open));
  // A broker's user has a password for life, each of them: that alone would make all of them alike.
  const forLife = scope.lifetime.seconds === null && scope.lifetime.basis === 'unbounded';
  if (strong.length > 0 && forLife && scope.facts.kind !== 'broker-user') {
    return { band: 'unbounded', reasons };
  }
  if (points >= 6) return { band: 'unbounded', reasons };
  if (points >= 4) return { band: 'broad', reasons };
  return { band: points >= 2 ? 'moderate' : 'narrow', reasons };
}

function isGated(scope: Measured, grant: Pick<Grant, 'gates'>): boolean {
  return scope.gates.some((gate) => gate.state !== 'ineffective' && grant.gates.includes(gate.id));
}

function reachPoints(scope: Measured, strong: readonly Grant[], reasons: string[]): number {
  const writes = strong.filter((grant) => grant.access !== 'read' && !isIdentityItself(grant));
  const known = new Set(
    scope.grants.flatMap(({ identity, via }) => (via.length > 0 ? (identity ?? []) : [])),
  );
  const held = strong.filter((grant) => isIdentityItself(grant) && !known.has(grant.identity ?? ''));
  const secrets = strong.filter((grant) => grant.system.kind === 'secrets' && !isIdentityItself(grant));
  const everything = everythingReasons(scope, writes);
  reasons.push(...everything);
  if (everything.length > 0) return 4;
  if (writes.length > 0) reasons.push(`it writes ${writtenWords(writes)}`);
  if (held.length > 0) reasons.push(`it holds ${listed(held.map((grant) => grant.resource))}`);
  const read = secrets.filter((grant) => grant.access === 'read');
  if (read.length > 0) {
    reasons.push(`it reads secrets: ${listed(distinct(read.map((grant) => grant.resource)))}`);
  }
  const kinds = new Set(writes.map((grant) => grant.system.kind));
  const whole = writes.find((grant) => isWhole(grant, ['all', 'pattern', 'inverted']));
  if (whole !== undefined) reasons.push(`\`${whole.action}\` is all of a service, on everything`);
  if (
    whole !== undefined ||
    kinds.size >= 2 ||
    kinds.has('identity') ||
    held.length > 0 ||
    secrets.length > 0
  ) {
    return 2;
  }
  return kinds.size;
}

/** What makes the reach everything, if anything does. */
function everythingReasons(scope: Measured, writes: readonly Grant[]): readonly string[] {
  const reasons: string[] = [];
  // Rights with levels are a closed list; lines of a policy are not.
  const listedRights = writes.filter(({ action, right, via }) => action !== right && via.length === 0);
  if (listedRights.length >= EVERYTHING) {
    const basis = scope.defaultGrants === 'fallback' ? ' by default' : '';
    reasons.push(`it may write everything in the repository${basis}`);
  }
  const whole = writes.find(isUnlimited);
  if (whole !== undefined) reasons.push(`it may do everything in ${whole.system.name}`);
  if (scope.facts.sweeps.some((sweep) => sweep.gates.length === 0)) {
    reasons.push('all secrets are in its reach');
  }
  const broker = writes.find(isWholeBroker);
  if (broker !== undefined) reasons.push(`it may ${/^\d/u.test(broker.opens) ? 'do ' : ''}${broker.opens}`);
  const way = (scope.escalations ?? []).find(
    ({ gains, conditions, gates }) =>
      gains === 'everything' && conditions.length === 0 && !isGated(scope, { gates }),
  );
  if (way !== undefined && whole === undefined) reasons.push(`it can ${way.title}`);
  return reasons;
}

/** Whether a grant is over the broker itself, or over every queue that it has. */
function isWholeBroker({ system, access, flows, destination, breadth }: Grant): boolean {
  if (system.kind !== 'queue' || access !== 'admin' || flows?.includes('administer') !== true) return false;
  return (
    destination === undefined ||
    (breadth ?? []).some(({ dimension, whole }) => dimension === 'resource' && whole)
  );
}

/** Whether neither the action nor the resource of a grant leaves anything out that a reader would miss. */
function isUnlimited(grant: Grant): boolean {
  return isWhole(grant, ['all', 'inverted']);
}

/** Whether texts of these forms make both what may be done and to what more than a reader would call one purpose. */
function isWhole({ breadth }: Grant, forms: readonly Breadth['form'][]): boolean {
  const isAll = (dimension: Breadth['dimension']): boolean =>
    (breadth ?? []).some((one) => one.dimension === dimension && forms.includes(one.form) && one.whole);
  return isAll('action') && isAll('resource');
}

function timePoints(scope: Measured, reasons: string[]): number {
  const { seconds } = scope.lifetime;
  if (seconds !== null && seconds <= HOUR) return 0;
  if (seconds === null || seconds > 6 * HOUR) {
    reasons.push(seconds === null ? 'nothing is known to end it' : 'it lasts longer than 6 h');
    return 2;
  }
  reasons.push(`it lasts up to ${String(Math.round((seconds / HOUR) * 10) / 10)} h`);
  return 1;
}

function startPoints(scope: Measured, strong: readonly Grant[], reasons: string[]): number {
  const stranger = untrustedInitiators(scope as TrustScope).find((initiator) =>
    strong.some((grant) => heldBy(initiator, grant)),
  );
  if (stranger === undefined) return 0;
  reasons.push(canStart(stranger.who));
  return 2;
}

/** What is written; where a right is called no more than its level, the system that it is written to. */
function writtenWords(writes: readonly Grant[]): string {
  const rights = writes.map((grant) => {
    const named = rightWords(grant);
    return named === '' ? `to ${grant.system.name}` : named;
  });
  return listed(distinct(rights), 6);
}

function narrowReason(scope: Measured, open: readonly Grant[]): string {
  if (open.length > 0) return 'it only reads';
  if (scope.grants.length > 0) return 'all that it reaches is behind a gate';
  return scope.unknowns.length > 0 ? 'nothing that it reaches is known' : 'its token may do nothing';
}

function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${String(names.length - most)} more` : shown;
}
