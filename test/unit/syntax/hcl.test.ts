import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/core/syntax/parse.js';
import type { SyntaxNode, SyntaxTree } from '../../../server/src/core/syntax/syntaxTree.js';
import { entries, get } from '../../../server/src/core/syntax/syntaxTree.js';

function plain(node: SyntaxNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
}

function read(text: string): SyntaxTree {
  return parse(text, 'hcl');
}

function value(text: string): unknown {
  const tree = read(text);
  expect(tree.problems).toEqual([]);
  return plain(tree.documents[0]);
}

/** What the text is where a node of a path says that it stands. */
function at(tree: SyntaxTree, ...path: readonly (string | number)[]): string | undefined {
  const node = path.reduce<SyntaxNode | undefined>(
    (found, step) =>
      typeof step === 'number'
        ? found?.kind === 'sequence'
          ? found.items[step]
          : undefined
        : get(found, step),
    tree.documents[0],
  );
  return node && tree.text.slice(node.range.start, node.range.end);
}

function depthOf(node: SyntaxNode | undefined): number {
  if (node === undefined || node.kind === 'scalar') return 0;
  const inner = node.kind === 'sequence' ? node.items : node.entries.map(({ value: inside }) => inside);
  return 1 + inner.reduce((most, each) => Math.max(most, depthOf(each)), 0);
}

describe('HCL', () => {
  it('has the shape of the JSON syntax', () => {
    const hcl = value(`
      # Who deploys.
      resource "aws_iam_role" "deploy" {
        name  = "deploy" // its name
        count = 2
        inline_policy { name = "a" }
        inline_policy {
          name = "b"
        }
      }
      resource aws_iam_role audit {}
      /* over
         lines */
      data "aws_region" "here" {}
      locals { on = true }
      locals {
        off = null
      }
    `);
    const json = parse(
      JSON.stringify({
        resource: {
          aws_iam_role: {
            deploy: { name: 'deploy', count: 2, inline_policy: [{ name: 'a' }, { name: 'b' }] },
            audit: {},
          },
        },
        data: { aws_region: { here: {} } },
        locals: [{ on: true }, { off: null }],
      }),
      'json',
    );
    expect(hcl).toEqual(plain(json.documents[0]));
  });

  it('reads lists and objects over lines, with or without commas', () => {
    expect(
      value(`a = [
        1, -2,
        "x", # one
      ]
      b = { c = 1, "d" : 2
        (local.e) = [true, false]
        f = {}
      }`),
    ).toEqual({ a: [1, '${-2}', 'x'], b: { c: 1, d: 2, '${local.e}': [true, false], f: {} } });
  });

  it('leaves what has to be worked out as it is written', () => {
    expect(
      value(`a = var.on ? "x" : null
      b = [for s in var.list : upper(s) if s != ""]
      c = { for k, v in local.m : k => v... }
      d = aws_iam_role.x[0].arn
      e = module.m["k"].list[*].id
      f = max(1, 2) >= 2 && !var.off || (1 + 2) * 3 == 9
      g = provider::aws::arn_parse(var.arn).account
      h = concat(["a"], var.more...)
      i = "\${var.a}-\${join(",", ["x", "}"])}"
      j = "$\${aws:username} %%{x} \\"q\\" \\u00e9\\n"
      k = in_list`),
    ).toEqual({
      a: '${var.on ? "x" : null}',
      b: '${[for s in var.list : upper(s) if s != ""]}',
      c: '${{ for k, v in local.m : k => v... }}',
      d: '${aws_iam_role.x[0].arn}',
      e: '${module.m["k"].list[*].id}',
      f: '${max(1, 2) >= 2 && !var.off || (1 + 2) * 3 == 9}',
      g: '${provider::aws::arn_parse(var.arn).account}',
      h: '${concat(["a"], var.more...)}',
      i: '${var.a}-${join(",", ["x", "}"])}',
      j: '$${aws:username} %%{x} "q" é\n',
      k: '${in_list}',
    });
  });

  it('takes what jsonencode is given as data', () => {
    const tree = read('policy = jsonencode({ Statement = [{ Action = "s3:*" }] })\n');
    expect(plain(tree.documents[0])).toEqual({ policy: { Statement: [{ Action: 's3:*' }] } });
    expect(at(tree, 'policy', 'Statement', 0, 'Action')).toBe('"s3:*"');
    expect(at(tree, 'policy')).toBe('{ Statement = [{ Action = "s3:*" }] }');
  });

  it('reads heredocs, and takes off the indent that all lines have', () => {
    expect(
      value('a = <<EOT\n  x\n    ${y}\nEOT\nb = <<-END\n      x\n\n        y${\n 1 }z\n    END\n'),
    ).toEqual({
      a: '  x\n    ${y}\n',
      b: 'x\n\n  y${\n 1 }z\n',
    });
  });

  it.each<[string, string]>([
    ['operators', `a = ${Array<string>(5_000).fill('b').join(' + ')}`],
    ['negations', `a = ${'!'.repeat(5_000)}b`],
    ['conditions', `a = ${'b ? c : '.repeat(5_000)}d`],
    ['templates', `a = ${'"${'.repeat(5_000)}b${'}"'.repeat(5_000)}`],
    ['labels', `a ${'b '.repeat(5_000)}{}`],
    ['blocks', `${'a {'.repeat(5_000)}${'}'.repeat(5_000)}`],
  ])('leaves out thousands of %s in each other, and goes on', (_name, text) => {
    const tree = read(`first = 1\n${text}\n`);
    expect(tree.complete).toBe(false);
    expect(tree.problems.length).toBeGreaterThan(0);
    expect(at(tree, 'first')).toBe('1');
    expect(depthOf(tree.documents[0])).toBeLessThan(250);
  });

  it('says where everything stands, behind characters of two units', () => {
    const text = '# 🚀\r\nrole "🚀 x" {\r\n  name = "é${a.b}" # c\r\n  list = [ a ? 1 : 2 ,3]\r\n}\r\n';
    const tree = read(text);
    expect(tree.problems).toEqual([]);
    expect(at(tree, 'role', '🚀 x', 'name')).toBe('"é${a.b}"');
    expect(at(tree, 'role', '🚀 x', 'list', 0)).toBe('a ? 1 : 2');
    expect(at(tree, 'role', '🚀 x')?.endsWith('}')).toBe(true);
    const [label] = entries(get(tree.documents[0], 'role'));
    expect(text.slice(label?.key.range.start, label?.key.range.end)).toBe('"🚀 x"');
  });

  it('reads on behind what is broken', () => {
    const tree = read('a = [\n  1\nb {\n  c = \n  d = "x\n  e = 5 6\n}\n} f = 1\n');
    expect(tree.complete).toBe(false);
    expect(tree.problems.length).toBeGreaterThan(3);
    const broken = read('a {\n  b = = 1\n  c = 2\n}\nd = 3\n');
    expect(broken.complete).toBe(false);
    expect(plain(broken.documents[0])).toMatchObject({ a: { c: 2 }, d: 3 });
  });

  it('says that an attribute is written twice', () => {
    const tree = read('a = 1\na = 2\n');
    expect(tree.problems.map(({ message }) => message)).toEqual(['Attribute `a` is written twice.']);
    expect(plain(tree.documents[0])).toEqual({ a: 2 });
  });

  it.each(['[', '{ a = ', 'f(', '(', '!', '"${', '-', 'a ? b : ', '[for x in '])(
    'gives up on `%s` in itself, thousands deep',
    (open) => {
      const tree = read(`a = ${open.repeat(20_000)}`);
      expect(tree.complete).toBe(false);
    },
  );

  it('gives up on blocks in blocks, thousands deep', () => {
    expect(read('a {\n'.repeat(20_000)).complete).toBe(false);
  });

  it('gets past long chains in good time', () => {
    const tree = read(`a = ${Array.from({ length: 20_000 }, () => 'b.c[0]').join(' + ')}\n`);
    expect(tree.problems.map(({ message }) => message)).toEqual([
      'This has too many operators in a row to be read.',
    ]);
  });

  it('never throws, and stays inside of the text', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        '=',
        '{',
        '}',
        '[',
        ']',
        '(',
        ')',
        '"',
        '${',
        '%{',
        '}',
        '<<E\n',
        'E\n',
        '\n',
        ' ',
        '#',
        '/*',
        '*/',
      ],
      ...[
        'for',
        'in',
        ':',
        '?',
        ',',
        '.',
        '*',
        '...',
        '=>',
        '1',
        '-',
        '!',
        '&&',
        '\\',
        'é',
        '🚀',
        '::',
        '$${',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const tree = read(text);
        const inside = (node: SyntaxNode): boolean =>
          node.range.start >= 0 &&
          node.range.start <= node.range.end &&
          node.range.end <= text.length &&
          (node.kind === 'scalar' ||
            (node.kind === 'sequence' ? node.items : node.entries.map((one) => one.value)).every(inside));
        expect(tree.documents.every(inside)).toBe(true);
        expect(tree.problems.every(({ range }) => range.end <= Math.max(1, text.length))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});
