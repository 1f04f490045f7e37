import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../../server/src/core/model/trustScope.js';
import { openedHost } from '../../../support/aws/opened.js';
import { uriOf } from '../../../support/repository.js';

type Files = Readonly<Record<string, string>>;

function scopesOf(files: Files): readonly TrustScope[] {
  return openedHost(files).snapshot.model.scopes.filter(({ facts }) => facts.kind === 'cloud-role');
}

/** Roles by their names: whom they trust, what they may do, what bounds them, what is not known. */
function rolesOf(files: Files): Readonly<Record<string, string>> {
  return Object.fromEntries(
    scopesOf(files).map(({ facts, grants, unknowns }) => [
      facts.name,
      [
        facts.trust?.admissions.map(({ name }) => name).join() ?? '?',
        grants.map(({ action, resource }) => `${action} ${resource}`).join(', '),
        ...unknowns.map(({ what }) => what),
      ].join(' | '),
    ]),
  );
}

const TRUST = '{Statement: [{Effect: Allow, Principal: {Service: !Ref Service}, Action: "sts:AssumeRole"}]}';
const CHILD = `Parameters:
  Service: {Type: String, Default: ec2.amazonaws.com}
  Stage: {Type: String, Default: dev}
  Bucket: {Type: String}
  Queues: {Type: CommaDelimitedList, Default: none}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Mappings:
  Tables: {prod: {Name: orders-live}, dev: {Name: orders-dev}}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub 'shop-\${Stage}'
      AssumeRolePolicyDocument: ${TRUST}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - {Effect: Allow, Action: 's3:GetObject', Resource: !Sub 'arn:aws:s3:::\${Bucket}/*'}
              - {Effect: Allow, Action: 'sqs:SendMessage', Resource: !Ref Queues}
              - Effect: Allow
                Action: 'dynamodb:GetItem'
                Resource: !Sub ['arn:aws:dynamodb:eu-west-1:1:table/\${T}', {T: !FindInMap [Tables, !Ref Stage, Name]}]
              - !If [IsProd, {Effect: Allow, Action: 's3:PutObject', Resource: 'arn:aws:s3:::live/*'}, !Ref 'AWS::NoValue']
Outputs:
  RoleArn: {Value: !GetAtt Role.Arn}
  RoleName: {Value: !Ref Role}
`;

const parent = (stage: string, more = ''): string => `Resources:
  Store: {Type: AWS::S3::Bucket, Properties: {BucketName: shop-store}}
  Live:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./stacks/role.yaml
      Parameters:
        Service: lambda.amazonaws.com
        Stage: ${stage}
        Bucket: !Ref Store
        Queues: 'arn:aws:sqs:eu-west-1:1:a,arn:aws:sqs:eu-west-1:1:b'
${more}`;

describe('nested stacks', () => {
  it('are read with what the parent hands over, which decides their conditions', () => {
    const live = rolesOf({ 'infra/root.yaml': parent('prod'), 'infra/stacks/role.yaml': CHILD });
    expect(live).toEqual({
      'shop-prod':
        'lambda.amazonaws.com | s3:GetObject arn:aws:s3:::shop-store/*, sqs:SendMessage arn:aws:sqs:eu-west-1:1:a, sqs:SendMessage arn:aws:sqs:eu-west-1:1:b, dynamodb:GetItem arn:aws:dynamodb:eu-west-1:1:table/orders-live, s3:PutObject arn:aws:s3:::live/*',
    });
    const test = rolesOf({ 'infra/root.yaml': parent('dev'), 'infra/stacks/role.yaml': CHILD });
    expect(test['shop-dev']).not.toContain('s3:PutObject');
  });

  it('count by their defaults where nobody nests them, both sides of a condition kept', () => {
    const [role = ''] = Object.values(rolesOf({ 'infra/stacks/role.yaml': CHILD }));
    expect(role).toContain('ec2.amazonaws.com');
    expect(role).toContain('s3:PutObject');
  });

  it('give their outputs to the parent and to each other', () => {
    const roles = rolesOf({
      'infra/root.yaml': parent(
        'prod',
        `  More:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: stacks/more.yaml, Parameters: {Holder: !GetAtt Live.Outputs.RoleName}}
  Own:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: own
      Roles: [!GetAtt [Live, Outputs.RoleName]]
      PolicyDocument: {Statement: [{Effect: Allow, Action: 'ssm:GetParameter', Resource: 'arn:aws:ssm:eu-west-1:1:parameter/x'}]}
`,
      ),
      'infra/stacks/role.yaml': CHILD,
      'infra/stacks/more.yaml': `Parameters: {Holder: {Type: String}}
Resources:
  Added:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Roles: [!Ref Holder]
      PolicyDocument: {Statement: [{Effect: Allow, Action: 'sns:Publish', Resource: 'arn:aws:sns:eu-west-1:1:t'}]}
`,
    });
    expect(roles['shop-prod']).toContain('ssm:GetParameter');
    expect(roles['shop-prod']).toContain('sns:Publish');
  });

  it('are told apart where one template is nested twice, each with what makes it', () => {
    const scopes = scopesOf({
      'infra/root.yaml': `${parent('prod')}  Test:
    Type: AWS::Serverless::Application
    Properties: {Location: stacks/role.yaml, Parameters: {Stage: test, Bucket: b}}
`,
      'infra/stacks/role.yaml': CHILD,
    });
    expect(scopes.map(({ facts }) => [facts.name, facts.localId, facts.madeBy?.[0]?.message])).toEqual([
      ['shop-prod', 'role:Live/Role@infra/root.yaml', 'made here by stack `Live`'],
      ['shop-test', 'role:Test/Role@infra/root.yaml', 'made here by stack `Test`'],
    ]);
    expect(scopes.map(({ facts }) => facts.origin.uri)).toEqual(
      Array(2).fill(uriOf('infra/stacks/role.yaml')),
    );
    expect(scopes[0]?.facts.madeBy?.[0]?.origin.uri).toBe(uriOf('infra/root.yaml'));
  });

  it('are taken at the defaults of nobody where what is handed over is not written out', () => {
    const roles = rolesOf({
      'infra/root.yaml': parent('prod').replace(/Parameters:\n[^]*$/u, 'Parameters: !FindInMap [A, B, C]\n'),
      'infra/stacks/role.yaml': CHILD,
    });
    expect(Object.values(roles)[0]).not.toContain('ec2.amazonaws.com |');
  });

  it('that nest each other are cut, and each is told', () => {
    const nests = (other: string): string => `Resources:
  Other: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${other}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: of-${other}
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}]}
`;
    expect(Object.keys(rolesOf({ 'a.yaml': nests('b.yaml'), 'b.yaml': nests('a.yaml') })).sort()).toEqual([
      'of-a.yaml',
      'of-b.yaml',
    ]);
  });

  it('that are not here are told at their resource', () => {
    const host = openedHost({ 'infra/root.yaml': parent('prod') });
    const notes = host.snapshot.file(uriOf('infra/root.yaml'))?.facts.notes ?? [];
    expect(notes.map(({ title }) => title)).toContain('Stack Live');
    expect(host.wanted).toContain(uriOf('infra/stacks/role.yaml'));
  });

  it('have loops over what is handed over', () => {
    const roles = rolesOf({
      'root.yaml': `Resources:
  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: loop.yaml, Parameters: {Names: 'a,b'}}}
`,
      'loop.yaml': `Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, Default: z}}
Resources:
  Fn::ForEach::Roles:
    - Name
    - !Ref Names
    - Role\${Name}:
        Type: AWS::IAM::Role
        Properties:
          RoleName: !Sub 'run-\${Name}'
          AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}]}
`,
    });
    expect(Object.keys(roles)).toEqual(['run-a', 'run-b']);
  });
});

describe('what a template takes in', () => {
  const INCLUDING = `Transform: AWS::Serverless-2016-10-31
Parameters: {Service: {Type: String, Default: ec2.amazonaws.com}}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: held
      AssumeRolePolicyDocument: ${TRUST}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./policy.yaml}}
  Fn::Transform:
    Name: AWS::Include
    Parameters: {Location: more.json}
`;
  const files = {
    'app/template.yaml': INCLUDING,
    'app/policy.yaml':
      "Statement:\n  - {Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::kept/*'}\n",
    'app/more.json': `{"Other": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "other", "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": {"Service": {"Ref": "Service"}}, "Action": "sts:AssumeRole"}]}}}}`,
  };

  it('stands in its place', () => {
    expect(rolesOf(files)).toEqual({
      held: 'ec2.amazonaws.com | s3:GetObject arn:aws:s3:::kept/*',
      other: 'ec2.amazonaws.com |  | what role other may do',
    });
  });

  it('is not known where it is not here', () => {
    const others = { 'app/template.yaml': INCLUDING, 'app/more.json': files['app/more.json'] };
    const host = openedHost(others);
    expect(host.wanted).toContain(uriOf('app/policy.yaml'));
    expect(rolesOf(others)['held']).toContain('policies of role `held`');
  });
});
