import type { KnownModule } from './knownModule.js';
import { conditionsOf, outputs, statementsOf, variables } from './knownModule.js';

const SELF = `
  dynamic "statement" {
    for_each = var.allow_self_assume_role ? [1] : []
    content {
      actions = ["sts:AssumeRole"]
      principals {
        type        = "AWS"
        identifiers = ["*"]
      }
      condition {
        test     = "ArnLike"
        variable = "aws:PrincipalArn"
        values   = ["arn:aws:iam::\${data.aws_caller_identity.current.account_id}:role\${var.role_path}\${var.role_name != null ? var.role_name : "\${var.role_name_prefix}*"}"]
      }
    }
  }`;

const ROLE = (trust: string): string => `
resource "aws_iam_role" "this" {
  count                = var.create_role ? 1 : 0
  name                 = var.role_name
  name_prefix          = var.role_name_prefix
  path                 = var.role_path
  max_session_duration = var.max_session_duration
  permissions_boundary = var.role_permissions_boundary_arn == "" ? null : var.role_permissions_boundary_arn
  assume_role_policy   = ${trust}
}
data "aws_iam_policy_document" "inline" {${statementsOf('var.inline_policy_statements')}
}
resource "aws_iam_role_policy" "inline" {
  count  = var.create_role && length(var.inline_policy_statements) > 0 ? 1 : 0
  role   = aws_iam_role.this[0].name
  policy = data.aws_iam_policy_document.inline.json
}
${outputs({ iam_role_arn: 'aws_iam_role.this[0].arn', iam_role_name: 'aws_iam_role.this[0].name' })}
`;

const COMMON = {
  create_role: 'false',
  role_name: 'null',
  role_name_prefix: 'null',
  role_path: '"/"',
  role_permissions_boundary_arn: '""',
  max_session_duration: '3600',
  inline_policy_statements: '[]',
  allow_self_assume_role: 'false',
};

export const IAM_ASSUMABLE_ROLE: KnownModule = {
  sources: ['terraform-aws-modules/iam/aws//modules/iam-assumable-role'],
  majors: [5],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-iam/tree/v5.60.0/modules/iam-assumable-role',
  makes: `
${variables({
  ...COMMON,
  trusted_role_actions: '["sts:AssumeRole", "sts:TagSession"]',
  trusted_role_arns: '[]',
  trusted_role_services: '[]',
  trust_policy_conditions: '[]',
  mfa_age: '86400',
  role_requires_mfa: 'true',
  custom_role_policy_arns: '[]',
  custom_role_trust_policy: '""',
  create_custom_role_trust_policy: 'false',
  admin_role_policy_arn: '"arn:aws:iam::aws:policy/AdministratorAccess"',
  poweruser_role_policy_arn: '"arn:aws:iam::aws:policy/PowerUserAccess"',
  readonly_role_policy_arn: '"arn:aws:iam::aws:policy/ReadOnlyAccess"',
  attach_admin_policy: 'false',
  attach_poweruser_policy: 'false',
  attach_readonly_policy: 'false',
  role_sts_externalid: '[]',
  role_requires_session_name: 'false',
  role_session_name: '["$${aws:username}"]',
})}
data "aws_caller_identity" "current" {}
data "aws_iam_policy_document" "trust" {${SELF}
  statement {
    actions = compact(distinct(concat(["sts:AssumeRole"], var.trusted_role_actions)))
    principals {
      type        = "AWS"
      identifiers = var.trusted_role_arns
    }
    principals {
      type        = "Service"
      identifiers = var.trusted_role_services
    }
    dynamic "condition" {
      for_each = var.role_requires_mfa ? [1] : []
      content {
        test     = "Bool"
        variable = "aws:MultiFactorAuthPresent"
        values   = ["true"]
      }
    }
    dynamic "condition" {
      for_each = var.role_requires_mfa ? [1] : []
      content {
        test     = "NumericLessThan"
        variable = "aws:MultiFactorAuthAge"
        values   = [var.mfa_age]
      }
    }
    dynamic "condition" {
      for_each = length(flatten([var.role_sts_externalid])) > 0 ? [1] : []
      content {
        test     = "StringEquals"
        variable = "sts:ExternalId"
        values   = flatten([var.role_sts_externalid])
      }
    }
    dynamic "condition" {
      for_each = var.role_requires_session_name ? [1] : []
      content {
        test     = "StringEquals"
        variable = "sts:RoleSessionName"
        values   = var.role_session_name
      }
    }${conditionsOf('var.trust_policy_conditions')}
  }
}
${ROLE('var.create_custom_role_trust_policy ? var.custom_role_trust_policy : data.aws_iam_policy_document.trust.json')}
resource "aws_iam_role_policy_attachment" "custom" {
  for_each   = var.create_role ? toset(var.custom_role_policy_arns) : toset([])
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}
resource "aws_iam_role_policy_attachment" "admin" {
  count      = var.create_role && var.attach_admin_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = var.admin_role_policy_arn
}
resource "aws_iam_role_policy_attachment" "poweruser" {
  count      = var.create_role && var.attach_poweruser_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = var.poweruser_role_policy_arn
}
resource "aws_iam_role_policy_attachment" "readonly" {
  count      = var.create_role && var.attach_readonly_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = var.readonly_role_policy_arn
}
`,
};

const condition = (list: string, test: string, claim: string): string => `
      dynamic "condition" {
        for_each = length(var.${list}) > 0 ? [1] : []
        content {
          test     = "${test}"
          variable = "\${statement.value}:${claim}"
          values   = var.${list}
        }
      }`;

export const IAM_ASSUMABLE_ROLE_WITH_OIDC: KnownModule = {
  sources: ['terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc'],
  majors: [5],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-iam/tree/v5.60.0/modules/iam-assumable-role-with-oidc',
  makes: `
${variables({
  ...COMMON,
  provider_url: '""',
  provider_urls: '[]',
  aws_account_id: '""',
  role_policy_arns: '[]',
  oidc_fully_qualified_subjects: '[]',
  oidc_subjects_with_wildcards: '[]',
  oidc_fully_qualified_audiences: '[]',
  provider_trust_policy_conditions: '[]',
})}
data "aws_caller_identity" "current" {}
data "aws_iam_policy_document" "trust" {${SELF}
  dynamic "statement" {
    for_each = [for url in compact(distinct(concat(var.provider_urls, [var.provider_url]))) : replace(url, "https://", "")]
    content {
      actions = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]
      principals {
        type        = "Federated"
        identifiers = ["arn:aws:iam::\${var.aws_account_id != "" ? var.aws_account_id : data.aws_caller_identity.current.account_id}:oidc-provider/\${statement.value}"]
      }${condition('oidc_fully_qualified_subjects', 'StringEquals', 'sub')}${condition('oidc_subjects_with_wildcards', 'StringLike', 'sub')}${condition('oidc_fully_qualified_audiences', 'StringLike', 'aud')}${conditionsOf('var.provider_trust_policy_conditions')}
    }
  }
}
${ROLE('data.aws_iam_policy_document.trust.json')}
resource "aws_iam_role_policy_attachment" "custom" {
  for_each   = var.create_role ? toset(var.role_policy_arns) : toset([])
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}
`,
};
