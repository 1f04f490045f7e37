import type { IdentityAction } from './identityTypes.js';

/** `aud` when no audience is asked for: the address of the repository's owner (jfrog action.yml, cloudsmith README). */
const OWNER = 'https://github.com/<owner>';

/** Logins to container registries and to registries of every kind. */
export const CONTAINER_REGISTRY_ACTIONS: readonly IdentityAction[] = [
  {
    action: 'docker/login-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Docker Hub',
        // https://github.com/docker/login-action/pull/1048: an empty password plus DOCKERHUB_OIDC_CONNECTIONID.
        when: [
          { input: 'password', is: 'unset' },
          { input: 'DOCKERHUB_OIDC_CONNECTIONID', is: 'set', from: 'env' },
        ],
        targetInput: 'DOCKERHUB_OIDC_CONNECTIONID',
        inputsFrom: 'env',
        durationInput: 'DOCKERHUB_OIDC_EXPIREIN',
        durationDefaultSeconds: 300, // pull/1048, pull/1068 "Keep the default and minimum unchanged"
        durationMaximumSeconds: 3600,
        durationUnit: 'seconds',
        from: 'v4.5.0', // https://github.com/docker/login-action/releases/tag/v4.5.0
        before: 'v4.7.0',
      },
      {
        provider: 'other',
        providerName: 'Docker Hub',
        when: [
          { input: 'password', is: 'unset' },
          { input: 'DOCKERHUB_OIDC_CONNECTIONID', is: 'set', from: 'env' },
        ],
        targetInput: 'DOCKERHUB_OIDC_CONNECTIONID',
        inputsFrom: 'env',
        durationInput: 'DOCKERHUB_OIDC_EXPIREIN',
        durationDefaultSeconds: 300,
        durationMaximumSeconds: 21600, // https://github.com/docker/login-action/pull/1068
        durationUnit: 'seconds',
        from: 'v4.7.0',
      },
    ],
    staticCredentials: [
      {
        input: 'password',
        system: 'container registry',
        kind: 'password',
        // https://docs.docker.com/enterprise/security/oidc-connections/ (by docker/login-action/pull/1048); README for the clouds
        federatedAlternative:
          'Docker Hub: leave password out and set DOCKERHUB_OIDC_CONNECTIONID (v4.5.0, an organization with an OIDC connection). ghcr.io: the job token. Google, AWS and Azure: the token that their own OIDC login gives.',
      },
      {
        input: 'registry-auth',
        system: 'container registry',
        kind: 'password',
        note: 'YAML list of registry, username and password.',
      },
    ],
    registryLogin: {
      registryInput: 'registry',
      defaultRegistry: 'docker.io',
      usernameInput: 'username',
      passwordInput: 'password',
    },
    persists: {
      default: true,
      where: "Docker's configuration (docker login), in Buildx's own with scope set",
      tokenInput: 'password',
      alsoInputs: ['registry-auth'],
      removedAtJobEnd: true, // src/main.ts post(), unless logout is false
    },
    note: 'The audience of the OIDC login was not found: the v4.5.0 source was not to be had.',
    source: 'https://github.com/docker/login-action/blob/9f4a8ea54ed9/src/context.ts',
    versionRead: '9f4a8ea (2026-04-27, newest tag v4.1.0)',
  },
  {
    action: 'redhat-actions/podman-login',
    staticCredentials: [{ input: 'password', system: 'container registry', kind: 'password' }],
    registryLogin: { registryInput: 'registry', usernameInput: 'username', passwordInput: 'password' }, // no default: required
    persists: {
      default: true,
      where: "podman's authentication file, or the one in auth_file_path",
      tokenInput: 'password',
      removedAtJobEnd: true, // src/index.ts, unless logout is false
    },
    source: 'https://github.com/redhat-actions/podman-login/blob/4934294ad044/action.yml',
    versionRead: 'v1.7 (2024-03-16)',
  },
  {
    action: 'azure/docker-login',
    staticCredentials: [{ input: 'password', system: 'container registry', kind: 'password' }],
    registryLogin: {
      registryInput: 'login-server',
      defaultRegistry: 'https://index.docker.io/v1/',
      usernameInput: 'username',
      passwordInput: 'password',
    },
    persists: {
      default: true,
      where: '$RUNNER_TEMP/docker_login_*/config.json, named by DOCKER_CONFIG for every later step',
      tokenInput: 'password',
      removedAtJobEnd: false, // action.yml has no post step
    },
    note: 'README: not maintained any more.',
    source: 'https://github.com/Azure/docker-login/blob/8081e8d61ff4/src/login.ts',
    versionRead: '8081e8d (2024-05-22, newest tag v2)',
  },
  {
    action: 'oracle-actions/login-ocir',
    staticCredentials: [
      { input: 'auth_token', system: 'Oracle Cloud', kind: 'password' },
      { input: 'OCI_CLI_KEY_CONTENT', from: 'env', system: 'Oracle Cloud', kind: 'key-file' }, // README
    ],
    source: 'https://github.com/oracle-actions/login-ocir/blob/d65011bf8c93/README.md',
    versionRead: 'v1.3.0 (2024-06-19)',
  },
  {
    action: 'jfrog/setup-jfrog-cli',
    federates: [
      {
        provider: 'other',
        providerName: 'JFrog',
        when: [{ input: 'oidc-provider-name', is: 'set' }],
        targetInput: 'oidc-provider-name',
        audienceInput: 'oidc-audience',
        defaultAudience: OWNER, // action.yml
        // The lifetime is set in the JFrog platform's identity mapping; not in the action.
      },
    ],
    staticCredentials: [
      {
        input: 'JF_ACCESS_TOKEN',
        from: 'env',
        system: 'JFrog',
        kind: 'api-key',
        federatedAlternative: 'Set oidc-provider-name instead of JF_ACCESS_TOKEN and grant id-token: write.',
      },
      {
        input: 'JF_PASSWORD',
        from: 'env',
        system: 'JFrog',
        kind: 'password',
        federatedAlternative:
          'Set oidc-provider-name instead of JF_USER and JF_PASSWORD and grant id-token: write.',
      },
    ],
    persists: {
      default: true,
      where: "the JFrog CLI's server configuration; the token is the step's output oidc-token",
      removedAtJobEnd: true, // src/cleanup.ts removeJFrogServers
    },
    note: 'Config tokens come in variables named JF_ENV_*.',
    source: 'https://github.com/jfrog/setup-jfrog-cli/blob/deda456d982f/src/oidc-utils.ts',
    versionRead: 'v5.1.0 (2026-06-17)',
  },
  {
    action: 'cloudsmith-io/cloudsmith-cli-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Cloudsmith',
        when: [
          { input: 'oidc-namespace', is: 'set' },
          { input: 'oidc-service-slug', is: 'set' },
        ],
        targetInput: 'oidc-service-slug',
        audienceInput: 'oidc-audience',
        defaultAudience: OWNER, // README
      },
    ],
    staticCredentials: [
      {
        input: 'api-key',
        system: 'Cloudsmith',
        kind: 'api-key',
        federatedAlternative:
          'Set oidc-namespace and oidc-service-slug instead of api-key and grant id-token: write.',
      },
    ],
    persists: {
      default: true,
      where:
        'CLOUDSMITH_API_KEY, or the names of organization and service account, in the environment of every later step',
      tokenInput: 'api-key',
      removedAtJobEnd: false,
      note: 'By OIDC the token itself is exported only with export-auth-token: true (v3).',
    },
    source: 'https://github.com/cloudsmith-io/cloudsmith-cli-action/blob/ad73fafb92e3/README.md',
    versionRead: 'v3.1.0 (2026-08-03)',
  },
  {
    action: 'chainguard-dev/setup-chainctl',
    federates: [
      {
        provider: 'other',
        providerName: 'Chainguard',
        when: [{ input: 'identity', is: 'set' }],
        targetInput: 'identity',
      },
    ],
    persists: {
      default: true,
      where:
        "chainctl's session and Docker's credential helper; HTTP_AUTH in the environment with env-auth: true",
      when: [{ input: 'identity', is: 'set' }],
      removedAtJobEnd: false,
    },
    source: 'https://github.com/chainguard-dev/setup-chainctl/blob/75a312eb5d01/action.yaml',
    versionRead: '75a312e (2026-08-07, newest tag v0.5.1)',
  },
  {
    action: 'chainguard-dev/actions/setup-chainctl',
    federates: [
      {
        provider: 'other',
        providerName: 'Chainguard',
        when: [{ input: 'identity', is: 'set' }],
        targetInput: 'identity',
      },
    ],
    note: 'Deprecated: calls chainguard-dev/setup-chainctl.',
    source: 'https://github.com/chainguard-dev/actions/blob/bed8050123ff/setup-chainctl/action.yaml',
    versionRead: 'bed8050 (2026-08-07, newest tag v1.6.30)',
  },
  {
    action: 'depot/setup-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Depot',
        // src/index.ts: oidc is true and the environment has no DEPOT_TOKEN.
        when: [
          { input: 'oidc', is: 'equals', value: 'true' },
          { input: 'DEPOT_TOKEN', is: 'unset', from: 'env' },
        ],
        defaultAudience: 'https://depot.dev',
      },
    ],
    persists: {
      input: 'oidc',
      default: false,
      where: 'DEPOT_TOKEN in the environment of every later step',
      removedAtJobEnd: false,
    },
    source: 'https://github.com/depot/setup-action/blob/91bc8495a33e/src/index.ts',
    versionRead: 'v1.7.2 (2026-08-20)',
  },
  {
    action: 'depot/build-push-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Depot',
        when: [
          { input: 'token', is: 'unset' },
          { input: 'DEPOT_TOKEN', is: 'unset', from: 'env' },
        ],
        targetInput: 'project',
        defaultAudience: 'https://depot.dev',
      },
    ],
    staticCredentials: [
      {
        input: 'token',
        system: 'Depot',
        kind: 'api-key',
        federatedAlternative:
          'Leave token out, set up a trust relationship for the project and grant id-token: write.',
      },
    ],
    source: 'https://github.com/depot/build-push-action/blob/9785b135c3c7/src/depot.ts',
    versionRead: 'v1.16.2 (2025-08-14)',
  },
];
