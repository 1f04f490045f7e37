import {
  hackTricks,
  INSTANCE,
  NONE,
  PASS_ROLE,
  passedTo,
  pathfinding,
  resource,
  TO_EC2,
  type EscalationMethod,
  type EscalationTarget,
  type RequiredAction,
} from './method.js';

// Virtual machines that carry a role: EC2 itself, and services that start instances for their user.

const LAUNCH_TEMPLATE = resource('arn:*:ec2:*:*:launch-template/*');
const AUTO_SCALING_GROUP = resource('arn:*:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/*');
const LAUNCH_CONFIGURATION = resource(
  'arn:*:autoscaling:*:*:launchConfiguration:*:launchConfigurationName/*',
);
const BEANSTALK_ENVIRONMENT = resource('arn:*:elasticbeanstalk:*:*:environment/*/*');
const BEANSTALK_VERSION = resource('arn:*:elasticbeanstalk:*:*:applicationversion/*/*');
const IMAGE_BUILDER = resource('arn:*:appstream:*:*:image-builder/*');
const GAME_FLEET = resource('arn:*:gamelift:*:*:fleet/*');
const ANY_GAME_FLEET = resource(...GAME_FLEET.arns, 'arn:*:gamelift:*:*:containerfleet/*');
const INSTANCE_PROFILE = resource('arn:*:iam::*:instance-profile/*');

// All of them are checked when an instance starts.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances
const LAUNCHED: readonly EscalationTarget[] = [
  INSTANCE,
  resource('arn:*:ec2:*::image/*'),
  resource('arn:*:ec2:*:*:subnet/*'),
  resource('arn:*:ec2:*:*:network-interface/*'),
  resource('arn:*:ec2:*:*:security-group/*'),
  resource('arn:*:ec2:*:*:volume/*'),
];
const RUN_INSTANCES: readonly RequiredAction[] = LAUNCHED.map((part) => ['ec2:RunInstances', part]);

const EC2: readonly EscalationMethod[] = [
  {
    id: 'pass-role-ec2',
    title: 'start an EC2 instance with any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_EC2,
    ways: [[PASS_ROLE, ...RUN_INSTANCES]],
    needs: 'an instance profile that holds the role',
    source: pathfinding('ec2/ec2-001'),
  },
  {
    id: 'pass-role-ec2-spot',
    title: 'request a spot instance with any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_EC2,
    ways: [[PASS_ROLE, ['ec2:RequestSpotInstances', resource('arn:*:ec2:*:*:spot-instances-request/*')]]],
    needs: 'an instance profile that holds the role',
    source: pathfinding('ec2/ec2-003'),
  },
  {
    id: 'pass-role-ec2-instance-profile',
    title: 'give a running EC2 instance any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_EC2,
    ways: [
      [PASS_ROLE, ['ec2:AssociateIamInstanceProfile', INSTANCE]],
      [PASS_ROLE, ['ec2:ReplaceIamInstanceProfileAssociation', INSTANCE]],
    ],
    needs: 'an instance on which it can run commands, and an instance profile that holds the role',
    source: hackTricks('ec2'),
  },
  {
    id: 'pass-role-add-to-instance-profile',
    title: 'put any role that it may pass into an instance profile',
    gains: 'another-role',
    principal: 'any',
    passes: TO_EC2,
    ways: [[PASS_ROLE, ['iam:AddRoleToInstanceProfile', INSTANCE_PROFILE]]],
    needs: 'an instance on which it can run commands, with a profile that holds no other role',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html',
  },
  {
    id: 'ec2-modify-user-data',
    title: 'run commands as the role of an EC2 instance by changing its user data',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['ec2:ModifyInstanceAttribute', INSTANCE],
        ['ec2:StopInstances', INSTANCE],
        ['ec2:StartInstances', INSTANCE],
      ],
    ],
    needs: 'an instance with a role',
    source: pathfinding('ec2/ec2-002'),
  },
  {
    id: 'ec2-launch-template-version',
    title: 'run commands on new instances by changing the default version of their launch template',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['ec2:CreateLaunchTemplateVersion', LAUNCH_TEMPLATE],
        ['ec2:ModifyLaunchTemplate', LAUNCH_TEMPLATE],
      ],
    ],
    needs: 'a launch template with a role, whose default version an Auto Scaling group uses',
    source: pathfinding('ec2/ec2-004'),
  },
  {
    id: 'pass-role-auto-scaling-launch-configuration',
    title: 'start instances with any role that it may pass through an Auto Scaling group',
    gains: 'another-role',
    principal: 'any',
    passes: TO_EC2,
    ways: ['autoscaling:CreateAutoScalingGroup', 'autoscaling:UpdateAutoScalingGroup'].map((group) => [
      PASS_ROLE,
      ['autoscaling:CreateLaunchConfiguration', LAUNCH_CONFIGURATION],
      [group, AUTO_SCALING_GROUP],
    ]),
    needs: 'an account that may still use launch configurations, and an instance profile that holds the role',
    source: hackTricks('ec2'),
  },
  {
    id: 'pass-role-auto-scaling-launch-template',
    title:
      'start instances with any role that it may pass through an Auto Scaling group and a launch template',
    gains: 'another-role',
    principal: 'any',
    passes: TO_EC2,
    refines: 'pass-role-ec2',
    ways: ['autoscaling:CreateAutoScalingGroup', 'autoscaling:UpdateAutoScalingGroup'].map((group) => [
      PASS_ROLE,
      ...RUN_INSTANCES,
      ['ec2:CreateLaunchTemplate', LAUNCH_TEMPLATE],
      [group, AUTO_SCALING_GROUP],
    ]),
    needs: 'an instance profile that holds the role',
    source:
      'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html',
  },
];

const STARTED_FOR_THE_USER: readonly EscalationMethod[] = [
  {
    id: 'pass-role-image-builder',
    title: 'run commands in an image build on an instance with any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: TO_EC2,
    ways: [
      [
        PASS_ROLE,
        [
          'imagebuilder:CreateInfrastructureConfiguration',
          resource('arn:*:imagebuilder:*:*:infrastructure-configuration/*'),
        ],
        ['imagebuilder:CreateComponent', resource('arn:*:imagebuilder:*:*:component/*/*/*')],
        ['imagebuilder:CreateImageRecipe', resource('arn:*:imagebuilder:*:*:image-recipe/*/*')],
        ['imagebuilder:CreateImage', resource('arn:*:imagebuilder:*:*:image/*/*/*')],
      ],
    ],
    needs: 'an instance profile that holds the role',
    source:
      'https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateInfrastructureConfiguration.html',
  },
  {
    id: 'pass-role-elastic-beanstalk',
    title: 'run an application as any role that it may pass in a new Elastic Beanstalk environment',
    gains: 'another-role',
    principal: 'any',
    passes: {
      passedTo: ['elasticbeanstalk.amazonaws.com', 'ec2.amazonaws.com', 'ec2.amazonaws.com.cn'],
      trusts: TO_EC2.trusts,
    },
    ways: [
      [
        PASS_ROLE,
        ['elasticbeanstalk:CreateApplicationVersion', BEANSTALK_VERSION],
        ['elasticbeanstalk:CreateEnvironment', BEANSTALK_ENVIRONMENT],
      ],
    ],
    needs:
      'rights on the resources that the environment is made of, and an instance profile that holds the role',
    source: hackTricks('elastic-beanstalk'),
  },
  {
    id: 'elastic-beanstalk-update-environment',
    title: 'run an application as the role of an existing Elastic Beanstalk environment',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [
        ['elasticbeanstalk:CreateApplicationVersion', BEANSTALK_VERSION],
        ['elasticbeanstalk:UpdateEnvironment', BEANSTALK_ENVIRONMENT],
      ],
    ],
    needs: 'an environment, and rights on the resources that it is made of',
    source: hackTricks('elastic-beanstalk'),
  },
  {
    id: 'pass-role-gamelift-fleet',
    title: 'run a game server as any role that it may pass in a new GameLift fleet',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('gamelift.amazonaws.com'),
    ways: ['gamelift:CreateBuild', 'gamelift:CreateScript'].map((code) => [
      PASS_ROLE,
      [code, NONE],
      ['gamelift:CreateFleet', NONE],
    ]),
    source: 'https://docs.aws.amazon.com/gamelift/latest/apireference/API_CreateFleet.html',
  },
  {
    id: 'gamelift-compute-access',
    title: 'open a shell on an instance of a GameLift fleet',
    gains: 'another-role',
    principal: 'any',
    ways: [[['gamelift:GetComputeAccess', ANY_GAME_FLEET]], [['gamelift:GetInstanceAccess', GAME_FLEET]]],
    needs: 'a fleet with a role',
    source: 'https://docs.aws.amazon.com/gamelift/latest/apireference/API_GetComputeAccess.html',
  },
  {
    id: 'pass-role-appstream-image-builder',
    title: 'work in an AppStream image builder with any role that it may pass',
    gains: 'another-role',
    principal: 'any',
    passes: passedTo('appstream.amazonaws.com'),
    ways: [
      [
        PASS_ROLE,
        ['appstream:CreateImageBuilder', IMAGE_BUILDER],
        ['appstream:CreateImageBuilder', resource('arn:*:appstream:*:*:image/*')],
        ['appstream:CreateImageBuilderStreamingURL', IMAGE_BUILDER],
      ],
    ],
    source: 'https://docs.aws.amazon.com/appstream2/latest/APIReference/API_CreateImageBuilder.html',
  },
  {
    id: 'appstream-streaming-url',
    title: 'work in an existing AppStream image builder or fleet',
    gains: 'another-role',
    principal: 'any',
    ways: [
      [['appstream:CreateImageBuilderStreamingURL', IMAGE_BUILDER]],
      [
        ['appstream:CreateStreamingURL', resource('arn:*:appstream:*:*:fleet/*')],
        ['appstream:CreateStreamingURL', resource('arn:*:appstream:*:*:stack/*')],
      ],
    ],
    needs: 'an image builder or fleet with a role',
    source:
      'https://docs.aws.amazon.com/appstream2/latest/developerguide/using-iam-roles-to-grant-permissions-to-applications-scripts-streaming-instances.html',
  },
];

/** Starting, changing and entering virtual machines. */
export const SERVER_METHODS: readonly EscalationMethod[] = [...EC2, ...STARTED_FOR_THE_USER];
