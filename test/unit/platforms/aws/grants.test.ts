import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../../server/src/core/model/facts.js';
import { lowered, roleWith, rows, textAt } from './lowered.js';

async function grants(statements: string, resources = ''): Promise<readonly Grant[]> {
  const file = await lowered(roleWith(statements) + resources);
  return file.session('role:Role').grants;
}

describe('denies', () => {
  it('take a grant away where they cover it without a condition, and leave a note', async () => {
    const file = await lowered(
      roleWith(`- {Effect: Allow, Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::a/*'}
- {Effect: Deny, Action: 's3:Put*', Resource: '*'}`),
    );
    expect(rows(file.session('role:Role').grants)).toEqual(['s3:GetObject read data arn:aws:s3:::a/*']);
    const note = file.facts.notes.find(({ title }) => title === '`s3:PutObject` is denied');
    expect(note && textAt(file, note.origin)).toBe("'s3:PutObject'");
  });
  it('stay beside a grant of which they take a part, and one that they touch under a condition', async () => {
    const found = await grants(`- {Effect: Allow, Action: ['s3:*', 'sqs:SendMessage'], Resource: '*'}
- {Effect: Deny, Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::keep/*'}
- {Effect: Deny, NotAction: 's3:*', Resource: '*', Condition: {StringNotEquals: {aws:RequestedRegion: eu-west-1}}}`);
    expect(found.map(({ action, attributes }) => [action, attributes?.['denies']])).toEqual([
      ['s3:*', ['s3:DeleteObject on arn:aws:s3:::keep/*']],
      ['sqs:SendMessage', ['everything except s3:* on * if StringNotEquals aws:RequestedRegion = eu-west-1']],
    ]);
  });
  it('of one inline policy count against the grants of another', async () => {
    const found = await grants(
      '- {Effect: Allow, Action: s3:GetObject, Resource: "*"}',
      `  Stop:
    Type: AWS::IAM::Policy
    Properties:
      Roles: [!Ref Role]
      PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Deny, Action: '*', Resource: '*'}]}
`,
    );
    expect(found).toEqual([]);
  });
});

describe('breadth', () => {
  it('says what a wildcard covers, and what could stand in its place', async () => {
    const [all, sqs, get, named] = await grants(
      `- {Effect: Allow, Action: ['*', 'sqs:*', 'sqs:Get*', 'sqs:SendMessage'], Resource: 'arn:aws:sqs:eu-west-1:123456789012:jobs'}`,
    );
    expect(all?.breadth?.[0]).toMatchObject({ dimension: 'action', form: 'all', whole: true, options: [] });
    expect(sqs?.breadth?.[0]).toMatchObject({
      form: 'pattern',
      whole: true,
      covers: expect.stringMatching(/^\d+ actions of SQS, \d+ of them write$/u) as string,
    });
    expect(sqs?.breadth?.[0]?.options[0]).toMatchObject({
      values: ['sqs:Get*', 'sqs:List*', 'sqs:ReceiveMessage'],
      safe: false,
    });
    expect(get?.breadth?.[0]).toMatchObject({
      whole: false,
      options: [{ values: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'], safe: true }],
    });
    expect(named?.breadth).toBeUndefined();
  });
  it('asks for a narrower resource only where the action takes one', async () => {
    const found = await grants(
      `- {Effect: Allow, Action: ['s3:ListAllMyBuckets', 's3:GetObject', 'ec2:DescribeInstances'], Resource: '*'}`,
    );
    expect(found.map(({ action, breadth }) => [action, breadth?.[0]?.narrowable])).toEqual([
      ['s3:ListAllMyBuckets', false],
      ['s3:GetObject', true],
      ['ec2:DescribeInstances', false],
    ]);
  });
  it('tells all of a kind from a part of one', async () => {
    const found = await grants(`- Effect: Allow
  Action: s3:GetObject
  Resource: ['arn:aws:s3:::*', 'arn:aws:s3:::*/*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::a-*']
- {Effect: Allow, Action: 'dynamodb:GetItem', Resource: ['arn:aws:dynamodb:*:*:table/*', 'arn:aws:dynamodb:*:*:table/t']}`);
    const whole = found.map(({ resource, breadth }) => [resource, breadth?.[0]?.whole]);
    expect(whole).toEqual([
      ['arn:aws:s3:::*', true],
      ['arn:aws:s3:::*/*', true],
      ['arn:aws:s3:::a/*', false],
      ['arn:aws:s3:::a-*', false],
      ['arn:aws:dynamodb:*:*:table/*', true],
      ['arn:aws:dynamodb:*:*:table/t', false],
    ]);
  });
  it('offers the resources of the template that the action works on', async () => {
    const resources = `  Jobs: {Type: 'AWS::SQS::Queue'}
  Files: {Type: 'AWS::S3::Bucket'}
`;
    const [grant] = await grants(`- {Effect: Allow, Action: 's3:PutObject', Resource: '*'}`, resources);
    expect(grant?.breadth?.[0]?.options).toMatchObject([
      { values: ['${Files.Arn}', '${Files.Arn}/*'], safe: false },
    ]);
  });
});

describe('kinds of system, flows and names', () => {
  it('are told apart by action', async () => {
    const found = await grants(`- Effect: Allow
  Resource: '*'
  Action:
    - secretsmanager:GetSecretValue
    - secretsmanager:ListSecrets
    - ssm:GetParameters
    - ssm:SendCommand
    - iam:PassRole
    - ce:GetCostAndUsage
    - ecr:PutImage
    - cloudformation:CreateStack
    - ec2:CreateSecurityGroup
    - logs:PutLogEvents`);
    expect(found.map(({ system }) => system.kind)).toEqual([
      'secrets',
      'control-plane',
      'secrets',
      'compute',
      'identity',
      'billing',
      'artifacts',
      'deployment',
      'network',
      'api',
    ]);
    expect(found.at(-1)?.conversational).toBe(true);
  });
  it('have flows for queues, topics, streams, buses and Kafka', async () => {
    const found = await grants(`- Effect: Allow
  Resource: '*'
  Action: ['sqs:ReceiveMessage', 'sqs:*', 'sns:Publish', 'sns:Subscribe', 'kinesis:Get*', 'kinesis:PutRecords', 'events:PutEvents', 'kafka-cluster:WriteData', 'kafka-cluster:ReadData', 'sqs:ListQueues', 'kafka:ListClusters']`);
    expect(found.map(({ flows }) => flows?.join())).toEqual([
      'consume',
      'consume,publish,administer',
      'publish',
      'consume',
      'consume',
      'publish',
      'publish',
      'publish',
      'consume',
      undefined,
      undefined,
    ]);
  });
  it('name destinations so that what is not known meets nothing else', async () => {
    const found = await grants(`- Effect: Allow
  Action: sqs:SendMessage
  Resource: ['arn:aws:sqs:*:123456789012:jobs', !Ref Unknown, !Sub 'arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:\${Name}', '*']`);
    expect(found.map(({ destination }) => [destination?.space, destination?.pattern])).toEqual([
      ['sqs', 'arn:aws:sqs:*:123456789012:jobs'],
      ['sqs', '${Unknown}'],
      ['sqs', 'arn:aws:sqs:*:*:${Name}'],
      ['sqs', '*'],
    ]);
  });
  it('grant nothing where an action does not work on the resource', async () => {
    const found = await grants(
      `- {Effect: Allow, Action: ['s3:GetObject', 'secretsmanager:GetSecretValue'], Resource: ['arn:aws:s3:::a/*', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:x']}`,
    );
    expect(found).toHaveLength(4);
    expect(rows(found)).toEqual([
      's3:GetObject read data arn:aws:s3:::a/*',
      'secretsmanager:GetSecretValue read secrets arn:aws:secretsmanager:eu-west-1:123456789012:secret:x',
    ]);
  });
});

describe('managed policies', () => {
  it('of AWS are read where they are named, others are references', async () => {
    const file = await lowered(`Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]}
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/AdministratorAccess
        - arn:aws:iam::aws:policy/SecurityAudit
        - arn:aws:iam::123456789012:policy/team/own
        - !Ref Here
        - !Ref SomeParameter
  Here: {Type: 'AWS::IAM::ManagedPolicy', Properties: {PolicyDocument: {Version: '2012-10-17', Statement: []}}}
`);
    const role = file.session('role:Role');
    expect(rows(role.grants)).toEqual(['* admin control-plane *']);
    expect(role.grants[0] && textAt(file, role.grants[0].origin)).toBe(
      'arn:aws:iam::aws:policy/AdministratorAccess',
    );
    expect(role.references.map(({ target }) => target.key)).toEqual([
      'aws:policy/own',
      'aws:logical/file:///w/template.yaml#Here',
    ]);
    expect(role.unknowns.map(({ what }) => what)).toEqual([
      'what `SecurityAudit` allows',
      'what policy `${SomeParameter}` allows',
    ]);
    expect(file.facts.sessions.map(({ localId }) => localId)).toEqual(['role:Role']);
  });
});
