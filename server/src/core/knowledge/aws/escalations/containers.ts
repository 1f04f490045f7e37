import {
  hackTricks,
  PASS_ROLE,
  passedTo,
  pathfinding,
  resource,
  type EscalationMethod,
  type RequiredAction,
} from './method.js';

// Containers and clusters whose tasks, jobs and pods carry a role.

const TASK_DEFINITION = resource('arn:*:ecs:*:*:task-definition/*:*');
const SERVICE = resource('arn:*:ecs:*:*:service/*/*');
const CLUSTER = resource('arn:*:ecs:*:*:cluster/*');
const EKS_CLUSTER = resource('arn:*:eks:*:*:cluster/*');
const JOB_DEFINITION = resource('arn:*:batch:*:*:job-definition/*');
const APP_RUNNER_SERVICE = resource('arn:*:apprunner:*:*:service/*/*');

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
const TO_TASKS = passedTo('ecs-tasks.amazonaws.com');

const REGISTER_TASK: RequiredAction = ['ecs:RegisterTaskDefinition', TASK_DEFINITION];
const RUN_TASK: readonly RequiredAction[] = [
  ['ecs:RunTask', TASK_DEFINITION],
  ['ecs:StartTask', TASK_DEFINITION],
];
const IN_A_SERVICE: readonly RequiredAction[] = [
  ['ecs:CreateService', SERVICE],
  ['ecs:UpdateService', SERVICE],
  ['ecs:CreateTaskSet', resource('arn:*:ecs:*:*:task-set/*/*/*')],
];

// A job definition is named with or without its revision.
const SUBMIT_JOB: readonly RequiredAction[] = [
  ['batch:SubmitJob', JOB_DEFINITION],
  ['batch:SubmitJob', resource('arn:*:batch:*:*:job-queue/*')],
];

const ECS: readonly EscalationMethod[] = [
  {
    id: 'pass-role-ecs-task',
    title: 'run an ECS task of its own as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_TASKS,
    ways: RUN_TASK.map((run) => [PASS_ROLE, REGISTER_TASK, run]),
    needs: 'a cluster',
    source: pathfinding('ecs/ecs-004'),
  },
  {
    id: 'pass-role-ecs-service',
    title: 'run an ECS service of its own as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_TASKS,
    ways: IN_A_SERVICE.map((run) => [PASS_ROLE, REGISTER_TASK, run]),
    needs: 'a cluster',
    source: pathfinding('ecs/ecs-003'),
  },
  {
    id: 'pass-role-ecs-new-cluster-task',
    title: 'run an ECS task of its own as any role that it may pass, in a cluster of its own',
    gains: 'another-role',
    principal: 'any',
    passes: TO_TASKS,
    refines: 'pass-role-ecs-task',
    ways: RUN_TASK.map((run) => [PASS_ROLE, ['ecs:CreateCluster', CLUSTER], REGISTER_TASK, run]),
    source: pathfinding('ecs/ecs-002'),
  },
  {
    id: 'pass-role-ecs-new-cluster-service',
    title: 'run an ECS service of its own as any role that it may pass, in a cluster of its own',
    gains: 'another-role',
    principal: 'any',
    passes: TO_TASKS,
    refines: 'pass-role-ecs-service',
    ways: [[PASS_ROLE, ['ecs:CreateCluster', CLUSTER], REGISTER_TASK, ['ecs:CreateService', SERVICE]]],
    source: pathfinding('ecs/ecs-001'),
  },
  {
    id: 'pass-role-ecs-overrides',
    title: 'run an existing ECS task definition with another command and any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_TASKS,
    ways: RUN_TASK.map((run) => [PASS_ROLE, run]),
    needs: 'a task definition whose execution role it may pass too',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html',
  },
  {
    id: 'ecs-execute-command',
    title: 'run commands in the containers of ECS tasks',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['ecs:ExecuteCommand', CLUSTER],
        ['ecs:ExecuteCommand', resource('arn:*:ecs:*:*:task/*/*')],
      ],
    ],
    needs: 'a running task with a role that was started with ECS Exec',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html',
  },
  {
    id: 'pass-role-ecs-container-instance',
    title: 'have tasks run on a machine of its own, where their credentials lie open',
    gains: 'another-role',
    principal: 'any',
    passes: TO_TASKS,
    ways: [[PASS_ROLE, ['ecs:RegisterContainerInstance', CLUSTER], ['ecs:StartTask', TASK_DEFINITION]]],
    needs: 'a machine in the account on which it can run commands',
    source: hackTricks('ecs'),
  },
];

const CLUSTERS_AND_JOBS: readonly EscalationMethod[] = [
  {
    id: 'eks-access-entry',
    title: 'make itself administrator of an EKS cluster, and act as its pods and nodes',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['eks:CreateAccessEntry', EKS_CLUSTER],
        ['eks:AssociateAccessPolicy', resource('arn:*:eks:*:*:access-entry/*/*/*/*/*')],
      ],
    ],
    needs: 'a cluster that takes access entries, and a network path to it',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html',
  },
  {
    id: 'pass-role-eks-pod-identity',
    title: 'give a pod any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('pods.eks.amazonaws.com'),
    ways: [
      [PASS_ROLE, ['eks:CreatePodIdentityAssociation', EKS_CLUSTER]],
      [PASS_ROLE, ['eks:UpdatePodIdentityAssociation', resource('arn:*:eks:*:*:podidentityassociation/*/*')]],
    ],
    needs: 'a cluster in which it can run pods',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html',
  },
  {
    id: 'pass-role-batch',
    title: 'run a Batch job of its own as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_TASKS,
    ways: [[PASS_ROLE, ['batch:RegisterJobDefinition', JOB_DEFINITION], ...SUBMIT_JOB]],
    needs: 'a job queue',
    source: 'https://docs.aws.amazon.com/batch/latest/APIReference/API_RegisterJobDefinition.html',
  },
  {
    id: 'batch-submit-job',
    title: 'run an existing Batch job definition with another command',
    gains: 'another-role',
    principal: 'any',
    ways: [SUBMIT_JOB],
    needs: 'a job definition with a role, whose image has a shell',
    source: 'https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html',
  },
  {
    id: 'pass-role-app-runner',
    title: 'run an App Runner service as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    // AWS's own policy AWSAppRunnerFullAccess passes to the first; the instance role trusts the second.
    // https://docs.aws.amazon.com/apprunner/latest/dg/security_iam_service-with-iam.html
    passes: {
      passedTo: ['apprunner.amazonaws.com', 'tasks.apprunner.amazonaws.com'],
      trusts: [{ kind: 'Service', id: 'tasks.apprunner.amazonaws.com' }],
    },
    ways: [[PASS_ROLE, ['apprunner:CreateService', APP_RUNNER_SERVICE]]],
    source: pathfinding('apprunner/apprunner-001'),
  },
  {
    id: 'app-runner-update-service',
    title: 'run code as the role of an existing App Runner service',
    gains: 'another-role',
    principal: 'any',
    ways: [[['apprunner:UpdateService', APP_RUNNER_SERVICE]]],
    needs: 'a service with a role',
    source: pathfinding('apprunner/apprunner-002'),
  },
];

/** Running and entering containers. */
export const CONTAINER_METHODS: readonly EscalationMethod[] = [...ECS, ...CLUSTERS_AND_JOBS];
