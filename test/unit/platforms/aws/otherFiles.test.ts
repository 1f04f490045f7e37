import { expect, it } from 'vitest';
import { lowered, textAt } from './lowered.js';

it('says what of a role stands in another file', async () => {
  const file = await lowered(
    `service: shop
provider:
  name: aws
  iam:
    role:
      statements:
        - \${file(iam.yml):queues}
        - Effect: Allow
          Action: s3:GetObject
          Resource: arn:aws:s3:::shop/*
functions: \${file(functions.yml)}
`,
    'serverless.yml',
  );
  const [role] = file.facts.sessions;
  expect(role?.grants.map(({ action }) => action)).toContain('s3:GetObject');
  expect(role?.unknowns.map(({ what }) => what)).toEqual([
    'what else runs as this role',
    expect.stringContaining('what `${file(iam.yml):queues}` adds to the policies of role `shop-dev-'),
  ]);
  const unread = role?.unknowns[1];
  expect(unread && textAt(file, unread.origin)).toBe('${file(iam.yml):queues}');
  expect(unread?.why).toContain('another file');
  // What is absent here may stand there.
  expect(file.facts.complete).toBe(false);
});

it('does not know who assumes a role whose trust stands in another file', async () => {
  const { session } = await lowered(
    `service: shop
provider: {name: aws}
functions: {}
resources:
  Resources:
    Role:
      Type: AWS::IAM::Role
      Properties:
        AssumeRolePolicyDocument: \${file(trust.json)}
`,
    'serverless.yml',
  );
  expect(session('role:Role').unknowns.map(({ what }) => what)).toContain('who may take role `Role`');
});

it('says which function of a template stands for a part of a policy', async () => {
  const file = await lowered(`Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - !ImportValue shared-statement
              - {Effect: Allow, Action: 's3:GetObject', Resource: '*'}
`);
  const unread = file.session('role:Role').unknowns.find(({ what }) => what.includes('ImportValue'));
  expect(unread?.what).toBe('what `Fn::ImportValue shared-statement` adds to the policies of role `Role`');
  expect(unread && textAt(file, unread.origin)).toBe('shared-statement');
});
