import { describe, expect, it } from 'vitest';
import { moved } from '../../../server/src/core/analysis/moved.js';
import {
  Block,
  BlockStarts,
  isPlaced,
  Placed,
  sameRange,
  spanning,
  within,
} from '../../../server/src/core/text/block.js';

const plain = ({
  start,
  end,
}: {
  readonly start: number;
  readonly end: number;
}): readonly [number, number] => [start, end];

describe('a range in a block', () => {
  it('moves with its block', () => {
    const block = new Block(10);
    const range = new Placed(block, 2, 5);
    expect(plain(range)).toEqual([12, 15]);
    block.start = 0;
    expect(plain(range)).toEqual([2, 5]);
    expect(JSON.stringify({ range })).toBe('{"range":{"start":2,"end":5}}');
  });

  it('has parts that move with it', () => {
    const block = new Block(10);
    const part = within(new Placed(block, 2, 8), 1, 3);
    expect(plain(part)).toEqual([13, 15]);
    block.start = 20;
    expect(plain(part)).toEqual([23, 25]);
    expect(within({ start: 4, end: 9 }, 1, 2)).toEqual({ start: 5, end: 6 });
  });

  it('spans to another of the same block, and stands in it', () => {
    const block = new Block(10);
    const range = spanning(new Placed(block, 0, 2), new Placed(block, 5, 6));
    expect(range).toBeInstanceOf(Placed);
    block.start = 0;
    expect(plain(range)).toEqual([0, 6]);
  });

  it('spans to one of another block, and moves with both', () => {
    const [a, b, c] = [new Block(0), new Block(10), new Block(20)];
    const range = spanning(new Placed(a, 1, 2), new Placed(b, 3, 4));
    const longer = spanning(range, spanning({ start: 0, end: 0 }, new Placed(c, 0, 1)));
    b.start = 100;
    c.start = 200;
    expect(plain(range)).toEqual([1, 104]);
    expect(plain(longer)).toEqual([1, 201]);
    a.start = 50;
    expect(plain(within(range, 1, 2))).toEqual([52, 53]);
    expect(JSON.stringify(range)).toBe('{"start":51,"end":104}');
    expect(spanning({ start: 1, end: 2 }, { start: 3, end: 4 })).toEqual({ start: 1, end: 4 });
  });

  it('is told from other data, and compared by its offsets', () => {
    const range = new Placed(new Block(1), 1, 2);
    expect(isPlaced(range)).toBe(true);
    expect(isPlaced(spanning(range, { start: 5, end: 6 }))).toBe(true);
    expect(isPlaced({ start: 2, end: 3 })).toBe(false);
    expect(sameRange(range, { start: 2, end: 3 })).toBe(true);
  });
});

describe('where blocks began', () => {
  it('is known after they moved', () => {
    const [a, b] = [new Block(0), new Block(10)];
    const starts = new BlockStarts([a, b]);
    b.start = 30;
    expect(starts.rangeThen(new Placed(b, 1, 2))).toEqual({ start: 11, end: 12 });
    expect(starts.rangeThen(spanning(new Placed(a, 1, 2), new Placed(b, 1, 2)))).toEqual({
      start: 1,
      end: 12,
    });
    expect(starts.rangeThen(new Placed(new Block(7), 0, 1))).toEqual({ start: 7, end: 8 });
    expect(starts.rangeThen({ start: 1, end: 2 })).toEqual({ start: 1, end: 2 });
  });

  it('lets facts of an earlier text be moved to a later one, though a block stands there already', () => {
    const before = 'one: 1\ntwo: 2\n';
    const [kept, edited] = [new Block(7), new Block(0)];
    const facts = { name: 'x', range: new Placed(kept, 0, 3), list: [{ range: new Placed(edited, 0, 3) }] };
    const starts = new BlockStarts([edited, kept]);
    kept.start = 9;
    const after = 'one: 100\ntwo: 2\n';
    expect(moved(facts, { text: before, starts }, after)).toEqual({
      name: 'x',
      range: { start: 9, end: 12 },
      list: [{ range: { start: 0, end: 3 } }],
    });
  });
});
