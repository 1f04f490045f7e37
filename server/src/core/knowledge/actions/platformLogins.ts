import type { IdentityAction } from './identityTypes.js';

/** Logins to further clouds, networks and platforms. */
export const PLATFORM_LOGIN_ACTIONS: readonly IdentityAction[] = [
  {
    action: 'teleport-actions/auth',
    federates: [
      {
        provider: 'other',
        providerName: 'Teleport',
        when: [],
        targetInput: 'token', // the name of the join token, no secret
        durationInput: 'certificate-ttl',
        durationDefaultSeconds: 3600, // action.yml 'Defaults to "1h"'
        durationUnit: 'duration-string',
      },
    ],
    persists: {
      default: true,
      where: 'an identity file that later steps find by TELEPORT_IDENTITY_FILE',
      removedAtJobEnd: false, // action.yml has no post step
      note: 'disable-env-vars leaves the variable out, not the file.',
    },
    source: 'https://github.com/teleport-actions/auth/blob/3b365df2b4f6/action.yml',
    versionRead: 'v2.1.2 (2026-04-07)',
  },
  {
    action: 'tailscale/github-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Tailscale',
        when: [
          { input: 'audience', is: 'set' },
          { input: 'oauth-client-id', is: 'set' },
        ], // src/main.ts
        targetInput: 'oauth-client-id',
        audienceInput: 'audience',
        narrowedBy: ['tags'],
      },
    ],
    staticCredentials: [
      {
        input: 'oauth-secret',
        system: 'Tailscale',
        kind: 'password',
        federatedAlternative:
          'Set audience with oauth-client-id and tags instead of oauth-secret and grant id-token: write.',
      },
      {
        input: 'authkey',
        system: 'Tailscale',
        kind: 'api-key',
        federatedAlternative:
          'Set audience with oauth-client-id and tags instead of authkey and grant id-token: write.',
      },
    ],
    persists: {
      default: true,
      where: 'the runner as a node of the tailnet: every later step reaches what its tags may reach',
      removedAtJobEnd: true, // src/logout/logout.ts
    },
    source: 'https://github.com/tailscale/github-action/blob/d1b6cd204f8d/src/main.ts',
    versionRead: 'd1b6cd2 (2026-07-21, newest tag v4.1.3)',
  },
  {
    action: 'aliyun/configure-aliyun-credentials-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Alibaba Cloud',
        when: [
          { input: 'role-to-assume', is: 'set' },
          { input: 'oidc-provider-arn', is: 'set' },
          { input: 'role-chaining', is: 'equals', value: 'false', default: 'false' },
        ], // index.js
        targetInput: 'role-to-assume',
        audienceInput: 'audience',
        defaultAudience: 'sts.aliyuncs.com',
        durationInput: 'role-session-expiration',
        durationDefaultSeconds: 1800,
        durationUnit: 'seconds',
      },
    ],
    assumes: [
      {
        system: 'Alibaba Cloud',
        when: [
          { input: 'role-to-assume', is: 'set' },
          { input: 'role-chaining', is: 'equals', value: 'true' },
        ],
        targetInput: 'role-to-assume',
        durationInput: 'role-session-expiration',
        durationDefaultSeconds: 1800,
        durationUnit: 'seconds',
      },
    ],
    source: 'https://github.com/aliyun/configure-aliyun-credentials-action/blob/b347e60e6402/action.yml',
    versionRead: 'v1.0.7 (2025-06-04)',
  },
  {
    action: 'snowflakedb/snowflake-cli-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Snowflake',
        when: [{ input: 'use-oidc', is: 'equals', value: 'true' }],
        accountInput: 'SNOWFLAKE_ACCOUNT',
        inputsFrom: 'env',
        defaultAudience: 'snowflakecomputing.com',
      },
    ],
    persists: {
      input: 'use-oidc',
      default: false,
      where:
        'the OIDC token itself, in the environment of every later step as SNOWFLAKE_TOKEN or the name in oidc-token-name',
      removedAtJobEnd: false,
    },
    source: 'https://github.com/snowflakedb/snowflake-cli-action/blob/30074f5e8bb4/action.yml',
    versionRead: '30074f5 (2026-05-18, newest tag v2.0.2)',
  },
  {
    action: 'digitalocean/action-doctl',
    staticCredentials: [{ input: 'token', system: 'DigitalOcean', kind: 'api-key' }],
    persists: {
      default: true,
      where: "doctl's configuration (doctl auth init)",
      tokenInput: 'token',
      when: [{ input: 'no_auth', is: 'equals', value: 'false', default: 'false' }],
      removedAtJobEnd: false, // action.yml has no post step
    },
    source: 'https://github.com/digitalocean/action-doctl/blob/135ac0aa0eed/main.js',
    versionRead: 'v2.5.1 (2024-01-26)',
  },
  {
    action: 'hashicorp/setup-terraform',
    staticCredentials: [{ input: 'cli_config_credentials_token', system: 'HCP Terraform', kind: 'api-key' }],
    persists: {
      default: true,
      where: '~/.terraformrc, or the file named by TF_CLI_CONFIG_FILE',
      tokenInput: 'cli_config_credentials_token',
      when: [{ input: 'cli_config_credentials_token', is: 'set' }],
      removedAtJobEnd: false, // action.yml has no post step
    },
    source: 'https://github.com/hashicorp/setup-terraform/blob/8620a60d7c84/lib/setup-terraform.js',
    versionRead: '8620a60 (2026-07-21, newest tag v4.0.1)',
  },
];
