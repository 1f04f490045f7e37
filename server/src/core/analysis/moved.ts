import type { EarlierText } from '../text/shift.js';
import { isRange, shiftTo } from '../text/shift.js';
import type { TextRange } from '../text/textRange.js';

/** Facts of one text as they stand in another that was made from it by typing. */
export function moved<T>(facts: T, before: EarlierText, after: string): T {
  return walk(facts, shiftTo(before, after)) as T;
}

/** A range that stands in a block becomes a plain copy too, as its block may be none of the newer text. */
function walk(value: unknown, moveRange: (range: TextRange) => TextRange): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, moveRange));
  if (typeof value !== 'object' || value === null) return value;
  if (isRange(value)) return moveRange(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, moveRange)]));
}
