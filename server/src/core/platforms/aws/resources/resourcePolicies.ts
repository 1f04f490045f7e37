import type { Context } from '../context.js';
import { resourcePolicySession } from '../identities/resourcePolicy.js';
import type { Parts } from '../parts.js';
import { resourcePolicyNoun } from '../policy/classify.js';
import { readPolicies } from '../policy/readPolicy.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { SourceText } from '../text/sourceText.js';
import { extentOf } from './roles.js';

/** Where a type holds the policy of a resource, whose policy it is, and the property that names the resource. */
interface PolicyProperty {
  readonly service: string;
  readonly path: readonly string[];
  readonly of?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html, by type. */
const POLICIES: Readonly<Record<string, PolicyProperty>> = {
  'AWS::SQS::QueuePolicy': { service: 'sqs', path: ['PolicyDocument'], of: 'Queues' },
  'AWS::SQS::QueueInlinePolicy': { service: 'sqs', path: ['PolicyDocument'], of: 'Queue' },
  'AWS::SNS::TopicPolicy': { service: 'sns', path: ['PolicyDocument'], of: 'Topics' },
  'AWS::SNS::TopicInlinePolicy': { service: 'sns', path: ['PolicyDocument'], of: 'TopicArn' },
  'AWS::S3::BucketPolicy': { service: 's3', path: ['PolicyDocument'], of: 'Bucket' },
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
  'AWS::EFS::FileSystem': { service: 'elasticfilesystem', path: ['FileSystemPolicy'] },
  'AWS::Backup::BackupVault': { service: 'backup', path: ['AccessPolicy'] },
  'AWS::CodeArtifact::Repository': { service: 'codeartifact', path: ['PermissionsPolicyDocument'] },
  'AWS::CodeArtifact::Domain': { service: 'codeartifact', path: ['PermissionsPolicyDocument'] },
  'AWS::ApiGateway::RestApi': { service: 'execute-api', path: ['Policy'] },
  'AWS::OpenSearchService::Domain': { service: 'es', path: ['AccessPolicies'] },
  'AWS::Elasticsearch::Domain': { service: 'es', path: ['AccessPolicies'] },
  'AWS::MSK::ClusterPolicy': { service: 'kafka-cluster', path: ['Policy'], of: 'ClusterArn' },
};

/** The policy that a resource carries, as a session of those whom it lets in. */
export function resourcePolicyParts(context: Context, resource: Resource): Partial<Parts> | undefined {
  const found = Object.hasOwn(POLICIES, resource.type) ? POLICIES[resource.type] : undefined;
  if (found === undefined) return undefined;
  const node = found.path.reduce((at, key) => get(at, key), resource.properties);
  if (node === undefined) return {};
  // `AWS::Events::EventBusPolicy` holds one statement, not a document.
  const whole = resource.type === 'AWS::Events::EventBusPolicy' ? resource.properties : node;
  const policies = readPolicies(context, whole).map((policy) => ({ prefix: '', policy }));
  const targets = found.of === undefined ? [] : context.texts.texts(property(resource, found.of));
  const name = targetName(targets) ?? resource.id;
  return {
    sessions: [
      resourcePolicySession(context, {
        localId: `resource-policy:${resource.id}`,
        noun: resourcePolicyNoun(found.service),
        service: found.service,
        label: name,
        origin: context.reading.originOf(resource.key),
        extent: extentOf(resource),
        policies,
        checked: resource.type !== 'AWS::Events::EventBusPolicy',
        ...(isEnclosed(context, resource) ? { within: 'reaches it from inside of its VPC' } : {}),
      }),
    ],
  };
}

/**
 * Whether it has no address outside of a VPC.
 *
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
 */
function isEnclosed({ texts }: Context, resource: Resource): boolean {
  if (resource.type.endsWith('::Domain')) return property(resource, 'VPCOptions') !== undefined;
  const types = texts.texts(get(property(resource, 'EndpointConfiguration'), 'Types'));
  return types.length > 0 && types.every(({ text }) => text === 'PRIVATE');
}

/** Several queues may share one policy; then its own id says more. */
function targetName(targets: readonly SourceText[]): string | undefined {
  const [only, ...others] = targets;
  if (only === undefined || others.length > 0) return undefined;
  const [resource] = only.resources;
  return resource ?? (only.shown.includes('${') ? undefined : only.shown);
}
