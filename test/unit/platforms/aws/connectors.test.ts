import { describe, expect, it } from 'vitest';
import { lowered, rows } from './lowered.js';

const FUNCTION = (connectors: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Shop:
    Type: AWS::Serverless::Function
    Connectors:
      Data:
        Properties:
${connectors}
    Properties: {Handler: a.b, Runtime: nodejs22.x}
  Orders: {Type: 'AWS::SQS::Queue'}
  Items: {Type: 'AWS::Serverless::SimpleTable'}
  Flow: {Type: 'AWS::Serverless::StateMachine', Properties: {Name: flow, Role: !GetAtt FlowRole.Arn}}
  FlowRole: {Type: 'AWS::IAM::Role'}
  News: {Type: 'AWS::SNS::Topic'}
`;

describe('connectors in a resource', () => {
  it('write into the role of the source', async () => {
    const { session, facts } = await lowered(
      FUNCTION('          Destination: [{Id: Orders}, {Id: Items}]\n          Permissions: [Read]'),
    );
    const role = session('role:ShopRole');
    const table = 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Items}';
    expect(rows(role.grants)).toEqual(
      expect.arrayContaining([
        'sqs:ReceiveMessage read queue arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Orders}',
        `dynamodb:GetItem read data ${table}`,
        `dynamodb:Query read data ${table}/index/*`,
      ]),
    );
    expect(role.grants.map(({ action }) => action)).not.toContain('sqs:SendMessage');
    expect(role.unknowns).toEqual([]);
    expect(facts.notes.some(({ title }) => title === 'Connector Data')).toBe(true);
  });

  it('name a permission that there is', async () => {
    const { facts } = await lowered(
      FUNCTION('          Destination: {Id: News}\n          Permissions: [Read]'),
    );
    expect(facts.problems.map(({ message }) => message)).toEqual([
      'A connector from `AWS::Lambda::Function` to `AWS::SNS::Topic` gives `Write`; SAM refuses `Read`.',
    ]);
  });

  it('are not known to every type', async () => {
    const { session, facts } = await lowered(
      FUNCTION('          Destination: {Type: AWS::MSK::Cluster}\n          Permissions: [Write]'),
    );
    expect(session('role:ShopRole').unknowns.map(({ what }) => what)).toEqual([
      'what connector `Data` allows',
    ]);
    expect(facts.problems.map(({ message }) => message)).toEqual([
      'SAM knows no connector from `AWS::Lambda::Function` to `AWS::MSK::Cluster`, as far as known.',
    ]);
  });
});

const BETWEEN = (properties: string): string =>
  `${FUNCTION('          Destination: {Id: News}\n          Permissions: [Write]')}  Between:
    Type: AWS::Serverless::Connector
    Properties: ${properties}
`;

describe('connectors of their own', () => {
  it('write into the role that the source names', async () => {
    const { session } = await lowered(
      BETWEEN('{Source: {Id: Flow}, Destination: {Id: Orders}, Permissions: [Write]}'),
    );
    expect(rows(session('role:FlowRole').grants)).toEqual([
      'sqs:SendMessage write queue arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Orders}',
    ]);
  });

  it('write into the role of the destination where that reads the source', async () => {
    const { session } = await lowered(
      BETWEEN('{Source: {Id: Orders}, Destination: {Id: Shop}, Permissions: [Read, Write]}'),
    );
    expect(rows(session('role:ShopRole').grants)).toEqual(
      expect.arrayContaining([
        'sqs:ReceiveMessage read queue arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Orders}',
        'sqs:DeleteMessage write queue arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Orders}',
      ]),
    );
  });

  it('let the service of the source into the destination', async () => {
    const { session } = await lowered(
      BETWEEN('{Source: {Id: News}, Destination: {Id: Orders}, Permissions: [Write]}'),
    );
    const policy = session('connector:Between');
    expect(policy.noun).toBe('queue policy');
    expect(policy.initiators.map(({ event }) => event)).toEqual(['sns.amazonaws.com']);
    expect(policy.grants[0]?.attributes?.['conditions']).toEqual([
      'ArnEquals aws:SourceArn = arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${News}',
    ]);
  });
});
