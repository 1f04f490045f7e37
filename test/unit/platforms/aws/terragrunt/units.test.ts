import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../../../server/src/core/model/trustScope.js';
import { openedHost } from '../../../../support/aws/opened.js';
import { uriOf } from '../../../../support/repository.js';

type Files = Readonly<Record<string, string>>;

/** Roles by their ids, each with its name, whom it trusts, what it may do, and what is not known. */
function rolesOf(files: Files): Readonly<Record<string, string>> {
  const roles = openedHost(files).snapshot.model.scopes.filter(({ facts }) => facts.kind === 'cloud-role');
  return Object.fromEntries(roles.map((scope) => [scope.id, saidOf(scope)]));
}

function saidOf({ facts, grants, unknowns }: TrustScope): string {
  const trusted = facts.trust?.admissions.map(({ name }) => name).join() ?? '?';
  const rights = grants.map(({ action, resource }) => `${action} ${resource}`).join(', ');
  const open = unknowns.length === 0 ? '' : ` | ${unknowns.map(({ what }) => what).join()}`;
  return `${facts.name} | ${trusted} | ${rights}${open}`;
}

const MODULE: Files = {
  'modules/app/main.tf': `resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = var.service } }] })
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.this.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${var.bucket_arn}/*" }] })
}
variable "name" {}
variable "service" {
  default = "lambda.amazonaws.com"
}
variable "bucket_arn" {}
output "role_name" {
  value = aws_iam_role.this.name
}
output "role_arn" {
  value = aws_iam_role.this.arn
}
`,
};

const ROOT_HCL = `locals {
  env_vars = read_terragrunt_config(find_in_parent_folders("env.hcl"))
  env      = local.env_vars.locals.environment
}
inputs = {
  bucket_arn = "arn:aws:s3:::shop-\${local.env}"
  name       = "from-root"
}
`;

const unit = (rest: string, source = '../../modules//app'): string =>
  `include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\nterraform {\n  source = "${source}"\n}\n${rest}`;

describe('a unit of Terragrunt', () => {
  it('runs its module with its inputs and with those of what it includes', () => {
    const files = {
      ...MODULE,
      'root.hcl': ROOT_HCL,
      'dev/env.hcl': 'locals {\n  environment = "dev"\n}\n',
      'prod/env.hcl': 'locals {\n  environment = "prod"\n}\n',
      'dev/app/terragrunt.hcl': unit('inputs = {\n  name = "dev-app"\n}\n'),
      'prod/app/terragrunt.hcl': unit('inputs = {\n  name = "prod-app"\n}\n'),
    };
    expect(rolesOf(files)).toEqual({
      'modules/app/main.tf#role:aws_iam_role.this@dev/app':
        'dev-app | lambda.amazonaws.com | s3:GetObject arn:aws:s3:::shop-dev/*',
      'modules/app/main.tf#role:aws_iam_role.this@prod/app':
        'prod-app | lambda.amazonaws.com | s3:GetObject arn:aws:s3:::shop-prod/*',
    });
    const scopes = openedHost(files).snapshot.model.scopesOf(uriOf('modules/app/main.tf'));
    expect(
      scopes.map(({ facts }) => facts.madeBy?.map(({ origin, message }) => [origin.uri, message])),
    ).toEqual([
      [[uriOf('dev/app/terragrunt.hcl'), 'made here by the Terragrunt unit `dev/app`']],
      [[uriOf('prod/app/terragrunt.hcl'), 'made here by the Terragrunt unit `prod/app`']],
    ]);
  });

  it('takes outputs of the units that it depends on, and policies go to the roles that these make', () => {
    const roles = rolesOf({
      ...MODULE,
      'modules/more/main.tf': `resource "aws_iam_role_policy" "late" {
  role   = var.role_name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
}
resource "aws_iam_role" "next" {
  name               = "next"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = var.role_arn } }] })
}
variable "role_name" {}
variable "role_arn" {}
`,
      'live/app/terragrunt.hcl': `terraform {\n  source = "\${get_repo_root()}/modules/app"\n}\ninputs = {\n  name = basename(get_terragrunt_dir())\n  bucket_arn = "arn:aws:s3:::b"\n}\n`,
      'live/more/terragrunt.hcl': `terraform {
  source = "../../modules/more"
}
dependency "app" {
  config_path = "../app"
  mock_outputs = {
    role_name = "mock"
  }
}
inputs = {
  role_name = dependency.app.outputs.role_name
  role_arn  = dependency.app.outputs.role_arn
}
`,
    });
    expect(roles).toEqual({
      'modules/app/main.tf#role:aws_iam_role.this@live/app':
        'app | lambda.amazonaws.com | s3:GetObject arn:aws:s3:::b/*, sqs:SendMessage *',
      'modules/more/main.tf#role:aws_iam_role.next@live/more': 'next | app |  | what role next may do',
    });
  });
});
