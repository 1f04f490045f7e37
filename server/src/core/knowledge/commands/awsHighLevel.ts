import type { CallActions } from '../aws/needs/operations.js';
import type { ShellCommand } from '../../model/shellScript.js';
import { hasFlag, option } from './commandUse.js';
import { s3Actions, uploadActions } from './awsS3.js';

/** What a command takes, and what of it is not known. */
export interface CommandActions extends CallActions {
  /** What it does that its words do not tell; words that follow "what". */
  readonly open?: string;
}

/** Commands that call nothing with the caller's rights: they read or write files of their own, or sign in place. */
const LOCAL: ReadonlySet<string> = new Set([
  'configure',
  'help',
  'history',
  'cloudfront sign',
  'sso login',
  'sso logout',
  'codecommit credential-helper get',
]);

/**
 * Commands of the CLI that are no operation of an API, or take more than one:
 * https://github.com/aws/aws-cli/tree/develop/awscli/customizations, by the folder of each.
 */
const COMMANDS: Readonly<Record<string, CallActions>> = {
  'codeartifact login': {
    needs: [
      'codeartifact:GetAuthorizationToken',
      'codeartifact:GetRepositoryEndpoint',
      'sts:GetServiceBearerToken',
    ],
    maybe: [
      'codeartifact:ReadFromRepository',
      'codeartifact:PublishPackageVersion',
      'codeartifact:PutPackageMetadata',
    ],
  },
  'codecommit credential-helper': { needs: [], maybe: ['codecommit:GitPull', 'codecommit:GitPush'] },
  'deploy push': {
    needs: ['s3:PutObject', 'codedeploy:RegisterApplicationRevision'],
    maybe: ['s3:AbortMultipartUpload'],
  },
  'ecr get-login': { needs: ['ecr:GetAuthorizationToken'] },
  'ecr get-login-password': { needs: ['ecr:GetAuthorizationToken'] },
  'ecr-public get-login-password': {
    needs: ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'],
  },
  // https://docs.aws.amazon.com/cli/latest/reference/ecs/deploy.html
  'ecs deploy': {
    needs: [
      'ecs:DescribeServices',
      'ecs:RegisterTaskDefinition',
      'codedeploy:GetApplication',
      'codedeploy:GetDeploymentGroup',
      'codedeploy:CreateDeployment',
      'codedeploy:GetDeployment',
    ],
    maybe: [
      'codedeploy:GetDeploymentConfig',
      'codedeploy:RegisterApplicationRevision',
      'codedeploy:GetApplicationRevision',
      'iam:PassRole',
    ],
  },
  'ecs execute-command': { needs: ['ecs:ExecuteCommand', 'ecs:DescribeTasks'] },
  'eks update-kubeconfig': { needs: ['eks:DescribeCluster'], maybe: ['sts:AssumeRole'] },
  // https://docs.aws.amazon.com/cli/latest/reference/logs/tail.html
  'logs tail': { needs: ['logs:FilterLogEvents'], maybe: ['logs:DescribeLogGroups'] },
  'logs start-live-tail': { needs: ['logs:StartLiveTail'] },
  'rds generate-db-auth-token': { needs: ['rds-db:connect'] },
  'ssm start-session': { needs: ['ssm:StartSession'], maybe: ['ssm:TerminateSession', 'ssm:ResumeSession'] },
};

/** What a command takes that is more than an operation of an API; `undefined` for another one. */
export function highLevelActions(
  service: string,
  verb: string,
  command: ShellCommand,
): CommandActions | undefined {
  const name = `${service} ${verb}`;
  if (LOCAL.has(service) || LOCAL.has(name)) return { needs: [] };
  // https://github.com/aws/aws-cli/blob/develop/awscli/customizations/eks/get_token.py: the token itself is signed in place.
  if (name === 'eks get-token') {
    return { needs: option(command, '--role-arn') === undefined ? [] : ['sts:AssumeRole'] };
  }
  if (service === 's3') return s3Actions(verb, command);
  if (name === 'cloudformation deploy') return deployStack(command);
  if (name === 'cloudformation package') return uploadActions(command);
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

/** https://github.com/aws/aws-cli/blob/develop/awscli/customizations/cloudformation/deployer.py */
function deployStack(command: ShellCommand): CommandActions {
  const upload = uploadActions(command);
  const executes = !hasFlag(command, '--no-execute-changeset');
  const role = option(command, '--role-arn');
  return {
    needs: [
      'cloudformation:DescribeStacks',
      'cloudformation:CreateChangeSet',
      'cloudformation:DescribeChangeSet',
      ...(executes ? ['cloudformation:ExecuteChangeSet'] : []),
      ...(role === undefined ? [] : ['iam:PassRole']),
      ...upload.needs,
    ],
    maybe: [
      'cloudformation:GetTemplateSummary',
      'cloudformation:DescribeStackEvents',
      'cloudformation:TagResource',
      ...(upload.maybe ?? []),
    ],
    ...(executes && role === undefined ? { open: STACK } : {}),
  };
}

/** Without a role of its own, CloudFormation makes resources with the rights of whoever calls it. */
export const STACK = 'the template makes with it';
