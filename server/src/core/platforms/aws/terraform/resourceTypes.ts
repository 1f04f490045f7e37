/** How a type of the AWS provider is read: as the type of CloudFormation that says the same. */
export interface TerraformType {
  readonly type: string;
  /** The attribute that sets its name, and the one that sets how the name begins. */
  readonly name?: readonly [attribute: string, property: string, prefix?: string];
  /** What `id` gives, where it is not the name. */
  readonly id?: 'arn' | 'other';
  /** Attributes by the property that each becomes; one of a block is written `block.attribute`, and so are properties. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Attributes that hold the policy of the resource, with the type that such a policy is as a resource of its own. */
  readonly policy?: readonly [attribute: string, type: string, property: string];
}

const named = (type: string, property: string, rest: Partial<TerraformType> = {}): TerraformType => ({
  type,
  name: ['name', property, 'name_prefix'],
  ...rest,
});
const policyOf = (
  type: string,
  of: string,
  attribute: string,
  property = 'PolicyDocument',
): TerraformType => ({
  type,
  properties: { [attribute]: property, ...(of === '' ? {} : { [of]: TARGETS[type] ?? 'Target' }) },
});

/** The property by which a policy names what it is of, by type. */
const TARGETS: Readonly<Record<string, string>> = {
  'AWS::SQS::QueuePolicy': 'Queues',
  'AWS::SNS::TopicPolicy': 'Topics',
  'AWS::S3::BucketPolicy': 'Bucket',
  'AWS::SecretsManager::ResourcePolicy': 'SecretId',
  'AWS::Events::EventBusPolicy': 'EventBusName',
  'AWS::Kinesis::ResourcePolicy': 'ResourceArn',
  'AWS::MSK::ClusterPolicy': 'ClusterArn',
};

/**
 * By type: the arguments and attributes of each page under
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/, against the properties of
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html.
 */
const TYPES: Readonly<Record<string, TerraformType>> = {
  aws_iam_role: named('AWS::IAM::Role', 'RoleName', {
    properties: {
      path: 'Path',
      assume_role_policy: 'AssumeRolePolicyDocument',
      max_session_duration: 'MaxSessionDuration',
      permissions_boundary: 'PermissionsBoundary',
    },
  }),
  aws_iam_user: named('AWS::IAM::User', 'UserName', {
    properties: { path: 'Path', permissions_boundary: 'PermissionsBoundary' },
  }),
  aws_iam_group: named('AWS::IAM::Group', 'GroupName', { properties: { path: 'Path' } }),
  aws_iam_policy: named('AWS::IAM::ManagedPolicy', 'ManagedPolicyName', {
    id: 'arn',
    properties: { path: 'Path', policy: 'PolicyDocument' },
  }),
  aws_iam_role_policy: named('AWS::IAM::RolePolicy', 'PolicyName', {
    properties: { policy: 'PolicyDocument', role: 'RoleName' },
  }),
  aws_iam_user_policy: named('AWS::IAM::UserPolicy', 'PolicyName', {
    properties: { policy: 'PolicyDocument', user: 'UserName' },
  }),
  aws_iam_group_policy: named('AWS::IAM::GroupPolicy', 'PolicyName', {
    properties: { policy: 'PolicyDocument', group: 'GroupName' },
  }),
  aws_iam_access_key: { type: 'AWS::IAM::AccessKey', id: 'other', properties: { user: 'UserName' } },
  aws_iam_group_membership: {
    type: 'AWS::IAM::UserToGroupAddition',
    properties: { group: 'GroupName', users: 'Users' },
  },
  aws_iam_user_group_membership: {
    type: 'AWS::IAM::UserToGroupAddition',
    properties: { groups: 'GroupName', user: 'Users' },
  },
  aws_iam_instance_profile: named('AWS::IAM::InstanceProfile', 'InstanceProfileName', {
    properties: { role: 'Roles' },
  }),
  aws_iam_openid_connect_provider: {
    type: 'AWS::IAM::OIDCProvider',
    id: 'arn',
    properties: { url: 'Url', client_id_list: 'ClientIdList' },
  },
  aws_iam_saml_provider: named('AWS::IAM::SAMLProvider', 'Name', { id: 'arn' }),
  aws_organizations_policy: named('AWS::Organizations::Policy', 'Name', {
    id: 'other',
    properties: { content: 'Content', type: 'Type' },
  }),
  aws_s3_bucket: {
    type: 'AWS::S3::Bucket',
    name: ['bucket', 'BucketName', 'bucket_prefix'],
    policy: ['policy', 'AWS::S3::BucketPolicy', 'PolicyDocument'],
  },
  aws_s3_bucket_policy: policyOf('AWS::S3::BucketPolicy', 'bucket', 'policy'),
  aws_sqs_queue: named('AWS::SQS::Queue', 'QueueName', {
    id: 'other',
    policy: ['policy', 'AWS::SQS::QueuePolicy', 'PolicyDocument'],
  }),
  aws_sqs_queue_policy: policyOf('AWS::SQS::QueuePolicy', 'queue_url', 'policy'),
  aws_sns_topic: named('AWS::SNS::Topic', 'TopicName', {
    id: 'arn',
    policy: ['policy', 'AWS::SNS::TopicPolicy', 'PolicyDocument'],
  }),
  aws_sns_topic_policy: policyOf('AWS::SNS::TopicPolicy', 'arn', 'policy'),
  aws_kms_key: { type: 'AWS::KMS::Key', id: 'other', properties: { policy: 'KeyPolicy' } },
  aws_kms_key_policy: { type: 'AWS::KMS::Key', id: 'other', properties: { policy: 'KeyPolicy' } },
  aws_secretsmanager_secret: named('AWS::SecretsManager::Secret', 'Name', {
    id: 'arn',
    policy: ['policy', 'AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy'],
  }),
  aws_secretsmanager_secret_policy: policyOf(
    'AWS::SecretsManager::ResourcePolicy',
    'secret_arn',
    'policy',
    'ResourcePolicy',
  ),
  aws_ecr_repository: named('AWS::ECR::Repository', 'RepositoryName'),
  aws_ecr_repository_policy: {
    type: 'AWS::ECR::Repository',
    name: ['repository', 'RepositoryName'],
    properties: { policy: 'RepositoryPolicyText' },
  },
  aws_kinesis_stream: named('AWS::Kinesis::Stream', 'Name', { id: 'arn' }),
  aws_kinesis_resource_policy: policyOf(
    'AWS::Kinesis::ResourcePolicy',
    'resource_arn',
    'policy',
    'ResourcePolicy',
  ),
  aws_efs_file_system_policy: {
    type: 'AWS::EFS::FileSystem',
    id: 'other',
    properties: { policy: 'FileSystemPolicy' },
  },
  aws_backup_vault_policy: { type: 'AWS::Backup::BackupVault', properties: { policy: 'AccessPolicy' } },
  aws_msk_cluster_policy: policyOf('AWS::MSK::ClusterPolicy', 'cluster_arn', 'policy', 'Policy'),
  aws_dynamodb_table: named('AWS::DynamoDB::Table', 'TableName'),
  aws_cloudwatch_event_bus: named('AWS::Events::EventBus', 'Name'),
  aws_cloudwatch_event_bus_policy: {
    type: 'AWS::Events::EventBus',
    name: ['event_bus_name', 'Name'],
    properties: { policy: 'Policy' },
  },
  aws_ssm_parameter: named('AWS::SSM::Parameter', 'Name'),
  aws_ecs_cluster: named('AWS::ECS::Cluster', 'ClusterName', { id: 'arn' }),
  aws_eks_cluster: named('AWS::EKS::Cluster', 'Name', {
    properties: { role_arn: 'RoleArn', 'compute_config.node_role_arn': 'ComputeConfig.NodeRoleArn' },
  }),
  aws_eks_addon: {
    type: 'AWS::EKS::Addon',
    name: ['addon_name', 'AddonName'],
    properties: { service_account_role_arn: 'ServiceAccountRoleArn' },
  },
  aws_eks_node_group: {
    type: 'AWS::EKS::Nodegroup',
    name: ['node_group_name', 'NodegroupName', 'node_group_name_prefix'],
    properties: { node_role_arn: 'NodeRole' },
  },
  aws_eks_fargate_profile: {
    type: 'AWS::EKS::FargateProfile',
    name: ['fargate_profile_name', 'FargateProfileName'],
    properties: { pod_execution_role_arn: 'PodExecutionRoleArn' },
  },
  aws_lambda_permission: {
    type: 'AWS::Lambda::Permission',
    id: 'other',
    properties: {
      function_name: 'FunctionName',
      action: 'Action',
      principal: 'Principal',
      source_arn: 'SourceArn',
      source_account: 'SourceAccount',
      principal_org_id: 'PrincipalOrgID',
      function_url_auth_type: 'FunctionUrlAuthType',
      event_source_token: 'EventSourceToken',
    },
  },
  aws_lambda_function: {
    type: 'AWS::Lambda::Function',
    name: ['function_name', 'FunctionName'],
    properties: { role: 'Role', environment: 'Environment' },
  },
  aws_sfn_state_machine: named('AWS::StepFunctions::StateMachine', 'StateMachineName', {
    id: 'arn',
    properties: { role_arn: 'RoleArn' },
  }),
  aws_ecs_task_definition: {
    type: 'AWS::ECS::TaskDefinition',
    name: ['family', 'Family'],
    properties: { task_role_arn: 'TaskRoleArn', execution_role_arn: 'ExecutionRoleArn' },
  },
  aws_instance: {
    type: 'AWS::EC2::Instance',
    id: 'other',
    properties: { iam_instance_profile: 'IamInstanceProfile' },
  },
  aws_launch_configuration: named('AWS::AutoScaling::LaunchConfiguration', 'LaunchConfigurationName', {
    properties: { iam_instance_profile: 'IamInstanceProfile' },
  }),
  aws_codebuild_project: named('AWS::CodeBuild::Project', 'Name', {
    id: 'arn',
    properties: { service_role: 'ServiceRole' },
  }),
  aws_codepipeline: named('AWS::CodePipeline::Pipeline', 'Name', { properties: { role_arn: 'RoleArn' } }),
  aws_glue_job: named('AWS::Glue::Job', 'Name', { properties: { role_arn: 'Role' } }),
  aws_glue_crawler: named('AWS::Glue::Crawler', 'Name', { properties: { role: 'Role' } }),
  aws_sagemaker_notebook_instance: named('AWS::SageMaker::NotebookInstance', 'NotebookInstanceName', {
    properties: { role_arn: 'RoleArn' },
  }),
  aws_sagemaker_model: named('AWS::SageMaker::Model', 'ModelName', {
    properties: { execution_role_arn: 'ExecutionRoleArn' },
  }),
  aws_codedeploy_deployment_group: {
    type: 'AWS::CodeDeploy::DeploymentGroup',
    name: ['deployment_group_name', 'DeploymentGroupName'],
    properties: { service_role_arn: 'ServiceRoleArn' },
  },
  aws_scheduler_schedule: named('AWS::Scheduler::Schedule', 'Name', {
    properties: { 'target.role_arn': 'Target.RoleArn' },
  }),
  aws_apprunner_service: {
    type: 'AWS::AppRunner::Service',
    name: ['service_name', 'ServiceName'],
    properties: { 'instance_configuration.instance_role_arn': 'InstanceConfiguration.InstanceRoleArn' },
  },
  aws_pipes_pipe: named('AWS::Pipes::Pipe', 'Name', { properties: { role_arn: 'RoleArn' } }),
  aws_eks_access_entry: {
    type: 'AWS::EKS::AccessEntry',
    id: 'other',
    properties: {
      principal_arn: 'PrincipalArn',
      kubernetes_groups: 'KubernetesGroups',
      type: 'Type',
      user_name: 'Username',
    },
  },
  aws_eks_pod_identity_association: {
    type: 'AWS::EKS::PodIdentityAssociation',
    id: 'other',
    properties: { namespace: 'Namespace', service_account: 'ServiceAccount', role_arn: 'RoleArn' },
  },
};

/** How a type is read; `undefined` for one that gives nobody anything. */
export function terraformType(type: string): TerraformType | undefined {
  return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
}
