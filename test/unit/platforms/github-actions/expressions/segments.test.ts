import { describe, expect, it } from 'vitest';
import { expressionSegments } from '../../../../../server/src/core/platforms/github-actions/expressions/segments.js';
import { parse } from '../../../../../server/src/core/syntax/parse.js';
import type { ScalarNode } from '../../../../../server/src/core/syntax/syntaxTree.js';
import { get } from '../../../../../server/src/core/syntax/syntaxTree.js';

describe('the expressions in a scalar', () => {
  it.each([
    ['plain', 'a: ${{ github.ref }}', [' github.ref ']],
    ['several in one text', 'a: x ${{ one }}-${{ two }} y', [' one ', ' two ']],
    ['none', 'a: github.ref', []],
    ['single quotes, doubled inside', "a: '${{ github.ref == ''main'' }}'", [" github.ref == 'main' "]],
    ['double quotes with an escape', 'a: "${{ fromJSON(\'[\\"a\\"]\') }}"', [` fromJSON('["a"]') `]],
    ['braces inside a string', "a: ${{ format('{0}}}', x) }}", [" format('{0}}}', x) "]],
    ['a literal block', 'a: |\n  ${{ one }}\n  ${{ two }}\n', [' one ', ' two ']],
    ['over several lines', 'a: >-\n  ${{\n    one ||\n    two\n  }}\n', ['\n    one ||\n    two\n  ']],
    ['one that never ends', 'a: ${{ one', []],
    ['a string that never ends', "a: ${{ 'one }} b", []],
    ['the second of which never ends', 'a: ${{ one }} ${{ two', [' one ']],
  ])('%s', (_name, text, expected) => {
    expect(segmentsOf(text).map((segment) => segment.text)).toEqual(expected);
  });

  it('are found where they stand', () => {
    const text = "on: push\na: 'x ${{ secrets.A }} and ${{ secrets.B }}'\n";
    const places = segmentsOf(text).map(({ range, inner, exact }) => ({
      whole: text.slice(range.start, range.end),
      inner: text.slice(inner.start, inner.end),
      exact,
    }));
    expect(places).toEqual([
      { whole: '${{ secrets.A }}', inner: ' secrets.A ', exact: true },
      { whole: '${{ secrets.B }}', inner: ' secrets.B ', exact: true },
    ]);
  });

  it('are not exact where quotes are written doubled', () => {
    expect(segmentsOf("a: '${{ x == ''y'' }} ${{ z }}'").map(({ exact }) => exact)).toEqual([false, true]);
  });

  it('stand where the alias stands when they are read through one', () => {
    const text = 'x: &cond ${{ one }}\na: *cond\n';
    const [segment] = segmentsOf(text);
    expect(segment?.text).toBe(' one ');
    expect(segment?.exact).toBe(false);
    expect(text.slice(segment?.range.start, segment?.range.end)).toBe('*cond');
  });

  it('are all found in a text of a million characters', () => {
    expect(segmentsOf(`a: ${'${{ a }}'.repeat(125_000)}`)).toHaveLength(125_000);
  });

  it('are found without holding the text against itself for each: that is quick for few and has no end for many', () => {
    const asked = (count: number): number => {
      const tree = parse(`a: "${'${{ a }}'.repeat(count)}"`, 'yaml');
      const node = get(tree.documents[0], 'a') as ScalarNode;
      let reads = 0;
      const counting = new Proxy(node, {
        get: (target, key) => {
          if (key === 'text') reads += 1;
          return Reflect.get(target, key) as unknown;
        },
      });
      expect(expressionSegments(tree, counting)).toHaveLength(count);
      return reads;
    };
    expect(asked(200)).toBe(asked(2));
  });
});

function segmentsOf(text: string): ReturnType<typeof expressionSegments> {
  const tree = parse(text, 'yaml');
  const node = get(tree.documents[0], 'a');
  expect(node?.kind).toBe('scalar');
  return expressionSegments(tree, node as ScalarNode);
}
