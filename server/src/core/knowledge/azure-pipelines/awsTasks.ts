/** What a task of the AWS Toolkit for Azure DevOps does in AWS. */
interface AwsTask {
  /** Actions that it takes each time. */
  readonly needs: readonly string[];
  /** Actions that hang on its inputs, or on what it finds. */
  readonly maybe: readonly string[];
  /** What it does besides that its inputs do not tell, in words that follow "what". */
  readonly open?: string;
}

/**
 * By name in lower case. What each calls stands under "Task Permissions" in its own `task.json`, and where that lists
 * calls of an API that is no action of IAM (`HeadBucket`, uploads), in its `TaskOperations.ts`:
 * https://github.com/aws/aws-toolkit-azure-devops/tree/master/src/tasks
 */
const TASKS: Readonly<Record<string, AwsTask>> = {
  beanstalkcreateapplicationversion: {
    needs: ['elasticbeanstalk:CreateApplicationVersion', 'elasticbeanstalk:DescribeApplications'],
    maybe: [
      'elasticbeanstalk:CreateStorageLocation',
      'elasticbeanstalk:DescribeEnvironments',
      's3:PutObject',
    ],
  },
  beanstalkdeployapplication: {
    needs: [
      'elasticbeanstalk:DescribeApplications',
      'elasticbeanstalk:DescribeEnvironments',
      'elasticbeanstalk:DescribeEvents',
      'elasticbeanstalk:UpdateEnvironment',
    ],
    maybe: [
      'autoscaling:DescribeScalingActivities',
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:ResumeProcesses',
      'autoscaling:SuspendProcesses',
      'cloudformation:DescribeStackResource',
      'cloudformation:DescribeStackResources',
      'elasticbeanstalk:CreateApplicationVersion',
      'elasticbeanstalk:CreateStorageLocation',
      'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
      's3:PutObject',
    ],
    open: 'Elastic Beanstalk does in the name of its caller',
  },
  cloudformationcreateorupdatestack: {
    needs: ['cloudformation:DescribeStacks'],
    maybe: [
      'cloudformation:CreateChangeSet',
      'cloudformation:CreateStack',
      'cloudformation:DeleteChangeSet',
      'cloudformation:DescribeChangeSet',
      'cloudformation:DescribeStackResources',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:UpdateStack',
      'iam:PassRole',
      's3:PutObject',
    ],
    open: 'the template makes with it',
  },
  cloudformationdeletestack: {
    needs: ['cloudformation:DeleteStack', 'cloudformation:DescribeStacks'],
    maybe: [],
    open: 'the stack holds that is deleted',
  },
  cloudformationexecutechangeset: {
    needs: [
      'cloudformation:DescribeStacks',
      'cloudformation:DescribeChangeSet',
      'cloudformation:ExecuteChangeSet',
    ],
    maybe: ['cloudformation:DescribeStackResources', 'cloudformation:DeleteChangeSet'],
    open: 'the change set makes with it',
  },
  codedeploydeployapplication: {
    needs: [
      'codedeploy:GetApplication',
      'codedeploy:GetDeploymentGroup',
      'codedeploy:CreateDeployment',
      'codedeploy:GetDeployment',
    ],
    maybe: [
      's3:PutObject',
      's3:PutObjectAcl',
      'codedeploy:GetDeploymentConfig',
      'codedeploy:RegisterApplicationRevision',
    ],
  },
  ecrpullimage: {
    needs: [
      'ecr:DescribeRepositories',
      'ecr:GetDownloadUrlForLayer',
      'ecr:GetAuthorizationToken',
      'ecr:BatchGetImage',
      'ecr:BatchCheckLayerAvailability',
    ],
    maybe: [],
  },
  ecrpushimage: {
    needs: [
      'ecr:DescribeRepositories',
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:InitiateLayerUpload',
      'ecr:UploadLayerPart',
      'ecr:CompleteLayerUpload',
      'ecr:PutImage',
    ],
    maybe: ['ecr:CreateRepository'],
  },
  lambdadeployfunction: {
    needs: [],
    maybe: [
      'lambda:GetFunction',
      'lambda:CreateFunction',
      'lambda:GetFunctionConfiguration',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
      'lambda:TagResource',
      'lambda:PublishVersion',
      'iam:PassRole',
      's3:GetObject',
    ],
  },
  lambdainvokefunction: {
    needs: ['lambda:InvokeFunction'],
    maybe: ['lambda:GetFunctionConfiguration'],
  },
  lambdanetcoredeploy: {
    needs: [],
    maybe: [
      'lambda:CreateFunction',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
      'lambda:GetFunctionConfiguration',
      'cloudformation:CreateChangeSet',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:DescribeStackEvents',
      'cloudformation:DeleteStack',
      'cloudformation:DescribeChangeSet',
      'cloudformation:DescribeStacks',
      's3:CreateBucket',
      's3:GetBucketLocation',
      's3:PutObject',
      'iam:PassRole',
    ],
    open: 'the deployment tool of .NET makes with it',
  },
  s3download: { needs: ['s3:GetObject', 's3:ListBucket'], maybe: [] },
  s3upload: {
    needs: ['s3:PutObject', 's3:ListBucket'],
    maybe: ['s3:CreateBucket', 's3:PutObjectAcl', 's3:AbortMultipartUpload'],
  },
  secretsmanagercreateorupdatesecret: {
    needs: [],
    maybe: [
      'secretsmanager:CreateSecret',
      'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecret',
      'secretsmanager:TagResource',
    ],
  },
  secretsmanagergetsecret: { needs: ['secretsmanager:GetSecretValue'], maybe: [] },
  sendmessage: {
    needs: [],
    maybe: ['sns:GetTopicAttributes', 'sns:Publish', 'sqs:GetQueueAttributes', 'sqs:SendMessage'],
  },
  systemsmanagergetparameter: {
    needs: [],
    maybe: ['ssm:GetParameter', 'ssm:GetParametersByPath'],
  },
  systemsmanagerruncommand: { needs: ['ssm:SendCommand'], maybe: ['iam:PassRole'] },
  systemsmanagersetparameter: { needs: ['ssm:PutParameter'], maybe: ['ssm:GetParameter'] },
};

/** Tasks that run what their inputs hold with the session in its environment. */
const SCRIPTS: ReadonlySet<string> = new Set(['awscli', 'awsshellscript', 'awspowershellmodulescript']);

/** What a task of the toolkit does; `undefined` for one whose inputs tell it, and for a task of others. */
export function awsTask(name: string): AwsTask | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(TASKS, key) ? TASKS[key] : undefined;
}

/** Whether a task is one of the AWS Toolkit for Azure DevOps. */
export function isOfAwsToolkit(name: string): boolean {
  return SCRIPTS.has(name.toLowerCase()) || awsTask(name) !== undefined;
}
