import type { NeedTest } from '../../actions/needs/needsTypes.js';
import { ECR_PULL } from './images.js';

/** What a GitHub action does with the session of AWS that it finds in its environment. */
export interface AwsActionUse {
  /** `owner/repo`, lower case. */
  readonly action: string;
  readonly needs: readonly {
    readonly actions: readonly string[];
    /** Set for what it takes at times only. */
    readonly optional?: true;
    /** All must hold. Absent: always. */
    readonly when?: readonly NeedTest[];
  }[];
  /** What it does besides that its inputs do not tell, in words that follow "what", and when. */
  readonly open?: { readonly what: string; readonly when?: readonly NeedTest[] };
  /** Present when it logs in to registries of ECR for the steps after it. */
  readonly registryLogin?: true;
  /** Present when it builds images: when it pushes them, and the input that names them. */
  readonly images?: { readonly pushes: readonly NeedTest[]; readonly names?: string };
  readonly source: string;
}

const set = (input: string): NeedTest => ({ input, is: 'set' });
const unset = (input: string): NeedTest => ({ input, is: 'unset' });
const equals = (input: string, value: string, by?: string): NeedTest => ({
  input,
  is: 'equals',
  value,
  ...(by === undefined ? {} : { default: by }),
});

const CODE_DEPLOY = [
  'codedeploy:GetDeploymentGroup',
  'codedeploy:CreateDeployment',
  'codedeploy:GetDeployment',
  'codedeploy:GetDeploymentConfig',
  'codedeploy:RegisterApplicationRevision',
];

/** https://github.com/docker/login-action#aws-elastic-container-registry-ecr */
const OF_ECR: NeedTest = { input: 'registry', is: 'matches', value: '\\.dkr[.-]ecr(?:-fips)?\\.' };

/** Actions whose documentation or source was read. */
const AWS_ACTIONS: readonly AwsActionUse[] = [
  {
    action: 'aws-actions/configure-aws-credentials',
    needs: [
      { actions: ['sts:AssumeRole'], when: [equals('role-chaining', 'true', 'false')] },
      { actions: ['sts:TagSession'], optional: true, when: [equals('role-chaining', 'true', 'false')] },
    ],
    source:
      'https://github.com/aws-actions/configure-aws-credentials#assumerole-with-role-previously-assumed-by-action-in-same-workflow',
  },
  {
    action: 'aws-actions/amazon-ecr-login',
    needs: [
      { actions: ['ecr:GetAuthorizationToken'], when: [equals('registry-type', 'private', 'private')] },
      {
        actions: ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'],
        when: [equals('registry-type', 'public', 'private')],
      },
    ],
    registryLogin: true,
    source: 'https://github.com/aws-actions/amazon-ecr-login#permissions',
  },
  {
    action: 'aws-actions/amazon-ecs-render-task-definition',
    needs: [
      { actions: ['ecs:DescribeTaskDefinition'], when: [set('task-definition-arn')] },
      { actions: ['ecs:DescribeTaskDefinition'], when: [set('task-definition-family')] },
    ],
    source: 'https://github.com/aws-actions/amazon-ecs-render-task-definition/blob/master/action.yml',
  },
  {
    action: 'aws-actions/amazon-ecs-deploy-task-definition',
    needs: [
      { actions: ['ecs:RegisterTaskDefinition', 'iam:PassRole'], when: [set('task-definition')] },
      { actions: ['ecs:DescribeServices'], when: [set('service')] },
      { actions: ['ecs:UpdateService'], when: [set('service'), unset('codedeploy-appspec')] },
      { actions: CODE_DEPLOY, when: [set('service'), set('codedeploy-appspec')] },
      { actions: ['ecs:UpdateService', ...CODE_DEPLOY], optional: true, when: [set('service')] },
      { actions: ['ecs:RunTask', 'ecs:DescribeTasks'], when: [equals('run-task', 'true', 'false')] },
      { actions: ['iam:PassRole'], optional: true },
      { actions: ['ecs:TagResource', 'ecs:DescribeTasks', 'ecs:ListTasks'], optional: true },
    ],
    source: 'https://github.com/aws-actions/amazon-ecs-deploy-task-definition#permissions',
  },
  {
    action: 'aws-actions/aws-cloudformation-github-deploy',
    needs: [
      {
        actions: [
          'cloudformation:CreateStack',
          'cloudformation:DescribeStacks',
          'cloudformation:CreateChangeSet',
          'cloudformation:DescribeChangeSet',
          'cloudformation:DeleteChangeSet',
          'cloudformation:ExecuteChangeSet',
        ],
      },
      { actions: ['cloudformation:UpdateStack', 'cloudformation:DescribeStackEvents'], optional: true },
      { actions: ['iam:PassRole'], when: [set('role-arn')] },
    ],
    open: { what: 'the template makes with it', when: [unset('role-arn')] },
    source: 'https://github.com/aws-actions/aws-cloudformation-github-deploy#permissions',
  },
  {
    action: 'aws-actions/aws-codebuild-run-build',
    needs: [
      { actions: ['codebuild:StartBuild', 'codebuild:BatchGetBuilds', 'logs:GetLogEvents'] },
      { actions: ['codebuild:StopBuild'], optional: true },
    ],
    source: 'https://github.com/aws-actions/aws-codebuild-run-build/blob/main/code-build.js',
  },
  {
    action: 'aws-actions/aws-lambda-deploy',
    needs: [
      { actions: ['lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionCode'] },
      {
        actions: ['lambda:CreateFunction', 'lambda:UpdateFunctionConfiguration', 'iam:PassRole'],
        optional: true,
      },
      { actions: ['lambda:GetFunction', 'lambda:TagResource', 'lambda:PublishVersion'], optional: true },
      { actions: ['lambda:PublishVersion'], when: [equals('publish', 'true', 'false')] },
      { actions: ['s3:PutObject', 's3:ListBucket'], when: [set('s3-bucket')] },
      {
        actions: [
          's3:GetObject',
          's3:CreateBucket',
          's3:PutBucketPublicAccessBlock',
          's3:PutEncryptionConfiguration',
          's3:PutBucketVersioning',
        ],
        optional: true,
        when: [set('s3-bucket')],
      },
      { actions: ECR_PULL, optional: true, when: [equals('package-type', 'Image', 'Zip')] },
    ],
    source: 'https://github.com/aws-actions/aws-lambda-deploy#permissions',
  },
  {
    action: 'aws-actions/aws-secretsmanager-get-secrets',
    needs: [
      { actions: ['secretsmanager:GetSecretValue'] },
      // It lists only to find what an id with a wildcard means.
      {
        actions: ['secretsmanager:ListSecrets', 'kms:Decrypt', 'secretsmanager:BatchGetSecretValue'],
        optional: true,
      },
    ],
    source: 'https://github.com/aws-actions/aws-secretsmanager-get-secrets#prerequisites',
  },
  {
    action: 'docker/login-action',
    needs: [{ actions: ['ecr:GetAuthorizationToken'], when: [OF_ECR] }],
    registryLogin: true,
    source: 'https://github.com/docker/login-action#aws-elastic-container-registry-ecr',
  },
  {
    action: 'docker/build-push-action',
    needs: [],
    images: { pushes: [equals('push', 'true', 'false')], names: 'tags' },
    source: 'https://github.com/docker/build-push-action#inputs',
  },
  {
    action: 'docker/bake-action',
    needs: [],
    images: { pushes: [equals('push', 'true', 'false')] },
    source: 'https://github.com/docker/bake-action#inputs',
  },
  {
    action: 'jakejarvis/s3-sync-action',
    needs: [
      { actions: ['s3:ListBucket', 's3:PutObject'] },
      {
        actions: ['s3:DeleteObject'],
        when: [{ input: 'args', is: 'matches', value: '--delete' }],
      },
      {
        actions: ['s3:PutObjectAcl'],
        when: [{ input: 'args', is: 'matches', value: '--acl|--grants' }],
      },
      { actions: ['s3:AbortMultipartUpload', 's3:GetObject'], optional: true },
    ],
    source: 'https://github.com/jakejarvis/s3-sync-action/blob/master/entrypoint.sh',
  },
  {
    action: 'appleboy/lambda-action',
    needs: [
      { actions: ['lambda:UpdateFunctionCode'] },
      {
        actions: [
          's3:PutObject',
          's3:GetObject',
          'iam:ListRoles',
          'iam:PassRole',
          'lambda:CreateFunction',
          'lambda:GetFunction',
          'lambda:GetFunctionConfiguration',
          'lambda:UpdateFunctionConfiguration',
          'lambda:PublishVersion',
        ],
        optional: true,
      },
    ],
    source: 'https://github.com/appleboy/lambda-action#aws-policy',
  },
];

const BY_NAME: ReadonlyMap<string, AwsActionUse> = new Map(AWS_ACTIONS.map((use) => [use.action, use]));

/** What an action does in AWS, by its reference with or without `@ref`; `undefined` for one that was not read. */
export function awsActionUse(reference: string): AwsActionUse | undefined {
  return BY_NAME.get((reference.split('@')[0] ?? '').toLowerCase());
}

/**
 * Owners whose actions do no more in AWS than they are told elsewhere here: GitHub's own, and those that set up a tool.
 * The images that Docker's actions push are told by themselves.
 */
const ELSEWHERE =
  /^(?:actions|github|docker|slackapi|codecov)\/|^(?:[\w.-]+)\/(?:setup-[\w.-]+|[\w.-]+-setup)(?:\/|$)/u;

/** Whether an action by its owner or name does nothing in AWS; GitHub's script runner does what it is given. */
export function leavesAwsAlone(reference: string): boolean {
  const name = (reference.split('@')[0] ?? '').toLowerCase();
  return name !== 'actions/github-script' && ELSEWHERE.test(name);
}
