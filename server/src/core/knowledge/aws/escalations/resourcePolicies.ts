import { hackTricks, NONE, resource, type EscalationMethod, type EscalationTarget } from './method.js';

// Policies that stand on a resource: whoever may write one may let anyone in, itself first. What is gained stays within
// that resource, if within it may lie what many others rest on, as with a key or a secret.

/** One method that writes the policy of one kind of resource. */
function policyOf(
  id: string,
  what: string,
  source: string,
  ...ways: readonly (readonly [string, EscalationTarget])[]
): EscalationMethod {
  return {
    id,
    title: `give itself any right on ${what}`,
    gains: 'own-rights',
    extent: 'resource',
    principal: 'any',
    ways: ways.map((way) => [way]),
    needs: `${what} of which it wants more than it has`,
    source,
  };
}

const KEY = resource('arn:*:kms:*:*:key/*');
const BUCKET = resource('arn:*:s3:::*');
const OBJECT = resource('arn:*:s3:::*/*');
const QUEUE = resource('arn:*:sqs:*:*:*');
const TOPIC = resource('arn:*:sns:*:*:*');
const FILE_SYSTEM = resource('arn:*:elasticfilesystem:*:*:file-system/*');

/** Rewriting the policies of resources. */
export const RESOURCE_POLICY_METHODS: readonly EscalationMethod[] = [
  policyOf('kms-key-policy', 'a key', hackTricks('kms'), ['kms:PutKeyPolicy', KEY], ['kms:CreateGrant', KEY]),
  policyOf(
    's3-bucket-policy',
    'a bucket',
    hackTricks('s3'),
    ['s3:PutBucketPolicy', BUCKET],
    ['s3:PutBucketAcl', BUCKET],
  ),
  policyOf('s3-object-acl', 'an object', hackTricks('s3'), ['s3:PutObjectAcl', OBJECT]),
  policyOf('secret-policy', 'a secret', hackTricks('secrets-manager'), [
    'secretsmanager:PutResourcePolicy',
    resource('arn:*:secretsmanager:*:*:secret:*'),
  ]),
  policyOf(
    'sqs-queue-policy',
    'a queue',
    hackTricks('sqs'),
    ['sqs:AddPermission', QUEUE],
    ['sqs:SetQueueAttributes', QUEUE],
  ),
  policyOf(
    'sns-topic-policy',
    'a topic',
    hackTricks('sns'),
    ['sns:AddPermission', TOPIC],
    ['sns:SetTopicAttributes', TOPIC],
  ),
  policyOf('lambda-function-policy', 'a function', hackTricks('lambda'), [
    'lambda:AddPermission',
    resource('arn:*:lambda:*:*:function:*', 'arn:*:lambda:*:*:function:*:*'),
  ]),
  policyOf('ecr-repository-policy', 'an image repository', hackTricks('ecr'), [
    'ecr:SetRepositoryPolicy',
    resource('arn:*:ecr:*:*:repository/*'),
  ]),
  policyOf('dynamodb-table-policy', 'a table', hackTricks('dynamodb'), [
    'dynamodb:PutResourcePolicy',
    resource('arn:*:dynamodb:*:*:table/*'),
  ]),
  policyOf(
    'efs-file-system-policy',
    'a file system',
    hackTricks('efs'),
    ['elasticfilesystem:PutFileSystemPolicy', FILE_SYSTEM],
    ['elasticfilesystem:DeleteFileSystemPolicy', FILE_SYSTEM],
  ),
  policyOf(
    'data-lake-permissions',
    'the data of a data lake',
    'https://docs.aws.amazon.com/lake-formation/latest/APIReference/API_PutDataLakeSettings.html',
    ['lakeformation:PutDataLakeSettings', NONE],
    ['lakeformation:GrantPermissions', NONE],
  ),
];
