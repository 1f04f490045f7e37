import { describe, expect, it } from 'vitest';
import { shiftRange } from '../../support/fixes/shift.js';

const edit = (start: number, end: number, newText: string) => ({ range: { start, end }, newText });

describe('shiftRange', () => {
  it.each([
    ['behind an insertion', edit(0, 0, 'xx'), [6, 9]],
    ['right behind an insertion', edit(4, 4, 'xx'), [6, 9]],
    ['before an edit', edit(8, 9, 'long'), [4, 7]],
    ['when it is replaced', edit(4, 7, 'longer'), [4, 10]],
    ['when it is removed', edit(4, 7, ''), [4, 4]],
    ['when an edit takes in its start', edit(3, 5, ''), [3, 5]],
  ])('moves 4..7 %s', (_name, change, [start, end]) => {
    expect(shiftRange({ start: 4, end: 7 }, [change])).toEqual({ start, end });
  });
});
