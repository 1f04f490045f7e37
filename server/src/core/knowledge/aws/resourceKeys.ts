import type { PolicyCondition } from '../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../model/policyDocument.js';

/**
 * Keys that say which resource is meant, so that a statement on `*` with a condition on one of them is not about
 * everything: the one that it belongs to, its name or alias, a part of what it holds, the service that it is used
 * through. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const PINNING_KEYS: readonly string[] = [
  'aws:CalledVia aws:CalledViaFirst aws:CalledViaLast aws:ViaAWSService',
  'cloudwatch:AlarmActions cloudwatch:namespace',
  'dynamodb:FirstPartitionKeyValues dynamodb:LeadingKeys',
  'ec2:AuthorizedService ec2:CreateAction ec2:InstanceID ec2:InstanceProfile ec2:LaunchTemplate ec2:Subnet ec2:Vpc',
  'ecs:cluster ecs:container-name ecs:service ecs:task ecs:task-definition',
  'elasticfilesystem:AccessPointArn',
  'events:EventBusArn events:TargetArn events:detail-type events:source',
  'iam:AssociatedResourceArn iam:AWSServiceName iam:PassedToService',
  'kms:EncryptionContextKeys kms:GrantIsForAWSResource kms:RequestAlias kms:ResourceAliases kms:ViaService',
  'lambda:FunctionArn lambda:SourceFunctionArn',
  'logs:LogGeneratingResourceArns',
  'rds:DatabaseName',
  's3:DataAccessPointArn s3:prefix',
  'secretsmanager:Name secretsmanager:SecretId',
  'ses:FeedbackAddress ses:FromAddress ses:Recipients',
  'sns:Endpoint sns:Protocol',
  'states:HTTPEndpoint',
].flatMap((keys) => keys.split(' '));

const PINNING: ReadonlySet<string> = new Set(PINNING_KEYS.map((key) => key.toLowerCase()));

/** Tags of what is acted on or made, and the context under which a key encrypts. */
const PINNING_BY_NAME =
  /^(?:[a-z0-9-]+:resourcetag|aws:requesttag|s3:(?:bucket|existingobject)tag|rds:[a-z]+(?:-[a-z]+)?-tag)\/.|^kms:encryptioncontext:./u;

/** A tag that what is acted on bears already. */
const RESOURCE_TAG = /^[a-z0-9-]+:resourcetag\/./u;

/** Operators that shut out what is listed, ask only whether the key is there, or hold without it. */
const EXCLUDING = /not|null|^forallvalues:|ifexists$/iu;

/** Whether a condition limits what is acted on, whatever `Resource` says. */
export function pinsResource({ operator, key, values }: PolicyCondition): boolean {
  const name = key.toLowerCase();
  // A tag that has to be there is that of whoever tags what it made: a controller, a stack.
  if (/^null$/iu.test(operator) && RESOURCE_TAG.test(name)) {
    return values.length > 0 && values.every(({ text }) => text.toLowerCase() === 'false');
  }
  if (EXCLUDING.test(operator) || !(PINNING.has(name) || PINNING_BY_NAME.test(name))) return false;
  return values.length > 0 && !values.some(({ text }) => /^[*?]+$/u.test(text) || text === UNKNOWN_PART);
}
