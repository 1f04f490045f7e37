import { describe, expect, it } from 'vitest';
import { readMarkedText } from '../../support/fixtures/markedText.js';

const marked = (...lines: readonly string[]): string => lines.join('\n');

describe('marker lines', () => {
  it('are taken out, and point into what is left', () => {
    const source = marked(
      'on: push',
      '#~  ^^^^ related "anyone who can push"',
      'permissions: write-all',
      '#~           ^^^^^^^^^ error [broad-token-permissions] "write" confidence=high fix="Grant \\"read\\""',
      '',
    );
    const { text, markers } = readMarkedText(source);
    expect(text).toBe('on: push\npermissions: write-all\n');
    expect(markers.map(({ range }) => text.slice(range.start, range.end))).toEqual(['push', 'write-all']);
    expect(markers[0]).toMatchObject({ kind: 'related', message: 'anyone who can push', fixes: [], line: 2 });
    expect(markers[1]).toMatchObject({
      kind: 'error',
      rule: 'broad-token-permissions',
      message: 'write',
      confidence: 'high',
      fixes: ['Grant "read"'],
      line: 4,
    });
  });

  it.each([
    ['on: push', '#~< warning [a-b]', 'on'],
    ['env:', '#~< warning [a-b]', 'env'],
    ['"on": push', '#~< warning [a-b]', '"on"'],
    ['permissions: {}', '#~<^^^^^^^^^^^^ warning [a-b]', 'permissions: {}'],
    ['"on": push', '#~<3 warning [a-b]', '"on'],
    [' a: b', '#~<1-2 warning [a-b]', 'a'],
    ['on:', '#~<3-3 warning [a-b]', ''],
    ['  build:', '#~^^^^^ warning [a-b]', 'build'],
    ['    uses: x@🚀 # y', '    #~    ^^^^ hint [a-b]', 'x@🚀'],
  ])('point from %j with %j to %j', (line, marker, expected) => {
    const { text, markers } = readMarkedText(marked(line, marker, ''));
    const range = markers[0]!.range;
    expect(text.slice(range.start, range.end)).toBe(expected);
  });

  it('may speak one after the other of the same line, and of ranges that go on below it', () => {
    const { markers } = readMarkedText(
      marked('  run: |', '#~^^^ hint [a-b] fix=none', '#~     ^... error [a-b]', '    echo', ''),
    );
    expect(markers.map(({ range, open, noFix }) => [range.start, range.end, open, noFix])).toEqual([
      [2, 5, false, true],
      [7, 8, true, false],
    ]);
  });

  it('leave line ends and a BOM as they are', () => {
    const { text, markers } = readMarkedText('\uFEFFa: b\r\n#~  ^ hint [a-b]\r\nc: d');
    expect(text).toBe('\uFEFFa: b\r\nc: d');
    expect(markers[0]!.range).toEqual({ start: 4, end: 5 });
  });

  it('are written //~ in JSON', () => {
    const { text, markers } = readMarkedText('{ "a": "*" }\n//~    ^^^ warning [a-b]\n');
    expect(text.slice(markers[0]!.range.start, markers[0]!.range.end)).toBe('"*"');
  });

  it.each([
    ['#~ error [a-b]', 'no carets'],
    ['#~  ^', 'no carets'],
    ['#~  ^ eror [a-b]', 'unknown word'],
    ['#~  ^ error', 'no [rule-id]'],
    ['#~  ^ related [a-b]', 'out of place'],
    ['#~  ^ error [a-b] fixes="x"', 'cannot read'],
    ['#~  ^ error [a-b] "x" "y"', 'cannot read'],
    ['#~  ^^^^^ error [a-b]', 'past the end'],
  ])('with a slip are refused: %j', (marker, why) => {
    expect(() => readMarkedText(marked('on: push', marker, ''))).toThrow(why);
  });

  it('need a line to speak of', () => {
    expect(() => readMarkedText('#~ ^ error [a-b]\n')).toThrow('line 1');
  });
});
