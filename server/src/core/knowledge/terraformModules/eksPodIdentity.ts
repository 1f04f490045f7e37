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

/** Policies for add-ons that a switch attaches; what each of them allows is not told here. */
const ADD_ONS = [
  'amazon_managed_service_prometheus',
  'aws_appmesh_controller',
  'aws_appmesh_envoy_proxy',
  'aws_cloudwatch_observability',
  'aws_ebs_csi',
  'aws_efs_csi',
  'aws_fsx_lustre_csi',
  'aws_gateway_controller',
  'aws_lb_controller',
  'aws_lb_controller_targetgroup_binding_only',
  'aws_node_termination_handler',
  'aws_privateca_issuer',
  'aws_vpc_cni',
  'cert_manager',
  'cluster_autoscaler',
  'external_dns',
  'external_secrets',
  'mountpoint_s3_csi',
  'pganalyze',
  'velero',
];

export const EKS_POD_IDENTITY: KnownModule = {
  sources: ['terraform-aws-modules/eks-pod-identity/aws'],
  majors: [1, 2],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-eks-pod-identity/tree/v2.8.1',
  makes: `
${variables({
  create: 'true',
  name: '""',
  use_name_prefix: 'true',
  path: '"/"',
  max_session_duration: 'null',
  permissions_boundary_arn: 'null',
  trust_policy_conditions: '[]',
  trust_policy_statements: '[]',
  additional_policy_arns: '{}',
  association_defaults: '{}',
  associations: '{}',
  source_policy_documents: '[]',
  override_policy_documents: '[]',
  policy_statements: '[]',
  attach_custom_policy: 'false',
})}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }${conditionsOf('var.trust_policy_conditions')}
  }${statementsOf('var.trust_policy_statements')}
}
${roleOfModule('permissions_boundary_arn')}${attachedPolicies('additional_policy_arns')}${policyOfModule('custom', { sources: 'source_policy_documents', overrides: 'override_policy_documents', statements: 'policy_statements', when: 'attach_custom_policy' })}${ADD_ONS.map(
    (name) => `
variable "attach_${name}_policy" {
  default = false
}
resource "aws_iam_role_policy_attachment" "${name}" {
  count      = var.create && var.attach_${name}_policy ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = module_says.${name}_policy
}`,
  ).join('')}
resource "aws_eks_pod_identity_association" "this" {
  for_each        = var.create ? var.associations : {}
  cluster_name    = try(each.value.cluster_name, var.association_defaults.cluster_name)
  namespace       = try(each.value.namespace, var.association_defaults.namespace)
  service_account = try(each.value.service_account, var.association_defaults.service_account)
  role_arn        = aws_iam_role.this[0].arn
}
${outputs({ iam_role_arn: 'aws_iam_role.this[0].arn', iam_role_name: 'aws_iam_role.this[0].name' })}
`,
};
