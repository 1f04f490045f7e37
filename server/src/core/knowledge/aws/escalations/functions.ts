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

// Functions, workflows and gateways that act as a role whenever they are called.

// With or without a version or alias.
const FUNCTION = resource('arn:*:lambda:*:*:function:*', 'arn:*:lambda:*:*:function:*:*');
const STATE_MACHINE = resource('arn:*:states:*:*:stateMachine:*');
const CANARY = resource('arn:*:synthetics:*:*:canary:*');
const REST_API = resource('arn:*:apigateway:*::/restapis*', 'arn:*:apigateway:*::/apis*');
// A call is checked for each field that it asks for.
// https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-iam-authorization
const GRAPHQL = resource('arn:*:appsync:*:*:apis/*/types/*/fields/*');

const TO_LAMBDA = passedTo('lambda.amazonaws.com');

const CREATE_FUNCTION: RequiredAction = ['lambda:CreateFunction', FUNCTION];

const LAMBDA: readonly EscalationMethod[] = [
  {
    id: 'pass-role-lambda-invoke',
    title: 'run code as any role that it may pass in a new Lambda function',
    gains: 'another-role',
    principal: 'any',
    passes: TO_LAMBDA,
    ways: [[PASS_ROLE, CREATE_FUNCTION, ['lambda:InvokeFunction', FUNCTION]]],
    source: pathfinding('lambda/lambda-001'),
  },
  {
    id: 'pass-role-lambda-event-source',
    title: 'run code as any role that it may pass in a new Lambda function that a queue or stream calls',
    gains: 'another-role',
    principal: 'any',
    passes: TO_LAMBDA,
    ways: [[PASS_ROLE, CREATE_FUNCTION, ['lambda:CreateEventSourceMapping', NONE]]],
    needs: 'a queue or stream that the role may read',
    source: pathfinding('lambda/lambda-002'),
  },
  {
    id: 'pass-role-lambda-add-permission',
    title: 'run code as any role that it may pass in a new Lambda function that it opens to callers',
    gains: 'another-role',
    principal: 'any',
    passes: TO_LAMBDA,
    ways: [[PASS_ROLE, CREATE_FUNCTION, ['lambda:AddPermission', FUNCTION]]],
    source: pathfinding('lambda/lambda-006'),
  },
  {
    id: 'pass-role-lambda-function-url',
    title: 'run code as any role that it may pass in a new Lambda function with an address of its own',
    gains: 'another-role',
    principal: 'any',
    passes: TO_LAMBDA,
    ways: [
      [
        PASS_ROLE,
        CREATE_FUNCTION,
        ['lambda:CreateFunctionUrlConfig', FUNCTION],
        ['lambda:InvokeFunctionUrl', FUNCTION],
      ],
    ],
    source: hackTricks('lambda'),
  },
  {
    id: 'pass-role-lambda-edge',
    title: 'run code as any role that it may pass in a new Lambda function at the edge',
    gains: 'another-role',
    principal: 'any',
    passes: {
      passedTo: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'],
      trusts: [{ kind: 'Service', id: 'edgelambda.amazonaws.com' }],
    },
    ways: [
      [
        PASS_ROLE,
        CREATE_FUNCTION,
        ['lambda:PublishVersion', FUNCTION],
        ['cloudfront:UpdateDistribution', resource('arn:*:cloudfront::*:distribution/*')],
      ],
    ],
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html',
  },
  {
    id: 'pass-role-lambda-change-role',
    title: 'give an existing Lambda function any role that it may pass, and code of its own',
    gains: 'another-role',
    principal: 'any',
    passes: TO_LAMBDA,
    ways: [[PASS_ROLE, ['lambda:UpdateFunctionConfiguration', FUNCTION]]],
    needs: 'a function that is called',
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html',
  },
  {
    id: 'lambda-update-code',
    title: 'run code as the role of an existing Lambda function',
    gains: 'another-role',
    principal: 'any',
    ways: [[['lambda:UpdateFunctionCode', FUNCTION]]],
    needs: 'a function that is called',
    source: pathfinding('lambda/lambda-003'),
  },
  {
    id: 'lambda-update-code-and-invoke',
    title: 'run code as the role of an existing Lambda function, and call it',
    gains: 'another-role',
    principal: 'any',
    refines: 'lambda-update-code',
    ways: ['lambda:InvokeFunction', 'lambda:AddPermission'].map((call) => [
      ['lambda:UpdateFunctionCode', FUNCTION],
      [call, FUNCTION],
    ]),
    source: pathfinding('lambda/lambda-004'),
  },
  {
    id: 'lambda-update-configuration',
    title: 'run code as the role of an existing Lambda function by its layers or environment',
    gains: 'another-role',
    principal: 'any',
    ways: [[['lambda:UpdateFunctionConfiguration', FUNCTION]]],
    needs: 'a function that is called',
    source: hackTricks('lambda'),
  },
];

const WORKFLOWS: readonly EscalationMethod[] = [
  {
    id: 'pass-role-step-functions',
    title: 'call any AWS action as any role that it may pass, in a new state machine',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('states.amazonaws.com'),
    ways: ['states:StartExecution', 'states:StartSyncExecution'].map((start) => [
      PASS_ROLE,
      ['states:CreateStateMachine', STATE_MACHINE],
      [start, STATE_MACHINE],
    ]),
    source: hackTricks('stepfunctions'),
  },
  {
    id: 'pass-role-step-functions-test',
    title: 'call any AWS action as any role that it may pass, by testing a state',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('states.amazonaws.com'),
    ways: [[PASS_ROLE, ['states:TestState', NONE]]],
    source: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html',
  },
  {
    id: 'step-functions-update',
    title: 'call any AWS action as the role of an existing state machine',
    gains: 'another-role',
    principal: 'any',
    ways: [[['states:UpdateStateMachine', STATE_MACHINE]]],
    needs: 'a state machine that is run',
    source: hackTricks('stepfunctions'),
  },
  {
    id: 'pass-role-scheduler',
    title: 'have any AWS action called on a schedule as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('scheduler.amazonaws.com'),
    ways: ['scheduler:CreateSchedule', 'scheduler:UpdateSchedule'].map((action) => [
      PASS_ROLE,
      [action, resource('arn:*:scheduler:*:*:schedule/*/*')],
    ]),
    source: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html',
  },
  {
    id: 'pass-role-api-gateway',
    title: 'call AWS actions as any role that it may pass, through an API of its own',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('apigateway.amazonaws.com'),
    ways: [
      [PASS_ROLE, ['apigateway:PUT', REST_API], ['apigateway:POST', REST_API]],
      [PASS_ROLE, ['apigateway:PATCH', REST_API], ['apigateway:POST', REST_API]],
    ],
    source: hackTricks('apigateway'),
  },
  {
    id: 'pass-role-appsync',
    title: 'call AWS actions as any role that it may pass, through an AppSync data source',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('appsync.amazonaws.com'),
    ways: ['appsync:CreateDataSource', 'appsync:UpdateDataSource'].flatMap((source) =>
      ['appsync:CreateResolver', 'appsync:UpdateResolver'].map((resolver): readonly RequiredAction[] => [
        PASS_ROLE,
        [source, NONE],
        [resolver, NONE],
        ['appsync:GraphQL', GRAPHQL],
      ]),
    ),
    needs: 'an AppSync API',
    source: 'https://docs.aws.amazon.com/appsync/latest/APIReference/API_HttpDataSourceConfig.html',
  },
  {
    id: 'pass-role-synthetics-canary',
    title: 'run a script as any role that it may pass in a new canary',
    gains: 'another-role',
    principal: 'any',
    passes: { ...TO_LAMBDA, passedTo: ['lambda.amazonaws.com', 'synthetics.amazonaws.com'] },
    ways: [[PASS_ROLE, ['synthetics:CreateCanary', NONE], ['synthetics:StartCanary', CANARY]]],
    needs: 'rights on the Lambda function that carries the canary',
    source:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html',
  },
  {
    id: 'synthetics-update-canary',
    title: 'run a script as the role of an existing canary',
    gains: 'another-role',
    principal: 'any',
    ways: [[['synthetics:UpdateCanary', CANARY]]],
    needs: 'a canary that runs, and rights on the Lambda function that carries it',
    source: 'https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_UpdateCanary.html',
  },
];

/** Code and workflows that a service runs when it is called. */
export const FUNCTION_METHODS: readonly EscalationMethod[] = [...LAMBDA, ...WORKFLOWS];
