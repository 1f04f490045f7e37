import type { KnownModule } from './knownModule.js';
import { outputs, variables } from './knownModule.js';

/** What differs between the major versions: the names of the cluster's own arguments, and its prefix. */
interface Names {
  readonly name: string;
  readonly separator: string;
  readonly addOns: string;
  /** What stands before the names of arguments about encryption. */
  readonly own: '' | 'cluster_';
  readonly defaults: Readonly<Record<string, string>>;
}

/** Whom the module lets into the cluster. */
const access = (name: string): string => `
resource "aws_eks_access_entry" "this" {
  for_each          = var.create ? var.access_entries : {}
  cluster_name      = var.${name}
  principal_arn     = each.value.principal_arn
  kubernetes_groups = try(each.value.kubernetes_groups, null)
  type              = try(each.value.type, null)
  user_name         = try(each.value.user_name, null)
}
locals {
  associations = flatten([
    for key, entry in var.access_entries : [
      for name, one in try(entry.policy_associations, {}) : {
        key       = "\${key}_\${name}"
        principal = entry.principal_arn
        policy    = one.policy_arn
        scope     = one.access_scope
      }
    ]
  ])
}
resource "aws_eks_access_policy_association" "this" {
  for_each      = var.create ? { for one in local.associations : one.key => one } : {}
  principal_arn = each.value.principal
  policy_arn    = each.value.policy
  access_scope {
    type       = each.value.scope.type
    namespaces = try(each.value.scope.namespaces, null)
  }
}`;

/** That the cluster may use the key with which its secrets are encrypted. */
const encryption = (name: string, own: Names['own']): string => `
locals {
  encrypts = var.create && var.create_iam_role && var.attach_${own}encryption_policy && ${
    own === '' ? 'var.encryption_config != null' : 'length(var.cluster_encryption_config) > 0'
  }
}
resource "aws_iam_role_policy_attachment" "encryption" {
  count      = local.encrypts ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.encryption[0].arn
}
resource "aws_iam_policy" "encryption" {
  count       = local.encrypts ? 1 : 0
  name_prefix = coalesce(var.${own}encryption_policy_name, "\${coalesce(var.iam_role_name, "\${var.${name}}-cluster")}-ClusterEncryption")
  policy = jsonencode({
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"]
      Resource = var.create_kms_key ? module_says.cluster_key : var.${own}encryption_config.provider_key_arn
    }]
  })
}`;

const makes = ({ name, separator, addOns, own, defaults }: Names): string => `
${variables({
  create: 'true',
  create_iam_role: 'true',
  iam_role_arn: 'null',
  iam_role_name: 'null',
  iam_role_use_name_prefix: 'true',
  iam_role_path: 'null',
  iam_role_permissions_boundary: 'null',
  iam_role_additional_policies: '{}',
  enable_cluster_creator_admin_permissions: 'false',
  create_kms_key: 'true',
  [`attach_${own}encryption_policy`]: 'true',
  [`${own}encryption_policy_name`]: 'null',
  [`${own}encryption_config`]: own === '' ? '{}' : '{ resources = ["secrets"] }',
  access_entries: '{}',
  eks_managed_node_groups: '{}',
  eks_managed_node_group_defaults: '{}',
  ...defaults,
})}
resource "aws_iam_role" "this" {
  count                = var.create && var.create_iam_role ? 1 : 0
  name                 = var.iam_role_use_name_prefix ? null : coalesce(var.iam_role_name, "\${var.${name}}-cluster")
  name_prefix          = var.iam_role_use_name_prefix ? "\${coalesce(var.iam_role_name, "\${var.${name}}-cluster")}${separator}" : null
  path                 = var.iam_role_path
  permissions_boundary = var.iam_role_permissions_boundary
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"], Principal = { Service = "eks.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy_attachment" "this" {
  count      = var.create && var.create_iam_role ? 1 : 0
  role       = aws_iam_role.this[0].name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}
${encryption(name, own)}
resource "aws_iam_role_policy_attachment" "additional" {
  for_each   = var.create && var.create_iam_role ? var.iam_role_additional_policies : {}
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}
locals {
  node_roles = { for key, group in var.eks_managed_node_groups : key => group if try(group.create_iam_role, true) }
}
resource "aws_iam_role" "node" {
  for_each    = var.create ? local.node_roles : {}
  name        = try(each.value.iam_role_use_name_prefix, true) ? null : try(each.value.iam_role_name, "\${try(each.value.name, each.key)}-eks-node-group")
  name_prefix = try(each.value.iam_role_use_name_prefix, true) ? "\${try(each.value.iam_role_name, "\${try(each.value.name, each.key)}-eks-node-group")}-" : null
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
  managed_policy_arns = concat(
    ["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"],
    try(each.value.iam_role_attach_cni_policy, true) ? ["arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"] : [],
    try(each.value.iam_role_policy_statements, null) == null ? [] : [module_says.node_policy],
    values(try(each.value.iam_role_additional_policies, var.eks_managed_node_group_defaults.iam_role_additional_policies, {})),
  )
}
resource "aws_eks_addon" "this" {
  for_each                 = var.create ? var.${addOns} : {}
  addon_name               = try(each.value.name, each.key)
  service_account_role_arn = try(each.value.service_account_role_arn, null)
}
${access(name)}
${outputs({
  cluster_iam_role_arn: 'aws_iam_role.this[0].arn',
  cluster_iam_role_name: 'aws_iam_role.this[0].name',
  cluster_name: `var.${name}`,
  eks_managed_node_groups:
    '{ for key, group in local.node_roles : key => { iam_role_arn = aws_iam_role.node[key].arn, iam_role_name = aws_iam_role.node[key].name } }',
})}
`;

export const EKS: KnownModule = {
  sources: ['terraform-aws-modules/eks/aws'],
  majors: [21],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-eks/tree/v21.19.0',
  makes: makes({
    name: 'name',
    separator: '${var.prefix_separator}',
    addOns: 'addons',
    own: '',
    defaults: { name: '""', addons: '{}', prefix_separator: '"-"' },
  }),
};

export const EKS_BEFORE: KnownModule = {
  sources: ['terraform-aws-modules/eks/aws'],
  majors: [20],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-eks/tree/v20.37.2',
  makes: makes({
    name: 'cluster_name',
    separator: '${var.prefix_separator}',
    addOns: 'cluster_addons',
    own: 'cluster_',
    defaults: {
      cluster_name: '""',
      cluster_addons: '{}',
      prefix_separator: '"-"',
    },
  }),
};
