import type { IdentityAction } from './identityTypes.js';

// https://github.com/aws-actions/configure-aws-credentials/blob/bcd4089080cf/README.md ("OIDC is recommended")
const AWS_OIDC =
  'Set role-to-assume, grant id-token: write and leave the access keys out: the action then logs in by OIDC.';
const AWS_OIDC_FIRST =
  'Log in before it with aws-actions/configure-aws-credentials by OIDC and pass on the temporary keys, session token included.';

/** Logins to AWS, and actions that take its access keys themselves. */
export const AWS_LOGIN_ACTIONS: readonly IdentityAction[] = [
  {
    action: 'aws-actions/configure-aws-credentials',
    federates: [
      {
        provider: 'aws',
        // src/index.ts useGitHubOIDCProvider(): these, and id-token: write granted.
        when: [
          { input: 'role-to-assume', is: 'set' },
          { input: 'aws-access-key-id', is: 'unset' },
          { input: 'web-identity-token-file', is: 'unset' },
          { input: 'role-chaining', is: 'equals', value: 'false', default: 'false' },
          { input: 'force-skip-oidc', is: 'equals', value: 'false', default: 'false' }, // since v5
        ],
        targetInput: 'role-to-assume',
        audienceInput: 'audience',
        defaultAudience: 'sts.amazonaws.com',
        durationInput: 'role-duration-seconds',
        durationDefaultSeconds: 3600,
        durationMaximumSeconds: 43200, // README; the role's own maximum session duration may be lower
        durationUnit: 'seconds',
        narrowedBy: ['inline-session-policy', 'managed-session-policies'], // both since v2.2.0
        note: 'Without id-token: write it takes whatever AWS credentials it finds in the environment instead, saying so in the log only. Session tags are not sent on this path.',
      },
    ],
    assumes: [
      {
        system: 'AWS',
        when: [
          { input: 'role-to-assume', is: 'set' },
          { input: 'aws-access-key-id', is: 'set' },
        ],
        targetInput: 'role-to-assume',
        durationInput: 'role-duration-seconds',
        durationDefaultSeconds: 3600, // src/index.ts DEFAULT_ROLE_DURATION, v3.0.0 and later
        durationMaximumSeconds: 43200,
        durationUnit: 'seconds',
        narrowedBy: ['inline-session-policy', 'managed-session-policies'],
        from: 'v3',
      },
      {
        system: 'AWS',
        when: [
          { input: 'role-to-assume', is: 'set' },
          { input: 'aws-access-key-id', is: 'set' },
        ],
        targetInput: 'role-to-assume',
        durationInput: 'role-duration-seconds',
        durationDefaultSeconds: 21600, // v1 and v2 index.js MAX_ACTION_RUNTIME; one hour in v2 with aws-session-token
        durationMaximumSeconds: 43200,
        durationUnit: 'seconds',
        before: 'v3',
      },
      {
        system: 'AWS',
        when: [
          { input: 'role-to-assume', is: 'set' },
          { input: 'role-chaining', is: 'equals', value: 'true' },
        ], // since v2.1.0
        targetInput: 'role-to-assume',
        durationInput: 'role-duration-seconds',
        durationDefaultSeconds: 3600,
        // https://sdk.amazonaws.com/kotlin/api/1.0.65/sts/aws.sdk.kotlin.services.sts.model/-assume-role-request/duration-seconds.html
        // "Role chaining limits your … role session to a maximum of one hour"; a longer wish makes the call fail.
        durationMaximumSeconds: 3600,
        durationUnit: 'seconds',
        narrowedBy: ['inline-session-policy', 'managed-session-policies'],
        note: 'Role chaining: AWS grants one hour at most, whatever the role allows, and refuses a longer wish.',
      },
      {
        system: 'AWS',
        when: [
          { input: 'role-to-assume', is: 'set' },
          { input: 'web-identity-token-file', is: 'set' },
        ],
        targetInput: 'role-to-assume',
        durationInput: 'role-duration-seconds',
        durationDefaultSeconds: 3600,
        durationMaximumSeconds: 43200,
        durationUnit: 'seconds',
        narrowedBy: ['inline-session-policy', 'managed-session-policies'],
      },
    ],
    staticCredentials: [
      {
        input: 'aws-access-key-id',
        system: 'AWS',
        kind: 'access-key',
        federatedAlternative: AWS_OIDC,
        note: 'Temporary when aws-session-token is set as well.',
      },
      {
        input: 'aws-secret-access-key',
        system: 'AWS',
        kind: 'access-key',
        federatedAlternative: AWS_OIDC,
        note: 'Temporary when aws-session-token is set as well.',
      },
    ],
    persists: {
      input: 'output-env-credentials', // since v4.3.0; before that always
      default: true, // false when aws-profile is set
      where:
        'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN in the environment of every later step',
      removedAtJobEnd: true, // src/cleanup/index.ts empties the variables; the keys stay valid until they expire
      note: 'With aws-profile (since v6.1.0) the keys are written to ~/.aws/credentials instead and stay there after the job (README "Caution").',
    },
    note: 'Some inputs are also read from the environment: ROLE_TO_ASSUME, ROLE_DURATION_SECONDS, ROLE_CHAINING, AUDIENCE, INLINE_SESSION_POLICY … (src/helpers.ts translateEnvVariables, since v4.2.0).',
    source: 'https://github.com/aws-actions/configure-aws-credentials/blob/bcd4089080cf/src/index.ts',
    versionRead: 'bcd4089 (2026-08-18, newest tag v6.2.3)',
  },
  {
    action: 'aws-actions/amazon-ecr-login',
    assumes: [
      {
        system: 'Amazon ECR',
        when: [],
        targetInput: 'registries',
        // https://docs.aws.amazon.com/es_es/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html "valid for 12 hours"
        durationDefaultSeconds: 43200,
        durationMaximumSeconds: 43200,
        note: 'Twelve hours, however short the AWS session that asked for it is.',
      },
    ],
    persists: {
      default: true,
      where: "Docker's configuration (docker login)",
      removedAtJobEnd: true, // dist/cleanup, unless skip-logout is true
    },
    note: 'Takes its AWS credentials from the environment. The Docker password is an output; mask-password is true by default since v2, false in v1.',
    source: 'https://github.com/aws-actions/amazon-ecr-login/blob/03f1aad4c6c7/action.yml',
    versionRead: 'v2.1.7 (2026-08-19)',
  },
  {
    action: 'appleboy/lambda-action',
    staticCredentials: [
      {
        input: 'aws_access_key_id',
        system: 'AWS',
        kind: 'access-key',
        federatedAlternative: AWS_OIDC_FIRST,
        note: 'Temporary when aws_session_token is set as well.',
      },
      {
        input: 'aws_secret_access_key',
        system: 'AWS',
        kind: 'access-key',
        federatedAlternative: AWS_OIDC_FIRST,
        note: 'Temporary when aws_session_token is set as well.',
      },
    ],
    source: 'https://github.com/appleboy/lambda-action/blob/03593f571dbe/action.yml',
    versionRead: '03593f5 (2026-07-18, newest tag v0.2.0)',
  },
  {
    action: 'einaregilsson/beanstalk-deploy',
    // README: aws_session_token "may be assuming a role … through something like AWS's configure-aws-credentials action"
    staticCredentials: [
      {
        input: 'aws_access_key',
        system: 'AWS',
        kind: 'access-key',
        federatedAlternative: AWS_OIDC_FIRST,
        note: 'Temporary when aws_session_token is set as well.',
      },
      {
        input: 'aws_secret_key',
        system: 'AWS',
        kind: 'access-key',
        federatedAlternative: AWS_OIDC_FIRST,
        note: 'Temporary when aws_session_token is set as well.',
      },
    ],
    source: 'https://github.com/einaregilsson/beanstalk-deploy/blob/01e11095f024/action.yml',
    versionRead: '01e1109 (2024-04-10, newest tag v22)',
  },
  {
    action: 'jakejarvis/s3-sync-action',
    // entrypoint.sh gives the two keys to `aws configure` and takes no session token into account.
    staticCredentials: [
      { input: 'AWS_ACCESS_KEY_ID', from: 'env', system: 'AWS', kind: 'access-key' },
      { input: 'AWS_SECRET_ACCESS_KEY', from: 'env', system: 'AWS', kind: 'access-key' },
    ],
    source: 'https://github.com/jakejarvis/s3-sync-action/blob/7ed8b112447a/entrypoint.sh',
    versionRead: '7ed8b11 (2020-03-05, newest tag v0.5.1)',
  },
  {
    action: 'serverless/github-action',
    staticCredentials: [
      { input: 'SERVERLESS_ACCESS_KEY', from: 'env', system: 'Serverless', kind: 'access-key' },
      {
        input: 'AWS_ACCESS_KEY_ID',
        from: 'env',
        system: 'AWS',
        kind: 'access-key',
        federatedAlternative: AWS_OIDC_FIRST,
      },
      {
        input: 'AWS_SECRET_ACCESS_KEY',
        from: 'env',
        system: 'AWS',
        kind: 'access-key',
        federatedAlternative: AWS_OIDC_FIRST,
      },
    ],
    source: 'https://github.com/serverless/github-action/blob/f5f0c17d6ef9/README.md',
    versionRead: 'f5f0c17 (2024-12-30, newest tag v3.2.0)',
  },
];
