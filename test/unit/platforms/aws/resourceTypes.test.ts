import { describe, expect, it } from 'vitest';
import { UNKNOWN_PART } from '../../../../server/src/core/model/policyDocument.js';
import { lowered, mended, rows, textAt } from './lowered.js';

/** A template of one resource. */
function resource(type: string, properties: string): string {
  const body = properties
    .trim()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');
  return `Resources:\n  It:\n    Type: ${type}\n    Properties:\n${body}\n`;
}

/** A policy that lets one account do something. */
function opening(action: string): string {
  return `{Version: '2012-10-17', Statement: {Effect: Allow, Principal: {AWS: '111122223333'}, Action: '${action}', Resource: '*'}}`;
}

describe('policies of resources', () => {
  it.each([
    ['AWS::S3::AccessPoint', `Policy: ${opening('s3:GetObject')}`, 'access point policy', 's3:GetObject'],
    [
      'AWS::S3::MultiRegionAccessPointPolicy',
      `MrapName: m\nPolicy: ${opening('s3:GetObject')}`,
      'access point policy',
      's3:GetObject',
    ],
    [
      'AWS::SecretsManager::ResourcePolicy',
      `SecretId: s\nResourcePolicy: ${opening('secretsmanager:GetSecretValue')}`,
      'secret policy',
      'secretsmanager:GetSecretValue',
    ],
    [
      'AWS::ECR::Repository',
      `RepositoryPolicyText: ${opening('ecr:BatchGetImage')}`,
      'repository policy',
      'ecr:BatchGetImage',
    ],
    [
      'AWS::EFS::FileSystem',
      `FileSystemPolicy: ${opening('elasticfilesystem:ClientMount')}`,
      'file system policy',
      'elasticfilesystem:ClientMount',
    ],
    [
      'AWS::OpenSearchService::Domain',
      `AccessPolicies: ${opening('es:ESHttpGet')}`,
      'domain policy',
      'es:ESHttpGet',
    ],
    [
      'AWS::ApiGateway::RestApi',
      `Policy: ${opening('execute-api:Invoke')}`,
      'API policy',
      'execute-api:Invoke',
    ],
    [
      'AWS::Serverless::Api',
      `Auth:\n  ResourcePolicy:\n    CustomStatements: [{Effect: Allow, Principal: {AWS: '111122223333'}, Action: 'execute-api:Invoke', Resource: 'execute-api:/prod/*'}]`,
      'API policy',
      'execute-api:Invoke',
    ],
    [
      'AWS::Backup::BackupVault',
      `AccessPolicy: ${opening('backup:CopyIntoBackupVault')}`,
      'backup vault policy',
      'backup:CopyIntoBackupVault',
    ],
    [
      'AWS::CodeArtifact::Repository',
      `PermissionsPolicyDocument: ${opening('codeartifact:ReadFromRepository')}`,
      'repository policy',
      'codeartifact:ReadFromRepository',
    ],
    [
      'AWS::DynamoDB::GlobalTable',
      `Replicas: [{Region: eu-west-1, ResourcePolicy: {PolicyDocument: ${opening('dynamodb:GetItem')}}}]`,
      'table policy',
      'dynamodb:GetItem',
    ],
    [
      'AWS::Events::EventBusPolicy',
      `StatementId: x\nStatement: {Effect: Allow, Principal: {AWS: '111122223333'}, Action: 'events:PutEvents', Resource: '*'}`,
      'event bus policy',
      'events:PutEvents',
    ],
    [
      'AWS::Events::EventBusPolicy',
      `StatementId: x\nAction: events:PutEvents\nPrincipal: '111122223333'\nEventBusName: b`,
      'event bus policy',
      'events:PutEvents',
    ],
    [
      'AWS::Lambda::Permission',
      `FunctionName: f\nAction: lambda:InvokeFunction\nPrincipal: '111122223333'`,
      'function policy',
      'lambda:InvokeFunction',
    ],
    [
      'AWS::Lambda::LayerVersionPermission',
      `LayerVersionArn: arn:aws:lambda:eu-west-1:444455556666:layer:l:1\nAction: lambda:GetLayerVersion\nPrincipal: '111122223333'`,
      'layer policy',
      'lambda:GetLayerVersion',
    ],
  ])('%s', async (type, properties, noun, action) => {
    const { facts } = await lowered(resource(type, properties));
    expect(facts.problems).toEqual([]);
    const [session, ...others] = facts.sessions;
    expect(others).toEqual([]);
    expect(session?.noun).toBe(noun);
    expect(session?.grants.map((grant) => grant.action)).toEqual([action]);
    expect(session?.initiators.map(({ event, actor }) => [event, actor])).toEqual([
      ['111122223333', 'another-session'],
    ]);
  });

  it('takes a policy of logs out of its text', async () => {
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'es.amazonaws.com' },
          Action: 'logs:PutLogEvents',
          Resource: '*',
        },
      ],
    });
    const { facts } = await lowered(
      resource('AWS::Logs::ResourcePolicy', `PolicyName: p\nPolicyDocument: '${text}'`),
    );
    expect(facts.sessions[0]?.grants.map(({ action }) => action)).toEqual(['logs:PutLogEvents']);
  });

  it('takes the policy of an endpoint for no grant, and checks it', async () => {
    const open = opening('s3:*').replace("{AWS: '111122223333'}", "'*'");
    const { facts } = await lowered(
      resource('AWS::EC2::VPCEndpoint', `ServiceName: s\nPolicyDocument: ${open}`),
    );
    expect(facts.sessions).toEqual([]);
    const odd = opening('s3:NoSuchAction');
    const checked = await lowered(
      resource('AWS::EC2::VPCEndpoint', `ServiceName: s\nPolicyDocument: ${odd}`),
    );
    expect(checked.facts.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('s3:NoSuchAction'),
    ]);
  });
});

describe('policies of an organisation', () => {
  const policy = (type: string): string =>
    resource(
      'AWS::Organizations::Policy',
      `Type: ${type}\nContent: {Version: '2012-10-17', Statement: [{Effect: deny, Action: 's3:*', Resource: '*'}]}`,
    );
  it('grant nothing, and are checked', async () => {
    const { facts } = await lowered(policy('SERVICE_CONTROL_POLICY'));
    expect(facts.sessions).toEqual([]);
    expect(facts.problems.map(({ message }) => message)).toEqual([
      '`Effect` is `Allow` or `Deny`, in just these letters; IAM refuses `deny`.',
    ]);
  });
  it('are left alone where they are none of IAM', async () => {
    expect((await lowered(policy('TAG_POLICY'))).facts.problems).toEqual([]);
  });
});

describe('a permission set', () => {
  const text = resource(
    'AWS::SSO::PermissionSet',
    `Name: Auditors
SessionDuration: PT8H
ManagedPolicies: ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess']
CustomerManagedPolicyReferences: [{Name: audit}]
PermissionsBoundary: {CustomerManagedPolicyReference: {Name: limits}}
InlinePolicy: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::audit/*'}]}`,
  );
  it('is a role of people', async () => {
    const file = await lowered(text);
    const set = file.session('permission-set:It');
    expect(set).toMatchObject({ kind: 'cloud-role', noun: 'permission set', label: 'Auditors' });
    expect(set.lifetime).toMatchObject({ seconds: 28_800, basis: 'declared', boundBy: 'SessionDuration' });
    expect(textAt(file, set.lifetime.origin)).toBe('PT8H');
    expect(set.principal).toContain(`/${UNKNOWN_PART}AWSReservedSSO_Auditors_`);
    expect(set.references.map(({ kind, target }) => [kind, target.key])).toEqual([
      ['holds', 'aws:policy/audit'],
      ['bounded-by', 'aws:policy/limits'],
    ]);
    expect(rows(set.grants)).toContain('s3:GetObject read data arn:aws:s3:::audit/*');
    expect(set.grants.map(({ action }) => action)).toContain('xray:PutTraceSegments');
  });
  it('lasts an hour where nothing is said', async () => {
    const { session } = await lowered(resource('AWS::SSO::PermissionSet', 'Name: Auditors'));
    expect(session('permission-set:It').lifetime).toMatchObject({
      seconds: 3600,
      basis: 'platform-default',
    });
  });
  it('is refused another time', async () => {
    const file = await lowered(
      resource('AWS::SSO::PermissionSet', 'Name: Auditors\nSessionDuration: 8 hours'),
    );
    expect(file.facts.problems.map(({ message }) => message)).toEqual([
      '`SessionDuration` is a time as ISO 8601 writes it, such as `PT1H`.',
    ]);
  });
  it('has its time lowered in its own words', async () => {
    const file = await lowered(text);
    const { origin } = file.session('permission-set:It').lifetime;
    const uri = file.facts.uri;
    const result = mended(file, {
      kind: 'bound-lifetime',
      uri,
      session: 'permission-set:It',
      seconds: 3600,
      at: origin,
    });
    expect(result).toContain('SessionDuration: PT1H\n');
  });
});

it('puts a user into a group by a resource of its own', async () => {
  const { session, facts } = await lowered(`Resources:
  Jo: {Type: 'AWS::IAM::User'}
  Readers:
    Type: AWS::IAM::Group
    Properties:
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess']
  JoReads:
    Type: AWS::IAM::UserToGroupAddition
    Properties: {GroupName: !Ref Readers, Users: [!Ref Jo]}
`);
  expect(session('user:Jo').references.map(({ kind, target }) => [kind, target.key])).toEqual([
    ['holds', 'aws:logical/file:///w/template.yaml#Readers'],
  ]);
  // What the group holds is the group's: it is not told twice.
  expect(session('user:Jo').grants).toEqual([]);
  expect(facts.sets?.[0]?.grants.map(({ action }) => action)).toContain('xray:PutTraceSegments');
});

describe('policies that stand by themselves', () => {
  it.each([
    ['AWS::IAM::RolePolicy', 'RoleName', 'AWS::IAM::Role', 'role:Holder'],
    ['AWS::IAM::UserPolicy', 'UserName', 'AWS::IAM::User', 'user:Holder'],
  ])('%s belongs to its holder', async (type, key, holder, id) => {
    const { session } = await lowered(`Resources:
  Holder: {Type: '${holder}'}
  It:
    Type: ${type}
    Properties:
      PolicyName: p
      ${key}: !Ref Holder
      PolicyDocument: {Statement: {Effect: Allow, Action: 'sqs:SendMessage', Resource: '*'}}
`);
    expect(session(id).grants.map(({ action }) => action)).toEqual(['sqs:SendMessage']);
  });
  it('AWS::IAM::GroupPolicy belongs to its group', async () => {
    const { facts } = await lowered(`Resources:
  Holder: {Type: 'AWS::IAM::Group'}
  It:
    Type: AWS::IAM::GroupPolicy
    Properties:
      PolicyName: p
      GroupName: !Ref Holder
      PolicyDocument: {Statement: {Effect: Allow, Action: 'sqs:SendMessage', Resource: '*'}}
`);
    const group = facts.sets?.find(({ noun }) => noun === 'group');
    expect(group?.grants.map(({ action }) => action)).toEqual(['sqs:SendMessage']);
  });
});

it('reads what devices may do', async () => {
  const { facts } = await lowered(
    resource(
      'AWS::IoT::Policy',
      `PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'iot:Publish', Resource: 'arn:aws:iot:eu-west-1:111122223333:topic/\${iot:Connection.Thing.ThingName}'}]}`,
    ),
  );
  expect(facts.problems).toEqual([]);
  expect(facts.sessions.map(({ noun, role }) => [noun, role])).toEqual([['IoT policy', 'unheld']]);
  expect(facts.sessions[0]?.grants.map(({ action }) => action)).toEqual(['iot:Publish']);
});
