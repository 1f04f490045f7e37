import { describe, expect, it } from 'vitest';
import { UNKNOWN_PART } from '../../../../server/src/core/model/policyDocument.js';
import { lowered, loweredFixture, rows, textAt } from './lowered.js';

describe('SAM', () => {
  it('makes a role of policy templates, managed policies, documents and what functions need by default', async () => {
    const file = await loweredFixture('sam-orders/template.yaml');
    const role = file.session('role:WorkerRole');
    const orders = 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Orders}';
    const written = role.grants.filter(({ declaredFor }) => declaredFor === 'session');
    expect(rows(written)).toEqual(
      expect.arrayContaining([
        `sqs:ReceiveMessage read queue ${orders}`,
        'dynamodb:Scan read data arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/customers',
        `sqs:SendMessage write queue ${orders}`,
        'sns:* admin queue *',
        'xray:PutTraceSegments write api *',
        'sqs:SendMessage write queue arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders-dead',
      ]),
    );
    const scan = role.grants.find(({ action }) => action === 'dynamodb:Scan');
    expect(scan && textAt(file, scan.origin)).toBe('DynamoDBReadPolicy');
    expect(scan?.sensitivity).toEqual(['customer-data']);
    const logs = role.grants.filter(({ declaredFor }) => declaredFor === 'default');
    expect(logs.map(({ action, certainty }) => [action, certainty])).toContainEqual([
      'logs:PutLogEvents',
      'platform-default',
    ]);
    expect(role.references.map(({ kind, target }) => [kind, target.key])).toEqual([
      ['bounded-by', 'aws:policy/app-boundary'],
    ]);
    expect(role.initiators.map(({ actor }) => actor)).toEqual(['workload']);
  });

  it('sees publishing and consuming of one queue meet, by its logical id', async () => {
    const file = await loweredFixture('sam-orders/template.yaml');
    const flows = file
      .session('role:WorkerRole')
      .grants.filter(({ destination }) => destination?.pattern === 'arn:aws:sqs:*:*:${Orders}')
      .flatMap((grant) => grant.flows ?? []);
    expect([...new Set(flows)].sort()).toEqual(['consume', 'publish']);
  });

  it('runs functions as the role that they name, and says that policies are then ignored', async () => {
    const file = await loweredFixture('sam-orders/template.yaml');
    expect(
      file.facts.workloads?.map(({ name, named, runsAs }) => [name, named, runsAs.key.split('#')[1]]),
    ).toEqual([
      ['Worker', false, 'WorkerRole'],
      ['Reader', true, 'ReaderRole'],
    ]);
    expect(file.facts.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('SAM ignores `Policies`'),
    ]);
  });

  it('tells of a resource policy who is let in, and to what', async () => {
    const file = await loweredFixture('sam-orders/template.yaml');
    const policy = file.session('resource-policy:OrdersPolicy');
    expect(policy).toMatchObject({ noun: 'queue policy', label: 'Orders', role: 'unheld' });
    expect(policy.initiators.map(({ id, actor }) => [id, actor])).toEqual([
      ['principal:Service:sns.amazonaws.com', 'workload'],
      ['principal:any:*', 'anyone'],
    ]);
    expect(policy.grants.map(({ action, initiators }) => [action, initiators])).toEqual([
      ['sqs:SendMessage', ['principal:Service:sns.amazonaws.com']],
      ['sqs:ReceiveMessage', ['principal:any:*']],
    ]);
    const call = file.session('resource-policy:InvokeFromApi');
    expect(call.noun).toBe('function policy');
    expect(call.grants[0]?.attributes?.['conditions']).toEqual([
      'ArnLike AWS:SourceArn = arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:abc/*',
    ]);
  });

  it('makes the role in the branch in which none is named', async () => {
    const file = await lowered(`Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Role: !If [HasRole, !Ref RoleArn, !Ref AWS::NoValue]
      Policies: !If [Wide, AdministratorAccess, NoSuchPolicy]
  G:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - NoSuchTemplatePolicy: {}
`);
    const grant = file.session('role:FRole').grants.find(({ action }) => action === '*');
    expect(grant?.attributes?.['when']).toBe('Wide');
    expect(file.session('role:FRole').unknowns.map(({ what }) => what)).toEqual([
      'what `NoSuchPolicy` allows',
    ]);
    expect(file.facts.problems.map(({ message }) => message)).toEqual([
      'SAM has no policy template `NoSuchTemplatePolicy`.',
    ]);
  });
});

describe('the Serverless Framework', () => {
  it('reads the statements of the service, of functions, and of the resources', async () => {
    const file = await loweredFixture('serverless-billing/serverless.yml');
    const shared = file.session('role:IamRoleLambdaExecution');
    expect(shared.label).toBe('billing-prod-eu-west-1-lambdaRole');
    expect(rows(shared.grants)).toEqual(
      expect.arrayContaining([
        'dynamodb:GetItem read data arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/invoices-prod',
        'sqs:ListQueues read queue *',
        'logs:PutLogEvents write api arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/billing-prod*:*',
      ]),
    );
    const charge = file.session('role:chargeRole');
    expect(charge.label).toBe('billing-charge');
    expect(rows(charge.grants)).toEqual(
      expect.arrayContaining([
        'ssm:GetParameter read secrets *',
        'sqs:* admin queue *',
        expect.stringContaining('dynamodb:GetItem') as string,
      ]),
    );
    expect(file.facts.workloads?.map(({ name, runsAs }) => [name, runsAs.key.split('#')[1]])).toEqual([
      ['list', 'IamRoleLambdaExecution'],
      ['charge', 'chargeRole'],
      ['audit', 'AuditRole'],
    ]);
    expect(file.facts.definitions.map(({ key }) => key)).toContain('aws:role/billing-prod-audit');
  });

  it('leaves open what only the deployment tells', async () => {
    const file = await lowered(
      `service: s
provider:
  name: aws
  iamRoleStatements:
    - Effect: Allow
      Action: s3:GetObject
      Resource: arn:aws:s3:::\${env:BUCKET}-\${self:custom.x, 'y'}-\${opt:n, self:custom.n}/*
    - \${file(./more.yml)}
custom:
  n: \${self:custom.n}
functions: {f: {handler: h}}
`,
      'serverless.yml',
    );
    const role = file.session('role:IamRoleLambdaExecution');
    const [statement] = role.policies?.identity[0]?.statements ?? [];
    expect(statement?.resources?.[0]?.text).toBe(`arn:aws:s3:::${UNKNOWN_PART}-y-${UNKNOWN_PART}/*`);
    expect(role.policies?.identity[0]?.incomplete).toBe(true);
    expect(role.unknowns).toHaveLength(1);
  });
});
