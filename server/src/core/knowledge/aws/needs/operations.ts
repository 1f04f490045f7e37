/** Actions that a call takes, and those that it takes at times. */
export interface CallActions {
  readonly needs: readonly string[];
  readonly maybe?: readonly string[];
}

/** `needs` and, behind a bar, `maybe`, as names of one service. */
function call(text: string): CallActions {
  const [needs = '', maybe] = text.split(' | ');
  return { needs: words(needs), ...(maybe === undefined ? {} : { maybe: words(maybe) }) };
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html */
const PARTIQL =
  ' | dynamodb:PartiQLSelect dynamodb:PartiQLInsert dynamodb:PartiQLUpdate dynamodb:PartiQLDelete';

/**
 * Operations that are allowed by actions of another name, by the CLI's words. What is not here is allowed by the action
 * of its own name, if there is one.
 */
const OPERATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
  s3: {
    'abort-multipart-upload': 's3:AbortMultipartUpload',
    'complete-multipart-upload': 's3:PutObject',
    'copy-object':
      's3:GetObject s3:PutObject | s3:GetObjectVersion s3:GetObjectTagging s3:PutObjectTagging s3:PutObjectAcl',
    'create-multipart-upload': 's3:PutObject | s3:PutObjectAcl s3:PutObjectTagging',
    'delete-bucket-analytics-configuration': 's3:PutAnalyticsConfiguration',
    'delete-bucket-cors': 's3:PutBucketCORS',
    'delete-bucket-encryption': 's3:PutEncryptionConfiguration',
    'delete-bucket-intelligent-tiering-configuration': 's3:PutIntelligentTieringConfiguration',
    'delete-bucket-inventory-configuration': 's3:PutInventoryConfiguration',
    'delete-bucket-lifecycle': 's3:PutLifecycleConfiguration',
    'delete-bucket-metrics-configuration': 's3:PutMetricsConfiguration',
    'delete-bucket-ownership-controls': 's3:PutBucketOwnershipControls',
    'delete-bucket-replication': 's3:PutReplicationConfiguration',
    'delete-bucket-tagging': 's3:PutBucketTagging',
    'delete-object': 's3:DeleteObject | s3:DeleteObjectVersion s3:BypassGovernanceRetention',
    'delete-objects': 's3:DeleteObject | s3:DeleteObjectVersion s3:BypassGovernanceRetention',
    'delete-object-tagging': 's3:DeleteObjectTagging | s3:DeleteObjectVersionTagging',
    'delete-public-access-block': 's3:PutBucketPublicAccessBlock',
    'get-bucket-accelerate-configuration': 's3:GetAccelerateConfiguration',
    'get-bucket-analytics-configuration': 's3:GetAnalyticsConfiguration',
    'get-bucket-encryption': 's3:GetEncryptionConfiguration',
    'get-bucket-intelligent-tiering-configuration': 's3:GetIntelligentTieringConfiguration',
    'get-bucket-inventory-configuration': 's3:GetInventoryConfiguration',
    'get-bucket-lifecycle': 's3:GetLifecycleConfiguration',
    'get-bucket-lifecycle-configuration': 's3:GetLifecycleConfiguration',
    'get-bucket-metrics-configuration': 's3:GetMetricsConfiguration',
    'get-bucket-notification-configuration': 's3:GetBucketNotification',
    'get-bucket-replication': 's3:GetReplicationConfiguration',
    'get-object': 's3:GetObject | s3:GetObjectVersion s3:ListBucket',
    'get-object-acl': 's3:GetObjectAcl | s3:GetObjectVersionAcl',
    'get-object-attributes':
      's3:GetObject s3:GetObjectAttributes | s3:GetObjectVersion s3:GetObjectVersionAttributes',
    'get-object-lock-configuration': 's3:GetBucketObjectLockConfiguration',
    'get-object-tagging': 's3:GetObjectTagging | s3:GetObjectVersionTagging',
    'get-public-access-block': 's3:GetBucketPublicAccessBlock',
    'head-bucket': 's3:ListBucket',
    'head-object': 's3:GetObject | s3:GetObjectVersion s3:ListBucket',
    'list-bucket-analytics-configurations': 's3:GetAnalyticsConfiguration',
    'list-bucket-intelligent-tiering-configurations': 's3:GetIntelligentTieringConfiguration',
    'list-bucket-inventory-configurations': 's3:GetInventoryConfiguration',
    'list-bucket-metrics-configurations': 's3:GetMetricsConfiguration',
    'list-buckets': 's3:ListAllMyBuckets',
    'list-multipart-uploads': 's3:ListBucketMultipartUploads',
    'list-object-versions': 's3:ListBucketVersions',
    'list-objects': 's3:ListBucket',
    'list-objects-v2': 's3:ListBucket',
    'list-parts': 's3:ListMultipartUploadParts',
    'put-bucket-accelerate-configuration': 's3:PutAccelerateConfiguration',
    'put-bucket-analytics-configuration': 's3:PutAnalyticsConfiguration',
    'put-bucket-encryption': 's3:PutEncryptionConfiguration',
    'put-bucket-intelligent-tiering-configuration': 's3:PutIntelligentTieringConfiguration',
    'put-bucket-inventory-configuration': 's3:PutInventoryConfiguration',
    'put-bucket-lifecycle': 's3:PutLifecycleConfiguration',
    'put-bucket-lifecycle-configuration': 's3:PutLifecycleConfiguration',
    'put-bucket-metrics-configuration': 's3:PutMetricsConfiguration',
    'put-bucket-notification-configuration': 's3:PutBucketNotification',
    'put-bucket-replication': 's3:PutReplicationConfiguration | iam:PassRole',
    'put-object':
      's3:PutObject | s3:PutObjectAcl s3:PutObjectTagging s3:PutObjectRetention s3:PutObjectLegalHold',
    'put-object-acl': 's3:PutObjectAcl | s3:PutObjectVersionAcl',
    'put-object-lock-configuration': 's3:PutBucketObjectLockConfiguration',
    'put-object-tagging': 's3:PutObjectTagging | s3:PutObjectVersionTagging',
    'put-public-access-block': 's3:PutBucketPublicAccessBlock',
    'select-object-content': 's3:GetObject',
    'upload-part': 's3:PutObject',
    'upload-part-copy': 's3:GetObject s3:PutObject',
  },
  // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, API_GetLayerVersionByArn.html; images and archives:
  // https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-create-permissions
  lambda: {
    invoke: 'lambda:InvokeFunction',
    'invoke-async': 'lambda:InvokeFunction',
    'invoke-with-response-stream': 'lambda:InvokeFunction',
    'get-layer-version-by-arn': 'lambda:GetLayerVersion',
    'create-function':
      'lambda:CreateFunction | iam:PassRole lambda:TagResource lambda:PublishVersion s3:GetObject s3:GetObjectVersion ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:GetRepositoryPolicy ecr:SetRepositoryPolicy',
    'update-function-code':
      'lambda:UpdateFunctionCode | lambda:PublishVersion s3:GetObject s3:GetObjectVersion ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:GetRepositoryPolicy ecr:SetRepositoryPolicy',
    'update-function-configuration':
      'lambda:UpdateFunctionConfiguration | iam:PassRole lambda:GetLayerVersion',
    'publish-layer-version': 'lambda:PublishLayerVersion | s3:GetObject s3:GetObjectVersion',
  },
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html, ql-iam.html
  dynamodb: {
    'transact-get-items': 'dynamodb:GetItem',
    'transact-write-items':
      ' | dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:ConditionCheckItem',
    'execute-statement': PARTIQL,
    'batch-execute-statement': PARTIQL,
    'execute-transaction': PARTIQL,
  },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
  sqs: {
    'change-message-visibility-batch': 'sqs:ChangeMessageVisibility',
    'delete-message-batch': 'sqs:DeleteMessage',
    'send-message-batch': 'sqs:SendMessage',
  },
  // https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
  sns: { 'publish-batch': 'sns:Publish' },
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
  kms: { 're-encrypt': 'kms:ReEncryptFrom kms:ReEncryptTo' },
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/APIReference/API_CreateDistributionWithTags.html
  cloudfront: { 'create-distribution-with-tags': 'cloudfront:CreateDistribution cloudfront:TagResource' },
  // https://docs.aws.amazon.com/codedeploy/latest/userguide/auth-and-access-control-permissions-reference.html
  codedeploy: {
    'create-deployment':
      'codedeploy:CreateDeployment | codedeploy:GetDeploymentConfig codedeploy:GetApplicationRevision codedeploy:RegisterApplicationRevision codedeploy:GetDeployment',
  },
  // https://docs.aws.amazon.com/codeartifact/latest/ug/tokens-authentication.html, auth-and-access-control-iam-identity-based-access-control.html
  codeartifact: {
    'get-authorization-token':
      'codeartifact:GetAuthorizationToken sts:GetServiceBearerToken | codeartifact:ReadFromRepository codeartifact:PublishPackageVersion codeartifact:PutPackageMetadata',
  },
  // https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-policies.html
  'ecr-public': { 'get-authorization-token': 'ecr-public:GetAuthorizationToken sts:GetServiceBearerToken' },
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html: roles of tasks are passed.
  ecs: {
    'register-task-definition': 'ecs:RegisterTaskDefinition | iam:PassRole ecs:TagResource',
    'run-task': 'ecs:RunTask | iam:PassRole ecs:TagResource',
    'start-task': 'ecs:StartTask | iam:PassRole ecs:TagResource',
    'create-service': 'ecs:CreateService | iam:PassRole iam:CreateServiceLinkedRole ecs:TagResource',
    'update-service': 'ecs:UpdateService | iam:PassRole',
  },
};

/**
 * API Gateway allows by the method of the request, not by the operation.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html
 */
const METHODS: readonly (readonly [RegExp, string])[] = [
  [/^(?:get|export)-/u, 'GET'],
  [/^(?:create|import|generate|test)-/u, 'POST'],
  [/^update-/u, 'PATCH'],
  [/^(?:put|tag|reimport)-/u, 'PUT'],
  [/^(?:delete|flush|untag|reset)-/u, 'DELETE'],
];

/** What an operation of a service takes where that is not the action of its own name; `undefined` where it is. */
export function knownOperation(prefix: string, operation: string): CallActions | undefined {
  if (prefix === 'apigateway') {
    const method = METHODS.find(([pattern]) => pattern.test(operation))?.[1];
    const puts = operation.startsWith('import-') ? ['apigateway:PUT'] : [];
    return method === undefined ? undefined : { needs: [`apigateway:${method}`], maybe: puts };
  }
  const operations = Object.hasOwn(OPERATIONS, prefix) ? OPERATIONS[prefix] : undefined;
  const text = operations && Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  return text === undefined ? undefined : call(text);
}
