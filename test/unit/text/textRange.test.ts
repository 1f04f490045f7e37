import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextEdit } from '../../../server/src/core/text/textRange.js';
import {
  applyEdits,
  encloses,
  overlaps,
  sameRange,
  touches,
} from '../../../server/src/core/text/textRange.js';

const edit = (start: number, end: number, newText: string): TextEdit => ({ range: { start, end }, newText });

describe('applyEdits', () => {
  it.each<[string, readonly TextEdit[], string]>([
    ['no edits', [], 'hello'],
    ['an insertion', [edit(0, 0, '> ')], '> hello'],
    ['an insertion at the end', [edit(5, 5, '!')], 'hello!'],
    ['a removal', [edit(1, 4, '')], 'ho'],
    ['edits in any order', [edit(4, 5, 'O'), edit(0, 1, 'H')], 'HellO'],
    ['edits that touch', [edit(0, 2, 'a'), edit(2, 5, 'b')], 'ab'],
    ['insertions at one place, in order', [edit(2, 2, 'x'), edit(2, 2, 'y')], 'hexyllo'],
    ['an insertion before what is replaced', [edit(2, 3, 'L'), edit(2, 2, '|')], 'he|Llo'],
  ])('applies %s', (_name, edits, result) => {
    expect(applyEdits('hello', edits)).toBe(result);
  });

  it.each<[string, readonly TextEdit[]]>([
    ['overlap', [edit(0, 3, ''), edit(2, 4, '')]],
    ['begin before the text', [edit(-1, 2, '')]],
    ['end behind the text', [edit(4, 6, '')]],
    ['run backwards', [edit(3, 2, '')]],
  ])('refuses edits that %s', (_name, edits) => {
    expect(() => applyEdits('hello', edits)).toThrow(RangeError);
  });

  it('leaves all outside of the edits as it is', () => {
    const cuts = fc
      .uniqueArray(fc.nat(60), { maxLength: 8 })
      .map((places) => [...places].sort((a, b) => a - b));
    fc.assert(
      fc.property(
        fc.string({ minLength: 61, maxLength: 80 }),
        cuts,
        fc.string(),
        (source, places, inserted) => {
          const edits: TextEdit[] = [];
          for (let i = 0; i + 1 < places.length; i += 2) {
            edits.push(edit(places[i]!, places[i + 1]!, inserted));
          }
          let expected = source;
          for (const { range, newText } of [...edits].reverse()) {
            expected = expected.slice(0, range.start) + newText + expected.slice(range.end);
          }
          expect(applyEdits(source, edits)).toBe(expected);
        },
      ),
    );
  });
});

describe('ranges', () => {
  const range = (start: number, end: number) => ({ start, end });

  it('are touched by a cursor behind their last character', () => {
    expect([1, 2, 4, 5].map((offset) => touches(range(2, 4), offset))).toEqual([false, true, true, false]);
  });
  it('overlap only when they share a character', () => {
    expect(overlaps(range(0, 2), range(2, 4))).toBe(false);
    expect(overlaps(range(0, 3), range(2, 4))).toBe(true);
    expect(overlaps(range(2, 2), range(2, 4))).toBe(false);
  });
  it('enclose themselves', () => {
    expect(encloses(range(1, 3), range(1, 3))).toBe(true);
    expect(encloses(range(1, 3), range(1, 4))).toBe(false);
    expect(sameRange(range(1, 3), range(1, 3))).toBe(true);
    expect(sameRange(range(1, 3), range(1, 4))).toBe(false);
  });
});
