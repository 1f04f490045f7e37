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

// Builds, pipelines and templates: they make and change other things, as a role that is usually broad.

const PROJECT = resource('arn:*:codebuild:*:*:project/*');
const SANDBOX = resource('arn:*:codebuild:*:*:sandbox/*');
const PIPELINE = resource('arn:*:codepipeline:*:*:*');
const STACK = resource('arn:*:cloudformation:*:*:stack/*/*');
const STACK_SET = resource('arn:*:cloudformation:*:*:stackset/*:*');
const PRODUCT = resource('arn:*:catalog:*:*:product/*');
const JOB = resource('arn:*:amplify:*:*:apps/*/branches/*/jobs/*');

const TO_CODEBUILD = passedTo('codebuild.amazonaws.com');
const TO_CLOUDFORMATION = passedTo('cloudformation.amazonaws.com');

const START_BUILD: readonly RequiredAction[] = [
  ['codebuild:StartBuild', PROJECT],
  ['codebuild:StartBuildBatch', PROJECT],
];
const CHANGE_SET: readonly RequiredAction[] = [
  ['cloudformation:CreateChangeSet', STACK],
  ['cloudformation:ExecuteChangeSet', STACK],
];

const BUILDS: readonly EscalationMethod[] = [
  {
    id: 'pass-role-codebuild-create-project',
    title: 'run a build as any role that it may pass in a new CodeBuild project',
    gains: 'another-role',
    principal: 'any',
    passes: TO_CODEBUILD,
    ways: START_BUILD.map((start) => [PASS_ROLE, ['codebuild:CreateProject', PROJECT], start]),
    source: pathfinding('codebuild/codebuild-001'),
  },
  {
    id: 'pass-role-codebuild-update-project',
    title: 'give an existing CodeBuild project any role that it may pass, and commands of its own',
    gains: 'another-role',
    principal: 'any',
    passes: TO_CODEBUILD,
    ways: [[PASS_ROLE, ['codebuild:UpdateProject', PROJECT]]],
    needs: 'a project that is built',
    source: hackTricks('codebuild'),
  },
  {
    id: 'pass-role-codebuild-override-role',
    title: 'run one build of an existing CodeBuild project as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_CODEBUILD,
    ways: START_BUILD.map((start) => [PASS_ROLE, start]),
    needs: 'a CodeBuild project',
    source: 'https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html',
  },
  {
    id: 'codebuild-start-build',
    title: 'run commands of its own as the role of an existing CodeBuild project',
    gains: 'another-role',
    principal: 'any',
    ways: START_BUILD.map((start) => [start]),
    needs: 'a CodeBuild project',
    source: pathfinding('codebuild/codebuild-002'),
  },
  {
    id: 'codebuild-update-project',
    title: 'change the commands that an existing CodeBuild project runs',
    gains: 'another-role',
    principal: 'any',
    ways: [[['codebuild:UpdateProject', PROJECT]]],
    needs: 'a project that is built',
    source: hackTricks('codebuild'),
  },
  {
    id: 'codebuild-sandbox',
    title: 'run commands in a sandbox of an existing CodeBuild project',
    gains: 'another-role',
    principal: 'any',
    ways: ['codebuild:StartCommandExecution', 'codebuild:StartSandboxConnection'].map((run) => [
      ['codebuild:StartSandbox', PROJECT],
      [run, SANDBOX],
    ]),
    needs: 'a CodeBuild project',
    source: 'https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartSandbox.html',
  },
  {
    id: 'pass-role-codepipeline',
    title: 'run commands as any role that it may pass in a pipeline',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('codepipeline.amazonaws.com'),
    ways: ['codepipeline:CreatePipeline', 'codepipeline:UpdatePipeline'].map((action) => [
      PASS_ROLE,
      [action, PIPELINE],
    ]),
    needs: 'a role that may use the artifact bucket',
    source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Commands.html',
  },
  {
    id: 'codepipeline-poll-for-jobs',
    title: "take a job of a pipeline's custom action, with credentials of its artifact bucket",
    gains: 'another-role',
    extent: 'resource',
    principal: 'any',
    ways: [[['codepipeline:PollForJobs', resource('arn:*:codepipeline:*:*:actiontype:*/*/*/*')]]],
    needs: 'a pipeline with a custom action',
    source: 'https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PollForJobs.html',
  },
  {
    id: 'codedeploy-create-deployment',
    title: 'run the hooks of a deployment of its own on the machines of a deployment group',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['codedeploy:CreateDeployment', resource('arn:*:codedeploy:*:*:deploymentgroup:*/*')],
        ['codedeploy:RegisterApplicationRevision', resource('arn:*:codedeploy:*:*:application:*')],
      ],
    ],
    needs: 'a deployment group of machines with a role that may read the revision',
    source:
      'https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html',
  },
  {
    id: 'pass-role-amplify',
    title: 'run the commands of a build as any role that it may pass in a new Amplify app',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('amplify.amazonaws.com'),
    ways: [
      [
        PASS_ROLE,
        ['amplify:CreateApp', NONE],
        ['amplify:CreateBranch', resource('arn:*:amplify:*:*:apps/*/branches/*')],
        ['amplify:StartJob', JOB],
      ],
    ],
    needs: 'a repository that it can connect',
    source: 'https://docs.aws.amazon.com/amplify/latest/APIReference/API_CreateApp.html',
  },
  {
    id: 'amplify-update-app',
    title: 'run commands of its own in the build of an existing Amplify app',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['amplify:UpdateApp', resource('arn:*:amplify:*:*:apps/*')],
        ['amplify:StartJob', JOB],
      ],
    ],
    needs: 'an app with a service role',
    source: 'https://docs.aws.amazon.com/amplify/latest/APIReference/API_UpdateApp.html',
  },
];

const TEMPLATES: readonly EscalationMethod[] = [
  {
    id: 'pass-role-cloudformation-create-stack',
    title: 'create anything that a role which it may pass can create, by a CloudFormation stack',
    gains: 'another-role',
    principal: 'any',
    passes: TO_CLOUDFORMATION,
    ways: [
      [PASS_ROLE, ['cloudformation:CreateStack', STACK]],
      [PASS_ROLE, ...CHANGE_SET],
    ],
    source: pathfinding('cloudformation/cloudformation-001'),
  },
  {
    id: 'pass-role-cloudformation-update-stack',
    title: 'change an existing CloudFormation stack with any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_CLOUDFORMATION,
    ways: [[PASS_ROLE, ['cloudformation:UpdateStack', STACK]]],
    needs: 'a stack',
    source: hackTricks('cloudformation'),
  },
  {
    id: 'cloudformation-update-stack',
    title: 'create and change anything that the role of an existing CloudFormation stack can',
    gains: 'another-role',
    principal: 'any',
    ways: [[['cloudformation:UpdateStack', STACK]]],
    needs: 'a stack with a service role',
    source: pathfinding('cloudformation/cloudformation-002'),
  },
  {
    id: 'cloudformation-change-set',
    title:
      'create and change anything that the role of an existing CloudFormation stack can, by a change set',
    gains: 'another-role',
    principal: 'any',
    ways: [CHANGE_SET],
    needs: 'a stack with a service role',
    source: pathfinding('cloudformation/cloudformation-005'),
  },
  {
    id: 'pass-role-cloudformation-create-stack-set',
    title: 'create anything that a role which it may pass can create, by a CloudFormation stack set',
    gains: 'another-role',
    principal: 'any',
    passes: TO_CLOUDFORMATION,
    ways: [
      [
        PASS_ROLE,
        ['cloudformation:CreateStackSet', NONE],
        ['cloudformation:CreateStackInstances', STACK_SET],
      ],
    ],
    needs: 'an execution role that trusts the role it passes',
    source: pathfinding('cloudformation/cloudformation-003'),
  },
  {
    id: 'pass-role-cloudformation-update-stack-set',
    title: 'change an existing CloudFormation stack set with any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_CLOUDFORMATION,
    ways: [[PASS_ROLE, ['cloudformation:UpdateStackSet', STACK_SET]]],
    needs: 'a stack set with instances',
    source: pathfinding('cloudformation/cloudformation-004'),
  },
  {
    id: 'cloudformation-update-stack-set',
    title: 'create and change anything that the execution role of a service-managed stack set can',
    gains: 'another-role',
    principal: 'any',
    ways: [[['cloudformation:UpdateStackSet', STACK_SET]]],
    needs: 'a stack set with service-managed permissions, or instances',
    source: hackTricks('cloudformation'),
  },
  {
    id: 'pass-role-service-catalog',
    title: 'create anything that a role which it may pass can create, by a product of Service Catalog',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('servicecatalog.amazonaws.com'),
    ways: ['servicecatalog:CreateProduct', 'servicecatalog:CreateProvisioningArtifact'].map((create) => [
      PASS_ROLE,
      [create, PRODUCT],
      ['servicecatalog:CreateConstraint', PRODUCT],
      ['servicecatalog:ProvisionProduct', PRODUCT],
    ]),
    needs: 'a portfolio that it may use and add to',
    source: 'https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html',
  },
  {
    id: 'service-catalog-new-version',
    title: 'create anything that the launch role of an existing product of Service Catalog can',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['servicecatalog:CreateProvisioningArtifact', PRODUCT],
        ['servicecatalog:ProvisionProduct', PRODUCT],
      ],
      [
        ['servicecatalog:CreateProvisioningArtifact', PRODUCT],
        ['servicecatalog:UpdateProvisionedProduct', NONE],
      ],
    ],
    needs: 'a product with a launch role',
    source: 'https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html',
  },
];

/** Builds, pipelines, deployments and templates. */
export const BUILDING_METHODS: readonly EscalationMethod[] = [...BUILDS, ...TEMPLATES];
