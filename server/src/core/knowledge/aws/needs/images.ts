/*
 * What a registry of Amazon ECR asks of the session behind a login.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html,
 * https://docs.aws.amazon.com/AmazonECR/latest/public/security_iam_id-based-policy-examples.html
 */

export const ECR_PULL: readonly string[] = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

export const ECR_PUSH: readonly string[] = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:PutImage',
];

export const ECR_PUBLIC_PUSH: readonly string[] = ECR_PUSH.map((name) => name.replace('ecr:', 'ecr-public:'));

/** Names of images in a private or public registry of ECR. */
export const ECR_IMAGE = /\.dkr[.-]ecr(?:-fips)?\.|public\.ecr\.aws/u;

/** Rights over keys that services use in the caller's name: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
export const KEYS_OF_CALLER: readonly string[] = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
  'kms:DescribeKey',
  'kms:CreateGrant',
];
