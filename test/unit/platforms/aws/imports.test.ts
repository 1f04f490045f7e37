import { describe, expect, it } from 'vitest';
import { openedHost } from '../../../support/aws/opened.js';
import { ROOT, uriOf } from '../../../support/repository.js';

type Files = Readonly<Record<string, string>>;

const TRUST =
  '{Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]}';

/** A template that makes a role without a name, a bucket and a policy, and exports them. */
const BASE = `Parameters:
  Env: {Type: String, Default: dev}
Resources:
  Runner: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: ${TRUST}}}
  Store: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'store-\${Env}'}}
  Writes:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:PutObject', Resource: 'arn:aws:s3:::kept/*'}]}
Outputs:
  RunnerName: {Value: !Ref Runner, Export: {Name: !Sub '\${AWS::StackName}-RunnerName'}}
  RunnerArn: {Value: !GetAtt Runner.Arn, Export: {Name: runner-arn}}
  StoreArn: {Value: !GetAtt Store.Arn, Export: {Name: !Sub '\${Env}-store-arn'}}
  Policy: {Value: !Ref Writes, Export: {Name: !Sub '\${AWS::StackName}-WritesPolicy'}}
`;

/** A role that takes a policy and a resource from elsewhere. */
const user = (policy: string, resource: string): string => `Parameters:
  BaseStack: {Type: String}
Resources:
  User:
    Type: AWS::IAM::Role
    Properties:
      RoleName: user
      AssumeRolePolicyDocument: ${TRUST}
      ManagedPolicyArns: [${policy}]
      Policies:
        - PolicyName: p
          PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: ${resource}}]}
`;

interface Told {
  readonly roles: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** Roles with their grants and what is not known; notes of all files beside them. */
function told(files: Files): Told {
  const { snapshot } = openedHost(files);
  const roles = snapshot.model.scopes.filter(({ facts }) => facts.kind === 'cloud-role');
  return {
    roles: roles.map(({ facts, grants, unknowns }) => [
      facts.name,
      ...grants.map(({ action, resource, certainty }) => `${action} ${resource} ${certainty}`),
      ...unknowns.map(({ what }) => what),
    ]),
    notes: Object.keys(files).flatMap((path) =>
      (snapshot.file(uriOf(path))?.facts.notes ?? [])
        .filter(({ title }) => title.startsWith('A value of'))
        .map(({ text }) => text),
    ),
  };
}

describe('what another stack exports', () => {
  it('stands in the place of its import: a policy by the stack in its name, a resource by its name', () => {
    const files = {
      'base/template.yaml': BASE,
      'app/user.yaml': user(
        "!ImportValue {'Fn::Sub': '${BaseStack}-WritesPolicy'}",
        "!Sub ['${Arn}/*', {Arn: !ImportValue dev-store-arn}]",
      ),
    };
    expect(told(files)).toEqual({
      roles: [
        [
          'user',
          's3:GetObject arn:${AWS::Partition}:s3:::store-dev/* inferred',
          's3:PutObject arn:aws:s3:::kept/* declared',
        ],
        ['Runner', 'what role Runner may do'],
      ],
      notes: [
        'It is likely the export of `base/template.yaml`, the only one here whose name fits: how both are deployed is not known.',
        'It is likely the export of `base/template.yaml`, the only one here whose name fits: how both are deployed is not known.',
      ],
    });
  });

  it('is the one that is written alike, whatever else fits', () => {
    const files = {
      'a.yaml': BASE,
      'b.yaml': BASE.replace('Name: runner-arn', "Name: !Sub '${AWS::StackName}-arn'"),
      'fn.yaml': `Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {FunctionName: work, Role: !ImportValue runner-arn}}
`,
    };
    const workloads = openedHost(files).snapshot.file(uriOf('fn.yaml'))?.facts.workloads ?? [];
    expect(workloads.map(({ name, runsAs }) => [name, runsAs.key])).toEqual([
      ['work', `aws:logical/${uriOf('a.yaml')}#Runner`],
    ]);
  });

  it('counts as not known where several fit, and all are named', () => {
    const files = {
      'a.yaml': BASE,
      'b.yaml': BASE,
      'user.yaml': user("!ImportValue {'Fn::Sub': '${BaseStack}-WritesPolicy'}", "'arn:aws:s3:::x/*'"),
    };
    const { roles, notes } = told(files);
    expect(roles).toContainEqual([
      'user',
      's3:GetObject arn:aws:s3:::x/* declared',
      'what policy `${ImportValue ${BaseStack}-WritesPolicy}` allows',
    ]);
    expect(notes).toEqual([
      '2 exports here fit its name, of `a.yaml` and `b.yaml`: which one it is depends on how they are deployed, so it counts as not known.',
    ]);
  });

  it('takes policies that are written into its role', () => {
    const files = {
      'base.yaml': BASE,
      'more.yaml': `Parameters: {Base: {Type: String, Default: base}}
Resources:
  More:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: more
      Roles: ['Fn::ImportValue': !Sub '\${Base}-RunnerName']
      PolicyDocument: {Statement: [{Effect: Allow, Action: 'sns:Publish', Resource: 'arn:aws:sns:eu-west-1:1:t'}]}
`,
    };
    expect(told(files).roles).toContainEqual(['Runner', 'sns:Publish arn:aws:sns:eu-west-1:1:t declared']);
  });

  it('is followed to a role of a stack that another template nests', () => {
    const files = {
      'root.yaml': `Resources:
  Base: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: base.yaml}}
`,
      'base.yaml': BASE,
      'more.yaml': `Resources:
  More:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: more
      Roles: ['Fn::ImportValue': !Sub '\${AWS::StackName}-RunnerName']
      PolicyDocument: {Statement: [{Effect: Allow, Action: 'sns:Publish', Resource: 'arn:aws:sns:eu-west-1:1:t'}]}
`,
    };
    expect(told(files).roles).toContainEqual([
      'Base/Runner',
      'sns:Publish arn:aws:sns:eu-west-1:1:t declared',
    ]);
  });

  it('changes with the template that gives it, and is gone with it', () => {
    const importing = user("'arn:aws:iam::aws:policy/x'", '!ImportValue dev-store-arn');
    const host = openedHost({ 'base.yaml': BASE, 'user.yaml': importing });
    const resource = (): string | undefined =>
      host.snapshot.model.scopes.find(({ facts }) => facts.name === 'user')?.grants[0]?.resource;
    expect(resource()).toContain('store-');
    host.apply([{ uri: uriOf('base.yaml'), root: ROOT, text: BASE.replace('store-\${Env}', 'other') }]);
    expect(resource()).toContain(':::other');
    host.apply([{ uri: uriOf('base.yaml'), root: ROOT, text: 'Resources: {}\n' }]);
    expect(resource()).toContain('ImportValue');
  });
});

describe('what a stack keeps in the parameter store', () => {
  const STORED = `${BASE.slice(0, BASE.indexOf('Outputs:'))}  Kept:
    Type: AWS::SSM::Parameter
    Properties: {Name: /shop/policy, Type: String, Value: !Ref Writes}
`;

  it.each([
    ['a dynamic reference', "'{{resolve:ssm:/shop/policy}}'", ''],
    [
      'one with a version in a text',
      "!Sub '{{resolve:ssm:/${Shop}/policy:3}}'",
      '  Shop: {Type: String, Default: shop}\n',
    ],
    [
      'a parameter of the template',
      '!Ref Policy',
      "  Policy: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /shop/policy}\n",
    ],
  ])('is taken by %s', (_, policy, parameter) => {
    const taking = user(policy, "'arn:aws:s3:::x/*'").replace('Parameters:\n', `Parameters:\n${parameter}`);
    expect(told({ 'base.yaml': STORED, 'user.yaml': taking }).roles).toContainEqual([
      'user',
      's3:GetObject arn:aws:s3:::x/* declared',
      's3:PutObject arn:aws:s3:::kept/* declared',
    ]);
  });
});
