import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../../server/src/core/platforms/github-actions/conditions.js';
import {
  isTautology,
  narrowingWords,
  overridesFailure,
  readCondition,
} from '../../../../server/src/core/platforms/github-actions/conditions.js';
import { apparentChecks } from '../../../../server/src/core/platforms/github-actions/apparentChecks.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import type { ScalarNode } from '../../../../server/src/core/syntax/syntaxTree.js';
import { get } from '../../../../server/src/core/syntax/syntaxTree.js';

describe('an if', () => {
  it.each([
    ['without braces', "if: github.ref == 'a'", 'expression'],
    ['with braces around all of it', "if: ${{ github.ref == 'a' }}", 'expression'],
    ['in quotes', 'if: "${{ always() }}"', 'expression'],
    ['in a block without its last line break', 'if: |-\n  ${{ always() }}\n', 'expression'],
    ['over lines without braces', 'if: |\n  always() &&\n  github.ref\n', 'expression'],
    ['in a block with its last line break', 'if: |\n  ${{ always() }}\n', 'coerced'],
    ['folded with its last line break', 'if: >\n  ${{ always() }}\n', 'coerced'],
    ['with text behind the braces', 'if: ${{ github.ref }} && true', 'coerced'],
    ['with text before the braces', 'if: true && ${{ github.ref }}', 'coerced'],
    ['with two pairs of braces', 'if: ${{ a }}${{ b }}', 'coerced'],
    ['with a space in the quotes', 'if: "${{ github.ref }} "', 'coerced'],
    ['that GitHub refuses', 'if: github.ref ==', 'refused'],
    ['with words in double quotes', `if: github.ref == "a"`, 'refused'],
    ['with braces that never end', 'if: ${{ github.ref', 'refused'],
  ])('%s', (_name, text, kind) => {
    expect(read(text).kind).toBe(kind);
  });

  it.each([
    ["if: ${{ github.ref == 'a' }} && github.actor", "(github.ref == 'a') && github.actor"],
    ['if: ${{ github.ref }} && ${{ always() }}', 'github.ref && always()'],
    ['if: |\n  ${{ a.b || github.ref }}\n', undefined],
    ["if: |\n  ${{ github.ref || 'x' }}\n", "github.ref || 'x'"],
    [`if: "'\${{ github.ref }}' == 'main'"`, undefined],
    ['if: ${{ github.ref }} is main', undefined],
  ])('%j was meant as %j', (text, meant) => {
    expect(read(text)).toMatchObject({ kind: 'coerced' });
    expect(read(text).repair).toBe(meant);
  });

  it('is shown on one line', () => {
    expect(read("if: >-\n  ${{\n    github.ref == 'a' &&\n    always()\n  }}\n").text).toBe(
      "github.ref == 'a' && always()",
    );
  });

  it.each([
    ["if: always() || github.ref == 'a'", true],
    ["if: github.ref != 'a' || github.ref != 'b'", true],
    ["if: github.ref == 'a' || 'b'", true],
    ["if: github.ref != 'a' && github.ref != 'b'", false],
    ["if: github.ref == 'a' || github.ref == 'b'", false],
    ['if: success() || failure()', false],
    ['if: ${{ github.ref }} x', false],
  ])('%s: whether it always holds', (text, always) => {
    expect(isTautology(read(text))).toBe(always);
  });

  it.each([
    ['if: always()', true],
    ["if: ${{ !cancelled() && github.ref == 'a' }}", true],
    ['if: failure()', true],
    ['if: ${{ a }} x', true],
    ["if: github.ref == 'always()'", false],
  ])('%s: whether it asks for a status itself', (text, asks) => {
    expect(overridesFailure(read(text))).toBe(asks);
  });

  it.each([
    ["if: github.ref == 'refs/heads/main' && github.actor != 'x'", ['branch main']],
    ["if: (startsWith(github.ref, 'refs/tags/v')) && true", ['tag v*']],
    ["if: github.ref_name == 'main'", ['ref main']],
    ["if: github.ref == 'refs/heads/main' || github.event_name == 'push'", []],
    ["if: github.ref != 'refs/heads/main'", []],
  ])('%s narrows to %j', (text, words) => {
    expect(narrowingWords(read(text))).toEqual(words);
  });

  it.each([
    ["github.actor == 'dependabot[bot]'", ['weak']],
    ["'renovate[bot]' == github.event.sender.login", ['weak']],
    ["github.actor == 'octocat'", []],
    ["github.actor != 'dependabot[bot]'", []],
    ['contains(fromJSON(\'["a", "b[bot]"]\'), github.actor)', ['weak']],
    ["startsWith(github.actor, 'acme-')", ['weak']],
    ["startsWith(github.actor, 'dependabot[')", []],
    ["github.head_ref == 'main'", ['weak']],
    ["contains('a b', github.head_ref)", ['weak']],
    ["contains(github.head_ref, 'a')", []],
    ["contains(github.event.pull_request.labels.*.name, 'ok')", ['label']],
    ["github.event.issue.user.login == 'octocat'", ['other-person']],
    ['contains(fromJSON(\'["OWNER"]\'), github.event.issue.author_association)', ['other-person']],
    ["needs.ask.outputs.ok == 'true' && steps.more.outputs.ok", ['delegated', 'delegated']],
    ["needs.ask.result == 'success'", []],
  ])('%s looks like the checks %j', (text, kinds) => {
    expect(apparentChecks(read(`if: |-\n  ${text}\n`)).map(({ kind }) => kind)).toEqual(kinds);
  });
});

function read(text: string): Condition {
  const tree = parse(text, 'yaml');
  const node = get(tree.documents[0], 'if');
  expect(node?.kind, text).toBe('scalar');
  return readCondition(tree, node as ScalarNode);
}
