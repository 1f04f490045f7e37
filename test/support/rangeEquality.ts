import { expect } from 'vitest';
import { isPlaced } from '../../server/src/core/text/block.js';

/** Two ranges are equal when they begin and end at the same offsets, whatever blocks they stand in. */
function sameOffsets(this: unknown, a: unknown, b: unknown): boolean | undefined {
  if (!isPlaced(a) && !isPlaced(b)) return undefined;
  const [first, second] = [offsets(a), offsets(b)];
  return first !== undefined && second !== undefined && first[0] === second[0] && first[1] === second[1];
}

/** The ends of a range; `undefined` for what is more, or something else. */
function offsets(value: unknown): readonly [unknown, unknown] | undefined {
  if (isPlaced(value)) return [value.start, value.end];
  if (typeof value !== 'object' || value === null) return undefined;
  const { start, end, ...others } = value as Record<string, unknown>;
  return Object.keys(others).length === 0 ? [start, end] : undefined;
}

expect.addEqualityTesters([sameOffsets]);
