import type { KnownModule } from './knownModule.js';
import {
  attachedPolicies,
  conditionsOf,
  outputs,
  policyOfModule,
  roleOfModule,
  statementsOf,
  variables,
} from './knownModule.js';

export const IAM_ROLE: KnownModule = {
  sources: ['terraform-aws-modules/iam/aws//modules/iam-role'],
  majors: [6],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-iam/tree/v6.5.0/modules/iam-role',
  makes: `
${variables({
  create: 'true',
  name: 'null',
  use_name_prefix: 'true',
  path: 'null',
  max_session_duration: 'null',
  permissions_boundary: 'null',
  trust_policy_permissions: '{}',
  trust_policy_conditions: '[]',
  policies: '{}',
  enable_oidc: 'false',
  oidc_account_id: 'null',
  oidc_provider_urls: '[]',
  oidc_subjects: '[]',
  oidc_wildcard_subjects: '[]',
  oidc_audiences: '[]',
  enable_github_oidc: 'false',
  github_provider: '"token.actions.githubusercontent.com"',
  enable_bitbucket_oidc: 'false',
  enable_saml: 'false',
  saml_provider_ids: '[]',
  saml_endpoints: '["https://signin.aws.amazon.com/saml"]',
  create_inline_policy: 'false',
  source_inline_policy_documents: '[]',
  override_inline_policy_documents: '[]',
  inline_policy_permissions: '{}',
})}
locals {
  providers = [for url in var.oidc_provider_urls : replace(url, "https://", "")]
}
data "aws_caller_identity" "current" {}
data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = var.enable_oidc ? local.providers : []
    content {
      actions = ["sts:TagSession", "sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = ["arn:aws:iam::\${coalesce(var.oidc_account_id, data.aws_caller_identity.current.account_id)}:oidc-provider/\${statement.value}"]
      }
      dynamic "condition" {
        for_each = length(var.oidc_subjects) > 0 ? [1] : []
        content {
          test     = "StringEquals"
          variable = "\${statement.value}:sub"
          values   = var.oidc_subjects
        }
      }
      dynamic "condition" {
        for_each = length(var.oidc_wildcard_subjects) > 0 ? [1] : []
        content {
          test     = "StringLike"
          variable = "\${statement.value}:sub"
          values   = var.oidc_wildcard_subjects
        }
      }
      dynamic "condition" {
        for_each = length(var.oidc_audiences) > 0 ? [1] : []
        content {
          test     = "StringEquals"
          variable = "\${statement.value}:aud"
          values   = var.oidc_audiences
        }
      }${conditionsOf('var.trust_policy_conditions')}
    }
  }
  dynamic "statement" {
    for_each = var.enable_github_oidc ? [1] : []
    content {
      actions = ["sts:TagSession", "sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = ["arn:aws:iam::\${data.aws_caller_identity.current.account_id}:oidc-provider/\${var.github_provider}"]
      }
      condition {
        test     = "ForAllValues:StringEquals"
        variable = "\${var.github_provider}:iss"
        values   = ["https://\${var.github_provider}"]
      }
      condition {
        test     = "ForAllValues:StringEquals"
        variable = "\${var.github_provider}:aud"
        values   = coalescelist(var.oidc_audiences, ["sts.amazonaws.com"])
      }
      dynamic "condition" {
        for_each = length(var.oidc_subjects) > 0 ? [1] : []
        content {
          test     = "StringEquals"
          variable = "\${var.github_provider}:sub"
          values   = [for subject in var.oidc_subjects : "repo:\${trimprefix(subject, "repo:")}"]
        }
      }
      dynamic "condition" {
        for_each = length(var.oidc_wildcard_subjects) > 0 ? [1] : []
        content {
          test     = "StringLike"
          variable = "\${var.github_provider}:sub"
          values   = [for subject in var.oidc_wildcard_subjects : "repo:\${trimprefix(subject, "repo:")}"]
        }
      }${conditionsOf('var.trust_policy_conditions')}
    }
  }
  dynamic "statement" {
    for_each = var.enable_bitbucket_oidc ? [1] : []
    content {
      actions = ["sts:TagSession", "sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = ["arn:aws:iam::\${data.aws_caller_identity.current.account_id}:oidc-provider/\${local.providers[0]}"]
      }
      condition {
        test     = "ForAllValues:StringEquals"
        variable = "\${local.providers[0]}:aud"
        values   = coalescelist(var.oidc_audiences, ["sts.amazonaws.com"])
      }
      dynamic "condition" {
        for_each = length(var.oidc_subjects) > 0 ? [1] : []
        content {
          test     = "StringEquals"
          variable = "\${local.providers[0]}:sub"
          values   = var.oidc_subjects
        }
      }
      dynamic "condition" {
        for_each = length(var.oidc_wildcard_subjects) > 0 ? [1] : []
        content {
          test     = "StringLike"
          variable = "\${local.providers[0]}:sub"
          values   = var.oidc_wildcard_subjects
        }
      }${conditionsOf('var.trust_policy_conditions')}
    }
  }
  dynamic "statement" {
    for_each = var.enable_saml ? [1] : []
    content {
      actions = ["sts:TagSession", "sts:AssumeRoleWithSAML"]
      principals {
        type        = "Federated"
        identifiers = var.saml_provider_ids
      }
      condition {
        test     = "StringEquals"
        variable = "SAML:aud"
        values   = var.saml_endpoints
      }${conditionsOf('var.trust_policy_conditions')}
    }
  }${statementsOf('var.trust_policy_permissions')}
}
${roleOfModule('permissions_boundary')}${attachedPolicies('policies')}${policyOfModule('inline', { sources: 'source_inline_policy_documents', overrides: 'override_inline_policy_documents', statements: 'inline_policy_permissions', when: 'create_inline_policy' })}${outputs(
    {
      arn: 'aws_iam_role.this[0].arn',
      name: 'aws_iam_role.this[0].name',
      instance_profile_name: 'aws_iam_role.this[0].name',
    },
  )}
`,
};
