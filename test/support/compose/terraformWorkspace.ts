const call = (name: string, more = ''): string =>
  `module "app" {\n  source = "../modules/app"\n  name   = "${name}"\n${more}}\n`;

/** Configurations of Terraform that call one module with arguments, in loops, and take files that are named. */
export const TERRAFORM: ReadonlyMap<string, string> = new Map([
  ['dev/main.tf', call('dev')],
  [
    'prod/main.tf',
    `${call('prod-${each.key}', '  for_each = toset(local.regions)\n  policy = data.aws_iam_policy_document.put.json\n')}
resource "aws_iam_role_policy_attachment" "read" {
  for_each   = module.app
  role       = each.value.role
  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
}
`,
  ],
  ['prod/locals.tf', 'locals {\n  regions = ["eu", "us"]\n}\n'],
  [
    'prod/data.tf',
    `data "aws_iam_policy_document" "put" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::drop/*"]
  }
}
`,
  ],
  [
    'modules/app/main.tf',
    `resource "aws_iam_role" "this" {
  name               = "\${var.name}-role"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "p" {
  count  = var.policy == null ? 0 : 1
  role   = aws_iam_role.this.id
  policy = var.policy
}
resource "aws_iam_role_policy" "t" {
  role   = aws_iam_role.this.id
  policy = templatefile("\${path.module}/p.tpl", { bucket = var.name })
}
output "role" {
  value = aws_iam_role.this.name
}
`,
  ],
  [
    'modules/app/data.tf',
    `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
variable "name" {}
variable "policy" {
  default = null
}
`,
  ],
  [
    'modules/app/p.tpl',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${bucket}/*"}]}',
  ],
]);

const run = (name: string, more = ''): string =>
  `include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\nterraform {\n  source = "../../modules//app"\n}\ninputs = {\n  name = "${name}-\${local.env}"\n${more}}\nlocals {\n  env = read_terragrunt_config(find_in_parent_folders("env.hcl")).locals.env\n}\n`;

/** Units of Terragrunt that run one module, with what they include, and one that takes what another gives. */
export const TERRAGRUNT: ReadonlyMap<string, string> = new Map([
  [
    'root.hcl',
    'locals {\n  team = "red"\n}\ninputs = {\n  service = "ec2.amazonaws.com"\n  team    = local.team\n}\n',
  ],
  ['dev/env.hcl', 'locals {\n  env = "dev"\n}\n'],
  ['prod/env.hcl', 'locals {\n  env = "prod"\n}\n'],
  ['dev/app/terragrunt.hcl', run('app')],
  ['prod/app/terragrunt.hcl', run('app', '  service = "lambda.amazonaws.com"\n')],
  [
    'prod/next/terragrunt.hcl',
    `dependency "app" {\n  config_path = "../app"\n}\n${run('next', '  trusted = dependency.app.outputs.role\n')}`,
  ],
  [
    'modules/app/main.tf',
    `variable "name" {}
variable "service" {}
variable "trusted" {
  default = "somebody"
}
resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = var.service } },
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = var.trusted } },
  ] })
}
output "role" {
  value = aws_iam_role.this.arn
}
`,
  ],
  [
    'other/main.tf',
    `module "app" {\n  source  = "../modules/app"\n  name    = "other"\n  service = "ecs-tasks.amazonaws.com"\n}\n`,
  ],
]);
