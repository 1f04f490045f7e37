import { ownOf } from '../../../collections/ownOf.js';

/** What services of AWS are that commonly assume a role, in words; the page of each names its principal. */
const SERVICES: Readonly<Record<string, string>> = {
  'apigateway.amazonaws.com': 'API Gateway',
  'batch.amazonaws.com': 'AWS Batch',
  'bedrock.amazonaws.com': 'Amazon Bedrock',
  'bedrock-agentcore.amazonaws.com': 'Amazon Bedrock AgentCore',
  'build.apprunner.amazonaws.com': 'builds of App Runner',
  'cloudformation.amazonaws.com': 'CloudFormation',
  'codebuild.amazonaws.com': 'builds of CodeBuild',
  'codedeploy.amazonaws.com': 'CodeDeploy',
  'codepipeline.amazonaws.com': 'CodePipeline',
  'ec2.amazonaws.com': 'EC2 instances',
  'ecs-tasks.amazonaws.com': 'tasks of ECS',
  'ecs.amazonaws.com': 'ECS',
  'edgelambda.amazonaws.com': 'Lambda@Edge functions',
  'eks.amazonaws.com': 'control planes of EKS',
  'events.amazonaws.com': 'EventBridge',
  'firehose.amazonaws.com': 'Firehose streams',
  'glue.amazonaws.com': 'jobs and crawlers of Glue',
  'lambda.amazonaws.com': 'Lambda functions',
  'pods.eks.amazonaws.com': 'pods of EKS (Pod Identity)',
  'scheduler.amazonaws.com': 'schedules of EventBridge Scheduler',
  'sagemaker.amazonaws.com': 'SageMaker',
  'ssm.amazonaws.com': 'Systems Manager',
  'states.amazonaws.com': 'state machines of Step Functions',
  'tasks.apprunner.amazonaws.com': 'services of App Runner',
  'vpc-flow-logs.amazonaws.com': 'VPC flow logs',
};

/** A service in words: what of it assumes the role, where that is known. */
export function serviceWords(service: string): string {
  return ownOf(SERVICES, service.toLowerCase()) ?? `the service ${service}`;
}

/**
 * Services whose own page asks for `aws:SourceArn` or `aws:SourceAccount` in the trust policy of a role that they
 * take, as they might else act for another customer. Services whose page says nothing of the kind are not here.
 */
const DEPUTIES: Readonly<Record<string, string>> = {
  'airflow.amazonaws.com':
    'https://docs.aws.amazon.com/mwaa/latest/userguide/cross-service-confused-deputy-prevention.html',
  'airflow-env.amazonaws.com':
    'https://docs.aws.amazon.com/mwaa/latest/userguide/cross-service-confused-deputy-prevention.html',
  'appstream.amazonaws.com':
    'https://docs.aws.amazon.com/appstream2/latest/developerguide/example-fleet-machine.html',
  'comprehend.amazonaws.com':
    'https://docs.aws.amazon.com/comprehend/latest/dg/cross-service-confused-deputy-prevention.html',
  'datasync.amazonaws.com':
    'https://docs.aws.amazon.com/datasync/latest/userguide/cross-service-confused-deputy-prevention.html',
  'personalize.amazonaws.com':
    'https://docs.aws.amazon.com/personalize/latest/dg/cross-service-confused-deputy-prevention.html',
  'ssm.amazonaws.com':
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/cross-service-confused-deputy-prevention.html',
};

/** The page that asks for a source condition in the trust policy of the service's roles; undefined when none is known. */
export function deputyPage(service: string): string | undefined {
  return ownOf(DEPUTIES, service.toLowerCase());
}
