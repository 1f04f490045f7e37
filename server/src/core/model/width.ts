import { distinct } from '../collections/grouping.js';
import type { Breadth } from './breadth.js';
import type { Escalation } from './escalation.js';
import type { Gate, Grant, Sensitivity, Unknown } from './grant.js';
import type { TrustScope, Width } from './trustScope.js';
import { isBehind, isIdentityItself, isProved } from './reach.js';
import { heldBy, untrustedInitiators } from './trustScope.js';
import type { KnownBand, SystemKind } from './vocabulary.js';
import { joined } from '../text/phrases.js';
import { outlives } from './lives.js';
import { canStart, holdsIf, rightWords } from './words.js';
import { quoted } from '../text/quoted.js';

type Measured = Pick<
  TrustScope,
  'grants' | 'gates' | 'carried' | 'initiators' | 'lifetime' | 'facts' | 'unknowns' | 'defaultGrants'
> &
  Partial<Pick<TrustScope, 'escalations'>>;

const HOUR = 3600;
/** Rights over one system from which on its owner would say "everything". */
const EVERYTHING = 8;
const EVERYTHING_POINTS = 4;
const STRANGER_POINTS = 2;
/** Systems whose contents are what counts, so that reading alone takes them away. */
const DATA: ReadonlySet<SystemKind> = new Set(['data', 'api', 'queue']);

/**
 * The width of a scope, by points, at two ends: as it is known, where only proved gates count, and as it would be if
 * every assumed gate held and nothing were there that is not known.
 *
 * Reach: 0 for reading, 1 for writing to one kind of system or reading sensitive data, 2 for two or more, or for minting
 * or becoming another identity, whatever way it takes, or for any secret, or for reading all data of a system; 3 for all
 * of a service on everything; 4 for everything (eight write rights of a kind that is granted right by right, every action
 * on every resource, a whole broker, all secrets, or a way to make itself an administrator). What is reached over an
 * identity whose own grants are known counts by those; the identity itself then counts for nothing.
 * Sensitivity: 1 where something of production, of billing, of customers or of administration is held or may be had, 2
 * for two of these or more; nothing where the reach is everything already.
 * Time: 1 above an hour, 2 above six hours or without a bound, of the session or of what it mints; nothing when only
 * reading.
 * Start: 2 when somebody nobody approved holds a write, a secret or an identity.
 *
 * 0 or 1 is narrow, 2 and 3 moderate, 4 and more broad; 6 and more, or anything written without a bound in time,
 * is unbounded, except that a broker's user, whose password never ends, is judged by its points. Where something that
 * could widen it is not known, and it is not unbounded anyway, the band is unknown.
 */
export function widthOf(scope: Measured): Width {
  const known = measure(scope, isProved);
  const assumed = measure(scope, mayCheck);
  const open = openQuestions(scope, known);
  const [first] = open;
  return {
    band: first === undefined || known.band === 'unbounded' ? known.band : 'unknown',
    atLeast: known.band,
    ifAssumed: assumed.band,
    assuming: known.band === assumed.band ? [] : assumptions(scope),
    reasons:
      first === undefined || known.band === 'unbounded'
        ? known.reasons
        : [...open.slice(0, MOST_TOLD).map(notKnown), ...(known.isIdle ? [] : known.reasons)],
  };
}

/** How a reason begins that is a question left open. */
export const NOT_KNOWN = 'not known: ';

/** Questions told as reasons; the rest stands in the list of what is not known. */
const MOST_TOLD = 2;

/** The reason that an open question is. */
export function notKnown({ what, why }: Unknown): string {
  return `${NOT_KNOWN}${what} (${why})`;
}

/** What one way of counting gates comes to. */
interface Measurement {
  readonly band: KnownBand;
  readonly points: number;
  readonly reasons: readonly string[];
  /** Whether it reaches nothing at all before the next gate. */
  readonly isIdle: boolean;
  /** Whether there is something that a thief could do lasting harm with, and whether a stranger holds it. */
  readonly isStrong: boolean;
  readonly byStranger: boolean;
}

type Counts = (gate: Gate) => boolean;

function measure(whole: Measured, counts: Counts): Measurement {
  const isShut = ({ gates }: Pick<Grant, 'gates'>): boolean => isBehind(whole, { gates }, counts);
  const scope: Open = {
    ...whole,
    open: whole.grants.filter((grant) => !isShut(grant)),
    held: whole.carried.filter((identity) => !isShut(identity)),
    isShut,
  };
  const strong = scope.open.filter(isTelling);
  const reasons: string[] = [];
  const reach = reachPoints(scope, strong, reasons);
  const sensitivity = reach >= EVERYTHING_POINTS ? 0 : sensitivityPoints(scope, strong, reasons);
  const time = strong.length === 0 ? 0 : timePoints(scope, reasons);
  const start = startPoints(scope, strong, reasons);
  const points = reach + sensitivity + time + start;
  if (reasons.length === 0) reasons.push(narrowReason(scope));
  return {
    band: bandOf(scope, strong, points),
    points,
    reasons,
    isIdle: scope.open.length === 0 && scope.held.length === 0,
    isStrong: strong.length > 0,
    byStranger: start > 0,
  };
}

function mayCheck({ state }: Gate): boolean {
  return state !== 'ineffective';
}

function bandOf(scope: Open, strong: readonly Grant[], points: number): KnownBand {
  // A broker's user has a password for life, each of them: that alone would make all of them alike.
  const forLife = scope.lifetime.seconds === null && scope.lifetime.basis === 'unbounded';
  if (strong.length > 0 && forLife && scope.facts.kind !== 'broker-user') return 'unbounded';
  return bandOfPoints(points);
}

function bandOfPoints(points: number): KnownBand {
  if (points >= 6) return 'unbounded';
  if (points >= 4) return 'broad';
  return points >= 2 ? 'moderate' : 'narrow';
}

/** What is not known and would make the session wider, if it were so. */
function openQuestions(scope: Measured, known: Measurement): readonly Unknown[] {
  const before = (ids: readonly string[] | undefined): boolean =>
    isBehind(scope, { gates: ids ?? [] }, isProved);
  const unknowns = scope.unknowns.filter(({ gates }) => !before(gates));
  const reach = unknowns.filter(({ about }) => about === undefined);
  const start =
    known.isStrong && !known.byStranger && bandOfPoints(known.points + STRANGER_POINTS) !== known.band
      ? unknowns.filter(({ about }) => about === 'start')
      : [];
  // What holds for every session alike says something only where nothing else is known.
  const settings = known.isIdle ? unknowns.filter(({ about }) => about === 'settings') : [];
  return [...reach, ...start, ...settings];
}

/** What has to be true for the assumed gates to hold. */
function assumptions(scope: Measured): readonly string[] {
  const guarding = new Set(
    [...scope.grants, ...scope.carried, ...scope.facts.sweeps].flatMap(({ gates }) => gates),
  );
  return distinct(
    scope.gates.filter(({ id, state }) => state === 'assumed' && guarding.has(id)).map(holdsIf),
  );
}

/** A scope with what stands before the next gate. */
type Open = Measured & {
  readonly open: readonly Grant[];
  readonly held: Measured['carried'];
  readonly isShut: (item: Pick<Grant, 'gates'>) => boolean;
};

/** Whether a thief could do lasting harm with it, or takes away what must not get out. */
function isTelling(grant: Grant): boolean {
  return (
    grant.access !== 'read' || grant.system.kind === 'secrets' || isSensitiveData(grant) || isAllData(grant)
  );
}

/** Whether a grant opens the data of a whole system where those of one store could be named. */
function isAllData({ system, breadth, conversational, flows }: Grant): boolean {
  if (conversational === true) return false;
  if (system.kind !== 'data' && (system.kind !== 'queue' || (flows ?? []).length === 0)) return false;
  return (breadth ?? []).some(
    ({ dimension, whole, narrowable, customary, unnamed, minor }) =>
      dimension === 'resource' && whole && narrowable && !customary && !unnamed && !minor,
  );
}

function isSensitiveData({ system, sensitivity, conversational }: Grant): boolean {
  if (!DATA.has(system.kind) || conversational === true) return false;
  return (sensitivity ?? []).some((kind) => kind === 'customer-data' || kind === 'billing');
}

function reachPoints(scope: Open, strong: readonly Grant[], reasons: string[]): number {
  const writes = strong.filter((grant) => grant.access !== 'read' && !isIdentityItself(grant));
  const known = new Set(
    scope.grants.flatMap(({ identity, via }) => (via.length > 0 ? (identity ?? []) : [])),
  );
  const held = strong.filter((grant) => isIdentityItself(grant) && !known.has(grant.identity ?? ''));
  const secrets = strong.filter((grant) => grant.system.kind === 'secrets' && !isIdentityItself(grant));
  const everything = everythingReasons(scope, writes);
  reasons.push(...everything);
  if (everything.length > 0) return EVERYTHING_POINTS;
  if (writes.length > 0) reasons.push(`it writes ${writtenWords(writes)}`);
  if (held.length > 0) reasons.push(`it holds ${listed(held.map((grant) => grant.resource))}`);
  const read = secrets.filter((grant) => grant.access === 'read');
  if (read.length > 0) {
    const names = distinct(read.map((grant) => grant.resource));
    reasons.push(names.includes('*') ? 'it reads every secret' : `it reads secrets: ${listed(names)}`);
  }
  const taken = strong.filter((grant) => grant.access === 'read' && isSensitiveData(grant));
  if (taken.length > 0) {
    reasons.push(`it reads sensitive data: ${listed(distinct(taken.map(({ resource }) => resource)))}`);
  }
  const all = strong.filter((grant) => grant.access === 'read' && isAllData(grant));
  if (all.length > 0) {
    reasons.push(`it reads all there is in ${listed(distinct(all.map(({ system }) => system.name)))}`);
  }
  const ways = (scope.escalations ?? []).filter((way) => leadsOn(way) && !scope.isShut(way));
  if (ways.length > 0) reasons.push(`it can ${ways[0]?.title ?? ''}`);
  const kinds = new Set(writes.map((grant) => grant.system.kind));
  const whole = writes.find((grant) => isWhole(grant, ['all', 'pattern', 'inverted']));
  if (whole !== undefined) {
    reasons.push(`${quoted(whole.action)} is all of a service, on everything`);
    return 3;
  }
  const becomes = kinds.has('identity') || held.length > 0 || ways.length > 0;
  if (kinds.size >= 2 || becomes || secrets.length > 0 || all.length > 0) return 2;
  return Math.max(kinds.size, taken.length > 0 ? 1 : 0);
}

/**
 * Whether a way leads to whatever identity or rights there are, of which the files do not show how far they reach. The
 * identities that they do show count by themselves, and what stays within one resource is a right over it.
 */
function leadsOn({ gains, conditions, known, extent, plain, wide }: Escalation): boolean {
  if (gains === 'everything' || known === true || extent !== undefined || plain === true) return false;
  return conditions.length === 0 && wide === true;
}

const SENSITIVE: readonly (readonly [Sensitivity, string])[] = [
  ['production', 'production'],
  ['billing', 'billing'],
  ['customer-data', 'customer data'],
  ['admin', 'administration'],
];

/** More is at stake where what is held opens production, money, people's data or the controls, by its name. */
function sensitivityPoints(scope: Open, strong: readonly Grant[], reasons: string[]): number {
  const found = new Set([...scope.held, ...strong].flatMap(({ sensitivity }) => sensitivity ?? []));
  const words = SENSITIVE.flatMap(([kind, word]) => (found.has(kind) ? [word] : []));
  if (words.length === 0) return 0;
  reasons.push(`by its name it belongs to ${joined(words)}`);
  return Math.min(2, words.length);
}

/** What makes the reach everything, if anything does. */
function everythingReasons(scope: Open, writes: readonly Grant[]): readonly string[] {
  const reasons: string[] = [];
  // Rights with levels are a closed list; lines of a policy are not.
  const listedRights = writes.filter(({ action, right, via }) => action !== right && via.length === 0);
  if (listedRights.length >= EVERYTHING) {
    const basis = scope.defaultGrants === 'fallback' ? ' by default' : '';
    reasons.push(`it may write everything in the repository${basis}`);
  }
  const whole = writes.find(isUnlimited);
  if (whole !== undefined) reasons.push(`it may do everything in ${whole.system.name}`);
  if (scope.facts.sweeps.some((sweep) => !scope.isShut(sweep))) {
    reasons.push('all secrets are in its reach');
  }
  const broker = writes.find(isWholeBroker);
  if (broker !== undefined) reasons.push(`it may ${/^\d/u.test(broker.opens) ? 'do ' : ''}${broker.opens}`);
  const way = (scope.escalations ?? []).find(
    ({ gains, conditions, gates }) =>
      gains === 'everything' && conditions.length === 0 && !scope.isShut({ gates }),
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

/** The session's own time; where what it mints works on for longer, that, as a thief has it for as long. */
function timePoints(scope: Open, reasons: string[]): number {
  const { seconds } = scope.lifetime;
  const outliving = scope.held
    .filter((identity) => outlives(identity, seconds))
    .sort((a, b) => (b.lifetime.seconds ?? 0) - (a.lifetime.seconds ?? 0))[0];
  const longest = outliving?.lifetime.seconds ?? seconds;
  if (longest !== null && longest <= HOUR) return 0;
  const what = outliving === undefined ? 'it' : `the session of ${quoted(outliving.name)}`;
  if (longest === null || longest > 6 * HOUR) {
    reasons.push(longest === null ? 'nothing is known to end it' : `${what} lasts longer than 6 h`);
    return 2;
  }
  reasons.push(`${what} lasts up to ${String(Math.round((longest / HOUR) * 10) / 10)} h`);
  return 1;
}

function startPoints(scope: Measured, strong: readonly Grant[], reasons: string[]): number {
  const stranger = untrustedInitiators(scope as TrustScope).find((initiator) =>
    strong.some((grant) => heldBy(initiator, grant)),
  );
  if (stranger === undefined) return 0;
  reasons.push(canStart(stranger.who));
  return STRANGER_POINTS;
}

/** Verbs of a right that say no more than that it writes. */
const WRITING = /^(?:create|update|patch|delete|deletecollection) (?=\S)/u;

/** What is written; where a right is called no more than its level, the system that it is written to. */
function writtenWords(writes: readonly Grant[]): string {
  const rights = writes.map((grant) => {
    const named = rightWords(grant);
    return named === '' ? `to ${grant.system.name}` : named.replace(WRITING, '');
  });
  return listed(distinct(rights), 4);
}

function narrowReason(scope: Open): string {
  if (scope.open.length > 0) return 'it only reads';
  if (scope.grants.length > 0) return 'all that it reaches is behind a gate';
  return scope.unknowns.length > 0 ? 'nothing that it reaches is known' : 'its token may do nothing';
}

function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${String(names.length - most)} more` : shown;
}
