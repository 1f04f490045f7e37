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

// Notebooks, training jobs and agents that run code as a role.

const NOTEBOOK = resource('arn:*:sagemaker:*:*:notebook-instance/*');
const LIFECYCLE = resource('arn:*:sagemaker:*:*:notebook-instance-lifecycle-config/*');
const USER_PROFILE = resource('arn:*:sagemaker:*:*:user-profile/*/*');
const MODEL = resource('arn:*:sagemaker:*:*:model/*');
const ML_PIPELINE = resource('arn:*:sagemaker:*:*:pipeline/*');
const STUDIO_APP = resource('arn:*:sagemaker:*:*:app/*/*/*/*');
const INTERPRETER = resource('arn:*:bedrock-agentcore:*:*:code-interpreter-custom/*');
const RUNTIME = resource('arn:*:bedrock-agentcore:*:*:runtime/*');
// Calling an agent is checked against its runtime and against the endpoint that is called: what covers the second, as
// `runtime/*` does, covers the first, but not the other way round.
// https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/resource-based-policies.html
const ENDPOINT = resource('arn:*:bedrock-agentcore:*:*:runtime/*/runtime-endpoint/*');

const TO_SAGEMAKER = passedTo('sagemaker.amazonaws.com');
const TO_AGENTCORE = passedTo('bedrock-agentcore.amazonaws.com');

const USE_INTERPRETER: readonly RequiredAction[] = [
  ['bedrock-agentcore:StartCodeInterpreterSession', INTERPRETER],
  ['bedrock-agentcore:InvokeCodeInterpreter', INTERPRETER],
];

const OPEN_STUDIO: readonly RequiredAction[] = [
  ['sagemaker:CreateApp', STUDIO_APP],
  ['sagemaker:CreatePresignedDomainUrl', USER_PROFILE],
];

const NOTEBOOKS: readonly EscalationMethod[] = [
  {
    id: 'pass-role-sagemaker-notebook',
    title: 'work in a new SageMaker notebook with any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_SAGEMAKER,
    ways: [
      [
        PASS_ROLE,
        ['sagemaker:CreateNotebookInstance', NOTEBOOK],
        ['sagemaker:CreatePresignedNotebookInstanceUrl', NOTEBOOK],
      ],
      [
        PASS_ROLE,
        ['sagemaker:CreateNotebookInstance', NOTEBOOK],
        ['sagemaker:CreateNotebookInstanceLifecycleConfig', LIFECYCLE],
      ],
    ],
    source: pathfinding('sagemaker/sagemaker-001'),
  },
  {
    id: 'sagemaker-notebook-url',
    title: 'work in an existing SageMaker notebook',
    gains: 'another-role',
    principal: 'any',
    ways: [[['sagemaker:CreatePresignedNotebookInstanceUrl', NOTEBOOK]]],
    needs: 'a running notebook',
    source: pathfinding('sagemaker/sagemaker-004'),
  },
  {
    id: 'sagemaker-notebook-lifecycle',
    title: 'run commands in an existing SageMaker notebook when it starts',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['sagemaker:CreateNotebookInstanceLifecycleConfig', LIFECYCLE],
        ['sagemaker:StopNotebookInstance', NOTEBOOK],
        ['sagemaker:UpdateNotebookInstance', NOTEBOOK],
        ['sagemaker:StartNotebookInstance', NOTEBOOK],
      ],
    ],
    needs: 'a notebook',
    source: pathfinding('sagemaker/sagemaker-005'),
  },
  {
    id: 'sagemaker-domain-url',
    title: 'work in SageMaker Studio as another user profile',
    gains: 'another-role',
    principal: 'any',
    ways: [[['sagemaker:CreatePresignedDomainUrl', USER_PROFILE]]],
    needs: 'a Studio domain that is not joined to Unified Studio',
    source: hackTricks('sagemaker'),
  },
  {
    id: 'pass-role-sagemaker-user-profile',
    title: 'work in SageMaker Studio with any role that it may pass, set on a user profile',
    gains: 'another-role',
    principal: 'any',
    passes: TO_SAGEMAKER,
    ways: ['sagemaker:UpdateUserProfile', 'sagemaker:CreateUserProfile'].map((action) => [
      PASS_ROLE,
      [action, USER_PROFILE],
      ...OPEN_STUDIO,
    ]),
    needs: 'a Studio domain, and a profile without running apps',
    source: hackTricks('sagemaker'),
  },
  {
    id: 'pass-role-sagemaker-domain',
    title: 'work in SageMaker Studio with any role that it may pass, set on the domain',
    gains: 'another-role',
    principal: 'any',
    passes: TO_SAGEMAKER,
    ways: [
      [
        PASS_ROLE,
        ['sagemaker:UpdateDomain', resource('arn:*:sagemaker:*:*:domain/*')],
        ['sagemaker:CreateUserProfile', USER_PROFILE],
        ...OPEN_STUDIO,
      ],
    ],
    needs: 'a Studio domain',
    source: hackTricks('sagemaker'),
  },
];

const JOBS: readonly EscalationMethod[] = [
  {
    id: 'pass-role-sagemaker-training',
    title: 'run a SageMaker training job as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_SAGEMAKER,
    ways: [[PASS_ROLE, ['sagemaker:CreateTrainingJob', resource('arn:*:sagemaker:*:*:training-job/*')]]],
    source: pathfinding('sagemaker/sagemaker-002'),
  },
  {
    id: 'pass-role-sagemaker-processing',
    title: 'run a SageMaker processing job as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_SAGEMAKER,
    ways: [[PASS_ROLE, ['sagemaker:CreateProcessingJob', resource('arn:*:sagemaker:*:*:processing-job/*')]]],
    source: pathfinding('sagemaker/sagemaker-003'),
  },
  {
    id: 'pass-role-sagemaker-tuning',
    title: 'run a SageMaker tuning job as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_SAGEMAKER,
    ways: [
      [
        PASS_ROLE,
        [
          'sagemaker:CreateHyperParameterTuningJob',
          resource('arn:*:sagemaker:*:*:hyper-parameter-tuning-job/*'),
        ],
      ],
    ],
    source: hackTricks('sagemaker'),
  },
  {
    id: 'pass-role-sagemaker-model',
    title: 'run a model container as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_SAGEMAKER,
    ways: [
      [
        PASS_ROLE,
        ['sagemaker:CreateModel', MODEL],
        ['sagemaker:CreateEndpointConfig', resource('arn:*:sagemaker:*:*:endpoint-config/*')],
        ['sagemaker:CreateEndpoint', resource('arn:*:sagemaker:*:*:endpoint-config/*')],
        ['sagemaker:CreateEndpoint', resource('arn:*:sagemaker:*:*:endpoint/*')],
      ],
      [
        PASS_ROLE,
        ['sagemaker:CreateModel', MODEL],
        ['sagemaker:CreateTransformJob', resource('arn:*:sagemaker:*:*:transform-job/*')],
      ],
    ],
    source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html',
  },
  {
    id: 'pass-role-sagemaker-pipeline',
    title: 'run the steps of a SageMaker pipeline as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_SAGEMAKER,
    ways: ['sagemaker:CreatePipeline', 'sagemaker:UpdatePipeline'].map((action) => [
      PASS_ROLE,
      [action, ML_PIPELINE],
      ['sagemaker:StartPipelineExecution', ML_PIPELINE],
    ]),
    source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePipeline.html',
  },
  {
    id: 'pass-role-braket',
    title: 'run a script as any role that it may pass in a Braket job',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('braket.amazonaws.com'),
    ways: [
      [
        PASS_ROLE,
        ['braket:CreateJob', resource('arn:*:braket:*:*:job/*')],
        ['braket:CreateJob', resource('arn:*:braket:*:*:device/*/*/*')],
      ],
    ],
    source: 'https://docs.aws.amazon.com/braket/latest/APIReference/API_CreateJob.html',
  },
];

const AGENTS: readonly EscalationMethod[] = [
  {
    id: 'pass-role-bedrock-agentcore-code-interpreter',
    title: 'run code as any role that it may pass in a new code interpreter of Bedrock AgentCore',
    gains: 'another-role',
    principal: 'any',
    passes: TO_AGENTCORE,
    ways: [[PASS_ROLE, ['bedrock-agentcore:CreateCodeInterpreter', NONE], ...USE_INTERPRETER]],
    source: pathfinding('bedrock/bedrock-001'),
  },
  {
    id: 'bedrock-agentcore-code-interpreter',
    title: 'run code as the role of an existing code interpreter of Bedrock AgentCore',
    gains: 'another-role',
    principal: 'any',
    ways: [USE_INTERPRETER],
    needs: 'a custom code interpreter with a role',
    source: pathfinding('bedrock/bedrock-002'),
  },
  {
    id: 'pass-role-bedrock-agentcore-runtime',
    title: 'run an agent as any role that it may pass in Bedrock AgentCore',
    gains: 'another-role',
    principal: 'any',
    passes: TO_AGENTCORE,
    ways: [
      [
        PASS_ROLE,
        ['bedrock-agentcore:CreateAgentRuntime', NONE],
        ['bedrock-agentcore:InvokeAgentRuntime', ENDPOINT],
      ],
      [
        PASS_ROLE,
        ['bedrock-agentcore:UpdateAgentRuntime', RUNTIME],
        ['bedrock-agentcore:InvokeAgentRuntime', ENDPOINT],
      ],
    ],
    source:
      'https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_CreateAgentRuntime.html',
  },
  {
    id: 'bedrock-agentcore-runtime-command',
    title: 'run commands in an existing agent of Bedrock AgentCore',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [['bedrock-agentcore:InvokeAgentRuntimeCommand', ENDPOINT]],
      [['bedrock-agentcore:InvokeAgentRuntimeCommandShell', ENDPOINT]],
    ],
    needs: 'an agent with a role',
    source:
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrockagentcore.html',
  },
];

/** Notebooks, training and agents. */
export const LEARNING_METHODS: readonly EscalationMethod[] = [...NOTEBOOKS, ...JOBS, ...AGENTS];
