import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, wrap } from '../../../server/src/core/report/text/columns.js';

describe('columnsOf', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['漢字', 4],
    ['🚀', 2],
    ['e\u0301', 1],
    ['·│…', 3],
  ])('of %s is %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});

describe('wrap', () => {
  it('breaks between words', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  });

  it('breaks a word that is too long for a line', () => {
    expect(wrap('ab cdefghij', 4)).toEqual(['ab', 'cdef', 'ghij']);
  });

  it('keeps every sign and never exceeds the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
