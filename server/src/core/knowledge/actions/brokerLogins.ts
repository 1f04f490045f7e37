import type { IdentityAction } from './identityTypes.js';

/**
 * What GitHub puts into `aud` when no audience is asked for: the address of the repository's owner.
 * https://github.com/jfrog/setup-jfrog-cli/blob/deda456d982f/action.yml (oidc-audience), cloudsmith-cli-action action.yml
 */
const OWNER = 'https://github.com/<owner>';

/** Secret stores and identity brokers: what they hand out reaches further than the workflow says. */
export const BROKER_LOGIN_ACTIONS: readonly IdentityAction[] = [
  {
    action: 'hashicorp/vault-action',
    federates: [
      {
        provider: 'vault',
        // src/auth.js: method jwt without jwtPrivateKey asks GitHub for an OIDC token.
        when: [
          { input: 'method', is: 'equals', value: 'jwt' },
          { input: 'jwtPrivateKey', is: 'unset' },
        ],
        targetInput: 'role',
        audienceInput: 'jwtGithubAudience',
        defaultAudience: OWNER,
        // No input sets the lifetime: it is the Vault role's.
        // https://developer.hashicorp.com/vault/docs/troubleshoot/tune-lease-ttl "TTL of 32 days by default"
        note: "The Vault token lives as long as the Vault role says, 32 days where the role and Vault's configuration say nothing. The action never revokes it. jwtTtl is the lifetime of a JWT signed with jwtPrivateKey, not of the token.",
      },
    ],
    staticCredentials: [
      {
        input: 'token',
        system: 'Vault',
        kind: 'api-key',
        federatedAlternative: 'Set method: jwt and role instead of token and grant id-token: write.',
      },
      {
        input: 'secretId',
        system: 'Vault',
        kind: 'password',
        federatedAlternative:
          'Set method: jwt and role instead of roleId and secretId and grant id-token: write.',
      },
      {
        input: 'githubToken',
        system: 'GitHub',
        kind: 'pat',
        federatedAlternative: 'Set method: jwt and role instead of githubToken and grant id-token: write.',
        note: 'The token of a user or machine; the job token cannot log in to Vault.',
      },
      {
        input: 'password',
        system: 'Vault',
        kind: 'password',
        federatedAlternative:
          'Set method: jwt and role instead of username and password and grant id-token: write.',
      },
      {
        input: 'jwtPrivateKey',
        system: 'Vault',
        kind: 'key-file',
        federatedAlternative:
          'Leave jwtPrivateKey out and grant id-token: write: the action then uses the OIDC token of GitHub.',
      },
      { input: 'clientKey', system: 'Vault', kind: 'key-file' },
    ],
    persists: {
      input: 'exportEnv',
      default: true,
      where:
        'every secret fetched, in the environment of every later step; the Vault token itself only with exportToken: true (VAULT_TOKEN) or outputToken: true',
      removedAtJobEnd: false, // action.yml has no post step
    },
    source: 'https://github.com/hashicorp/vault-action/blob/4c06c5ccf5c0/src/auth.js',
    versionRead: 'v3.4.0 (2025-06-13)',
  },
  {
    action: 'hashicorp/hcp-auth-action',
    federates: [
      {
        provider: 'other',
        providerName: 'HCP',
        when: [{ input: 'workload_identity_provider', is: 'set' }],
        targetInput: 'workload_identity_provider',
        audienceInput: 'audience',
        defaultAudience: '<workload_identity_provider>', // src/main.ts
      },
    ],
    staticCredentials: [
      {
        input: 'client_secret',
        system: 'HCP',
        kind: 'password',
        federatedAlternative:
          'Set workload_identity_provider instead of client_id and client_secret and grant id-token: write.',
      },
    ],
    persists: {
      default: true,
      where: 'gha-creds-*.json in the workspace, named by HCP_CRED_FILE for every later step',
      tokenInput: 'client_secret',
      removedAtJobEnd: true, // src/post.ts
      note: 'export_environment_variables: false leaves the variable out, not the file.',
    },
    source: 'https://github.com/hashicorp/hcp-auth-action/blob/a7087157757c/src/main.ts',
    versionRead: 'a708715 (2024-11-11, newest tag v0.1.0)',
  },
  {
    action: 'dopplerhq/secrets-fetch-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Doppler',
        when: [{ input: 'auth-method', is: 'equals', value: 'oidc' }],
        targetInput: 'doppler-identity-id',
        defaultAudience: OWNER, // index.js core.getIDToken()
      },
    ],
    staticCredentials: [
      {
        input: 'doppler-token',
        system: 'Doppler',
        kind: 'api-key',
        federatedAlternative:
          'Set auth-method: oidc and doppler-identity-id instead of doppler-token and grant id-token: write.',
      },
    ],
    persists: {
      input: 'inject-env-vars',
      default: false,
      where: 'every secret fetched, in the environment of every later step; outputs of the step in any case',
      removedAtJobEnd: false,
    },
    source: 'https://github.com/DopplerHQ/secrets-fetch-action/blob/558a97f7f29b/index.js',
    versionRead: '558a97f (2025-01-28, newest tag v1.3.0)',
  },
  {
    action: 'infisical/secrets-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Infisical',
        when: [{ input: 'method', is: 'equals', value: 'oidc' }],
        targetInput: 'identity-id',
        audienceInput: 'oidc-audience',
        defaultAudience: OWNER, // src/infisical.ts getIDToken of the empty input
      },
    ],
    staticCredentials: [
      {
        input: 'client-secret',
        system: 'Infisical',
        kind: 'password',
        federatedAlternative:
          'Set method: oidc and identity-id instead of client-id and client-secret and grant id-token: write.',
      },
    ],
    persists: {
      default: true,
      where:
        'every secret fetched, in the environment of every later step, or in a file of the workspace with export-type: file',
      removedAtJobEnd: false,
    },
    source: 'https://github.com/Infisical/secrets-action/blob/2f82400bf354/src/index.ts',
    versionRead: '2f82400 (2025-09-27, newest tag v1.0.15)',
  },
  {
    action: '1password/load-secrets-action',
    // src/constants.ts names these two logins and no other: no OIDC in the version read.
    staticCredentials: [
      { input: 'OP_SERVICE_ACCOUNT_TOKEN', from: 'env', system: '1Password', kind: 'api-key' },
      { input: 'OP_CONNECT_TOKEN', from: 'env', system: '1Password', kind: 'api-key' },
    ],
    persists: {
      input: 'export-env',
      default: false,
      where: 'every secret fetched, in the environment of every later step; outputs of the step otherwise',
      removedAtJobEnd: false,
    },
    source: 'https://github.com/1Password/load-secrets-action/blob/2a9101f21de4/src/utils.ts',
    versionRead: '2a9101f (2026-03-27, newest tag v4.0.0)',
  },
  {
    action: 'bitwarden/sm-action',
    staticCredentials: [{ input: 'access_token', system: 'Bitwarden', kind: 'api-key' }], // no other login in action.yml
    persists: {
      input: 'set_env',
      default: true,
      where: 'every secret fetched, in the environment of every later step',
      removedAtJobEnd: false,
    },
    source: 'https://github.com/bitwarden/sm-action/blob/8183f73fa7b3/action.yml',
    versionRead: '8183f73 (2026-04-30, newest tag v3.0.0)',
  },
  {
    action: 'akeyless-community/akeyless-github-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Akeyless',
        when: [
          { input: 'token', is: 'unset' },
          { input: 'access-type', is: 'equals', value: 'jwt', default: 'jwt' },
        ],
        targetInput: 'access-id',
        defaultAudience: OWNER, // src/auth.js core.getIDToken()
      },
    ],
    staticCredentials: [
      {
        input: 'token',
        system: 'Akeyless',
        kind: 'api-key',
        federatedAlternative:
          'Set access-id instead of token and grant id-token: write; access-type is jwt by default.',
      },
      {
        input: 'access-key',
        system: 'Akeyless',
        kind: 'access-key',
        federatedAlternative: 'Set access-type: jwt instead of access-key and grant id-token: write.',
      },
    ],
    persists: {
      input: 'export-secrets-to-environment',
      default: true,
      where: 'every secret fetched, in the environment of every later step',
      removedAtJobEnd: false,
    },
    source: 'https://github.com/akeyless-community/akeyless-github-action/blob/be8184b9f311/src/auth.js',
    versionRead: 'be8184b (2025-04-01, newest tag v1.1.2)',
  },
  {
    action: 'pulumi/auth-actions',
    federates: [
      {
        provider: 'other',
        providerName: 'Pulumi Cloud',
        when: [],
        targetInput: 'requested-token-type', // organization, team or personal
        accountInput: 'organization',
        defaultAudience: 'urn:pulumi:org:<organization>', // dist/index.js
        durationInput: 'token-expiration',
        durationUnit: 'seconds', // README; the default is Pulumi Cloud's and was not found
        narrowedBy: ['scope'],
      },
    ],
    persists: {
      default: true,
      where: 'PULUMI_ACCESS_TOKEN in the environment of every later step',
      removedAtJobEnd: false,
      // src/main.ts: core.getBooleanInput('export-environment-variables') || true
      note: 'export-environment-variables: false has no effect in v2.1.0: the source reads it as `… || true`.',
    },
    source: 'https://github.com/pulumi/auth-actions/blob/141415910c3b/src/main.ts',
    versionRead: 'v2.1.0 (2026-05-29)',
  },
  {
    action: 'pulumi/actions',
    // https://github.com/pulumi/auth-actions/blob/141415910c3b/README.md shows the two together.
    staticCredentials: [
      {
        input: 'PULUMI_ACCESS_TOKEN',
        from: 'env',
        system: 'Pulumi Cloud',
        kind: 'api-key',
        federatedAlternative: 'Log in before it with pulumi/auth-actions, which exchanges the OIDC token.',
      },
    ],
    source: 'https://github.com/pulumi/actions/blob/deb0aa33df84/README.md',
    versionRead: 'deb0aa3 (2026-07-02, newest tag v7.0.0)',
  },
];
