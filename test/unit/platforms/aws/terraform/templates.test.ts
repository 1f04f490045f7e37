import { describe, expect, it } from 'vitest';
import { lowered } from '../lowered.js';

/** What a role may do to what, in a policy that is written as a text. */
async function granted(policy: string, rest = ''): Promise<readonly string[]> {
  const file = await lowered(
    `resource "aws_iam_role" "r" {\n  inline_policy {\n    policy = ${policy}\n  }\n}\n${rest}`,
    'main.tf',
  );
  return file.session('role:aws_iam_role.r').grants.map(({ action, resource }) => `${action} ${resource}`);
}

describe('directives of templates', () => {
  it('write a statement for each turn of a loop', async () => {
    const policy = `<<-E
      {
        "Statement": [
          %{ for at, one in local.buckets ~}
          { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::\${one}/*" }%{ if at < 1 },%{ endif }
          %{ endfor ~}
        ]
      }
    E`;
    expect(await granted(policy, 'locals {\n  buckets = ["a", "b"]\n}')).toEqual([
      's3:GetObject arn:aws:s3:::a/*',
      's3:GetObject arn:aws:s3:::b/*',
    ]);
  });

  it('leave out what a known condition leaves out', async () => {
    const policy = (on: boolean): string => `<<E
{ "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  %{ if ${String(on)} }, { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*" }%{ endif }
] }
E`;
    expect(await granted(policy(true))).toEqual(['s3:GetObject *', 's3:PutObject *']);
    expect(await granted(policy(false))).toEqual(['s3:GetObject *']);
  });

  it('give each text that a condition may come to', async () => {
    const policy = `jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::a%{ if var.on }/x%{ else }/y%{ endif }" }] })`;
    expect(await granted(policy, 'variable "on" {}')).toEqual([
      's3:GetObject arn:aws:s3:::a/x',
      's3:GetObject arn:aws:s3:::a/y',
    ]);
  });

  it('put in or leave out statements where a condition is not known', async () => {
    const policy = `<<E
{ "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }%{ if var.on },
  { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "\${var.to}" }%{ else },
  { "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }%{ endif }%{ if var.off },
  { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" }%{ endif }
] }
E`;
    const variables = ['on', 'off', 'to'].map((name) => `variable "${name}" {}`).join('\n');
    expect(await granted(policy, variables)).toEqual([
      's3:GetObject *',
      's3:PutObject ${var.to}',
      's3:ListBucket *',
    ]);
  });

  it('say nothing of a policy whose text a condition that is not known cuts', async () => {
    const policy = `<<E
{ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" %{ if var.on } }] }%{ endif }
E`;
    expect(await granted(policy, 'variable "on" {}')).toEqual([]);
  });
});

describe('operators', () => {
  it.each([
    ['"\${7 / 2}"', '3.5'],
    ['"\${7 % 4}"', '3'],
    ['tostring(local.n) == "1" ? "same" : "other"', 'same'],
  ])('work out %s', async (written, text) => {
    const policy = `jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${written} }] })`;
    expect(await granted(policy, 'locals {\n  n = 1\n}')).toEqual([`s3:GetObject ${text}`]);
  });

  it.each(['"\${7 / 0}"', '1 == "1" ? "same" : "other"'])('leave %s open', async (written) => {
    const policy = `jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${written} }] })`;
    const found = await granted(policy);
    expect(found).not.toEqual(['s3:GetObject same']);
    expect(found).not.toEqual(['s3:GetObject other']);
    expect(found).not.toEqual(['s3:GetObject Infinity']);
  });
});
