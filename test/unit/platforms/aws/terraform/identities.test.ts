import { describe, expect, it } from 'vitest';
import type { Lowered } from '../lowered.js';
import { lowered, rows } from '../lowered.js';

const read = (text: string): Promise<Lowered> => lowered(text, 'main.tf');
const allow = (action: string): string =>
  `jsonencode({ Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })`;

describe('identities of Terraform', () => {
  it('say that they may trust more where a pattern is known in part, and not where a text is compared as a whole', async () => {
    const openOf = async (operator: string, subject: string): Promise<readonly string[]> => {
      const file = await read(`variable "s" {}
resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({ Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
    Condition = { ${operator} = { "token.actions.githubusercontent.com:sub" = "${subject}" } }
  }] })
}`);
      return file.session('role:aws_iam_role.r').unknowns.map(({ what }) => what);
    };
    expect(await openOf('StringLike', 'repo:${var.s}')).toContain('whom else role `r` trusts');
    expect(await openOf('StringLike', '${var.s}')).toContain('whom else role `r` trusts');
    expect(await openOf('StringEquals', 'repo:${var.s}')).not.toContain('whom else role `r` trusts');
    expect(await openOf('StringLike', 'repo:${var.s}:environment:production')).not.toContain(
      'whom else role `r` trusts',
    );
  });

  it('hold what is attached to them, by address or by name', async () => {
    const file = await read(`
resource "aws_iam_role" "a" { name = "a-role" }
resource "aws_iam_role_policy" "inline" {
  count  = var.on ? 1 : 0
  role   = "a-role"
  policy = ${allow('s3:GetObject')}
}
resource "aws_iam_role_policy_attachment" "one" {
  count      = var.off ? 0 : 1
  role       = aws_iam_role.a.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
}
resource "aws_iam_policy_attachment" "many" {
  name       = "many"
  roles      = [aws_iam_role.a.name]
  groups     = [aws_iam_group.people.name]
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_policy" "p" {
  name   = "p"
  policy = ${allow('sns:Publish')}
}
resource "aws_iam_group" "people" { name = "people" }
resource "aws_iam_group_policy" "people" {
  group  = aws_iam_group.people.name
  policy = ${allow('sqs:SendMessage')}
}
resource "aws_iam_user" "ci" { name = "ci" }
resource "aws_iam_user_group_membership" "ci" {
  user   = aws_iam_user.ci.name
  groups = [aws_iam_group.people.name]
}
resource "aws_iam_access_key" "ci" { user = aws_iam_user.ci.name }
`);
    const role = file.session('role:aws_iam_role.a');
    expect(role.grants.map(({ action, attributes }) => [action, attributes?.['when']])).toEqual(
      expect.arrayContaining([
        ['s3:GetObject', 'var.on'],
        ['sqs:ListQueues', 'not var.off'],
      ]),
    );
    expect(role.references.map(({ target }) => target.key)).toEqual([
      'aws:logical/file:///w#aws_iam_policy.p',
    ]);
    const group = file.facts.sets?.find(({ noun }) => noun === 'group');
    expect(rows(group?.grants ?? [])).toEqual(['sqs:SendMessage write queue *']);
    const user = file.session('user:aws_iam_user.ci');
    expect(user.references.map(({ target }) => target.key)).toEqual([
      'aws:logical/file:///w#aws_iam_group.people',
      'aws:logical/file:///w#aws_iam_policy.p',
    ]);
    expect(file.facts.credentials?.map(({ name, identity }) => [name, identity.key])).toEqual([
      ['aws_iam_access_key.ci of user ci', 'aws:logical/file:///w#aws_iam_user.ci'],
    ]);
    expect(file.facts.sets?.find(({ name }) => name === 'p')?.aliases).toEqual([
      { space: 'permission-set', key: 'aws:policy/p' },
    ]);
  });

  it('are given policies from other files', async () => {
    const file = await read(`
resource "aws_iam_role_policy_attachment" "known" {
  role       = aws_iam_role.elsewhere.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
}
resource "aws_iam_role_policy_attachment" "own" {
  role       = "by-name"
  policy_arn = aws_iam_policy.elsewhere.arn
}`);
    expect(
      file.facts.attachments?.map(({ set, holders }) => [set.key, holders.map(({ key }) => key.key)]),
    ).toEqual([
      [
        'aws:logical/file:///w#aws_iam_role_policy_attachment.known',
        ['aws:logical/file:///w#aws_iam_role.elsewhere'],
      ],
      ['aws:logical/file:///w#aws_iam_policy.elsewhere', ['aws:role/by-name']],
    ]);
    expect(file.facts.sets?.map(({ grants }) => grants.length > 0)).toEqual([true]);
    expect(file.facts.sessions.map(({ role, localId }) => [role, localId])).toEqual([
      ['unheld', 'attachment:aws_iam_role_policy_attachment.known'],
    ]);
  });

  it('that are named by a variable leave what is attached to them to nobody', async () => {
    const file = await read(`
resource "aws_iam_role_policy_attachment" "a" {
  role       = var.role
  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
}
resource "aws_iam_role_policy" "b" {
  role   = var.role
  policy = ${allow('sns:Publish')}
}`);
    expect(file.facts.sessions.map(({ noun, role, grants }) => [noun, role, grants.length > 0])).toEqual(
      expect.arrayContaining([
        ['attached policy', 'unheld', true],
        ['inline policy', 'unheld', true],
      ]),
    );
    expect(file.facts.attachments ?? []).toEqual([]);
  });

  it('are what runs as them', async () => {
    const file = await read(`
resource "aws_iam_role" "r" { name = "runner" }
resource "aws_iam_instance_profile" "p" { role = aws_iam_role.r.name }
resource "aws_instance" "i" { iam_instance_profile = aws_iam_instance_profile.p.name }
resource "aws_lambda_function" "f" {
  function_name = "resize"
  role          = aws_iam_role.r.arn
}
resource "aws_ecs_task_definition" "t" {
  family        = "shop"
  task_role_arn = data.aws_iam_role.other.arn
}
data "aws_iam_role" "other" { name = "other" }
resource "aws_eks_pod_identity_association" "a" {
  cluster_name    = "c"
  namespace       = "shop"
  service_account = "cart"
  role_arn        = aws_iam_role.r.arn
}
resource "aws_eks_access_policy_association" "b" {
  cluster_name  = "c"
  principal_arn = aws_iam_role.r.arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
  access_scope {
    type       = "namespace"
    namespaces = ["shop"]
  }
}`);
    expect(file.facts.workloads?.map(({ noun, name, runsAs }) => `${noun} ${name} ${runsAs.key}`)).toEqual(
      expect.arrayContaining([
        'EC2 instance aws_instance.i aws:logical/file:///w#aws_iam_role.r',
        'Lambda function resize aws:logical/file:///w#aws_iam_role.r',
        'ECS task shop aws:role/other',
      ]),
    );
    expect(
      file.facts.identityLinks?.map(({ noun, from, policies = [] }) => [
        noun,
        from.key,
        policies.map(({ namespaces }) => namespaces),
      ]),
    ).toEqual([
      ['pod identity association', 'kubernetes:shop/cart', []],
      ['access entry', 'aws:logical/file:///w#aws_iam_role.r', [['shop']]],
    ]);
  });

  it('are let in by resources', async () => {
    const policy = (service: string): string =>
      `jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "${service}", Resource = "*" }] })`;
    const file = await read(`
resource "aws_sqs_queue" "q" {
  name   = "orders"
  policy = ${policy('sqs:SendMessage')}
}
resource "aws_sns_topic_policy" "t" {
  arn    = aws_sns_topic.t.arn
  policy = ${policy('sns:Publish')}
}
resource "aws_sns_topic" "t" { name = "news" }
resource "aws_kms_key" "k" { policy = ${policy('kms:Decrypt')} }
resource "aws_secretsmanager_secret_policy" "s" {
  secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s"
  policy     = ${policy('secretsmanager:GetSecretValue')}
}
resource "aws_lambda_permission" "p" {
  function_name = "f"
  action        = "lambda:InvokeFunction"
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.b.arn
}`);
    expect(
      file.facts.sessions.map(({ noun, role, initiators }) => [
        noun,
        role,
        initiators.map(({ actor }) => actor),
      ]),
    ).toEqual([
      ['queue policy', 'unheld', ['anyone']],
      ['topic policy', 'unheld', ['anyone']],
      ['key policy', 'unheld', ['anyone']],
      ['secret policy', 'unheld', ['anyone']],
      ['function policy', 'unheld', ['workload']],
    ]);
  });

  it('are told by the keys of conditions where the provider is not', async () => {
    const file = await read(`
resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Statement = [{
    Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = module.oidc.arn }
    Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:acme/shop:ref:refs/heads/main" } }
  }] })
}
resource "aws_iam_role" "s" {
  assume_role_policy = jsonencode({ Statement = [{
    Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
    Condition = { StringEquals = { "\${module.oidc.url}:sub" = "repo:acme/shop:ref:refs/heads/main" } }
  }] })
}
resource "aws_iam_role" "t" {
  assume_role_policy = jsonencode({ Statement = [{
    Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = module.oidc.arn }
    Condition = { StringEquals = { "\${module.oidc.url}:sub" = "repo:acme/shop:ref:refs/heads/main" } }
  }] })
}`);
    const admits = (name: string): readonly string[] | undefined =>
      file.session(`role:aws_iam_role.${name}`).trust?.admissions.map((one) => one.admits);
    expect(admits('r')).toEqual(['jobs of repository acme/shop on branch main']);
    expect(admits('s')).toEqual(['jobs of repository acme/shop on branch main']);
    expect(admits('t')?.[0]).toBe('somebody whom the file does not tell');
  });

  it('of modules are not guessed', async () => {
    const file = await read('module "iam" {\n  source = "terraform-aws-modules/iam/aws"\n}\n');
    expect(file.facts.sessions).toEqual([]);
    expect(file.facts.notes.map(({ title }) => title)).toEqual(['Module iam']);
  });
});

describe('the JSON syntax and OpenTofu', () => {
  const hcl = `
resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [for id in local.accounts : "arn:aws:iam::\${id}:root"]
    }
  }
}
locals { accounts = ["111122223333"] }
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::b/\${aws_iam_role.r.name}" }] })
}`;
  const json = JSON.stringify({
    resource: {
      aws_iam_role: { r: { name: 'r', assume_role_policy: '${data.aws_iam_policy_document.trust.json}' } },
      aws_iam_role_policy: {
        p: {
          role: '${aws_iam_role.r.id}',
          policy:
            '${jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::b/${aws_iam_role.r.name}" }] })}',
        },
      },
    },
    data: {
      aws_iam_policy_document: {
        trust: {
          statement: [
            {
              actions: ['sts:AssumeRole'],
              principals: [
                { type: 'AWS', identifiers: '${[for id in local.accounts : "arn:aws:iam::${id}:root"]}' },
              ],
            },
          ],
        },
      },
    },
    locals: [{ accounts: ['111122223333'] }],
  });

  it.each([
    ['main.tofu', hcl],
    ['main.tf.json', json],
  ])('say the same in %s', async (path, text) => {
    const facts = async (at: string, of: string): Promise<unknown> => {
      const file = await lowered(of, at);
      const role = file.session('role:aws_iam_role.r');
      return [
        file.facts.complete,
        rows(role.grants),
        role.initiators.map(({ who }) => who),
        role.unknowns,
        file.facts.definitions.map(({ key }) => key),
      ];
    };
    const same = await facts('main.tf', hcl);
    expect(await facts(path, text)).toEqual(same);
    expect(JSON.stringify(same)).toContain('s3:GetObject read data arn:aws:s3:::b/r');
  });
});

describe('what is there only at times', () => {
  const module = `
resource "aws_iam_role" "r" { count = var.create ? 1 : 0 }
resource "aws_iam_role_policy" "same" {
  count  = var.create ? 1 : 0
  role   = aws_iam_role.r[0].id
  policy = data.aws_iam_policy_document.all.json
}
data "aws_iam_policy_document" "all" {
  count = var.create ? 1 : 0
  source_policy_documents = compact([
    data.aws_iam_policy_document.always[0].json,
    try(data.aws_iam_policy_document.logs[0].json, null),
    var.more ? data.aws_iam_policy_document.more.json : null,
  ])
}
data "aws_iam_policy_document" "always" {
  count = var.create ? 1 : 0
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "logs" {
  count = var.create && var.logs ? 1 : 0
  statement {
    actions   = ["logs:PutLogEvents"]
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "more" {
  statement {
    actions   = ["sns:Publish"]
    resources = ["*"]
  }
}`;

  it('hangs on its own condition, not on that of the whole module', async () => {
    const { grants } = (await read(module)).session('role:aws_iam_role.r');
    expect(
      grants.map(({ action, certainty, attributes }) => [action, certainty, attributes?.['when']]),
    ).toEqual([
      ['s3:GetObject', 'declared', undefined],
      ['logs:PutLogEvents', 'inferred', 'var.create && var.logs'],
      ['sns:Publish', 'inferred', 'var.more'],
    ]);
  });
});
