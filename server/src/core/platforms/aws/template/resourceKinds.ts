/** What a resource of a template is called once it is made. `{name}` stands for its name. */
interface ResourceKind {
  /** The property that sets the name; without one CloudFormation makes it up. */
  readonly name?: string;
  /** What `Ref` gives. */
  readonly ref: 'name' | 'arn' | 'other';
  readonly arn?: string;
  /** Other attributes that are ARNs. */
  readonly attributes?: Readonly<Record<string, string>>;
}

const kind = (
  ref: ResourceKind['ref'],
  name?: string,
  arn?: string,
  attributes?: ResourceKind['attributes'],
): ResourceKind => ({
  ref,
  ...(name === undefined ? {} : { name }),
  ...(arn === undefined ? {} : { arn }),
  ...(attributes === undefined ? {} : { attributes }),
});

/** An ARN of the stack's own partition, region and account. */
const here = (service: string, rest: string): string =>
  `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`;
const iam = (rest: string): string => `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${rest}`;

const TABLE = kind('name', 'TableName', here('dynamodb', 'table/{name}'), {
  StreamArn: here('dynamodb', 'table/{name}/stream/*'),
});
const FUNCTION = kind('name', 'FunctionName', here('lambda', 'function:{name}'));
const STATE_MACHINE = (name: string): ResourceKind =>
  kind('arn', name, here('states', 'stateMachine:{name}'));

/**
 * By type: the return values of each type's page under
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html, and for
 * SAM https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html.
 * ARNs are those of https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
 */
const KINDS: Readonly<Record<string, ResourceKind>> = {
  'AWS::S3::Bucket': kind('name', 'BucketName', 'arn:${AWS::Partition}:s3:::{name}'),
  'AWS::SQS::Queue': kind('other', 'QueueName', here('sqs', '{name}'), { QueueName: '{name}' }),
  'AWS::SNS::Topic': kind('arn', 'TopicName', here('sns', '{name}'), {
    TopicArn: here('sns', '{name}'),
    TopicName: '{name}',
  }),
  'AWS::DynamoDB::Table': TABLE,
  'AWS::DynamoDB::GlobalTable': TABLE,
  'AWS::Serverless::SimpleTable': TABLE,
  'AWS::Lambda::Function': FUNCTION,
  'AWS::Serverless::Function': FUNCTION,
  'AWS::StepFunctions::StateMachine': STATE_MACHINE('StateMachineName'),
  'AWS::Serverless::StateMachine': STATE_MACHINE('Name'),
  'AWS::Kinesis::Stream': kind('name', 'Name', here('kinesis', 'stream/{name}')),
  'AWS::KinesisFirehose::DeliveryStream': kind(
    'name',
    'DeliveryStreamName',
    here('firehose', 'deliverystream/{name}'),
  ),
  'AWS::Events::EventBus': kind('name', 'Name', here('events', 'event-bus/{name}')),
  'AWS::Events::Rule': kind('name', 'Name', here('events', 'rule/{name}')),
  'AWS::KMS::Key': kind('other', undefined, here('kms', 'key/{name}')),
  'AWS::SecretsManager::Secret': kind('arn', 'Name', here('secretsmanager', 'secret:{name}-??????')),
  'AWS::SSM::Parameter': kind('name', 'Name', here('ssm', 'parameter/{name}')),
  'AWS::IAM::Role': kind('name', 'RoleName', iam('role/{name}')),
  'AWS::IAM::User': kind('name', 'UserName', iam('user/{name}')),
  'AWS::IAM::Group': kind('name', 'GroupName', iam('group/{name}')),
  'AWS::IAM::ManagedPolicy': kind('arn', 'ManagedPolicyName', iam('policy/{name}')),
  'AWS::IAM::InstanceProfile': kind('name', 'InstanceProfileName', iam('instance-profile/{name}')),
  // It is called by its address without the scheme.
  'AWS::IAM::OIDCProvider': kind('arn', 'Url', iam('oidc-provider/{name}')),
  'AWS::IAM::SAMLProvider': kind('arn', 'Name', iam('saml-provider/{name}')),
  'AWS::Logs::LogGroup': kind('name', 'LogGroupName', here('logs', 'log-group:{name}:*')),
  'AWS::ECR::Repository': kind('name', 'RepositoryName', here('ecr', 'repository/{name}')),
  'AWS::ECS::Cluster': kind('name', 'ClusterName', here('ecs', 'cluster/{name}')),
  'AWS::ECS::TaskDefinition': kind('arn', 'Family', here('ecs', 'task-definition/{name}:*')),
  'AWS::CodeBuild::Project': kind('name', 'Name', here('codebuild', 'project/{name}')),
  'AWS::CodePipeline::Pipeline': kind('name', 'Name', here('codepipeline', '{name}')),
  'AWS::CodeCommit::Repository': kind('other', 'RepositoryName', here('codecommit', '{name}'), {
    Name: '{name}',
  }),
  'AWS::RDS::DBInstance': kind('name', 'DBInstanceIdentifier', here('rds', 'db:{name}'), {
    DBInstanceArn: here('rds', 'db:{name}'),
  }),
  'AWS::RDS::DBCluster': kind('name', 'DBClusterIdentifier', here('rds', 'cluster:{name}'), {
    DBClusterArn: here('rds', 'cluster:{name}'),
  }),
  'AWS::MSK::Cluster': kind('arn', 'ClusterName', here('kafka', 'cluster/{name}/*')),
  'AWS::Cognito::UserPool': kind('other', undefined, here('cognito-idp', 'userpool/{name}')),
  'AWS::EFS::FileSystem': kind('other', undefined, here('elasticfilesystem', 'file-system/{name}')),
  'AWS::OpenSearchService::Domain': kind('name', 'DomainName', here('es', 'domain/{name}')),
  'AWS::Elasticsearch::Domain': kind('name', 'DomainName', here('es', 'domain/{name}')),
  'AWS::EKS::Cluster': kind('name', 'Name', here('eks', 'cluster/{name}')),
  'AWS::EKS::Addon': kind('other', 'AddonName'),
  'AWS::EKS::Nodegroup': kind('other', 'NodegroupName'),
  'AWS::EKS::FargateProfile': kind('other', 'FargateProfileName'),
};

/** What is known of a type; `undefined` for one whose names are not known here. */
export function resourceKind(type: string): ResourceKind | undefined {
  return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
}

/** Whether an id is an address of Terraform, `aws_iam_role.deploy`; ids of templates are letters and digits. */
export function isAddress(id: string): boolean {
  return id.includes('.');
}
