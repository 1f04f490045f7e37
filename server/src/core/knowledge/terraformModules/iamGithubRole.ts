import type { KnownModule } from './knownModule.js';
import { conditionsOf, outputs, variables } from './knownModule.js';

export const IAM_GITHUB_ROLE: KnownModule = {
  sources: ['terraform-aws-modules/iam/aws//modules/iam-github-oidc-role'],
  majors: [5],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-iam/tree/v5.60.0/modules/iam-github-oidc-role',
  makes: `
${variables({
  create: 'true',
  name: 'null',
  name_prefix: 'null',
  path: '"/"',
  permissions_boundary_arn: 'null',
  policies: '{}',
  max_session_duration: 'null',
  audience: '"sts.amazonaws.com"',
  subject_condition: '"StringLike"',
  subjects: '[]',
  provider_url: '"token.actions.githubusercontent.com"',
  additional_trust_policy_conditions: '[]',
})}
locals {
  provider = replace(var.provider_url, "https://", "")
}
data "aws_caller_identity" "current" {}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:TagSession", "sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::\${data.aws_caller_identity.current.account_id}:oidc-provider/\${local.provider}"]
    }
    condition {
      test     = "ForAllValues:StringEquals"
      variable = "\${local.provider}:iss"
      values   = ["https://\${local.provider}"]
    }
    condition {
      test     = "ForAllValues:StringEquals"
      variable = "\${local.provider}:aud"
      values   = [var.audience]
    }
    condition {
      test     = var.subject_condition
      variable = "\${local.provider}:sub"
      values   = [for subject in var.subjects : "repo:\${trimprefix(subject, "repo:")}"]
    }${conditionsOf('var.additional_trust_policy_conditions')}
  }
}
resource "aws_iam_role" "this" {
  count                = var.create ? 1 : 0
  name                 = var.name
  name_prefix          = var.name_prefix
  path                 = var.path
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.permissions_boundary_arn
}
resource "aws_iam_role_policy_attachment" "this" {
  for_each   = var.create ? var.policies : {}
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}
${outputs({ arn: 'aws_iam_role.this[0].arn', name: 'aws_iam_role.this[0].name' })}
`,
};
