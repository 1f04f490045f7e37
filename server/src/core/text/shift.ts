import type { BlockStarts } from './block.js';
import { isPlaced } from './block.js';
import type { TextRange } from './textRange.js';

/** A text, with where the blocks of its tree began in it. */
export interface EarlierText {
  readonly text: string;
  readonly starts: BlockStarts;
}

/**
 * Where ranges of one text stand in another that was made from it by typing: what lies before the first and behind the
 * last difference keeps its text, and so is found again; what lies in between is pointed at as a whole.
 */
export function shiftTo(
  { text: before, starts }: EarlierText,
  after: string,
): (range: TextRange) => TextRange {
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
  return (range) => {
    const { start: from, end: to } = starts.rangeThen(range);
    return { start: move(from), end: Math.max(move(from), move(to)) };
  };
}

/** Facts are plain data, and everywhere in them a range is an object of just these two numbers, or one in a block. */
export function isRange(value: object): value is TextRange {
  if (isPlaced(value)) return true;
  const keys = Object.keys(value);
  return keys.length === 2 && 'start' in value && 'end' in value && typeof value.start === 'number';
}
