import { describe, expect, it } from 'vitest';
import type { Remediation } from '../../../../../server/src/core/model/remediation.js';
import type { Origin } from '../../../../../server/src/core/model/origin.js';
import type { Lowered } from '../lowered.js';
import { lowered, mended } from '../lowered.js';

const policy = (body: string): string => `resource "aws_iam_role" "r" {
  max_session_duration = 43200
  inline_policy {
    policy = jsonencode({ Statement = [{ Effect = "Allow", ${body} }] })
  }
}
`;

/** Where a text of the file stands. */
function at({ text, facts }: Lowered, part: string): Origin {
  const start = text.indexOf(part);
  return { uri: facts.uri, range: { start, end: start + part.length } };
}

async function replaced(
  text: string,
  part: string,
  values: readonly string[],
  path = 'main.tf',
): Promise<string | undefined> {
  const file = await lowered(text, path);
  return mended(file, { kind: 'replace-values', uri: file.facts.uri, at: at(file, part), values });
}

describe('edits of Terraform', () => {
  it('put texts in the place of one in a list', async () => {
    const text = policy('Action = ["s3:*", "sqs:*"], Resource = "*"');
    expect(await replaced(text, '"s3:*"', ['s3:GetObject', 's3:PutObject'])).toBe(
      text.replace('"s3:*"', '"s3:GetObject", "s3:PutObject"'),
    );
  });

  it('make a list of a text', async () => {
    const text = policy('Action = "s3:*", Resource = "*"');
    expect(await replaced(text, '"s3:*"', ['s3:GetObject', 's3:PutObject'])).toBe(
      text.replace('"s3:*"', '["s3:GetObject", "s3:PutObject"]'),
    );
    expect(await replaced(text, '"s3:*"', ['a"b\\c'])).toBe(text.replace('"s3:*"', '"a\\"b\\\\c"'));
  });

  it('set a number', async () => {
    const file = await lowered(policy('Action = "s3:*", Resource = "*"'), 'main.tf');
    const intent: Remediation = {
      kind: 'bound-lifetime',
      uri: file.facts.uri,
      session: 'role:aws_iam_role.r',
      seconds: 900,
      at: at(file, '43200'),
    };
    expect(mended(file, intent)).toContain('max_session_duration = 3600\n');
  });

  const document = (uses: number): string =>
    `data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
  }
}
${Array.from({ length: uses }, (_, n) => `resource "aws_iam_policy" "p${String(n)}" { policy = data.aws_iam_policy_document.d.json }`).join('\n')}
`;

  it('are of a document that has one use', async () => {
    expect(await replaced(document(1), '"s3:*"', ['s3:GetObject'])).toContain('actions   = ["s3:GetObject"]');
  });

  it.each([
    ['a document of two', document(2), '"s3:*"'],
    ['a document that is for other files', document(0), '"s3:*"'],
    [
      'a local value',
      `locals {\n  actions = ["s3:*"]\n}\n${policy('Action = local.actions, Resource = "*"')}`,
      '"s3:*"',
    ],
    ['a default', 'variable "a" {\n  default = ["s3:*"]\n}\nresource "aws_iam_role" "r" {}\n', '"s3:*"'],
    ['what is filled in', policy('Action = "s3:${var.x}*", Resource = "*"'), '"s3:${var.x}*"'],
    ['a reference', policy('Action = local.actions, Resource = "*"'), 'local.actions'],
    [
      'a heredoc',
      'resource "aws_iam_policy" "p" {\n  policy = <<E\n{"Statement":[{"Action":"s3:*"}]}\nE\n}\n',
      '"s3:*"',
    ],
    [
      'each turn of a loop',
      'resource "aws_iam_policy" "p" {\n  for_each = var.x\n  policy = jsonencode({ Statement = [{ Action = "s3:*" }] })\n}\n',
      '"s3:*"',
    ],
  ])('are not made in %s', async (_, text, part) => {
    expect(await replaced(text, part, ['s3:GetObject'])).toBeUndefined();
  });

  it('are not made of texts that would mean something else, nor in JSON', async () => {
    const text = policy('Action = "s3:*", Resource = "*"');
    expect(await replaced(text, '"s3:*"', ['${aws:username}'])).toBeUndefined();
    expect(await replaced(text, '"s3:*"', [])).toBeUndefined();
    const json = '{"resource":{"aws_iam_policy":{"p":{"policy":"{\\"Statement\\":[]}","name":"s3:*"}}}}';
    expect(await replaced(json, '"s3:*"', ['a'], 'main.tf.json')).toBeUndefined();
  });
});
