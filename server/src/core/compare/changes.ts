import { distinct, grouped } from '../collections/grouping.js';
import type { Life } from './lives.js';
import { WITHIN } from './lives.js';
import type { Origin } from '../model/origin.js';
import { accessRank, isUntrusted, trustRank } from '../model/vocabulary.js';
import { isOfAllServices, nameOfSystem, reaches, startCovers, strengthRank } from './covering.js';
import type { Pair } from './matching.js';
import type { NormalGrant, NormalSession, NormalStart } from './normalSession.js';
import { holding } from './normalSession.js';

/** What a change does to a session; one that became unknown may be wider. */
export type Direction = 'wider' | 'narrower' | 'different' | 'became-known' | 'became-unknown';

/** What of a session changed: whether there is one, who starts it, how long it lasts, what it reaches, what is asked. */
export type Dimension = 'session' | 'start' | 'lifetime' | 'reach' | 'gate' | 'unknown';

/** One thing that changed of one session. */
export interface Change {
  readonly direction: Direction;
  readonly dimension: Dimension;
  /** The session as it is now; for one that is gone, as it was. */
  readonly session: NormalSession;
  /** What it may now, or may no longer: actions, a way of starting it, a time. */
  readonly what: readonly string[];
  /** What that is on; empty where it is on nothing. */
  readonly on: readonly string[];
  /** What is asked before; "nothing" is said with an empty list. */
  readonly gates: readonly string[];
  /** What stood there before, in words, where it is told by that: a time, a gate. */
  readonly before?: string;
  /** Set of a session that is there no more. */
  readonly gone?: true;
  /** Whether nothing that is proved is asked before it. */
  readonly open: boolean;
  /** The text that makes the difference: in the state where it stands. */
  readonly at?: Origin;
  /** Orders changes, the gravest first. */
  readonly gravity: number;
}

/** What changed between two states, the gravest first; of equal ones in order of session and text. */
export function changesOf(all: readonly Pair[]): readonly Change[] {
  const names = newNames(all);
  return inOrder(all.flatMap((pair) => changesOfPair(pair, names)));
}

/** The gravest first; of equal ones in order of session and text. */
export function inOrder(changes: readonly Change[]): readonly Change[] {
  return [...changes].sort(
    (a, b) =>
      b.gravity - a.gravity ||
      compare(a.session.id, b.session.id) ||
      compare(JSON.stringify([a.what, a.on]), JSON.stringify([b.what, b.on])),
  );
}

/** What sessions that were renamed are called now, by what they were called. */
export function newNames(all: readonly Pair[]): ReadonlyMap<string, string> {
  return new Map(
    all.flatMap(({ before, after }) =>
      before === undefined || after === undefined || before.label === after.label
        ? []
        : [[before.label, after.label] as const],
    ),
  );
}

const ASSUMED_BY = 'assumed by ';

/**
 * The session as it was, with other sessions by the names that they have now. Several may be called the same: where the
 * session still tells of one by the old name, that one was meant.
 */
function renamed(
  session: NormalSession,
  names: ReadonlyMap<string, string>,
  after: NormalSession | undefined,
): NormalSession {
  if (names.size === 0) return session;
  const still = new Set([
    ...(after?.starts ?? []).map(({ event }) => startedBy(event)),
    ...(after?.grants ?? []).map(({ over }) => over),
  ]);
  const nameOf = (name: string): string => (still.has(name) ? name : (names.get(name) ?? name));
  return {
    ...session,
    starts: session.starts.map((start) => {
      const by = startedBy(start.event);
      return by === undefined ? start : { ...start, event: ASSUMED_BY + nameOf(by) };
    }),
    grants: session.grants.map((grant) => ({ ...grant, over: nameOf(grant.over) })),
    ...(session.listedInPart && { listedInPart: new Set([...session.listedInPart].map(nameOf)) }),
  };
}

/** The session that an event stands for; nothing for one of another kind. */
function startedBy(event: string): string | undefined {
  return event.startsWith(ASSUMED_BY) ? event.slice(ASSUMED_BY.length) : undefined;
}

/** What changed of one session, in no order; `names` are those of `newNames`. */
export function changesOfPair(
  { before: was, after }: Pair,
  names: ReadonlyMap<string, string>,
): readonly Change[] {
  const before = was && renamed(was, names, after);
  if (before === undefined) return after === undefined ? [] : [wholeSession(after, 'wider')];
  if (after === undefined) return [{ ...wholeSession(before, 'narrower'), gone: true }];
  const [wasOff, isOff] = [before, after].map(({ only }) => only === 'if-switched-on');
  if (wasOff !== isOff) return [switched(after, isOff === true)];
  return [
    ...reachChanges(before, after),
    ...startChanges(before, after),
    ...lifetimeChanges(before, after),
    ...unknownChanges(before, after),
  ];
}

/**
 * A session that is new, or gone, with all that it may do. One that only reads widens nothing that counts, unless it is
 * not known what else it may do. Of one that may not be there at all it is not known that anybody may do more.
 */
function wholeSession(
  session: NormalSession,
  direction: 'wider' | 'narrower',
  isThere = session.only === undefined,
): Change {
  const strong = session.grants.filter(isStrong);
  const shown = strong.length > 0 ? strong : session.grants;
  const isOpenEnded = mayReachMore(session) || strong.length > 0;
  return {
    direction:
      strong.length > 0 && isThere
        ? direction
        : isOpenEnded && direction === 'wider'
          ? 'became-unknown'
          : 'different',
    dimension: 'session',
    session,
    what: distinct(shown.map(({ action }) => action)),
    on: distinct(shown.map(({ resource }) => resource)),
    gates: distinct(shown.flatMap(({ gates }) => gates)),
    open: shown.some(({ gate }) => gate !== 'enforced'),
    ...atOf(session.at),
    gravity: gravityOf(session, shown),
  };
}

/** A session that was there only where somebody switched it on and is there by default, or the other way round. */
function switched(after: NormalSession, isOff: boolean): Change {
  const change = wholeSession(after, isOff ? 'narrower' : 'wider', true);
  return { ...change, before: isOff ? 'on by default' : 'off by default' };
}

/** Whether it is not known what a session may do beside its grants. */
function mayReachMore({ unknowns }: NormalSession): boolean {
  return unknowns.some(({ isReach }) => isReach === true);
}

function isStrong({ access, kind }: NormalGrant): boolean {
  return access !== 'read' || kind === 'secrets';
}

function reachChanges(before: NormalSession, after: NormalSession): readonly Change[] {
  return [...oneWay(before, after, after, 'wider'), ...oneWay(after, before, after, 'narrower')];
}

/** A grant that one side lacks, or holds behind another gate: the names of that before, and what stands now. */
interface Found extends Pick<NormalGrant, 'gate' | 'gates'> {
  readonly grant: NormalGrant;
  readonly dimension: Dimension;
  readonly was: string;
}

function gateOf({ gate, gates }: NormalGrant): Pick<NormalGrant, 'gate' | 'gates'> {
  return { gate, gates };
}

/** The grants of `to` that `from` does not hold, or holds only behind a firmer gate. */
function oneWay(
  from: NormalSession,
  to: NormalSession,
  session: NormalSession,
  direction: 'wider' | 'narrower',
): readonly Change[] {
  const bySystem = grouped(from.grants, nameOfSystem);
  const everywhere = from.grants.filter(isOfAllServices);
  // What is reached over an identity whose grants had no room in the list is told of that identity.
  const told = to.grants.filter(({ over }) => from.listedInPart?.has(over) !== true);
  const found = told.flatMap((grant): Found[] => {
    const holding = [...(bySystem.get(nameOfSystem(grant)) ?? []), ...everywhere].filter((other) =>
      reaches(other, grant),
    );
    if (holding.length === 0) return [{ grant, dimension: 'reach', was: '', ...gateOf(grant) }];
    const freest = holding.reduce((best, other) =>
      strengthRank(other.gate) < strengthRank(best.gate) ? other : best,
    );
    if (strengthRank(freest.gate) <= strengthRank(grant.gate)) return [];
    const [then, now] = direction === 'wider' ? [freest, grant] : [grant, freest];
    return [{ grant, dimension: 'gate', was: then.gates.join(', '), ...gateOf(now) }];
  });
  const rows = grouped(found, ({ grant, dimension, was, gate, gates }) =>
    JSON.stringify(
      dimension === 'gate'
        ? [dimension, was, gate, gates]
        : [dimension, grant.system, grant.access, gate, gates, grant.over],
    ),
  );
  return [...rows.values()].map((together): Change => {
    const grants = together.map(({ grant }) => grant);
    const [{ grant, dimension, was, gate, gates }] = together as [Found];
    return {
      direction: directionOf(from, grant, dimension, direction),
      dimension,
      session,
      what: distinct(grants.map(({ action }) => action)),
      on: distinct(grants.map(({ resource }) => resource)),
      gates,
      ...(was === '' ? {} : { before: was }),
      open: gate !== 'enforced',
      ...atOf(grant.at ?? to.at),
      gravity: gravityOf(session, grants),
    };
  });
}

/** What is reached over an identity of which nothing was known has become known, and was there before for all we know. */
function directionOf(
  from: NormalSession,
  { over }: NormalGrant,
  dimension: Dimension,
  direction: 'wider' | 'narrower',
): Direction {
  if (over === '' || dimension !== 'reach') return direction;
  const name = over.slice(over.indexOf(' ') + 1);
  const wasUnknown = from.unknowns.some(({ what }) => what.includes(name) || what.includes(baseName(name)));
  if (!wasUnknown) return direction;
  return direction === 'wider' ? 'became-known' : 'became-unknown';
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function startChanges(before: NormalSession, after: NormalSession): readonly Change[] {
  const missing = (from: readonly NormalStart[], to: readonly NormalStart[]): readonly NormalStart[] =>
    to.filter((start) => !from.some((other) => startCovers(other, start)));
  const change = (start: NormalStart, direction: Direction, session: NormalSession): Change => ({
    direction,
    dimension: 'start',
    session,
    what: [startWords(start)],
    on: [],
    gates: [],
    open: true,
    ...atOf(start.at ?? session.at),
    // It is what all else hangs on.
    gravity: gravityOf(session, session.grants.filter(isStrong), start) + 1,
  });
  return [
    ...missing(before.starts, after.starts).map((start) =>
      change(start, widens(start, after) && !isRenamed(start, before, after) ? 'wider' : 'different', after),
    ),
    ...missing(after.starts, before.starts).map((start) =>
      change(start, widens(start, before) ? 'narrower' : 'different', after),
    ),
    ...byOtherEvents(before, after).map((start) => change(start, 'different', after)),
  ];
}

/** A run of which the platform holds back writes and secrets, or of a session that may do nothing, widens nothing. */
function widens({ withholds, actor }: NormalStart, session: NormalSession): boolean {
  if (actor === 'schedule') return false;
  if (withholds.includes('writes') && withholds.includes('secrets')) return false;
  return session.grants.length > 0 || mayReachMore(session);
}

/** Whether what starts a session is there in the place of another of its kind, which is gone: `Deployment shop/web`. */
function isRenamed({ event, actor }: NormalStart, before: NormalSession, after: NormalSession): boolean {
  const [kind, name] = event.split(' ', 2);
  if (actor !== 'workload' || name === undefined) return false;
  const countOf = (starts: readonly NormalStart[]): number =>
    starts.filter((start) => start.actor === actor && start.event.startsWith(`${String(kind)} `)).length;
  return countOf(after.starts) <= countOf(before.starts);
}

/** Ways of starting by an event that started nothing before, though whoever causes it could start the session already. */
function byOtherEvents(before: NormalSession, after: NormalSession): readonly NormalStart[] {
  const events = new Set(before.starts.map(({ event }) => event));
  return after.starts.filter(
    (start) =>
      start.actor !== 'another-session' &&
      !events.has(start.event) &&
      before.starts.some((other) => startCovers(other, start)),
  );
}

/** A way of starting in words: `push (branch main): anyone with write access`; `assumed by job a` for a session. */
export function startWords({ event, conditions, who }: NormalStart): string {
  const words = `${event}${conditions.length === 0 ? '' : ` (${conditions.join(', ')})`}`;
  return who === '' ? words : `${words}: ${who}`;
}

function lifetimeChanges(before: NormalSession, after: NormalSession): readonly Change[] {
  const own = lifeChange('', before.seconds, after.seconds, after);
  const isHeld = (name: string): boolean =>
    [before, after].every(({ grants }) => grants.some(({ action }) => action === holding(name)));
  const lives = Object.keys({ ...before.lives, ...after.lives })
    // One that is new or gone is told as what is held.
    .filter(isHeld)
    .flatMap((name) => lifeChange(name, before.lives[name] ?? WITHIN, after.lives[name] ?? WITHIN, after));
  return [...own, ...lives];
}

function lifeChange(name: string, was: Life, is: Life, session: NormalSession): readonly Change[] {
  if (was === is) return [];
  const isLonger = is !== WITHIN && (was === WITHIN || is === null || (was !== null && is > was));
  return [
    {
      direction: isLonger ? 'wider' : 'narrower',
      dimension: 'lifetime',
      session,
      what: [secondsWords(is)],
      on: name === '' ? [] : [name],
      gates: [],
      before: secondsWords(was),
      open: true,
      ...atOf(session.livesAt?.get(name) ?? session.at),
      gravity: gravityOf(session, session.grants.filter(isStrong)) - 1,
    },
  ];
}

/** A time as a number of seconds that a report turns into words, or in words; empty for one without an end. */
function secondsWords(seconds: Life): string {
  return seconds === null ? '' : String(seconds);
}

function unknownChanges(before: NormalSession, after: NormalSession): readonly Change[] {
  const news = (
    from: NormalSession,
    to: NormalSession,
    direction: 'became-known' | 'became-unknown',
  ): readonly Change[] =>
    to.unknowns
      .filter(({ what }) => !from.unknowns.some((other) => other.what === what))
      .map(({ what, at }) => ({
        direction,
        dimension: 'unknown' as const,
        session: after,
        what: [what],
        on: [],
        gates: [],
        open: true,
        ...atOf(at ?? to.at),
        gravity: 0,
      }));
  return [...news(before, after, 'became-unknown'), ...news(after, before, 'became-known')];
}

function atOf(at: Origin | undefined): { readonly at?: Origin } {
  return at === undefined ? {} : { at };
}

/** Who can start it counts most, then what may be done, then whether anything is asked before. */
function gravityOf(session: NormalSession, grants: readonly NormalGrant[], start?: NormalStart): number {
  const starts = start === undefined ? session.starts : [start];
  const byStranger = starts.some(({ actor, withholds }) => isUntrusted(actor) && withholds.length === 0);
  const strongest = Math.max(
    0,
    ...grants.map(
      ({ access, kind }) => accessRank(access) + (kind === 'secrets' || kind === 'identity' ? 1 : 0),
    ),
  );
  const isOpen = grants.some(({ gate }) => gate === 'open');
  return (byStranger ? 16 : 0) + strongest * 3 + (isOpen ? 2 : 0);
}

/** The least trusted who can start a session, in words; empty where nothing is known to. */
export function leastStarter({ starts }: NormalSession): string {
  const [first, ...others] = starts;
  if (first === undefined) return '';
  return startWords(
    others.reduce((least, next) => (trustRank(next.actor) < trustRank(least.actor) ? next : least), first),
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
