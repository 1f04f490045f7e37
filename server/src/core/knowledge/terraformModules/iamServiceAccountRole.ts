import type { KnownModule } from './knownModule.js';
import { attachedPolicies, outputs, policyOfModule, roleOfModule, variables } from './knownModule.js';
import { addOnLists, addOnPolicy } from './serviceAccountPolicies.js';

/** Policies for add-ons that a switch attaches. */
const ADD_ONS = [
  'amazon_managed_service_prometheus',
  'appmesh_controller',
  'appmesh_envoy_proxy',
  'aws_gateway_controller',
  'cert_manager',
  'cloudwatch_observability',
  'cluster_autoscaler',
  'ebs_csi',
  'efs_csi',
  'external_dns',
  'external_secrets',
  'fsx_lustre_csi',
  'fsx_openzfs_csi',
  'karpenter_controller',
  'load_balancer_controller',
  'load_balancer_controller_targetgroup_binding_only',
  'mountpoint_s3_csi',
  'node_termination_handler',
  'velero',
  'vpc_cni',
];

/** Attachments of those policies: what some of them allow is told, that of the others is known to the module alone. */
function addOns(create: string, major: 5 | 6): string {
  const each = ADD_ONS.map((name) => {
    const when = `${create} && var.attach_${name}_policy ? 1 : 0`;
    const policy = addOnPolicy(name);
    return `
variable "attach_${name}_policy" {
  default = false
}${
      policy === undefined
        ? `
resource "aws_iam_role_policy_attachment" "${name}" {
  count      = ${when}
  role       = aws_iam_role.this[0].name
  policy_arn = module_says.${name}_policy
}`
        : `${policy}
resource "aws_iam_role_policy" "${name}" {
  count  = ${when}
  role   = aws_iam_role.this[0].name
  policy = data.aws_iam_policy_document.${name}.json
}`
    }`;
  });
  return `${variables(addOnLists(major))}${each.join('')}`;
}

/** Who may take it: service accounts of clusters, each with the provider of its tokens. */
function trust(test: string): string {
  return `
  dynamic "statement" {
    for_each = var.oidc_providers
    content {
      actions = ["sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = [statement.value.provider_arn]
      }
      condition {
        test     = ${test}
        variable = "\${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:sub"
        values   = [for account in statement.value.namespace_service_accounts : "system:serviceaccount:\${account}"]
      }
      condition {
        test     = ${test}
        variable = "\${replace(statement.value.provider_arn, "/^(.*provider/)/", "")}:aud"
        values   = ["sts.amazonaws.com"]
      }
    }
  }`;
}

export const IAM_SERVICE_ACCOUNT_ROLE: KnownModule = {
  sources: ['terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts'],
  majors: [6],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-iam/tree/v6.5.0/modules/iam-role-for-service-accounts',
  makes: `
${variables({
  create: 'true',
  name: '""',
  use_name_prefix: 'true',
  path: '"/"',
  max_session_duration: 'null',
  permissions_boundary: 'null',
  trust_condition_test: '"StringEquals"',
  oidc_providers: '{}',
  policies: '{}',
  create_policy: 'true',
  source_policy_documents: '[]',
  override_policy_documents: '[]',
  permissions: '{}',
  create_inline_policy: 'false',
  source_inline_policy_documents: '[]',
  override_inline_policy_documents: '[]',
  inline_policy_permissions: '{}',
})}
data "aws_iam_policy_document" "trust" {${trust('var.trust_condition_test')}
}
${roleOfModule('permissions_boundary')}${attachedPolicies('policies')}${policyOfModule('own', { sources: 'source_policy_documents', overrides: 'override_policy_documents', statements: 'permissions', when: 'create_policy' })}${policyOfModule('inline', { sources: 'source_inline_policy_documents', overrides: 'override_inline_policy_documents', statements: 'inline_policy_permissions', when: 'create_inline_policy' })}${addOns('var.create', 6)}
${outputs({ arn: 'aws_iam_role.this[0].arn', name: 'aws_iam_role.this[0].name' })}
`,
};

export const IAM_SERVICE_ACCOUNT_ROLE_EKS: KnownModule = {
  sources: ['terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks'],
  majors: [5],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-iam/tree/v5.60.0/modules/iam-role-for-service-accounts-eks',
  makes: `
${variables({
  create_role: 'true',
  role_name: 'null',
  role_name_prefix: 'null',
  role_path: '"/"',
  role_permissions_boundary_arn: 'null',
  role_policy_arns: '{}',
  oidc_providers: '{}',
  max_session_duration: 'null',
  assume_role_condition_test: '"StringEquals"',
  allow_self_assume_role: 'false',
})}
data "aws_caller_identity" "current" {}
data "aws_iam_policy_document" "trust" {
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
  }${trust('var.assume_role_condition_test')}
}
resource "aws_iam_role" "this" {
  count                = var.create_role ? 1 : 0
  name                 = var.role_name
  name_prefix          = var.role_name_prefix
  path                 = var.role_path
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.role_permissions_boundary_arn
}
resource "aws_iam_role_policy_attachment" "this" {
  for_each   = var.create_role ? var.role_policy_arns : {}
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}
${addOns('var.create_role', 5)}
${outputs({ iam_role_arn: 'aws_iam_role.this[0].arn', iam_role_name: 'aws_iam_role.this[0].name' })}
`,
};
