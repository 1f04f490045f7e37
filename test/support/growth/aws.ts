import type { Shapes } from './shape.js';
import { oneFile } from './shape.js';

type Json = Readonly<Record<string, unknown>>;

/** Policies, templates and services of AWS. */
export const AWS: Shapes = {
  'actions of one statement': oneFile('policies/actions.json', (size) =>
    policy([allow(times(size, (at) => `s3:GetObject${String(at)}`))]),
  ),
  'actions that AWS has': oneFile('policies/known.json', (size) =>
    policy([allow(times(size, (at) => ACTIONS[at % ACTIONS.length] ?? ''))]),
  ),
  'resources of one statement': oneFile('policies/resources.json', (size) =>
    policy([allow(['s3:GetObject', 's3:PutObject'], times(size, bucket))]),
  ),
  statements: oneFile('policies/statements.json', (size) =>
    policy(times(size, (at) => allow([`s3:Get${String(at)}*`], [bucket(at)]))),
  ),
  'statements with conditions': oneFile('policies/conditions.json', (size) =>
    policy(times(size, (at) => ({ ...allow(['s3:GetObject'], [bucket(at)]), Condition: mfa(at) }))),
  ),
  'denies beside one allow': oneFile('policies/denies.json', (size) =>
    policy([allow(['s3:*']), ...times(size, (at) => deny([`s3:Delete*`], [bucket(at)]))]),
  ),
  'denies beside as many allows': oneFile('policies/both.json', (size) =>
    policy([
      ...times(size, (at) => allow(['s3:*'], [bucket(at)])),
      ...times(size, (at) => deny(['s3:Delete*'], [bucket(at)])),
    ]),
  ),
  'patterns with many wildcards': oneFile('policies/wild.json', (size) =>
    policy([allow(times(size, (at) => `s3:*${'a*'.repeat(12)}${String(at)}`))]),
  ),
  'policies of many files': (size) =>
    new Map(
      times(
        size,
        (at) => [`policies/p${String(at)}.json`, policy([allow(['s3:*', 'iam:PassRole'])])] as const,
      ),
    ),
  'roles that may do everything': oneFile('template.json', (size) =>
    template(size, () => role(serviceTrust('lambda.amazonaws.com'), [allow(['*'])])),
  ),
  'roles that trust anybody and may assume anything': oneFile('template.json', (size) =>
    template(size, () => role(trust({ AWS: '*' }), [allow(['sts:AssumeRole'])])),
  ),
  'roles that may assume the next': oneFile('template.json', (size) =>
    template(size, (at) => role(trust({ AWS: arn(at - 1) }), [allow(['sts:AssumeRole'], [arn(at + 1)])])),
  ),
  'roles that may pass each other': oneFile('template.json', (size) =>
    template(size, () =>
      role(serviceTrust('ec2.amazonaws.com'), [allow(['iam:PassRole', 'ec2:RunInstances'])]),
    ),
  ),
  'principals of a trust policy': oneFile('template.json', (size) =>
    template(1, () => role(trust({ AWS: times(size, arn) }), [allow(['s3:GetObject'])])),
  ),
  'policies of resources': oneFile('template.json', (size) =>
    JSON.stringify(
      {
        Resources: Object.fromEntries(
          times(size, (at) => [
            `Policy${String(at)}`,
            {
              Type: 'AWS::S3::BucketPolicy',
              Properties: {
                Bucket: `b${String(at)}`,
                PolicyDocument: { Statement: [{ ...allow(['s3:GetObject'], [bucket(at)]), Principal: '*' }] },
              },
            },
          ]),
        ),
      },
      undefined,
      1,
    ),
  ),
};

const ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  'ec2:RunInstances',
  'ec2:DescribeInstances',
  'iam:PassRole',
  'lambda:InvokeFunction',
  'kms:Decrypt',
  'dynamodb:PutItem',
  'sqs:SendMessage',
  'logs:PutLogEvents',
];

function policy(statements: readonly Json[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 1);
}

function allow(actions: readonly string[], resources: readonly string[] = ['*']): Json {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}

function deny(actions: readonly string[], resources: readonly string[]): Json {
  return { Effect: 'Deny', Action: actions, Resource: resources };
}

function mfa(at: number): Json {
  return {
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    StringEquals: { [`aws:PrincipalTag/team${String(at)}`]: 'platform' },
  };
}

function bucket(at: number): string {
  return `arn:aws:s3:::bucket-${String(at)}/*`;
}

function arn(at: number): string {
  return `arn:aws:iam::111122223333:role/role-${String(at)}`;
}

function trust(principal: Json): Json {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  };
}

function serviceTrust(service: string): Json {
  return trust({ Service: service });
}

function role(trusted: Json, statements: readonly Json[]): Json {
  return {
    AssumeRolePolicyDocument: trusted,
    Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  };
}

function template(size: number, properties: (at: number) => Json): string {
  const roles = times(size, (at): readonly [string, Json] => [
    `Role${String(at)}`,
    { Type: 'AWS::IAM::Role', Properties: { RoleName: `role-${String(at)}`, ...properties(at) } },
  ]);
  return JSON.stringify(
    { AWSTemplateFormatVersion: '2010-09-09', Resources: Object.fromEntries(roles) },
    undefined,
    1,
  );
}

function times<T>(count: number, make: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}
