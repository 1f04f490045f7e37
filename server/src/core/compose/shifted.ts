import type { EarlierText } from '../text/shift.js';
import { isRange, shiftTo } from '../text/shift.js';
import type { TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';

/** A text that is being typed in and cannot be read whole, with the one before that could. */
export interface Shift {
  readonly whole: EarlierText;
  readonly now: string;
}

/** The files in which places of these facts stand. */
export function placesIn(facts: unknown): ReadonlySet<Uri> {
  const found = new Set<Uri>();
  const open: unknown[] = [facts];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (isRange(value)) continue;
    if (!Array.isArray(value) && 'uri' in value && typeof value.uri === 'string') found.add(value.uri);
    for (const item of Array.isArray(value) ? value : Object.values(value)) open.push(item);
  }
  return found;
}

/**
 * Facts with their places where the texts stand now: those in files that cannot be read whole are found again in the
 * newer text. A range without a uri beside it stands in `uri`.
 */
export function shifted<T>(facts: T, uri: Uri, shifts: ReadonlyMap<Uri, Shift>): T {
  const moves = new Map([...shifts].map(([of, { whole, now }]) => [of, shiftTo(whole, now)] as const));
  return moved(facts, uri, moves) as T;
}

type Moves = ReadonlyMap<Uri, (range: TextRange) => TextRange>;

function moved(value: unknown, uri: Uri, moves: Moves): unknown {
  if (Array.isArray(value)) return value.map((item) => moved(item, uri, moves));
  if (typeof value !== 'object' || value === null) return value;
  if (isRange(value)) return moves.get(uri)?.(value) ?? value;
  const own = 'uri' in value && typeof value.uri === 'string' ? value.uri : uri;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, moved(item, own, moves)]));
}
