import { describe, expect, it } from 'vitest';
import type { SessionFacts } from '../../../../../server/src/core/model/facts.js';
import { lowered } from '../lowered.js';

/** A role with the policy of `data.aws_iam_policy_document.own`, among these blocks. */
async function roleWith(blocks: string): Promise<SessionFacts> {
  const file = await lowered(
    `${blocks}
resource "aws_iam_role" "r" {}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.own.json
}`,
    'main.tf',
  );
  return file.session('role:aws_iam_role.r');
}

function statementsOf({ policies }: SessionFacts): readonly string[] {
  return (policies?.identity ?? []).flatMap(({ statements }) =>
    statements.map(
      ({ effect, sid, actions = [] }) => `${effect} ${sid ?? ''} ${actions.map(({ text }) => text).join()}`,
    ),
  );
}

const document = (name: string, body: string): string =>
  `data "aws_iam_policy_document" "${name}" {\n${body}\n}\n`;
const statement = (action: string, rest = ''): string =>
  `statement {\n  actions = ["${action}"]\n  resources = ["*"]\n  ${rest}\n}\n`;

describe('a policy that a data source makes', () => {
  it('allows by default', async () => {
    const role = await roleWith(
      document('own', statement('s3:GetObject') + statement('s3:*', 'effect = "Deny"')),
    );
    expect(statementsOf(role)).toEqual(['Allow  s3:GetObject', 'Deny  s3:*']);
  });

  it('takes the place of statements of its sources by their ids', async () => {
    const role = await roleWith(
      document('base', statement('ec2:*') + statement('s3:*', 'sid = "Over"')) +
        document(
          'own',
          `source_policy_documents = [data.aws_iam_policy_document.base.json]\n${statement('s3:GetObject', 'sid = "Over"')}`,
        ),
    );
    expect(statementsOf(role)).toEqual(['Allow  ec2:*', 'Allow Over s3:GetObject']);
  });

  it('gives way to what overrides it', async () => {
    const role = await roleWith(
      document('one', statement('s3:*', 'sid = "One"')) +
        document('two', statement('ec2:*') + statement('iam:*', 'sid = "Two"')) +
        document('three', statement('logs:*', 'sid = "One"\n  effect = "Deny"')) +
        document(
          'own',
          `override_policy_documents = [
            data.aws_iam_policy_document.one.json,
            data.aws_iam_policy_document.two.json,
            data.aws_iam_policy_document.three.json,
          ]
          ${statement('*', 'sid = "Two"\n  effect = "Deny"')}`,
        ),
    );
    expect(statementsOf(role).toSorted()).toEqual(['Allow  ec2:*', 'Allow Two iam:*', 'Deny One logs:*']);
  });

  it('takes in JSON that is written out', async () => {
    const role = await roleWith(
      document(
        'own',
        'source_policy_documents = [jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })]',
      ),
    );
    expect(statementsOf(role)).toEqual(['Allow  s3:GetObject']);
  });

  it('says what it takes in from elsewhere', async () => {
    const role = await roleWith(
      document(
        'own',
        `source_policy_documents = [data.aws_iam_policy_document.other.json, var.more]\n${statement('s3:GetObject')}`,
      ),
    );
    expect(statementsOf(role)).toEqual(['Allow  s3:GetObject']);
    expect(role.references.map(({ kind, target }) => `${kind} ${target.key}`)).toEqual([
      'holds aws:document/file:///w#other',
    ]);
    expect(role.unknowns.map(({ what }) => what)).toContain(
      'what `var.more` adds to the policies of role `aws_iam_role.r`',
    );
  });

  it('has no value when it takes in itself', async () => {
    const role = await roleWith(
      document('own', 'source_policy_documents = [data.aws_iam_policy_document.own.json]'),
    );
    expect(role.grants).toEqual([]);
  });

  it('has the statements that a loop over an unknown list makes, once and possibly', async () => {
    const role = await roleWith(
      document(
        'own',
        `dynamic "statement" {
          for_each = var.buckets
          content {
            actions   = ["s3:GetObject"]
            resources = ["arn:aws:s3:::\${statement.value}/*"]
          }
        }`,
      ),
    );
    expect(role.grants.map(({ action, resource, certainty }) => [action, resource, certainty])).toEqual([
      ['s3:GetObject', 'arn:aws:s3:::${statement.value}/*', 'inferred'],
    ]);
  });

  it('may ask for a condition only at times', async () => {
    const role = await roleWith(
      document(
        'own',
        statement(
          's3:GetObject',
          `dynamic "condition" {
            for_each = var.bound ? [1] : []
            content {
              test     = "Bool"
              variable = "aws:SecureTransport"
              values   = ["true"]
            }
          }`,
        ),
      ),
    );
    const statements = (role.policies?.identity ?? []).flatMap((one) => one.statements);
    expect(statements.map(({ possible, conditions }) => [possible, conditions.length])).toEqual([
      [true, 1],
      [true, 0],
    ]);
  });

  it.each([
    ['principals {\n type = "*"\n identifiers = ["*"]\n}', 'any *'],
    ['principals {\n type = "AWS"\n identifiers = ["*"]\n}', 'AWS *'],
    [
      'principals {\n type = "AWS"\n identifiers = ["111122223333"]\n}\nprincipals {\n type = "AWS"\n identifiers = ["444455556666"]\n}',
      'AWS 111122223333, AWS 444455556666',
    ],
  ])('names principals: %s', async (principals, expected) => {
    const file = await lowered(
      `${document('trust', `statement {\n actions = ["sts:AssumeRole"]\n ${principals}\n}`)}
resource "aws_iam_role" "r" { assume_role_policy = data.aws_iam_policy_document.trust.json }`,
      'main.tf',
    );
    const { trust } = file.session('role:aws_iam_role.r');
    const found = (trust?.policy.statements ?? []).flatMap((one) => one.principals ?? []);
    expect(found.map(({ kind, text }) => `${kind} ${text}`).join(', ')).toBe(expected);
  });

  it('is a set for other files of the module', async () => {
    const file = await lowered(
      document('unused', statement('s3:GetObject')) +
        document(
          'trust',
          'statement {\n actions = ["sts:AssumeRole"]\n principals {\n type = "Service"\n identifiers = ["ec2.amazonaws.com"]\n}\n}',
        ),
      'main.tf',
    );
    expect(file.facts.sets?.map(({ key, noun, grants }) => [key.key, noun, grants.length])).toEqual([
      ['aws:document/file:///w#unused', 'policy document', 1],
      ['aws:document/file:///w#trust', 'trust policy', 0],
    ]);
    expect(file.facts.sessions).toEqual([]);
  });
});

describe('statements that variables make', () => {
  it('are unknown, and AWS is not said to refuse them', async () => {
    const file = await lowered(
      `data "aws_iam_policy_document" "own" {
  dynamic "statement" {
    for_each = var.statements
    content {
      sid         = statement.value.sid
      actions     = statement.value.actions
      not_actions = statement.value.not_actions
      resources   = statement.value.resources
      dynamic "principals" {
        for_each = statement.value.principals
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
    }
  }
  dynamic "statement" {
    for_each = toset(["a", "b"])
    content {
      sid           = replace(statement.value, "/[^a-z]/", "")
      actions       = ["s3:GetObject"]
      resources     = ["arn:aws:s3:::\${statement.value}/*"]
      not_resources = var.excluded
    }
  }
}
resource "aws_iam_role" "r" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    dynamic "principals" {
      for_each = var.principals
      content {
        type        = principals.value.type
        identifiers = principals.value.identifiers
      }
    }
    condition {
      test     = var.test
      variable = "aws:PrincipalTag/team"
      values   = ["shop"]
    }
  }
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.own.json
}`,
      'main.tf',
    );
    expect(file.facts.problems).toEqual([]);
    const role = file.session('role:aws_iam_role.r');
    expect(role.grants.map(({ resource }) => resource)).toEqual(['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*']);
    expect(role.unknowns.map(({ what }) => what)).toEqual([
      'what `var.statements` adds to the policies of role `aws_iam_role.r`',
    ]);
  });

  it('of instances of a loop are those of one instance each', async () => {
    const file = await lowered(
      `locals {
  roles = {
    a = { policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] }) }
    b = { policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sns:Publish", Resource = "*" }] }) }
  }
}
resource "aws_iam_policy" "p" {
  for_each = local.roles
  name     = each.key
  policy   = each.value.policy
}`,
      'main.tf',
    );
    expect(file.facts.problems).toEqual([]);
    expect(
      file.facts.sessions.map(({ label, grants }) => [label, ...grants.map(({ action }) => action)]),
    ).toEqual([
      ['a', 's3:GetObject'],
      ['b', 'sns:Publish'],
    ]);
  });
});
