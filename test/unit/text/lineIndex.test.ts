import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '../../../server/src/core/text/lineIndex.js';

const text = fc
  .array(fc.constantFrom('a', 'bc', '🚀', '\uFEFF', '\n', '\r\n', '\r', ''), { maxLength: 30 })
  .map((parts) => parts.join(''));

describe('LineIndex', () => {
  it.each([
    ['', 1],
    ['a', 1],
    ['a\n', 2],
    ['a\r\nb', 2],
    ['a\rb', 2],
    ['a\r\n\r\nb\n', 4],
  ])('counts the lines of %j', (source, count) => {
    expect(new LineIndex(source).lineCount).toBe(count);
  });

  it('counts in UTF-16 code units', () => {
    const lines = new LineIndex('é🚀x\n🚀y');
    expect(lines.positionAt(3)).toEqual({ line: 0, character: 3 });
    expect(lines.positionAt(7)).toEqual({ line: 1, character: 2 });
    expect(lines.rangeAt({ start: 3, end: 8 })).toEqual({
      start: { line: 0, character: 3 },
      end: { line: 1, character: 3 },
    });
  });

  it('clamps what lies outside', () => {
    const lines = new LineIndex('ab\ncd');
    expect(lines.positionAt(-1)).toEqual({ line: 0, character: 0 });
    expect(lines.positionAt(99)).toEqual({ line: 1, character: 2 });
    expect(lines.offsetAt({ line: 9, character: 0 })).toBe(5);
    expect(lines.offsetAt({ line: 0, character: 99 })).toBeLessThanOrEqual(3);
  });

  it('gives back each offset that it made a position of', () => {
    fc.assert(
      fc.property(text, (source) => {
        const lines = new LineIndex(source);
        for (let offset = 0; offset <= source.length; offset++) {
          expect(lines.offsetAt(lines.positionAt(offset))).toBe(offset);
        }
      }),
    );
  });

  it('keeps the order of offsets', () => {
    fc.assert(
      fc.property(text, (source) => {
        const lines = new LineIndex(source);
        const places = Array.from({ length: source.length + 1 }, (_, offset) => lines.positionAt(offset));
        const sorted = [...places].sort((a, b) => a.line - b.line || a.character - b.character);
        expect(places).toEqual(sorted);
      }),
    );
  });

  it('finds as many lines as a split does', () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(new LineIndex(source).lineCount).toBe(source.split(/\r\n|\n|\r/u).length);
      }),
    );
  });
});
