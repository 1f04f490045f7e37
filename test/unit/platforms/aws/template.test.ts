import { describe, expect, it } from 'vitest';
import { UNKNOWN_PART } from '../../../../server/src/core/model/policyDocument.js';
import { lowered, loweredFixture, roleWith, rows, textAt } from './lowered.js';

describe('a role of a template', () => {
  it('has its name, lifetime, trust, grants and what is attached', async () => {
    const file = await loweredFixture('deploy-role/iam/github-deploy.yaml');
    const role = file.session('role:DeployRole');
    expect(role.label).toBe('deploy');
    expect(role.lifetime).toMatchObject({ seconds: 7200, basis: 'declared', boundBy: 'MaxSessionDuration' });
    expect(textAt(file, role.lifetime.origin)).toBe('7200');
    expect(role.principal).toBe(`arn:aws:iam::${UNKNOWN_PART}:role/deploy`);
    expect(rows(role.grants)).toEqual([
      's3:PutObject write data arn:${AWS::Partition}:s3:::shop-releases/*',
      's3:GetObject read data arn:${AWS::Partition}:s3:::shop-releases/*',
      'ecs:UpdateService write compute arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/shop/*',
      'ce:* write billing *',
      'aws-portal:View* read billing *',
      's3:DeleteObjectVersion write data *',
      's3:Delete* admin data *',
    ]);
    expect(role.grants.map((grant) => textAt(file, grant.origin))).toEqual([
      's3:PutObject',
      's3:GetObject',
      'ecs:UpdateService',
      "'ce:*'",
      "'aws-portal:View*'",
      "'s3:DeleteObjectVersion'",
      "'s3:Delete*'",
    ]);
    expect(file.facts.definitions.map(({ key }) => key)).toEqual(
      expect.arrayContaining([
        'aws:role/deploy',
        'aws:logical/file:///w/iam/github-deploy.yaml#DeployRole',
        'aws:policy/audit',
      ]),
    );
    expect(file.facts.attachments?.[0]).toMatchObject({
      set: { key: 'aws:policy/audit' },
      holders: [{ key: { key: 'aws:logical/file:///w/iam/github-deploy.yaml#DeployRole' }, name: 'deploy' }],
    });
  });

  it('keeps the branches of Fn::If apart', async () => {
    const file = await loweredFixture('deploy-role/iam/github-deploy.yaml');
    const role = file.session('role:DeployRole');
    const trust = role.trust?.policy.statements ?? [];
    expect(trust.map(({ possible, conditions }) => [possible, conditions.length])).toEqual([
      [true, 2],
      [true, 1],
    ]);
    expect(role.trust?.admissions.map(({ issuer }) => issuer)).toEqual([
      'token.actions.githubusercontent.com',
      'token.actions.githubusercontent.com',
    ]);
    const when = role.grants.map(({ attributes }) => attributes?.['when']).filter((one) => one !== undefined);
    expect(when).toEqual(['IsProduction', 'not IsProduction']);
  });

  it('has the default lifetime where none is written', async () => {
    const file = await lowered(roleWith('- {Effect: Allow, Action: s3:GetObject, Resource: "*"}'));
    expect(file.session('role:Role').lifetime).toMatchObject({ seconds: 3600, basis: 'platform-default' });
  });
});

describe('users, groups and keys', () => {
  it('are sessions without an end, sets and standing credentials', async () => {
    const file = await loweredFixture('deploy-role/iam/github-deploy.yaml');
    const user = file.session('user:LegacyUser');
    expect(user).toMatchObject({
      kind: 'static-credential',
      label: 'legacy-ci',
      lifetime: { seconds: null, basis: 'unbounded' },
    });
    expect(textAt(file, user.lifetime.origin)).toBe('LegacyKey');
    expect(rows(user.grants)).toContain('s3:Get* read data *');
    expect(user.references.map(({ kind, target }) => [kind, target.key])).toEqual([
      ['holds', 'aws:logical/file:///w/iam/github-deploy.yaml#Operators'],
    ]);
    const group = file.facts.sets?.find(({ noun }) => noun === 'group');
    expect(group?.gates).toMatchObject([{ kind: 'step-up', state: 'enforced', name: 'MFA within 1 h' }]);
    expect(group?.grants[0]?.gates).toEqual([group?.gates?.[0]?.id]);
    expect(file.facts.credentials).toMatchObject([{ noun: 'access key', lifetime: { seconds: null } }]);
  });
});

describe('intrinsic functions in JSON', () => {
  it('resolve where the template tells, and stay open where not', async () => {
    const file = await loweredFixture('intrinsics/cloudformation/stack.template');
    const role = file.session('role:Role');
    expect(role.label).toBe('app-${AWS::Region}');
    const [statement] = role.policies?.identity[0]?.statements ?? [];
    expect(statement?.resources?.map(({ text }) => text)).toEqual([
      `arn:aws:kinesis:${UNKNOWN_PART}:${UNKNOWN_PART}:stream/clicks`,
      'arn:aws:s3:::acme-logs-eu/*',
      'arn:aws:s3:::two/${Literal}',
      UNKNOWN_PART,
    ]);
    expect(role.policies?.identity[0]?.statements.map(({ possible }) => possible)).toEqual([
      undefined,
      true,
      true,
    ]);
    expect(role.grants.find(({ action }) => action === 'kms:Decrypt')).toMatchObject({
      resource: '${KeyArn}',
      certainty: 'inferred',
      attributes: { when: 'IsProd' },
    });
    expect(file.facts.workloads).toMatchObject([
      { noun: 'EC2 instance', runsAs: { key: expect.stringContaining('#Role') as string } },
    ]);
  });

  it('takes a statement under one condition apart from its opposite', async () => {
    const file = await lowered(
      roleWith(`- Effect: Allow
  Action: !If [A, 's3:GetObject', !If [B, 's3:PutObject', !Ref AWS::NoValue]]
  NotResource: !If [C, 'arn:aws:s3:::x', 'arn:aws:s3:::y']`),
    );
    const grants = file
      .session('role:Role')
      .grants.map(({ action, attributes }) => [action, attributes?.['when']]);
    expect(grants).toEqual([
      ['s3:GetObject', 'C and A'],
      ['s3:PutObject', 'C and not A and B'],
      ['s3:GetObject', 'not C and A'],
      ['s3:PutObject', 'not C and not A and B'],
    ]);
  });

  it('does not run in circles', async () => {
    const file = await lowered(`Resources:
  A: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Sub '\${B}'}}
  B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Sub '\${A}'}}
  R:
    Type: AWS::IAM::Role
    Properties:
      Policies: [{PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: s3:GetObject, Resource: !GetAtt A.Arn}}}]
`);
    expect(file.session('role:R').grants).toHaveLength(1);
  });
});

describe('policies in strings', () => {
  it('are read, with the places of their texts', async () => {
    const file = await loweredFixture('embedded-policies/irsa.yaml');
    const role = file.session('role:ExternalDns');
    const [condition] = role.trust?.policy.statements[0]?.conditions ?? [];
    expect(condition?.key).toBe('oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub');
    expect(condition && textAt(file, condition.origin)).toBe('"${Issuer}:sub"');
    expect(rows(role.grants)).toEqual([
      'route53:ChangeResourceRecordSets write network arn:${AWS::Partition}:route53:::hostedzone/*',
    ]);
    expect(role.grants[0] && textAt(file, role.grants[0].origin)).toBe('"route53:ChangeResourceRecordSets"');
    const queue = await loweredFixture('embedded-policies/queue-attributes.json');
    expect(queue.session('policy:queue-attributes')).toMatchObject({ noun: 'queue policy', role: 'unheld' });
  });
});
