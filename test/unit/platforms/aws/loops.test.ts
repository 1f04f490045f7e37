import { describe, expect, it } from 'vitest';
import { lowered, mended, rows, textAt } from './lowered.js';

const LOOP = `Transform: AWS::LanguageExtensions
Parameters:
  Stages: {Type: CommaDelimitedList, Default: 'dev, prod'}
Resources:
  Fn::ForEach::Stages:
    - Stage
    - !Ref Stages
    - Fn::ForEach::Queues:
        - Name
        - [orders, e-mail]
        - 'Role\${Stage}&{Name}':
            Type: AWS::IAM::Role
            Properties:
              RoleName: !Sub '\${Stage}-\${Name}'
              AssumeRolePolicyDocument:
                Statement: {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}
              Policies:
                - PolicyName: !Ref Name
                  PolicyDocument:
                    Statement: {Effect: Allow, Action: 'sqs:*', Resource: !GetAtt 'Queue\${Stage}&{Name}.Arn'}
          'Queue\${Stage}&{Name}':
            Type: AWS::SQS::Queue
            Properties: {QueueName: {'Fn::Join': ['-', [!Ref Stage, {Ref: Name}]]}}
`;

describe('loops', () => {
  it('are written out, one in the other', async () => {
    const file = await lowered(LOOP);
    expect(file.facts.complete).toBe(true);
    expect(file.facts.sessions.map(({ localId, label }) => [localId, label])).toEqual([
      ['role:Roledevorders', 'dev-orders'],
      ['role:Roledevemail', 'dev-e-mail'],
      ['role:Roleprodorders', 'prod-orders'],
      ['role:Roleprodemail', 'prod-e-mail'],
    ]);
    const [grant] = file.session('role:Roleprodemail').grants;
    expect(rows(grant === undefined ? [] : [grant])).toEqual([
      'sqs:* admin queue arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:prod-e-mail',
    ]);
    expect(grant && textAt(file, grant.origin)).toBe("'sqs:*'");
  });

  it('are not edited, as their body holds for every turn', async () => {
    const file = await lowered(LOOP);
    const grant = file.session('role:Roledevorders').grants[0];
    const at = grant?.origin;
    expect(
      at && mended(file, { kind: 'replace-values', uri: file.facts.uri, at, values: ['sqs:SendMessage'] }),
    ).toBeUndefined();
  });

  it.each([
    ['a list that is imported', "{'Fn::ImportValue': names}"],
    ['a parameter without a default', '!Ref Names'],
  ])('stay unknown over %s', async (_what, collection) => {
    const { facts } = await lowered(`Parameters:
  Names: {Type: CommaDelimitedList}
Resources:
  Fn::ForEach::Queues:
    - Name
    - ${collection}
    - 'Role\${Name}': {Type: 'AWS::IAM::Role'}
  Other: {Type: 'AWS::IAM::Role'}
`);
    expect(facts.complete).toBe(false);
    expect(facts.sessions.map(({ localId }) => localId)).toEqual(['role:Other']);
  });

  it('end', async () => {
    const turns = Array.from({ length: 50 }, (_one, at) => `v${String(at)}`).join(', ');
    const deep = Array.from(
      { length: 6 },
      (_one, at) => `${'  '.repeat(at + 1)}'Fn::ForEach::L${String(at)}': [N${String(at)}, [${turns}], {`,
    ).join('\n');
    const text = `Resources: {\n${deep}\n'R': {Type: 'AWS::IAM::Role'}${'}]'.repeat(6)}}\n`;
    const { facts } = await lowered(text);
    expect(facts.complete).toBe(false);
  });
});

describe('Fn::FindInMap', () => {
  const template = (argument: string): string => `Parameters:
  Stage: {Type: String, Default: prod}
Mappings:
  Buckets: {prod: {name: shop-prod}}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              Effect: Allow
              Action: s3:GetObject
              Resource: !Join ['', ['arn:aws:s3:::', !FindInMap ${argument}, '/*']]
`;
  it.each([
    ['[Buckets, prod, name]', 'arn:aws:s3:::shop-prod/*', 'declared'],
    ['[Buckets, !Ref Stage, name]', 'arn:aws:s3:::shop-prod/*', 'inferred'],
    ['[Buckets, dev, name, {DefaultValue: shop-dev}]', 'arn:aws:s3:::shop-dev/*', 'inferred'],
    ['[Buckets, dev, name]', 'arn:aws:s3:::${Buckets.dev.name}/*', 'declared'],
  ])('%s', async (argument, resource, certainty) => {
    const { session } = await lowered(template(argument));
    expect(session('role:Role').grants).toMatchObject([{ resource, certainty }]);
  });
});
