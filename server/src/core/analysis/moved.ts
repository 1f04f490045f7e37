import type { BlockStarts } from '../text/block.js';
import { isPlaced } from '../text/block.js';
import type { TextRange } from '../text/textRange.js';

/**
 * Facts of one text as they stand in another that was made from it by typing: what lies before the first and behind
 * the last difference keeps its text, and so is found again; what lies in between is pointed at as a whole.
 */
export function moved<T>(
  facts: T,
  { text: before, starts }: { readonly text: string; readonly starts: BlockStarts },
  after: string,
): T {
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < limit - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end++;
  }
  const delta = after.length - before.length;
  const move = (offset: number): number => {
    if (offset <= start) return offset;
    return offset >= before.length - end ? offset + delta : Math.min(offset, after.length - end);
  };
  return walk(facts, (range) => {
    const { start: from, end: to } = starts.rangeThen(range);
    return { start: move(from), end: Math.max(move(from), move(to)) };
  }) as T;
}

/**
 * Facts are plain data, and everywhere in them a range is an object of just these two numbers, or one that stands in a
 * block: that one becomes a plain copy too, as its block may be none of the newer text.
 */
function walk(value: unknown, moveRange: (range: TextRange) => TextRange): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, moveRange));
  if (typeof value !== 'object' || value === null) return value;
  if (isRange(value)) return moveRange(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, moveRange)]));
}

function isRange(value: object): value is TextRange {
  if (isPlaced(value)) return true;
  const keys = Object.keys(value);
  return keys.length === 2 && 'start' in value && 'end' in value && typeof value.start === 'number';
}
