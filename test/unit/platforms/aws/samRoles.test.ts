import { describe, expect, it } from 'vitest';
import { lowered, rows } from './lowered.js';

const template = (resources: string, head = ''): string =>
  `Transform: AWS::Serverless-2016-10-31\n${head}Resources:\n${resources}`;

const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:broker-a1b2c3';

/** What the role of a function with this one event may do, beyond writing its logs. */
async function rightsOf(event: string): Promise<readonly string[]> {
  const file = await lowered(
    template(`  F:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        In: ${event}
`),
  );
  return rows(file.session('role:FRole').grants)
    .filter((row) => !row.startsWith('logs:'))
    .map((row) => row.replace(/ (?:data|api|queue|secrets|control-plane|network|compute|identity) /u, ' '));
}

describe('roles that SAM makes', () => {
  it('lets each service start a state machine by a role of its own', async () => {
    const file = await lowered(
      template(`  Steps:
    Type: AWS::Serverless::StateMachine
    Properties:
      PermissionsBoundary: arn:aws:iam::123456789012:policy/edge
      AutoPublishAlias: live
      UseAliasAsEventTarget: true
      Events:
        Post: {Type: Api, Properties: {Path: /, Method: POST, RestApiId: !Ref Web}}
        Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
        Own: {Type: Schedule, Properties: {Schedule: rate(1 day), RoleArn: arn:aws:iam::123456789012:role/own}}
        Hourly: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 hour), DeadLetterConfig: {Arn: arn:aws:sqs:eu-west-1:123456789012:dead}}}
        Paid: {Type: EventBridgeRule, Properties: {Pattern: {source: [shop]}}}
`),
    );
    const roles = file.facts.sessions.filter(({ localId }) => localId !== 'role:StepsRole');
    const start =
      'states:StartExecution write compute arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${Steps}:live';
    expect(roles.map(({ name, grants, initiators }) => [name, initiators[0]?.who, rows(grants)])).toEqual([
      ['StepsPostRole', 'API Gateway', [start]],
      ['StepsNightlyRole', 'EventBridge', [start]],
      [
        'StepsHourlyRole',
        'schedules of EventBridge Scheduler',
        [start, 'sqs:SendMessage write queue arn:aws:sqs:eu-west-1:123456789012:dead'],
      ],
      ['StepsPaidRole', 'EventBridge', [start]],
    ]);
    // The machine's boundary holds for rules and APIs; a schedule of EventBridge Scheduler has one of its own.
    expect(roles.map(({ references }) => references.map(({ kind }) => kind))).toEqual([
      ['bounded-by'],
      ['bounded-by'],
      [],
      ['bounded-by'],
    ]);
    expect(file.facts.workloads?.map(({ noun, name }) => `${noun} ${name}`)).toEqual([
      'state machine Steps',
      'API method StepsPost',
      'event rule StepsNightly',
      'schedule StepsHourly',
      'event rule StepsPaid',
    ]);
  });

  it('lets a schedule call a function, and gives rules of a function no role', async () => {
    const file = await lowered(
      template(`  Clean:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Hourly: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 hour)}}
        Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
`),
    );
    expect(file.facts.sessions.map(({ localId }) => localId)).toEqual([
      'role:CleanRole',
      'role:CleanHourlyRole',
    ]);
    expect(rows(file.session('role:CleanHourlyRole').grants)).toEqual([
      'lambda:InvokeFunction write compute arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Clean}',
    ]);
  });

  it('shifts traffic of all functions by one role, unless each names its own', async () => {
    const own = '{Type: AllAtOnce, Role: arn:aws:iam::123456789012:role/deploy}';
    const ids = async (preference: string): Promise<readonly string[]> => {
      const file = await lowered(
        template(
          `  F: {Type: AWS::Serverless::Function, Properties: {DeploymentPreference: ${preference}}}\n`,
        ),
      );
      return file.facts.sessions.map(({ name }) => name);
    };
    expect(await ids('{Type: AllAtOnce}')).toEqual(['CodeDeployServiceRole', 'FRole']);
    expect(await ids(own)).toEqual(['FRole']);
    expect(await ids('{Type: AllAtOnce, Enabled: false}')).toEqual(['FRole']);
  });

  it('makes roles for a GraphQL API, its sources and a capacity provider', async () => {
    const file = await lowered(
      template(`  Shop:
    Type: AWS::Serverless::GraphQLApi
    Properties:
      DataSources:
        DynamoDb: {Orders: {TableName: orders, Permissions: [Read]}}
        Lambda: {Pay: {FunctionArn: arn:aws:lambda:eu-west-1:123456789012:function:pay}}
  Quiet:
    Type: AWS::Serverless::GraphQLApi
    Properties: {Logging: false}
  Fleet: {Type: AWS::Serverless::CapacityProvider}
`),
    );
    expect(file.facts.sessions.map(({ name }) => name)).toEqual([
      'ShopCloudWatchRole',
      'ShopOrdersDynamoDBDataSourceRole',
      'ShopPayLambdaDataSourceRole',
      'FleetOperatorRole',
    ]);
    const table = rows(file.session('role:ShopOrdersDynamoDBDataSourceRole').grants);
    expect(table).toContain(
      'dynamodb:GetItem read data arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders',
    );
    expect(table.some((row) => row.includes('PutItem'))).toBe(false);
    expect(rows(file.session('role:FleetOperatorRole').grants).join()).toContain('ec2:RunInstances write');
  });

  it('is found by others under the name that SAM gives it', async () => {
    const file = await lowered(
      template(`  Steps:
    Type: AWS::Serverless::StateMachine
    Properties:
      Events: {Paid: {Type: EventBridgeRule, Properties: {Pattern: {source: [shop]}}}}
  Rule:
    Type: AWS::Scheduler::Schedule
    Properties: {Target: {RoleArn: !GetAtt StepsPaidRole.Arn}}
`),
    );
    const keys = file.facts.workloads?.map(({ runsAs }) => runsAs.key.split('#')[1]);
    expect(keys).toEqual(['StepsRole', 'StepsPaidRole', 'StepsPaidRole']);
  });
});

describe('what SAM adds to the role of a function', () => {
  it('reads the secret of a broker and tells of the broker', async () => {
    expect(
      await rightsOf(
        `{Type: MQ, Properties: {Broker: arn:aws:mq:eu-west-1:123456789012:broker:b:b-1, SecretsManagerKmsKeyId: k1, SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: '${SECRET}'}, {Type: VIRTUAL_HOST, URI: /}]}}`,
      ),
    ).toEqual([
      `secretsmanager:GetSecretValue read ${SECRET}`,
      'mq:DescribeBroker read arn:aws:mq:eu-west-1:123456789012:broker:b:b-1',
      'kms:Decrypt write arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/k1',
    ]);
  });

  it('reads the secret and the cluster of DocumentDB', async () => {
    const rights = await rightsOf(
      `{Type: DocumentDB, Properties: {Cluster: arn:aws:rds:eu-west-1:123456789012:cluster:c, SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: '${SECRET}'}]}}`,
    );
    expect(rights).toEqual(
      expect.arrayContaining([
        `secretsmanager:GetSecretValue read ${SECRET}`,
        'rds:DescribeDBClusters read arn:aws:rds:eu-west-1:123456789012:cluster:c',
        'ec2:CreateNetworkInterface write *',
      ]),
    );
  });

  it('reads the secret of a Kafka cluster of one’s own, but not that of its certificate', async () => {
    const rights = await rightsOf(
      `{Type: SelfManagedKafka, Properties: {SourceAccessConfigurations: [{Type: SASL_SCRAM_512_AUTH, URI: '${SECRET}'}, {Type: SERVER_ROOT_CA_CERTIFICATE, URI: '${SECRET}-ca'}]}}`,
    );
    expect(rights).toEqual([`secretsmanager:GetSecretValue read ${SECRET}`]);
  });

  it('reads the schemas of a registry in Glue', async () => {
    const rights = await rightsOf(
      `{Type: MSK, Properties: {SchemaRegistryConfig: {SchemaRegistryURI: 'arn:aws:glue:eu-west-1:123456789012:registry/r', AccessConfigs: [{Type: BASIC_AUTH, URI: '${SECRET}'}]}}}`,
    );
    expect(rights).toEqual(
      expect.arrayContaining([
        `secretsmanager:GetSecretValue read ${SECRET}`,
        'glue:GetRegistry read arn:aws:glue:eu-west-1:123456789012:registry/r',
        'glue:GetSchemaVersion read arn:aws:glue:eu-west-1:123456789012:schema/r/*',
      ]),
    );
  });

  it('polls the queue between a topic and the function', async () => {
    expect(await rightsOf('{Type: SNS, Properties: {Topic: t, SqsSubscription: true}}')).toContain(
      'sqs:ReceiveMessage read *',
    );
    expect(await rightsOf('{Type: SNS, Properties: {Topic: t}}')).toEqual([]);
  });

  it('sends what failed where the event says', async () => {
    expect(
      await rightsOf(
        '{Type: Kinesis, Properties: {DestinationConfig: {OnFailure: {Type: S3, Destination: arn:aws:s3:::dead}}}}',
      ),
    ).toEqual(expect.arrayContaining(['s3:PutObject write arn:aws:s3:::dead/*']));
  });

  it('sends what finished to a queue that SAM makes where none is named', async () => {
    const file = await lowered(
      template(`  F:
    Type: AWS::Serverless::Function
    Properties:
      DurableConfig: {ExecutionTimeout: 60}
      Tracing: !Ref Mode
      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS}}}
`),
    );
    const found = rows(file.session('role:FRole').grants);
    expect(found).toEqual(
      expect.arrayContaining([
        'sqs:SendMessage write queue arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${FEventInvokeConfigOnSuccessQueue}',
        'lambda:CheckpointDurableExecution write compute *',
        'xray:PutTraceSegments write api *',
      ]),
    );
  });

  it('traces nothing where tracing is switched off', async () => {
    const file = await lowered(
      template(`  F: {Type: AWS::Serverless::Function, Properties: {Tracing: Disabled}}
  M: {Type: AWS::Serverless::StateMachine, Properties: {Tracing: {Enabled: true}}}
`),
    );
    expect(rows(file.session('role:FRole').grants).join()).not.toContain('xray:');
    expect(rows(file.session('role:MRole').grants).join()).toContain('xray:PutTraceSegments');
  });
});
