import {
  hackTricks,
  INSTANCE,
  NONE,
  PASS_ROLE,
  passedTo,
  pathfinding,
  resource,
  type EscalationMethod,
} from './method.js';

// Commands on machines that run already, as whatever role they carry.

const NODE = resource('arn:*:ec2:*:*:instance/*', 'arn:*:ssm:*:*:managed-instance/*');
const SESSION_TARGET = resource(...NODE.arns, 'arn:*:ecs:*:*:task/*');
const DOCUMENT = resource('arn:*:ssm:*:*:document/*');
// Starting an automation is checked against its document and against the execution that it becomes.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-identity-based-policies.html
const AUTOMATION = resource('arn:*:ssm:*:*:automation-execution/*');

// A right to run one's own documents only is none to run any command; these run whatever they are given.
// https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html
const SHELL_DOCUMENT = resource(
  'arn:*:ssm:*:*:document/AWS-RunShellScript',
  'arn:*:ssm:*:*:document/AWS-RunPowerShellScript',
  'arn:*:ssm:*:*:document/AWS-RunRemoteScript',
  'arn:*:ssm:*:*:document/AWS-RunDocument',
);

/** Reaching a running machine. */
export const REMOTE_COMMAND_METHODS: readonly EscalationMethod[] = [
  {
    id: 'ssm-send-command',
    title: 'run commands on managed machines',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['ssm:SendCommand', SHELL_DOCUMENT],
        ['ssm:SendCommand', NODE],
      ],
    ],
    needs: 'a running machine with a role that Systems Manager manages',
    source: pathfinding('ssm/ssm-002'),
  },
  {
    id: 'ssm-start-session',
    title: 'open a shell on managed machines and containers',
    gains: 'another-role',
    principal: 'any',
    ways: [[['ssm:StartSession', SESSION_TARGET]]],
    needs: 'a running machine with a role that Systems Manager manages',
    source: pathfinding('ssm/ssm-001'),
  },
  {
    id: 'ssm-create-association',
    title: 'have commands run on managed machines by an association',
    gains: 'another-role',
    principal: 'any',
    ways: ['ssm:CreateAssociation', 'ssm:UpdateAssociation'].map((action) => [
      [action, SHELL_DOCUMENT],
      [action, NODE],
      [action, resource('arn:*:ssm:*:*:association/*')],
    ]),
    needs: 'a running machine with a role that Systems Manager manages',
    source: hackTricks('ssm'),
  },
  {
    id: 'ssm-update-document',
    title: 'change a Systems Manager document that others run',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['ssm:UpdateDocument', DOCUMENT],
        ['ssm:UpdateDocumentDefaultVersion', DOCUMENT],
      ],
    ],
    needs: 'a document of the account that is run on machines with a role',
    source: hackTricks('ssm'),
  },
  {
    id: 'ssm-maintenance-window',
    title: 'have commands run on managed machines in a maintenance window',
    gains: 'another-role',
    principal: 'any',
    ways: [[['ssm:RegisterTaskWithMaintenanceWindow', resource('arn:*:ssm:*:*:maintenancewindow/*')]]],
    needs: 'a maintenance window, and machines with a role that Systems Manager manages',
    source: hackTricks('ssm'),
  },
  {
    id: 'pass-role-ssm-automation',
    title: 'run an automation of its own as any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('ssm.amazonaws.com'),
    ways: ['ssm:CreateDocument', 'ssm:UpdateDocument'].map((write) => [
      PASS_ROLE,
      [write, DOCUMENT],
      ['ssm:StartAutomationExecution', DOCUMENT],
      ['ssm:StartAutomationExecution', AUTOMATION],
    ]),
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html',
  },
  {
    id: 'pass-role-ssm-activation',
    title: 'register a machine of its own with any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('ssm.amazonaws.com'),
    ways: [[PASS_ROLE, ['ssm:CreateActivation', NONE]]],
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateActivation.html',
  },
  {
    id: 'ec2-instance-connect-ssh',
    title: 'log in to EC2 instances over SSH',
    gains: 'another-role',
    principal: 'any',
    ways: [[['ec2-instance-connect:SendSSHPublicKey', INSTANCE]]],
    needs: 'an instance with a role, and a network path to it',
    source: pathfinding('ec2-instance-connect/ec2instanceconnect-003'),
  },
  {
    id: 'ec2-serial-console',
    title: 'log in to EC2 instances over the serial console',
    gains: 'another-role',
    principal: 'any',
    ways: [[['ec2-instance-connect:SendSerialConsoleSSHPublicKey', INSTANCE]]],
    // The key opens the console, where the system asks for a password; and AWS has the console switched off by default.
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-access-to-serial-console.html
    onlyIf: 'the account allows the serial console and it knows a password of the instance',
    source:
      'https://docs.aws.amazon.com/ec2-instance-connect/latest/APIReference/API_SendSerialConsoleSSHPublicKey.html',
  },
  {
    id: 'pass-role-fault-injection',
    title: 'run commands on machines through an experiment with any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('fis.amazonaws.com'),
    ways: [
      [
        PASS_ROLE,
        ['fis:CreateExperimentTemplate', resource('arn:*:fis:*:*:experiment-template/*')],
        ['fis:CreateExperimentTemplate', resource('arn:*:fis:*:*:action/*')],
        ['fis:StartExperiment', resource('arn:*:fis:*:*:experiment-template/*')],
        ['fis:StartExperiment', resource('arn:*:fis:*:*:experiment/*')],
      ],
    ],
    needs: 'a role that may send commands to machines',
    source: 'https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html',
  },
];
