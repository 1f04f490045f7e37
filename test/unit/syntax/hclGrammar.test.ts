import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/core/syntax/parse.js';
import { templateIn } from '../../../server/src/core/syntax/hcl/readExpression.js';
import type { HclPart } from '../../../server/src/core/syntax/hcl/expression.js';
import { entries, get, textOf } from '../../../server/src/core/syntax/syntaxTree.js';

function messages(text: string): readonly string[] {
  return parse(text, 'hcl').problems.map(({ message }) => message);
}

/** The texts of a template, with what is done to them. */
function shown(parts: readonly HclPart[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'if') return `<if ${shown(part.yes)}|${shown(part.no)}>`;
      return part.kind === 'for' ? `<for ${part.names.join(',')} ${shown(part.parts)}>` : `<${part.kind}>`;
    })
    .join('');
}

/*
 * What HashiCorp's reader takes and refuses: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, and
 * hclsyntax/parser.go and parser_template.go where the text leaves it open.
 */
describe("HashiCorp's grammar", () => {
  it.each([
    'role "x" { name = "a" }\n',
    'role {}\n',
    'role { # comment\n}\n',
    'role {\n  inner {}\n}\n',
    'a = "x" /* one */ # two\n',
    'a = aws::region::of("x")\n',
    'a = aws :: region("x")\n',
    'a = b.0.c\n',
    'a = b[0][1]\n',
    'a = { for k, v in b : k => v... if v }\n',
    'a = [for v in b : v if v]\n',
    'role "a\\"b" {}\n',
    'role "$${a}" {}\n',
    'a = "%{ if b }c%{ else }d%{ endif }"\n',
    'a = "%{ for k, v in b ~}${k}%{ endfor }"\n',
  ])('takes %j', (text) => {
    expect(messages(text)).toEqual([]);
  });

  it.each<[string, RegExp]>([
    ['a = 1, b = 2\n', /new line is expected/u],
    ['role { a = 1, b = 2 }\n', /single attribute/u],
    ['role { a = 1\n}\n', /closed on that line/u],
    ['role { a = 1\n  b = 2\n}\n', /closed on that line/u],
    ['role { inner {} }\n', /a line of its own/u],
    ['role {\n  a = 1 }\n', /new line is expected/u],
    ['role "x ${y}" {}\n', /filled in in a label/u],
    ['role "x\\q" {}\n', /no escape/u],
    ['a = "\\U00300000"\n', /no escape/u],
    ['a = b.0.1.c\n', /in brackets/u],
    ['a = aws::region\n', /`\(` is missing/u],
    ['a = aws::\n', /name is missing behind `::`/u],
    ['a = [for k, v in b : k => v]\n', /A list has no keys/u],
    ['a = [for v in b : v...]\n', /gathers values/u],
    ['a = { for v in b : v }\n', /`=>` is missing/u],
    ['a = "%{ of b }c%{ endif }"\n', /begins with `if`/u],
    ['a = "%{ if b }c"\n', /`%\{ endif \}` is missing/u],
    ['a = "%{ endfor }"\n', /Nothing is open/u],
    ['a = "%{ for b in c }%{ else }%{ endfor }"\n', /`else` would belong/u],
    [`a = "${'%{ if b }'.repeat(60)}${'%{ endif }'.repeat(60)}"\n`, /nested too deep/u],
  ])('refuses %j', (text, message) => {
    const found = messages(text);
    expect(found.some((one) => message.test(one))).toBe(true);
  });

  it('reads what is refused all the same', () => {
    const tree = parse('role { a = 1, b = 2 }\nother { c = 3\n  d = 4\n}\nlast = 5\n', 'hcl');
    const [root] = tree.documents;
    expect(['a', 'b'].map((name) => textOf(get(get(root, 'role'), name)))).toEqual(['1', '2']);
    expect(['c', 'd'].map((name) => textOf(get(get(root, 'other'), name)))).toEqual(['3', '4']);
    expect(textOf(get(root, 'last'))).toBe('5');
  });

  it('takes escapes out of labels, and joins characters with their marks in texts', () => {
    const [root] = parse('role "a\\"\\u00e9\\\\" {\n  n = "an\u0303os"\n}\n', 'hcl').documents;
    const [label] = entries(get(root, 'role'));
    expect(label?.key.text).toBe('a"é\\');
    expect(textOf(get(label?.value, 'n'))).toBe('a\u00F1os');
  });

  it.each<[string, string]>([
    // Beside a mark with `~` the blanks of its own line are left out, and the end of that line.
    ['a\n  %{ if x ~}\n  b\n  %{ endif ~}\nc', 'a\n  <if   b\n  |>c'],
    ['a  ${~ x ~}  b', 'a<interpolation>b'],
    ['a\n${~ x }', 'a<interpolation>'],
    ['%{ for k, v in x }%{ if v }1%{ else }2%{ endif }%{ endfor }', '<for k,v <if 1|2>>'],
  ])('puts the template %j together', (text, parts) => {
    expect(shown(templateIn(text).parts)).toBe(parts);
  });

  it('takes the indent off lines as they are behind blanks that are left out', () => {
    const text = 'a = <<-E\n    x\n    %{ if y ~}\n      z\n    %{ endif ~}\n    E\n';
    const [root] = parse(text, 'hcl').documents;
    expect(textOf(get(root, 'a'))?.startsWith('x\n%{ if y')).toBe(true);
    const spaces = parse('a = <<-E\n  \u2003b\n   c\n  E\n', 'hcl').documents[0];
    expect(textOf(get(spaces, 'a'))).toBe('b\nc\n');
  });
});
