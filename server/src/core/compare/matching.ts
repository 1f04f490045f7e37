import type { NormalSession } from './normalSession.js';
import { grantKey, startKey } from './normalSession.js';

/** A session of one state with the same one of the other; one of the two is absent where it is new or gone. */
export interface Pair {
  readonly before?: NormalSession;
  readonly after?: NormalSession;
}

/** From how much likeness on two sessions are the same one under another name or in another file. */
const ALIKE = 3;
/** From how much on where each of the two is like no other: renamed or moved, and changed in what it may do as well. */
const LONELY = 2.6;
/** A state with more sessions that are new and gone than this is not searched for likeness. */
const MOST = 2_000_000;

/** How much two sessions have in common, from 0 to 6. */
export type Likeness = (before: NormalSession, after: NormalSession) => number;

/**
 * Pairs the sessions of two states: by id, and what is left by likeness, so that one that was renamed or moved into
 * another file is told as the same.
 */
export function pairs(
  before: readonly NormalSession[],
  after: readonly NormalSession[],
  likeness: Likeness = likenessOf,
): readonly Pair[] {
  const known = new Map(before.map((session) => [session.id, session]));
  const found: Pair[] = [];
  const fresh: NormalSession[] = [];
  for (const session of after) {
    const same = known.get(session.id);
    if (same === undefined) fresh.push(session);
    else {
      found.push({ before: same, after: session });
      known.delete(session.id);
    }
  }
  const gone = [...known.values()];
  return [...found, ...byLikeness(gone, fresh, likeness)];
}

/**
 * Whether so many sessions are new and gone that likeness is not looked for: one that was renamed is then told as gone
 * and as new, and whoever shows the comparison says so.
 */
export function tooManyToPair(before: readonly NormalSession[], after: readonly NormalSession[]): boolean {
  const known = new Set(before.map(({ id }) => id));
  const kept = after.filter(({ id }) => known.has(id)).length;
  return (before.length - kept) * (after.length - kept) > MOST;
}

function byLikeness(
  gone: readonly NormalSession[],
  fresh: readonly NormalSession[],
  likenessFor: Likeness,
): readonly Pair[] {
  const candidates =
    gone.length * fresh.length > MOST
      ? []
      : gone.flatMap((before) =>
          fresh.flatMap((after) => {
            const likeness = likenessFor(before, after);
            if (likeness < LONELY) return [];
            // Of several that do the same it is the one that is started in the same way.
            return [{ before, after, likeness: likeness + startsInCommon(before, after) / 10 }];
          }),
        );
  const pairsFound: Pair[] = [];
  const used = new Set<NormalSession>();
  const take = ({ before, after }: Required<Pair>): void => {
    used.add(before).add(after);
    pairsFound.push({ before, after });
  };
  for (const each of candidates.sort((a, b) => b.likeness - a.likeness)) {
    if (each.likeness >= ALIKE && !used.has(each.before) && !used.has(each.after)) take(each);
  }
  const left = candidates.filter(({ before, after }) => !used.has(before) && !used.has(after));
  const sides = countsOf(left.flatMap(({ before, after }) => [before, after]));
  for (const each of left) if (sides.get(each.before) === 1 && sides.get(each.after) === 1) take(each);
  return [
    ...pairsFound,
    ...gone.filter((session) => !used.has(session)).map((before) => ({ before })),
    ...fresh.filter((session) => !used.has(session)).map((after) => ({ after })),
  ];
}

function countsOf(sessions: readonly NormalSession[]): ReadonlyMap<NormalSession, number> {
  const counts = new Map<NormalSession, number>();
  for (const session of sessions) counts.set(session, (counts.get(session) ?? 0) + 1);
  return counts;
}

/** 0 for nothing in common; 2 each for the name, the file and the grants at most. */
export function likenessOf(before: NormalSession, after: NormalSession): number {
  if (before.platform !== after.platform || before.kind !== after.kind) return 0;
  const keys = keysOf(before);
  const shared = after.grants.filter((grant) => keys.has(grantKey(grant))).length;
  const all = before.grants.length + after.grants.length - shared;
  const name = before.label === after.label ? 2 : 0;
  const path = before.path === after.path ? 2 : baseOf(before.path) === baseOf(after.path) ? 1 : 0;
  // Two that may do nothing are not alike for that.
  const grants = all === 0 ? 0.5 : (2 * shared) / all;
  return name + path + grants;
}

/** One session is held against many. */
const KEYS = new WeakMap<NormalSession, ReadonlySet<string>>();

function keysOf(session: NormalSession): ReadonlySet<string> {
  const keys = KEYS.get(session) ?? new Set(session.grants.map(grantKey));
  KEYS.set(session, keys);
  return keys;
}

/** Which part of all ways of starting two sessions share, from 0 to 1. */
function startsInCommon(before: NormalSession, after: NormalSession): number {
  const keys = new Set(before.starts.map(startKey));
  const shared = after.starts.filter((start) => keys.has(startKey(start))).length;
  const all = keys.size + after.starts.length - shared;
  return all === 0 ? 0 : shared / all;
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
