import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/core/syntax/parse.js';
import type { SyntaxNode } from '../../../server/src/core/syntax/syntaxTree.js';
import { get, textOf } from '../../../server/src/core/syntax/syntaxTree.js';

function plain(node: SyntaxNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
}

describe('TOML', () => {
  const text = [
    'approval_policy = "never" # a comment',
    'big = 9_007_199_254_740_993',
    '[mcp_servers.x]',
    'command = "npx"',
    'args = [\'-y\', "b"]',
    'env = { A = "1", "b.c" = 2020-01-01 }',
    '[[p]]',
    'n.m = true',
    '[[p]]',
    '[mcp_servers."y z".deep]',
    'k = 1.5',
    '',
  ].join('\r\n');

  it('joins the parts of tables', () => {
    const tree = parse(text, 'toml');
    expect(tree.complete).toBe(true);
    expect(tree.documents.map(plain)).toEqual([
      {
        approval_policy: 'never',
        big: 9007199254740992,
        mcp_servers: {
          x: { command: 'npx', args: ['-y', 'b'], env: { A: '1', 'b.c': '2020-01-01' } },
          'y z': { deep: { k: 1.5 } },
        },
        p: [{ n: { m: true } }, {}],
      },
    ]);
  });

  it.each(['', '\uFEFF'])('keeps exact places (after %j)', (mark) => {
    const tree = parse(mark + text, 'toml');
    const policy = get(tree.documents[0], 'approval_policy');
    expect(textOf(policy)).toBe('never');
    expect((mark + text).slice(policy?.range.start, policy?.range.end)).toBe('"never"');
  });

  it('tells what cannot be read, and where', () => {
    const tree = parse('a = 1\nb = = 2\n', 'toml');
    expect(tree.complete).toBe(false);
    expect(tree.problems[0]?.message).toMatch(/^This TOML cannot be read: /u);
    expect(tree.problems[0]?.range.start).toBeGreaterThan(5);
  });

  it('throws on no prefix', () => {
    for (let end = 0; end <= text.length; end += 1) parse(text.slice(0, end), 'toml');
  });
});

describe('front matter', () => {
  it('is the YAML between the first two lines of dashes, with its places', () => {
    const text = '---\nname: reviewer\ntools: [Read, Bash]\n---\n# Title\n---\n';
    const tree = parse(text, 'front-matter');
    expect(tree.documents.map(plain)).toEqual([{ name: 'reviewer', tools: ['Read', 'Bash'] }]);
    const name = get(tree.documents[0], 'name');
    expect(text.slice(name?.range.start, name?.range.end)).toBe('reviewer');
  });

  it.each(['# no front matter\n---\na: 1\n---\n', '', '---\nname: open\n'])('is not there in %j', (text) => {
    expect(parse(text, 'front-matter').documents).toEqual([]);
  });
});
