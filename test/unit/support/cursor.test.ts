import { describe, expect, it } from 'vitest';
import { extractCursor, extractCursors } from '../../support/cursor.js';

describe('cursors', () => {
  it('are taken out of the text', () => {
    expect(extractCursors('a<|>b: <|>c')).toEqual({ text: 'ab: c', offsets: [1, 4] });
    expect(extractCursor('on: <|>push')).toEqual({ text: 'on: push', offset: 4 });
  });
  it('must be one where one is meant', () => {
    expect(() => extractCursor('none')).toThrow('found 0');
    expect(() => extractCursor('<|><|>')).toThrow('found 2');
  });
});
