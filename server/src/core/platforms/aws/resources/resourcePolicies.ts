import type { Context } from '../context.js';
import { readRemarks } from '../identities/identity.js';
import { resourcePolicySession } from '../identities/resourcePolicy.js';
import type { Parts } from '../parts.js';
import { resourcePolicyNoun } from '../policy/classify.js';
import { readPolicies, readStatementList } from '../policy/readPolicy.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { SourceText } from '../text/sourceText.js';
import { extentOf } from './roles.js';

/** Where a type holds the policy of a resource, whose policy it is, and the property that names the resource. */
interface PolicyProperty {
  readonly service: string;
  readonly path: readonly string[];
  readonly of?: string;
  /** What the policy is called, where its service has several. */
  readonly noun?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html, by type. */
const POLICIES: Readonly<Record<string, PolicyProperty>> = {
  'AWS::SQS::QueuePolicy': { service: 'sqs', path: ['PolicyDocument'], of: 'Queues' },
  'AWS::SQS::QueueInlinePolicy': { service: 'sqs', path: ['PolicyDocument'], of: 'Queue' },
  'AWS::SNS::TopicPolicy': { service: 'sns', path: ['PolicyDocument'], of: 'Topics' },
  'AWS::SNS::TopicInlinePolicy': { service: 'sns', path: ['PolicyDocument'], of: 'TopicArn' },
  'AWS::S3::BucketPolicy': { service: 's3', path: ['PolicyDocument'], of: 'Bucket' },
  'AWS::S3::AccessPoint': { service: 's3', path: ['Policy'], noun: 'access point policy' },
  'AWS::S3::MultiRegionAccessPointPolicy': {
    service: 's3',
    path: ['Policy'],
    of: 'MrapName',
    noun: 'access point policy',
  },
  'AWS::S3ObjectLambda::AccessPointPolicy': {
    service: 's3-object-lambda',
    path: ['PolicyDocument'],
    of: 'ObjectLambdaAccessPoint',
    noun: 'access point policy',
  },
  'AWS::S3Express::BucketPolicy': {
    service: 's3express',
    path: ['PolicyDocument'],
    of: 'Bucket',
    noun: 'bucket policy',
  },
  'AWS::S3Outposts::AccessPoint': { service: 's3-outposts', path: ['Policy'], noun: 'access point policy' },
  'AWS::S3Outposts::BucketPolicy': {
    service: 's3-outposts',
    path: ['PolicyDocument'],
    of: 'Bucket',
    noun: 'bucket policy',
  },
  'AWS::S3Tables::TableBucketPolicy': {
    service: 's3tables',
    path: ['ResourcePolicy'],
    of: 'TableBucketARN',
    noun: 'bucket policy',
  },
  'AWS::KMS::Key': { service: 'kms', path: ['KeyPolicy'] },
  'AWS::KMS::ReplicaKey': { service: 'kms', path: ['KeyPolicy'] },
  'AWS::SecretsManager::ResourcePolicy': {
    service: 'secretsmanager',
    path: ['ResourcePolicy'],
    of: 'SecretId',
  },
  'AWS::ECR::Repository': { service: 'ecr', path: ['RepositoryPolicyText'] },
  'AWS::ECR::RegistryPolicy': { service: 'ecr', path: ['PolicyText'] },
  'AWS::ECR::PublicRepository': { service: 'ecr', path: ['RepositoryPolicyText'] },
  'AWS::Events::EventBusPolicy': { service: 'events', path: ['Statement'], of: 'EventBusName' },
  'AWS::Events::EventBus': { service: 'events', path: ['Policy'] },
  'AWS::Kinesis::ResourcePolicy': { service: 'kinesis', path: ['ResourcePolicy'], of: 'ResourceArn' },
  'AWS::DynamoDB::Table': { service: 'dynamodb', path: ['ResourcePolicy', 'PolicyDocument'] },
  'AWS::DynamoDB::GlobalTable': {
    service: 'dynamodb',
    path: ['Replicas', '*', 'ResourcePolicy', 'PolicyDocument'],
  },
  'AWS::EFS::FileSystem': { service: 'elasticfilesystem', path: ['FileSystemPolicy'] },
  'AWS::Backup::BackupVault': { service: 'backup', path: ['AccessPolicy'] },
  'AWS::Backup::LogicallyAirGappedBackupVault': { service: 'backup', path: ['AccessPolicy'] },
  'AWS::CodeArtifact::Repository': { service: 'codeartifact', path: ['PermissionsPolicyDocument'] },
  'AWS::CodeArtifact::Domain': { service: 'codeartifact', path: ['PermissionsPolicyDocument'] },
  'AWS::ApiGateway::RestApi': { service: 'execute-api', path: ['Policy'] },
  'AWS::ApiGateway::DomainNameV2': { service: 'execute-api', path: ['Policy'] },
  'AWS::Serverless::Api': {
    service: 'execute-api',
    path: ['Auth', 'ResourcePolicy', 'CustomStatements'],
  },
  'AWS::OpenSearchService::Domain': { service: 'es', path: ['AccessPolicies'] },
  'AWS::Elasticsearch::Domain': { service: 'es', path: ['AccessPolicies'] },
  'AWS::MSK::ClusterPolicy': { service: 'kafka-cluster', path: ['Policy'], of: 'ClusterArn' },
  'AWS::Logs::ResourcePolicy': { service: 'logs', path: ['PolicyDocument'], of: 'PolicyName' },
  'AWS::Logs::Destination': { service: 'logs', path: ['DestinationPolicy'] },
  'AWS::XRay::ResourcePolicy': { service: 'xray', path: ['PolicyDocument'], of: 'PolicyName' },
  'AWS::VpcLattice::AuthPolicy': {
    service: 'vpc-lattice-svcs',
    path: ['Policy'],
    of: 'ResourceIdentifier',
    noun: 'service policy',
  },
  'AWS::VpcLattice::ResourcePolicy': { service: 'vpc-lattice', path: ['Policy'], of: 'ResourceArn' },
  'AWS::EventSchemas::RegistryPolicy': { service: 'schemas', path: ['Policy'], of: 'RegistryName' },
  'AWS::MediaStore::Container': { service: 'mediastore', path: ['Policy'] },
  'AWS::Lex::ResourcePolicy': { service: 'lex', path: ['Policy'], of: 'ResourceArn' },
  'AWS::SSM::ResourcePolicy': { service: 'ssm', path: ['Policy'], of: 'ResourceArn' },
  'AWS::CloudTrail::ResourcePolicy': { service: 'cloudtrail', path: ['ResourcePolicy'], of: 'ResourceArn' },
  'AWS::Organizations::ResourcePolicy': { service: 'organizations', path: ['Content'] },
  'AWS::SageMaker::ModelPackageGroup': { service: 'sagemaker', path: ['ModelPackageGroupPolicy'] },
  'AWS::Redshift::Cluster': { service: 'redshift', path: ['NamespaceResourcePolicy'] },
  'AWS::RedshiftServerless::Namespace': {
    service: 'redshift-serverless',
    path: ['NamespaceResourcePolicy'],
  },
};

/**
 * The policy of a VPC endpoint grants nothing: it limits what passes through the endpoint, and AWS's own lets everything
 * through. https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
function remarkEndpoint(context: Context, resource: Resource): void {
  for (const policy of readPolicies(context, property(resource, 'PolicyDocument'))) {
    readRemarks(context, policy, { kind: 'endpoint', noun: 'endpoint policy' });
  }
}

/** The policy that a resource carries, as a session of those whom it trusts. */
export function resourcePolicyParts(context: Context, resource: Resource): Partial<Parts> | undefined {
  if (resource.type === 'AWS::EC2::VPCEndpoint') {
    remarkEndpoint(context, resource);
    return {};
  }
  const found = Object.hasOwn(POLICIES, resource.type) ? POLICIES[resource.type] : undefined;
  if (found === undefined) return undefined;
  const nodes = nodesAt(resource.properties, found.path);
  // Of these the property holds one statement, or a list of them, not a document.
  const isBare = found.path.at(-1) === 'Statement' || found.path.at(-1) === 'CustomStatements';
  const policies = nodes
    .flatMap((node) => (isBare ? [readStatementList(context, node)] : readPolicies(context, node)))
    .map((policy, index) => ({ prefix: index === 0 ? '' : `${String(index)}/`, policy }));
  if (policies.length === 0) return {};
  const targets = found.of === undefined ? [] : context.texts.texts(property(resource, found.of));
  const within = enclosure(context, resource);
  return {
    sessions: [
      resourcePolicySession(context, {
        localId: `resource-policy:${resource.id}`,
        noun: found.noun ?? resourcePolicyNoun(found.service),
        service: found.service,
        label: targetName(targets) ?? resource.id,
        origin: context.reading.originOf(resource.key),
        extent: extentOf(resource),
        policies,
        checked: !isBare,
        ...(within === undefined ? {} : { within }),
      }),
    ],
  };
}

/** What stands under a path, in which `*` is each item of a list. */
function nodesAt(node: SyntaxNode | undefined, path: readonly string[]): readonly SyntaxNode[] {
  const [key, ...rest] = path;
  if (node === undefined || key === undefined) return node === undefined ? [] : [node];
  if (key !== '*') return nodesAt(get(node, key), rest);
  return node.kind === 'sequence' ? node.items.flatMap((item) => nodesAt(item, rest)) : [];
}

/**
 * From where alone it can be reached, for what has no address outside of a VPC; in words that follow "whatever".
 *
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
 */
function enclosure({ texts }: Context, resource: Resource): string | undefined {
  const inside = 'reaches it from inside of its VPC';
  if (/::(?:OpenSearchService|Elasticsearch)::Domain$/u.test(resource.type)) {
    if (property(resource, 'VPCOptions') !== undefined) return inside;
    return asksForUsers(property(resource, 'AdvancedSecurityOptions'))
      ? 'logs in as a user of the domain, which its fine-grained access control asks for'
      : undefined;
  }
  const types = texts.texts(get(property(resource, 'EndpointConfiguration'), 'Types'));
  return types.length > 0 && types.every(({ text }) => text === 'PRIVATE') ? inside : undefined;
}

/**
 * Whether a domain authenticates each request itself, behind its policy: AWS recommends policies that ask for no signature
 * then. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html#fgac-access-policies
 */
function asksForUsers(options: SyntaxNode | undefined): boolean {
  const isOn = (key: string): boolean => textOf(get(options, key)) === 'true';
  return isOn('Enabled') && !isOn('AnonymousAuthEnabled');
}

/** Several queues may share one policy; then its own id says more. */
function targetName(targets: readonly SourceText[]): string | undefined {
  const [only, ...others] = targets;
  if (only === undefined || others.length > 0) return undefined;
  const [resource] = only.resources;
  return resource ?? (only.shown.includes('${') ? undefined : only.shown);
}
