import type { KnownModule } from './knownModule.js';
import { conditionsOf, outputs, variables } from './knownModule.js';

/** The parts of a name as `cloudposse/label/null` joins them by default; a `context` may hold any of them. */
const LABEL = `
${variables({
  enabled: 'true',
  context: '{}',
  namespace: 'null',
  tenant: 'null',
  environment: 'null',
  stage: 'null',
  name: 'null',
  attributes: '[]',
  delimiter: '"-"',
})}
locals {
  parts = concat([var.namespace, var.tenant, var.environment, var.stage, var.name], var.attributes)
  label = join(coalesce(var.delimiter, "-"), compact(local.parts))
  is_told = length(keys(var.context)) == 0
}
`;

export const CLOUDPOSSE_IAM_ROLE: KnownModule = {
  sources: ['cloudposse/iam-role/aws'],
  majors: [0, 1],
  read: 'https://github.com/cloudposse/terraform-aws-iam-role/tree/v0.23.0, and https://github.com/cloudposse/terraform-null-label/tree/0.25.0 for its name',
  makes: `${LABEL}
${variables({
  use_fullname: 'true',
  principals: '{}',
  policy_documents: '[]',
  policy_document_count: '1',
  managed_policy_arns: '[]',
  managed_policy_arns_map: '{}',
  max_session_duration: '3600',
  permissions_boundary: '""',
  assume_role_actions: '["sts:AssumeRole", "sts:TagSession"]',
  assume_role_conditions: '[]',
  assume_role_policy: 'null',
  path: '"/"',
})}
data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = var.principals
    content {
      actions = var.assume_role_actions
      principals {
        type        = statement.key
        identifiers = statement.value
      }${conditionsOf('var.assume_role_conditions')}
    }
  }
}
resource "aws_iam_role" "default" {
  count                = var.enabled == false ? 0 : 1
  name                 = local.is_told ? (var.use_fullname ? local.label : var.name) : module_says.label
  path                 = var.path
  assume_role_policy   = var.assume_role_policy != null ? var.assume_role_policy : data.aws_iam_policy_document.trust.json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.permissions_boundary == "" ? null : var.permissions_boundary
}
data "aws_iam_policy_document" "own" {
  override_policy_documents = var.policy_documents
}
resource "aws_iam_role_policy" "own" {
  count  = var.policy_document_count > 0 ? 1 : 0
  role   = aws_iam_role.default[0].name
  policy = data.aws_iam_policy_document.own.json
}
resource "aws_iam_role_policy_attachment" "managed" {
  for_each   = toset(concat(var.managed_policy_arns, values(var.managed_policy_arns_map)))
  role       = aws_iam_role.default[0].name
  policy_arn = each.value
}
${outputs({ arn: 'aws_iam_role.default[0].arn', name: 'aws_iam_role.default[0].name' })}
`,
};

export const CLOUDPOSSE_EKS_IAM_ROLE: KnownModule = {
  sources: ['cloudposse/eks-iam-role/aws'],
  majors: [1, 2],
  read: 'https://github.com/cloudposse/terraform-aws-eks-iam-role/tree/v2.2.1',
  makes: `${LABEL}
${variables({
  service_account_name: 'null',
  service_account_namespace: 'null',
  service_account_namespace_name_list: '[]',
  aws_account_number: 'null',
  aws_partition: '"aws"',
  aws_iam_policy_document: '[]',
  eks_cluster_oidc_issuer_url: '""',
  permissions_boundary: 'null',
  managed_policy_arns: '[]',
})}
data "aws_caller_identity" "current" {}
locals {
  issuer  = replace(var.eks_cluster_oidc_issuer_url, "https://", "")
  single  = "\${coalesce(var.service_account_namespace, "*")}:\${coalesce(var.service_account_name, "*")}"
  isNone  = var.service_account_name == null && var.service_account_namespace == null && length(var.service_account_namespace_name_list) > 0
  all     = concat(local.isNone ? [] : [local.single], var.service_account_namespace_name_list)
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:\${var.aws_partition}:iam::\${coalesce(var.aws_account_number, data.aws_caller_identity.current.account_id)}:oidc-provider/\${local.issuer}"]
    }
    condition {
      test     = "StringLike"
      variable = "\${local.issuer}:sub"
      values   = [for account in local.all : "system:serviceaccount:\${account}"]
    }
    condition {
      test     = "StringEquals"
      variable = "\${local.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "service_account" {
  count                = var.enabled == false ? 0 : 1
  name                 = local.is_told && var.service_account_name != null && var.service_account_namespace != null ? "\${local.label}-\${var.service_account_name}\${var.service_account_name == var.service_account_namespace ? "" : "@\${var.service_account_namespace}"}" : module_says.label
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.permissions_boundary
}
resource "aws_iam_role_policy" "own" {
  count  = length(var.aws_iam_policy_document) > 0 ? 1 : 0
  role   = aws_iam_role.service_account[0].name
  policy = try(var.aws_iam_policy_document[0], var.aws_iam_policy_document)
}
resource "aws_iam_role_policy_attachment" "managed" {
  for_each   = toset(var.managed_policy_arns)
  role       = aws_iam_role.service_account[0].name
  policy_arn = each.value
}
${outputs({
  service_account_role_arn: 'aws_iam_role.service_account[0].arn',
  service_account_role_name: 'aws_iam_role.service_account[0].name',
})}
`,
};
