import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../../../server/src/core/model/trustScope.js';
import { openedHost } from '../../../../support/aws/opened.js';
import { ROOT, uriOf } from '../../../../support/repository.js';

type Files = Readonly<Record<string, string>>;

/** Roles by their names, each with what it may do and whom it trusts. */
function rolesOf(files: Files): Readonly<Record<string, string>> {
  const roles = openedHost(files).snapshot.model.scopes.filter(({ facts }) => facts.kind === 'cloud-role');
  return Object.fromEntries(roles.map((scope) => [scope.facts.name, saidOf(scope)]));
}

function saidOf({ facts, grants, unknowns }: TrustScope): string {
  const trusted = facts.trust?.admissions.map(({ name }) => name).join() ?? '?';
  const rights = grants.map(({ action, resource }) => `${action} ${resource}`).join(', ');
  return `${trusted} | ${rights}${unknowns.length === 0 ? '' : ` | ${unknowns.map(({ what }) => what).join()}`}`;
}

const TRUST = `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = [local.service]
    }
  }
}
`;

describe('a folder of Terraform', () => {
  it('is one module: values, policies and attachments stand in any of its files', () => {
    const roles = rolesOf({
      'infra/role.tf': `resource "aws_iam_role" "r" {
  name               = "\${var.prefix}-\${local.name}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
`,
      'infra/data.tf': TRUST,
      'infra/locals.tf': 'locals {\n  name    = "build"\n  service = "codebuild.amazonaws.com"\n}\n',
      'infra/variables.tf': 'variable "prefix" {\n  default = "shop"\n}\n',
      'infra/policies.tf': `resource "aws_iam_role_policy" "p" {
  for_each = toset(["a", "b"])
  role     = aws_iam_role.r.id
  policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::\${each.key}/*" }] })
}
`,
    });
    expect(roles).toEqual({
      'shop-build': 'codebuild.amazonaws.com | s3:GetObject arn:aws:s3:::a/*, s3:GetObject arn:aws:s3:::b/*',
    });
  });

  it('takes its settings: those that are always taken, and what all others agree on', () => {
    const role = (name: string, value: string): string =>
      `resource "aws_iam_role" "${name}" {\n  name = "${value}"\n  assume_role_policy = "{}"\n}\n`;
    const roles = rolesOf({
      'main.tf': `${role('a', 'a-${var.team}')}${role('b', 'b-${var.stage}')}${role('c', 'c-${var.zone}')}variable "team" {}\nvariable "stage" {}\nvariable "zone" {\n  default = "eu"\n}\n`,
      'terraform.tfvars': 'team = "red"\nzone = "us"\n',
      'dev.tfvars': 'stage = "dev"\n',
      'prod.tfvars': 'stage = "prod"\n',
    });
    expect(Object.keys(roles)).toEqual(['a-red', 'b-${var.stage}', 'c-us']);
  });

  it('has its override files change what they name', () => {
    const roles = rolesOf({
      'main.tf': 'resource "aws_iam_role" "r" {\n  name = "wrong"\n  assume_role_policy = "{}"\n}\n',
      'override.tf': 'resource "aws_iam_role" "r" {\n  name = "right"\n}\n',
    });
    expect(Object.keys(roles)).toEqual(['right']);
  });
});

const MODULE: Files = {
  'modules/app/main.tf': `resource "aws_iam_role" "this" {
  count              = var.create ? 1 : 0
  name               = coalesce(var.role_name, "\${var.name}-role")
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "p" {
  count  = var.policy == null ? 0 : 1
  role   = aws_iam_role.this[0].id
  policy = var.policy
}
`,
  'modules/app/more.tf': `${TRUST}locals {
  service = var.service
}
variable "create" {
  default = true
}
variable "name" {}
variable "role_name" {
  default = null
}
variable "service" {
  default = "ec2.amazonaws.com"
}
variable "policy" {
  default = null
}
output "role" {
  value = aws_iam_role.this[0].name
}
`,
};

describe('a module of the workspace', () => {
  it('is made once for each call, with its arguments, and gives its outputs', () => {
    const roles = rolesOf({
      ...MODULE,
      'live/main.tf': `module "plain" {
  source = "../modules/app"
  name   = "plain"
}
module "many" {
  source    = "../modules/app"
  for_each  = { blue = "lambda.amazonaws.com", green = "ecs-tasks.amazonaws.com" }
  name      = "many"
  role_name = each.key
  service   = each.value
  policy    = data.aws_iam_policy_document.put.json
}
module "none" {
  source = "../modules/app"
  create = false
  name   = "none"
}
data "aws_iam_policy_document" "put" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::drop/*"]
  }
}
resource "aws_iam_role_policy" "late" {
  role   = module.plain.role
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
}
`,
    });
    expect(roles).toEqual({
      'plain-role': 'ec2.amazonaws.com | sqs:SendMessage *',
      blue: 'lambda.amazonaws.com | s3:PutObject arn:aws:s3:::drop/*',
      green: 'ecs-tasks.amazonaws.com | s3:PutObject arn:aws:s3:::drop/*',
    });
  });

  it('holds the sessions of all its callers under ids of their own, with the calls that make them', () => {
    const call = (name: string): string =>
      `module "app" {\n  source = "../modules/app"\n  name   = "${name}"\n}\n`;
    const host = openedHost({ ...MODULE, 'dev/main.tf': call('dev'), 'prod/main.tf': call('prod') });
    const scopes = host.snapshot.model.scopesOf(uriOf('modules/app/main.tf'));
    expect(
      scopes.map(({ id, facts }) => [id, facts.name, facts.madeBy?.map(({ origin }) => origin.uri)]),
    ).toEqual([
      ['modules/app/main.tf#role:module.app.aws_iam_role.this@dev', 'dev-role', [uriOf('dev/main.tf')]],
      ['modules/app/main.tf#role:module.app.aws_iam_role.this@prod', 'prod-role', [uriOf('prod/main.tf')]],
    ]);
  });

  it('has findings in it told with the calls that make it, each once', () => {
    const call = (name: string): string =>
      `module "app" {\n  source = "../modules/app"\n  name   = "${name}"\n}\n`;
    const all = `resource "aws_iam_role_policy" "all" {
  role   = aws_iam_role.this[0].id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}
`;
    const host = openedHost({
      ...MODULE,
      'modules/app/all.tf': all,
      'dev/main.tf': call('dev'),
      'prod/main.tf': call('prod'),
    });
    const finding = host.snapshot
      .findings(uriOf('modules/app/all.tf'))
      .find(({ rule }) => rule === 'wildcard-action');
    const calls = finding?.related.filter(({ message }) => message.startsWith('made here by module'));
    expect(calls?.map(({ origin }) => origin.uri)).toEqual([uriOf('dev/main.tf'), uriOf('prod/main.tf')]);
  });

  it('is evaluated with its defaults where nobody calls it', () => {
    expect(Object.keys(rolesOf(MODULE))).toHaveLength(1);
  });

  it('that calls itself over others is cut there', () => {
    const roles = rolesOf({
      'a/main.tf': `module "b" {\n  source = "../b"\n}\nresource "aws_iam_role" "a" {\n  name = "a"\n  assume_role_policy = "{}"\n}\n`,
      'b/main.tf': `module "a" {\n  source = "../a"\n}\nresource "aws_iam_role" "b" {\n  name = "b"\n  assume_role_policy = "{}"\n}\n`,
    });
    expect(Object.keys(roles).sort()).toEqual(['a', 'b']);
  });

  it('takes policies from templates in files of any name', () => {
    const host = openedHost({
      'main.tf': `resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = file("\${path.module}/trust.json")
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = templatefile("\${path.module}/p.tpl", { bucket = "drop" })
}
`,
      'trust.json':
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}',
    });
    expect(host.wanted).toEqual([uriOf('p.tpl')]);
    const text =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::${bucket}/*"}]}';
    host.apply([{ uri: uriOf('p.tpl'), root: ROOT, text }]);
    const [role, ...others] = host.snapshot.model.scopes;
    expect(role && saidOf(role)).toBe('ec2.amazonaws.com | s3:PutObject arn:aws:s3:::drop/*');
    expect(others).toEqual([]);
    const [grant] = role?.grants ?? [];
    expect(grant?.origin.uri).toBe(uriOf('p.tpl'));
    expect(text.slice(grant?.origin.range.start, grant?.origin.range.end)).toContain('s3:PutObject');
  });
});

describe('an edit of a configuration', () => {
  it('composes those configurations again that read the file, and no others', () => {
    const call = (name: string): string =>
      `module "app" {\n  source = "../modules/app"\n  name   = "${name}"\n}\n`;
    const alone = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `alone${String(at)}/main.tf`,
        `resource "aws_iam_role" "r" {\n  name = "r${String(at)}"\n  assume_role_policy = "{}"\n}\n`,
      ]),
    );
    const host = openedHost({
      ...MODULE,
      ...alone,
      'dev/main.tf': call('dev'),
      'prod/main.tf': call('prod'),
    });
    expect(host.snapshot.model.scopes.length).toBeGreaterThan(30);
    const work = (path: string, text: string): number => {
      const before = host.computed.get('compose') ?? 0;
      host.apply([{ uri: uriOf(path), root: ROOT, text }]);
      expect(host.snapshot.model.scopes.length).toBeGreaterThan(30);
      return (host.computed.get('compose') ?? 0) - before;
    };
    expect(work('dev/main.tf', call('test'))).toBe(1);
    expect(work('modules/app/more.tf', `${MODULE['modules/app/more.tf'] ?? ''}# more\n`)).toBe(2);
  });
});
