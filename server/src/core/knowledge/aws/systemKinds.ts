import type { SystemKind } from '../../model/vocabulary.js';
import { remembered } from '../../patterns/remembered.js';
import type { Wildcards } from './wildcards.js';
import { standsFor, wildcards } from './wildcards.js';

/*
 * Which kind of system a service of AWS is. The kinds are TrustScope's own; what a service is for is what its page in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * says. A service that is not listed counts as part of the control plane.
 */
const SERVICES: Readonly<Partial<Record<SystemKind, string>>> = {
  identity:
    'iam sts sso sso-directory sso-oauth identitystore identitystore-auth organizations rolesanywhere cognito-idp cognito-identity signin access-analyzer account ram ds ds-data eks-auth verifiedpermissions iq-permission account-access identity-sync acm-pca pca-connector-ad pca-connector-scep mpa',
  secrets: 'secretsmanager payment-cryptography',
  billing:
    'aws-portal billing billingconductor budgets ce cur payments invoicing tax purchase-orders consolidatedbilling bcm-data-exports bcm-dashboards bcm-pricing-calculator bcm-recommended-actions cost-optimization-hub savingsplans freetier sustainability mapcredits pricingplanmanager aws-marketplace aws-marketplace-management',
  queue:
    'sqs sns kinesis firehose events kafka kafka-cluster kafkaconnect mq iot iotjobsdata pipes scheduler kinesisvideo ses mobiletargeting',
  data: 's3 s3express s3-object-lambda s3-outposts s3tables s3vectors s3files dynamodb dax rds rds-data rds-db redshift redshift-data redshift-serverless athena glue lakeformation es aoss opensearch osis elasticache memorydb cassandra timestream timestream-influxdb neptune-db neptune-graph qldb sdb docdb-elastic dsql elasticfilesystem fsx glacier ebs backup backup-storage backup-gateway storagegateway datasync dms dataexchange datazone databrew quicksight cleanrooms cleanrooms-ml healthlake medical-imaging omics elasticmapreduce emr-serverless emr-containers entityresolution profile connect kendra kms cloudhsm macie2 cloudtrail-data transfer appflow rbin dlm snowball importexport finspace finspace-api workdocs workmail b2bi clouddirectory cloudsearch cognito-sync datapipeline iotanalytics iotsitewise iottwinmaker managedblockchain managedblockchain-query mediastore odb qbusiness securitylake sqlworkbench',
  compute:
    'ec2 lambda ecs eks batch lightsail apprunner sagemaker autoscaling cloud9 cloudshell gamelift imagebuilder states swf ec2-instance-connect ssmmessages ec2messages bedrock-agentcore workspaces workspaces-web appstream airflow airflow-serverless robomaker braket pcs outposts deadline mgn drs devicefarm evs fis gameliftstreams greengrass kinesisanalytics m2 sagemaker-geospatial sagemaker-mlflow simspaceweaver ssm-guiconnect workspaces-instances',
  deployment:
    'cloudformation codedeploy codedeploy-commands-secure codepipeline elasticbeanstalk amplify amplifybackend servicecatalog proton opsworks opsworks-cm serverlessrepo appconfig cloudfront-keyvaluestore',
  artifacts: 'ecr ecr-public codeartifact signer codebuild',
  repository: 'codecommit codestar codecatalyst codeconnections codestar-connections',
  network:
    'route53 route53domains route53resolver route53profiles elasticloadbalancing cloudfront globalaccelerator directconnect network-firewall networkmanager vpc-lattice vpc-lattice-svcs waf waf-regional wafv2 shield appmesh servicediscovery interconnect acm private-networks route53globalresolver tnb verified-access vpce',
  api: 'execute-api appsync bedrock comprehend comprehendmedical rekognition textract translate transcribe polly lex personalize forecast geo geo-maps geo-places geo-routes cloudwatch logs xray application-signals rum synthetics aps grafana pi tag health support pricing trustedadvisor ivs ivschat sms-voice social-messaging',
};

/** Actions that belong to another kind than the rest of their service. */
const ACTIONS: readonly (readonly [SystemKind, string])[] = [
  [
    'secrets',
    'ssm:GetParameter* ssm:PutParameter ssm:DeleteParameter* ssm:LabelParameterVersion ssm:UnlabelParameterVersion',
  ],
  // What the token vault of AgentCore keeps is handed out as it is.
  // https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/resource-providers.html
  ['secrets', 'bedrock-agentcore:GetResourceApiKey bedrock-agentcore:GetResourceOauth2Token'],
  // A login to the database, beside what only tells of it.
  // https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_GetCredentials.html
  ['data', 'redshift-serverless:GetCredentials'],
  [
    'compute',
    'ssm:SendCommand ssm:StartSession ssm:ResumeSession ssm:StartAutomationExecution ssm:StartChangeRequestExecution ssm:CreateAssociation* ssm:UpdateAssociation codebuild:StartBuild* codebuild:RetryBuild* codebuild:CreateProject codebuild:UpdateProject glue:CreateJob glue:UpdateJob glue:StartJobRun glue:CreateDevEndpoint glue:UpdateDevEndpoint',
  ],
  [
    'control-plane',
    'secretsmanager:Describe* secretsmanager:List* secretsmanager:GetRandomPassword secretsmanager:GetResourcePolicy secretsmanager:TagResource secretsmanager:UntagResource secretsmanager:ValidateResourcePolicy logs:Delete* logs:Describe* logs:List* logs:PutResourcePolicy logs:PutSubscriptionFilter logs:PutDestination* logs:CreateExportTask cloudwatch:Delete* cloudwatch:Describe* cloudwatch:List* cloudwatch:DisableAlarmActions cloudwatch:SetAlarmState',
  ],
  // A private authority signs certificates, which name identities; what it has signed is no secret.
  [
    'control-plane',
    'acm-pca:Describe* acm-pca:Get* acm-pca:List* payment-cryptography:GetAlias payment-cryptography:GetKey payment-cryptography:GetPublicKey* payment-cryptography:List*',
  ],
  // What only tells of data, not the data itself.
  [
    'control-plane',
    's3:ListAllMyBuckets s3:ListBucket* s3:ListMultipart* s3:ListAccessPoints* s3:ListJobs s3:ListStorageLens* s3:GetBucket* s3:Get*Configuration s3:GetAccountPublicAccessBlock s3:DescribeJob dynamodb:Describe* dynamodb:List* rds:Describe* rds:List* redshift:Describe* redshift:List* redshift-data:Describe* redshift-data:List* redshift-serverless:Get* redshift-serverless:List* athena:Batch* athena:GetDatabase athena:GetDataCatalog athena:GetQueryExecution athena:GetQueryRuntimeStatistics athena:GetTableMetadata athena:GetWorkGroup athena:List* glue:Get* glue:BatchGet* glue:List* glue:SearchTables es:Describe* es:List* aoss:BatchGet* aoss:Get* aoss:List* elasticache:Describe* elasticache:List* memorydb:Describe* memorydb:List* elasticfilesystem:Describe* elasticfilesystem:List* fsx:Describe* fsx:List* backup:Describe* backup:Get* backup:List* datasync:Describe* datasync:List* dms:Describe* dms:List* elasticmapreduce:Describe* elasticmapreduce:Get* elasticmapreduce:List* kms:Describe* kms:List* kms:GetKey* kms:GetPublicKey lakeformation:Describe* lakeformation:List* quicksight:Describe* quicksight:List* timestream:Describe* timestream:List* connect:Describe* connect:List* kendra:Describe* kendra:List*',
  ],
  ['identity', 'ecs:ExecuteCommand lambda:AddPermission lambda:RemovePermission'],
  [
    'network',
    'ec2:*NetworkInterface* ec2:*Vpc* ec2:*Subnet* ec2:*Route* ec2:*SecurityGroup* ec2:*NetworkAcl* ec2:*InternetGateway* ec2:*NatGateway* ec2:*TransitGateway* ec2:*VpnConnection* ec2:*Address ec2:*Addresses',
  ],
];

/** Writes that only report what a workload does. */
const REPORTING =
  'logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents logs:PutRetentionPolicy logs:TagResource logs:TagLogGroup cloudwatch:PutMetricData xray:PutTraceSegments xray:PutTelemetryRecords xray:PutSpans* rum:PutRumEvents';

/** Names that people use for the most common services; for others AWS's own name is taken. */
const NAMES: Readonly<Record<string, string>> = {
  iam: 'IAM',
  sts: 'STS',
  s3: 'S3',
  sqs: 'SQS',
  sns: 'SNS',
  kms: 'KMS',
  ec2: 'EC2',
  ecs: 'ECS',
  eks: 'EKS',
  ecr: 'ECR',
  rds: 'RDS',
  ssm: 'Systems Manager',
  lambda: 'Lambda',
  dynamodb: 'DynamoDB',
  kinesis: 'Kinesis Data Streams',
  firehose: 'Data Firehose',
  events: 'EventBridge',
  kafka: 'MSK',
  'kafka-cluster': 'Kafka on MSK',
  logs: 'CloudWatch Logs',
  cloudwatch: 'CloudWatch',
  xray: 'X-Ray',
  secretsmanager: 'Secrets Manager',
  cloudformation: 'CloudFormation',
  states: 'Step Functions',
  organizations: 'Organizations',
};

const KIND_BY_SERVICE: ReadonlyMap<string, SystemKind> = new Map(
  (Object.entries(SERVICES) as [SystemKind, string][]).flatMap(([kind, services]) =>
    services.split(' ').map((service) => [service, kind] as const),
  ),
);

const EXCEPTIONS: ReadonlyMap<string, readonly (readonly [Wildcards, SystemKind])[]> = byService(ACTIONS);
const REPORTS: readonly Wildcards[] = REPORTING.toLowerCase().split(' ').map(wildcards);
const rememberedReporting = remembered<boolean>(5_000);

/** The kind of system that an action works on. In any case of letters. */
export function systemKindOf(service: string, name: string): SystemKind {
  const prefix = service.toLowerCase();
  const folded = name.toLowerCase();
  const exception = EXCEPTIONS.get(prefix)?.find(([pattern]) => standsFor(pattern, folded));
  return exception?.[1] ?? KIND_BY_SERVICE.get(prefix) ?? 'control-plane';
}

/** The kind of system that a whole service is. */
export function serviceKindOf(service: string): SystemKind {
  return service.toLowerCase() === 'ssm'
    ? 'control-plane'
    : (KIND_BY_SERVICE.get(service.toLowerCase()) ?? 'control-plane');
}

/** Kinds of system that a service has actions of. */
export function kindsWithin(service: string): readonly SystemKind[] {
  const own = EXCEPTIONS.get(service.toLowerCase())?.map(([, kind]) => kind) ?? [];
  return [...new Set([serviceKindOf(service), ...own])];
}

/** Whether the action, written without wildcards, only reports: logs, measurements, traces. */
export function isReporting(action: string): boolean {
  return rememberedReporting(action, () => {
    const name = action.toLowerCase();
    return REPORTS.some((pattern) => standsFor(pattern, name));
  });
}

/** What people call a service; `undefined` where AWS's own name is the one. */
export function shortServiceName(service: string): string | undefined {
  return Object.hasOwn(NAMES, service.toLowerCase()) ? NAMES[service.toLowerCase()] : undefined;
}

function byService(
  lists: readonly (readonly [SystemKind, string])[],
): ReadonlyMap<string, readonly (readonly [Wildcards, SystemKind])[]> {
  const all = new Map<string, (readonly [Wildcards, SystemKind])[]>();
  for (const [kind, actions] of lists) {
    for (const action of actions.split(' ')) {
      const [service = '', name = ''] = action.toLowerCase().split(':');
      all.set(service, [...(all.get(service) ?? []), [wildcards(name), kind]]);
    }
  }
  return all;
}
