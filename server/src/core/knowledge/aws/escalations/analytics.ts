import {
  hackTricks,
  NONE,
  PASS_ROLE,
  passedTo,
  pathfinding,
  resource,
  type EscalationMethod,
  type RequiredAction,
} from './method.js';

// Jobs, clusters and databases that process data as a role.

const GLUE_JOB = resource('arn:*:glue:*:*:job/*');
const GLUE_SESSION = resource('arn:*:glue:*:*:session/*');
const EMR_CLUSTER = resource('arn:*:elasticmapreduce:*:*:cluster/*');
const DATA_PIPELINE = resource('arn:*:datapipeline:*:*:pipeline/*');
const WORKGROUP = resource('arn:*:athena:*:*:workgroup/*');
const AIRFLOW_WORKFLOW = resource('arn:*:airflow-serverless:*:*:workflow/*');
const FLINK = resource('arn:*:kinesisanalytics:*:*:application/*');

const TO_GLUE = passedTo('glue.amazonaws.com');

const RUN_GLUE: readonly RequiredAction[] = [
  ['glue:StartJobRun', GLUE_JOB],
  ['glue:CreateTrigger', resource('arn:*:glue:*:*:trigger/*')],
];

const GLUE: readonly EscalationMethod[] = [
  {
    id: 'pass-role-glue-dev-endpoint',
    title: 'log in to a new Glue development endpoint with any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_GLUE,
    ways: [[PASS_ROLE, ['glue:CreateDevEndpoint', NONE]]],
    source: pathfinding('glue/glue-001'),
  },
  {
    id: 'glue-update-dev-endpoint',
    title: 'log in to an existing Glue development endpoint with a key of its own',
    gains: 'another-role',
    principal: 'any',
    ways: [[['glue:UpdateDevEndpoint', resource('arn:*:glue:*:*:devEndpoint/*')]]],
    needs: 'a development endpoint',
    source: pathfinding('glue/glue-002'),
  },
  {
    id: 'pass-role-glue-create-job',
    title: 'run a script as any role that it may pass in a new Glue job',
    gains: 'another-role',
    principal: 'any',
    passes: TO_GLUE,
    ways: RUN_GLUE.map((run) => [PASS_ROLE, ['glue:CreateJob', GLUE_JOB], run]),
    source: pathfinding('glue/glue-003'),
  },
  {
    id: 'pass-role-glue-update-job',
    title: 'run a script as any role that it may pass in an existing Glue job',
    gains: 'another-role',
    principal: 'any',
    passes: TO_GLUE,
    ways: RUN_GLUE.map((run) => [PASS_ROLE, ['glue:UpdateJob', GLUE_JOB], run]),
    needs: 'a Glue job',
    source: pathfinding('glue/glue-005'),
  },
  {
    id: 'pass-role-glue-session',
    title: 'run statements as any role that it may pass in an interactive session of Glue',
    gains: 'another-role',
    principal: 'any',
    passes: TO_GLUE,
    ways: [[PASS_ROLE, ['glue:CreateSession', GLUE_SESSION], ['glue:RunStatement', GLUE_SESSION]]],
    source: 'https://docs.aws.amazon.com/glue/latest/dg/glue-is-security.html',
  },
  {
    id: 'glue-run-statement',
    title: "run statements in somebody else's interactive session of Glue",
    gains: 'another-role',
    principal: 'any',
    ways: [[['glue:RunStatement', GLUE_SESSION]]],
    needs: 'a running interactive session',
    source: 'https://docs.aws.amazon.com/glue/latest/dg/glue-is-security.html',
  },
];

const CLUSTERS: readonly EscalationMethod[] = [
  {
    id: 'pass-role-emr-cluster',
    title: 'run steps as any role that it may pass on a new EMR cluster',
    gains: 'another-role',
    principal: 'any',
    passes: {
      passedTo: ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn', 'elasticmapreduce.amazonaws.com'],
      trusts: [
        { kind: 'Service', id: 'ec2.amazonaws.com' },
        { kind: 'Service', id: 'ec2.amazonaws.com.cn' },
      ],
    },
    ways: [[PASS_ROLE, ['elasticmapreduce:RunJobFlow', NONE]]],
    needs: 'an instance profile that holds the role, and a service role for EMR that it may pass too',
    source: hackTricks('emr'),
  },
  {
    id: 'emr-add-steps',
    title: 'run steps on an existing EMR cluster',
    gains: 'another-role',
    principal: 'any',
    ways: [[['elasticmapreduce:AddJobFlowSteps', EMR_CLUSTER]]],
    needs: 'a running cluster',
    source: 'https://docs.aws.amazon.com/emr/latest/APIReference/API_AddJobFlowSteps.html',
  },
  {
    id: 'emr-open-notebook',
    title: 'work in an existing EMR notebook',
    gains: 'another-role',
    principal: 'any',
    ways: [[['elasticmapreduce:OpenEditorInConsole', resource('arn:*:elasticmapreduce:*:*:editor/*')]]],
    needs: 'a notebook that is attached to a cluster',
    source: hackTricks('emr'),
  },
  {
    id: 'pass-role-emr-serverless',
    title: 'run a job as any role that it may pass on EMR Serverless',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('emr-serverless.amazonaws.com'),
    ways: [[PASS_ROLE, ['emr-serverless:StartJobRun', resource('arn:*:emr-serverless:*:*:/applications/*')]]],
    needs: 'an application',
    source: 'https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_StartJobRun.html',
  },
  {
    id: 'emr-containers-start-job',
    title: 'run a job on EMR on EKS as a role that its cluster may assume',
    gains: 'another-role',
    principal: 'any',
    ways: [[['emr-containers:StartJobRun', resource('arn:*:emr-containers:*:*:/virtualclusters/*')]]],
    needs: 'a virtual cluster, and a role that trusts its service accounts',
    source: 'https://docs.aws.amazon.com/emr-on-eks/latest/APIReference/API_StartJobRun.html',
  },
  {
    id: 'pass-role-data-pipeline',
    title: 'run commands as any role that it may pass in a data pipeline',
    gains: 'another-role',
    principal: 'any',
    // The pipeline's own role goes to the first, that of its machines to one of the others.
    // https://docs.aws.amazon.com/datapipeline/latest/DeveloperGuide/dp-iam-roles.html
    passes: passedTo(
      'datapipeline.amazonaws.com',
      'ec2.amazonaws.com',
      'ec2.amazonaws.com.cn',
      'elasticmapreduce.amazonaws.com',
    ),
    ways: [
      [
        PASS_ROLE,
        ['datapipeline:CreatePipeline', NONE],
        ['datapipeline:PutPipelineDefinition', DATA_PIPELINE],
        ['datapipeline:ActivatePipeline', DATA_PIPELINE],
      ],
    ],
    needs: 'an account that may still use Data Pipeline',
    source: pathfinding('datapipeline/datapipeline-001'),
  },
  {
    id: 'pass-role-managed-airflow',
    title: 'run a startup script and workflows as any role that it may pass in a managed Airflow environment',
    gains: 'another-role',
    principal: 'any',
    // https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-create-role.html
    passes: passedTo('airflow.amazonaws.com', 'airflow-env.amazonaws.com'),
    ways: ['airflow:CreateEnvironment', 'airflow:UpdateEnvironment'].map((action) => [
      PASS_ROLE,
      [action, resource('arn:*:airflow:*:*:environment/*')],
    ]),
    needs: 'a bucket that it may write and the role may read',
    source: 'https://docs.aws.amazon.com/mwaa/latest/API/API_CreateEnvironment.html',
  },
  {
    id: 'pass-role-serverless-airflow',
    title: 'call AWS actions as any role that it may pass, in a workflow of serverless managed Airflow',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('airflow-serverless.amazonaws.com'),
    ways: [
      ['airflow-serverless:CreateWorkflow', NONE] as const,
      ['airflow-serverless:UpdateWorkflow', AIRFLOW_WORKFLOW] as const,
    ].map((write) => [PASS_ROLE, write, ['airflow-serverless:StartWorkflowRun', AIRFLOW_WORKFLOW]]),
    needs: 'a bucket with a workflow of its own that the role may read',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_mwaa-serverless.html',
  },
  {
    id: 'datazone-environment-credentials',
    title: 'get credentials of the user role of a DataZone environment',
    gains: 'another-role',
    principal: 'any',
    ways: [[['datazone:GetEnvironmentCredentials', NONE]]],
    needs: 'an environment of a project that it is a member of',
    source: 'https://docs.aws.amazon.com/datazone/latest/APIReference/API_GetEnvironmentCredentials.html',
  },
];

const STREAMS_AND_QUERIES: readonly EscalationMethod[] = [
  {
    id: 'pass-role-athena-spark',
    title: 'run Spark code as any role that it may pass in a workgroup of Athena',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('athena.amazonaws.com'),
    ways: ['athena:CreateWorkGroup', 'athena:UpdateWorkGroup'].map((action) => [
      PASS_ROLE,
      [action, WORKGROUP],
      ['athena:StartSession', WORKGROUP],
      ['athena:StartCalculationExecution', WORKGROUP],
    ]),
    source: 'https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html',
  },
  {
    id: 'athena-spark-session',
    title: 'run Spark code as the role of an existing workgroup of Athena',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['athena:StartSession', WORKGROUP],
        ['athena:StartCalculationExecution', WORKGROUP],
      ],
    ],
    needs: 'a workgroup for Spark',
    source: 'https://docs.aws.amazon.com/athena/latest/APIReference/API_StartCalculationExecution.html',
  },
  {
    id: 'pass-role-managed-flink',
    title: 'run an application as any role that it may pass in Managed Service for Apache Flink',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('kinesisanalytics.amazonaws.com'),
    ways: [
      [PASS_ROLE, ['kinesisanalytics:CreateApplication', NONE], ['kinesisanalytics:StartApplication', FLINK]],
    ],
    source: 'https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CreateApplication.html',
  },
  {
    id: 'managed-flink-update-application',
    title: 'replace the code of an existing application of Managed Service for Apache Flink',
    gains: 'another-role',
    principal: 'any',
    ways: [[['kinesisanalytics:UpdateApplication', FLINK]]],
    needs: 'an application, and a role that may read the code',
    source: 'https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_UpdateApplication.html',
  },
  {
    id: 'managed-flink-notebook',
    title: 'work in an existing notebook of Managed Service for Apache Flink',
    gains: 'another-role',
    principal: 'any',
    ways: [[['kinesisanalytics:CreateApplicationPresignedUrl', FLINK]]],
    needs: 'a running Studio notebook',
    source: 'https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CreateApplicationPresignedUrl.html',
  },
  {
    id: 'pass-role-rds',
    title: 'let a database act as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('rds.amazonaws.com'),
    ways: [
      [PASS_ROLE, ['rds:AddRoleToDBCluster', resource('arn:*:rds:*:*:cluster:*')]],
      [PASS_ROLE, ['rds:AddRoleToDBInstance', resource('arn:*:rds:*:*:db:*')]],
    ],
    needs: 'a login to the database, whose functions use the role for S3 and Lambda',
    source: hackTricks('rds'),
  },
  {
    id: 'pass-role-redshift',
    title: 'let a data warehouse act as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('redshift.amazonaws.com'),
    ways: [[PASS_ROLE, ['redshift:ModifyClusterIamRoles', resource('arn:*:redshift:*:*:cluster:*')]]],
    needs: 'a login to the database, whose commands use the role for S3, Lambda and others',
    source: 'https://docs.aws.amazon.com/redshift/latest/APIReference/API_ModifyClusterIamRoles.html',
  },
  {
    id: 'pass-role-transfer-user',
    title: 'read and write files as any role that it may pass, over a file transfer server',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('transfer.amazonaws.com'),
    ways: [
      [PASS_ROLE, ['transfer:CreateUser', resource('arn:*:transfer:*:*:server/*')]],
      [PASS_ROLE, ['transfer:UpdateUser', resource('arn:*:transfer:*:*:user/*/*')]],
    ],
    needs: 'a file transfer server with users of its own',
    source: 'https://docs.aws.amazon.com/transfer/latest/APIReference/API_CreateUser.html',
  },
];

/** Processing data as another role. */
export const ANALYTICS_METHODS: readonly EscalationMethod[] = [...GLUE, ...CLUSTERS, ...STREAMS_AND_QUERIES];
