import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/core/syntax/parse.js';
import { get, textOf } from '../../../server/src/core/syntax/syntaxTree.js';

describe('JSON', () => {
  it.each<[string, number]>([
    ['too deep to be followed', 300],
    ['so deep that its reader gives up', 100_000],
  ])('that is %s is a problem of its file', (_name, depth) => {
    const tree = parse(`{"first": 1, "deep": ${'['.repeat(depth)}${']'.repeat(depth)}}`, 'json');
    expect(tree.complete).toBe(false);
    expect(tree.problems).toHaveLength(1);
    expect(tree.problems[0]?.message).toMatch(/nested/iu);
    if (depth < 1_000) expect(textOf(get(tree.documents[0], 'first'))).toBe('1');
  });

  it('is read up to 8,000,000 characters', () => {
    const long = `{"a": "${'x'.repeat(1_000_000)}", "b": 2}`;
    expect(textOf(get(parse(long, 'json').documents[0], 'b'))).toBe('2');
    const longer = parse(`["${'x'.repeat(8_000_000)}"]`, 'json');
    expect(longer.complete).toBe(false);
    expect(longer.problems[0]?.message).toContain('reads up to 8,000,000');
  });
});
