/** A statement of a policy that a switch attaches: its parts are written in Terraform's language. */
interface Statement {
  readonly actions: readonly string[];
  readonly resources: string;
  /** The test, the key and its values. */
  readonly condition?: readonly [test: string, variable: string, values: string];
  /** What there has to be a turn of, if it is not always there. */
  readonly over?: string;
}

const SOME = (list: string): string => `length(var.${list}) > 0 ? [1] : []`;
const VOLUMES = '"arn:aws:ec2:*:*:volume/*"';
const SNAPSHOTS = '"arn:aws:ec2:*:*:snapshot/*"';
/** The fifth major version calls them ids, the sixth ARNs; they are ARNs in both. */
const KEYS = 'concat(var.ebs_csi_kms_cmk_ids, var.ebs_csi_kms_cmk_arns)';
const like = (variable: string, value: string): NonNullable<Statement['condition']> => [
  'StringLike',
  variable,
  `["${value}"]`,
];
const ebs = (action: string, resource: string, variable: string, value: string): Statement => ({
  actions: [`ec2:${action}`],
  resources: `[${resource}]`,
  condition: like(variable, value),
});

/** What a driver of volumes may do with those that it made, by its tags. */
const EBS: readonly Statement[] = [
  {
    actions: [
      'ec2:DescribeAvailabilityZones',
      'ec2:DescribeInstanceTypes',
      'ec2:DescribeInstances',
      'ec2:DescribeSnapshots',
      'ec2:DescribeTags',
      'ec2:DescribeVolumes',
      'ec2:DescribeVolumesModifications',
    ],
    resources: '["*"]',
  },
  { actions: ['ec2:CreateSnapshot', 'ec2:ModifyVolume'], resources: `[${VOLUMES}]` },
  {
    actions: ['ec2:AttachVolume', 'ec2:DetachVolume'],
    resources: `[${VOLUMES}, "arn:aws:ec2:*:*:instance/*"]`,
  },
  { actions: ['ec2:CreateVolume', 'ec2:EnableFastSnapshotRestores'], resources: `[${SNAPSHOTS}]` },
  {
    actions: ['ec2:CreateTags'],
    resources: `[${VOLUMES}, ${SNAPSHOTS}]`,
    condition: ['StringEquals', 'ec2:CreateAction', '["CreateVolume", "CreateSnapshot"]'],
  },
  { actions: ['ec2:DeleteTags'], resources: `[${VOLUMES}, ${SNAPSHOTS}]` },
  ebs('CreateVolume', VOLUMES, 'aws:RequestTag/ebs.csi.aws.com/cluster', 'true'),
  ebs('CreateVolume', VOLUMES, 'aws:RequestTag/CSIVolumeName', '*'),
  ebs('DeleteVolume', VOLUMES, 'aws:ResourceTag/ebs.csi.aws.com/cluster', 'true'),
  ebs('DeleteVolume', VOLUMES, 'aws:ResourceTag/CSIVolumeName', '*'),
  ebs('DeleteVolume', VOLUMES, 'ec2:ResourceTag/kubernetes.io/created-for/pvc/name', '*'),
  ebs('CreateSnapshot', SNAPSHOTS, 'aws:RequestTag/CSIVolumeSnapshotName', '*'),
  ebs('CreateSnapshot', SNAPSHOTS, 'aws:RequestTag/ebs.csi.aws.com/cluster', 'true'),
  ebs('DeleteSnapshot', SNAPSHOTS, 'aws:ResourceTag/CSIVolumeSnapshotName', '*'),
  ebs('DeleteSnapshot', SNAPSHOTS, 'aws:ResourceTag/ebs.csi.aws.com/cluster', 'true'),
  {
    actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
    resources: KEYS,
    over: `length(${KEYS}) > 0 ? [1] : []`,
    condition: ['Bool', 'kms:GrantIsForAWSResource', '["true"]'],
  },
  {
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    resources: KEYS,
    over: `length(${KEYS}) > 0 ? [1] : []`,
  },
];

const efs = (action: string, tag: 'RequestTag' | 'ResourceTag'): Statement => ({
  actions: [`elasticfilesystem:${action}`],
  resources: '["*"]',
  condition: [
    tag === 'RequestTag' ? 'StringLike' : 'StringEquals',
    `aws:${tag}/efs.csi.aws.com/cluster`,
    '["true"]',
  ],
});

/**
 * What the policies for add-ons allow that a switch of the modules for service accounts attaches, by the name of the
 * switch.
 *
 * https://github.com/terraform-aws-modules/terraform-aws-iam/blob/v6.5.0/modules/iam-role-for-service-accounts/policies.tf,
 * and the same of v5.60.0 in iam-role-for-service-accounts-eks, which differs in names of arguments and in defaults
 */
const POLICIES: Readonly<Record<string, readonly Statement[]>> = {
  cert_manager: [
    { actions: ['route53:GetChange'], resources: '["arn:aws:route53:::change/*"]' },
    {
      actions: ['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets'],
      resources: 'var.cert_manager_hosted_zone_arns',
    },
    { actions: ['route53:ListHostedZonesByName'], resources: '["*"]' },
  ],
  cluster_autoscaler: [
    {
      actions: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeAutoScalingInstances',
        'autoscaling:DescribeLaunchConfigurations',
        'autoscaling:DescribeScalingActivities',
        'autoscaling:DescribeTags',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:DescribeInstanceTypes',
        'eks:DescribeNodegroup',
        'ec2:DescribeImages',
        'ec2:GetInstanceTypesFromInstanceRequirements',
      ],
      resources: '["*"]',
    },
    {
      actions: ['autoscaling:SetDesiredCapacity', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
      resources: '["*"]',
      over: 'toset(concat(var.cluster_autoscaler_cluster_ids, var.cluster_autoscaler_cluster_names))',
      condition: [
        'StringEquals',
        'autoscaling:ResourceTag/kubernetes.io/cluster/${statement.value}',
        '["owned"]',
      ],
    },
  ],
  ebs_csi: EBS,
  efs_csi: [
    {
      actions: [
        'ec2:DescribeAvailabilityZones',
        'elasticfilesystem:DescribeAccessPoints',
        'elasticfilesystem:DescribeFileSystems',
        'elasticfilesystem:DescribeMountTargets',
      ],
      resources: '["*"]',
    },
    efs('CreateAccessPoint', 'RequestTag'),
    efs('TagResource', 'RequestTag'),
    efs('DeleteAccessPoint', 'ResourceTag'),
  ],
  external_dns: [
    { actions: ['route53:ChangeResourceRecordSets'], resources: 'var.external_dns_hosted_zone_arns' },
    {
      actions: ['route53:ListHostedZones', 'route53:ListResourceRecordSets', 'route53:ListTagsForResources'],
      resources: '["*"]',
    },
  ],
  external_secrets: [
    { actions: ['ssm:DescribeParameters'], resources: '["*"]' },
    {
      actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
      resources: 'var.external_secrets_ssm_parameter_arns',
      over: SOME('external_secrets_ssm_parameter_arns'),
    },
    { actions: ['secretsmanager:ListSecrets', 'secretsmanager:BatchGetSecretValue'], resources: '["*"]' },
    {
      actions: [
        'secretsmanager:GetResourcePolicy',
        'secretsmanager:GetSecretValue',
        'secretsmanager:DescribeSecret',
        'secretsmanager:ListSecretVersionIds',
      ],
      resources: 'var.external_secrets_secrets_manager_arns',
      over: SOME('external_secrets_secrets_manager_arns'),
    },
    {
      actions: ['kms:Decrypt'],
      resources: 'var.external_secrets_kms_key_arns',
      over: SOME('external_secrets_kms_key_arns'),
    },
    {
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:TagResource'],
      resources: 'var.external_secrets_secrets_manager_arns',
      over: 'var.external_secrets_secrets_manager_create_permission ? [1] : []',
    },
    {
      actions: ['secretsmanager:DeleteSecret'],
      resources: 'var.external_secrets_secrets_manager_arns',
      over: 'var.external_secrets_secrets_manager_create_permission ? [1] : []',
      condition: ['StringEquals', 'secretsmanager:ResourceTag/managed-by', '["external-secrets"]'],
    },
  ],
  mountpoint_s3_csi: [
    {
      actions: ['s3:ListBucket'],
      resources: 'coalescelist(var.mountpoint_s3_csi_bucket_arns, ["arn:aws:s3:::*"])',
    },
    {
      actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'],
      resources: 'var.mountpoint_s3_csi_path_arns',
    },
    {
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resources: 'var.mountpoint_s3_csi_kms_arns',
      over: SOME('mountpoint_s3_csi_kms_arns'),
    },
  ],
};

/** The lists that narrow those policies, with what the fifth and what the sixth major version has by default. */
const LISTS: Readonly<Record<string, readonly [fifth: string, sixth: string]>> = {
  cert_manager_hosted_zone_arns: ['["arn:aws:route53:::hostedzone/*"]', '[]'],
  cluster_autoscaler_cluster_names: ['[]', '[]'],
  cluster_autoscaler_cluster_ids: ['[]', '[]'],
  ebs_csi_kms_cmk_ids: ['[]', '[]'],
  ebs_csi_kms_cmk_arns: ['[]', '[]'],
  external_dns_hosted_zone_arns: ['["arn:aws:route53:::hostedzone/*"]', '[]'],
  external_secrets_ssm_parameter_arns: ['["arn:aws:ssm:*:*:parameter/*"]', '[]'],
  external_secrets_secrets_manager_arns: ['["arn:aws:secretsmanager:*:*:secret:*"]', '[]'],
  external_secrets_kms_key_arns: ['["arn:aws:kms:*:*:key/*"]', '[]'],
  external_secrets_secrets_manager_create_permission: ['false', 'false'],
  mountpoint_s3_csi_bucket_arns: ['[]', '[]'],
  mountpoint_s3_csi_kms_arns: ['[]', '[]'],
  mountpoint_s3_csi_path_arns: ['[]', '[]'],
};

/** The variables that narrow what add-ons may do, with their defaults in a major version. */
export function addOnLists(major: 5 | 6): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(LISTS).map(([name, [fifth, sixth]]) => [name, major === 5 ? fifth : sixth]),
  );
}

/** The policy of an add-on in Terraform's language, as `data.aws_iam_policy_document`; undefined for any other. */
export function addOnPolicy(name: string): string | undefined {
  const statements = Object.hasOwn(POLICIES, name) ? POLICIES[name] : undefined;
  return (
    statements &&
    `
data "aws_iam_policy_document" "${name}" {${statements.map(statement).join('')}
}`
  );
}

function statement({ actions, resources, condition, over }: Statement): string {
  const body = `
    actions   = ${JSON.stringify(actions)}
    resources = ${resources}${
      condition === undefined
        ? ''
        : `
    condition {
      test     = "${condition[0]}"
      variable = "${condition[1]}"
      values   = ${condition[2]}
    }`
    }`;
  return over === undefined
    ? `
  statement {${body}
  }`
    : `
  dynamic "statement" {
    for_each = ${over}
    content {${body}
    }
  }`;
}
