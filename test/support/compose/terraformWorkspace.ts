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
