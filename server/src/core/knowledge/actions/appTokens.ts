import type { AppTokenFacts, IdentityAction } from './identityTypes.js';

/**
 * Installation tokens end after one hour and cannot be prolonged.
 * https://github.com/actions/create-github-app-token/issues/121 ("Installation access tokens expire after 1h").
 */
const LIFETIME = 3600;

const ALL_PERMISSIONS = 'every permission of the installation';
const WHOLE_INSTALLATION = 'every repository the installation can reach';

// Every README that says so points to actions/create-github-app-token: tibdex, cybozu, philips-software.
const SUPERSEDED = 'Its authors have given it up for actions/create-github-app-token.';

/** What the small minting actions have in common: the whole installation, all of its permissions, no way to narrow. */
const UNNARROWED = {
  permissionInputs: 'none',
  defaultPermissions: ALL_PERMISSIONS,
  lifetimeSeconds: LIFETIME,
  tokenOutput: 'token',
} as const satisfies Partial<AppTokenFacts>;

/** Actions that mint a GitHub App's installation token, with the app's private key or with the job's OIDC token. */
export const APP_TOKEN_ACTIONS: readonly IdentityAction[] = [
  {
    action: 'actions/create-github-app-token',
    mintsAppToken: {
      ownerInput: 'owner', // since v1.3.0
      repositoriesInput: 'repositories',
      repositoriesInputSince: 'v1.3.0',
      repositoriesAs: 'list',
      permissionInputs: 'prefixed:permission-',
      permissionInputsSince: 'v1.12.0', // action.yml of v1.11.7 has none, of v1.12.0 has them
      // lib/main.js: owner set and repositories unset means all repositories of the owner's installation.
      defaultRepositories:
        'the current repository only; with owner set and repositories unset, every repository of that owner the installation can reach',
      defaultPermissions: ALL_PERMISSIONS, // README "By default, the token inherits all of the installation's permissions"
      lifetimeSeconds: LIFETIME,
      tokenOutput: 'token',
      revokes: 'at-job-end', // lib/post.js, in every version since v1.0.0
      revocation: { input: 'skip-token-revoke', revokedWhen: 'false' },
      masked: true,
      appIdInputs: ['client-id', 'app-id'], // client-id since v3.1.0, which deprecates app-id
      privateKeyInputs: ['private-key'],
    },
    note: 'Up to v2.0.2 any text in skip-token-revoke turns revocation off, even false; from v2.0.3 on only true does. Revoked at the end of the job, the token cannot be passed to another job.',
    source: 'https://github.com/actions/create-github-app-token/blob/7989d206df2f/lib/main.js',
    versionRead: '7989d20 (2026-04-21, newest tag v3.1.1)',
  },
  {
    action: 'tibdex/github-app-token',
    mintsAppToken: {
      ownerInput: 'installation_retrieval_payload', // default ${{ github.repository }}; only chooses the installation
      repositoriesInput: 'repositories', // full names
      repositoriesInputSince: 'v2', // action.yml of v1.9.0 has repository and installation_id, which choose the installation
      repositoriesAs: 'json',
      permissionInputs: 'json:permissions',
      permissionInputsSince: 'v1.6.0',
      defaultRepositories: WHOLE_INSTALLATION, // action.yml "Defaults to all repositories that the installation can access"
      defaultPermissions: ALL_PERMISSIONS,
      lifetimeSeconds: LIFETIME,
      tokenOutput: 'token',
      revokes: 'at-job-end', // v2; v1 has no post step and never revokes
      revocation: { input: 'revoke', revokedWhen: 'true' }, // since v2.1.0
      masked: true,
      appIdInputs: ['app_id'],
      privateKeyInputs: ['private_key'],
    },
    note: `${SUPERSEDED} v1 never revokes the token.`,
    source: 'https://github.com/tibdex/github-app-token/blob/a3da042061e3/action.yml',
    versionRead: 'a3da042 (2025-07-07, newest tag v2.1.0)',
  },
  {
    action: 'getsentry/action-github-app-token',
    mintsAppToken: {
      ...UNNARROWED,
      ownerInput: 'scope',
      // src/main.ts: installations.data[0] when scope is unset.
      defaultRepositories: "every repository of the app's first installation, whichever that is",
      revokes: 'never',
      masked: true,
      appIdInputs: ['app_id'],
      privateKeyInputs: ['private_key'],
    },
    source: 'https://github.com/getsentry/action-github-app-token/blob/a0061014b82a/src/main.ts',
    versionRead: 'a006101 (2024-09-05, newest tag v3.0.0)',
  },
  {
    action: 'peter-murray/workflow-application-token-action',
    mintsAppToken: {
      ownerInput: 'organization',
      permissionInputs: 'list:permissions', // issues:read, secrets:write
      permissionInputsSince: 'v1.3.0',
      defaultRepositories: WHOLE_INSTALLATION, // src/github-application.ts sends permissions only, never repositories
      defaultPermissions: ALL_PERMISSIONS,
      lifetimeSeconds: LIFETIME, // README "expiring after an hour from being issued"
      tokenOutput: 'token',
      revokes: 'never', // unless revoke_token is true; default 'false'
      revocation: { input: 'revoke_token', revokedWhen: 'true' }, // since v3.0.0
      masked: true,
      appIdInputs: ['application_id'],
      privateKeyInputs: ['application_private_key'],
    },
    source:
      'https://github.com/peter-murray/workflow-application-token-action/blob/13145a6fb7bf/src/actions/main.ts',
    versionRead: '13145a6 (2026-06-15, newest tag v5.1.0)',
  },
  {
    action: 'wow-actions/use-app-token',
    mintsAppToken: {
      ...UNNARROWED,
      defaultRepositories: WHOLE_INSTALLATION, // src/util.ts: the installation of the current repository, not narrowed to it
      tokenOutput: 'BOT_TOKEN',
      revokes: 'at-job-end', // src/action.ts cleanup()
      revocation: { input: 'clean', revokedWhen: 'true' },
      masked: true,
      exportedAs: 'BOT_TOKEN', // or the value of app_token_name
      appIdInputs: ['app_id'],
      privateKeyInputs: ['private_key'],
    },
    note: "With secret: true it also writes the token into the repository's secrets, where other runs can read it until the job ends.",
    source: 'https://github.com/wow-actions/use-app-token/blob/9e8487c993ab/src/action.ts',
    versionRead: 'v2.1.1 (2024-10-12)',
  },
  {
    action: 'navikt/github-app-token-generator',
    mintsAppToken: {
      ...UNNARROWED,
      ownerInput: 'repo',
      defaultRepositories: WHOLE_INSTALLATION, // the access_tokens request has no body
      revokes: 'never',
      masked: false, // get-installation-access-token.sh writes to GITHUB_OUTPUT without ::add-mask::
      appIdInputs: ['app-id'],
      privateKeyInputs: ['private-key'],
    },
    source:
      'https://github.com/navikt/github-app-token-generator/blob/793caf0d755f/get-installation-access-token.sh',
    versionRead: '793caf0 (2025-02-03, newest tag v1.2.1)',
  },
  {
    action: 'electron/github-app-auth-action',
    mintsAppToken: {
      ownerInput: 'org',
      repositoriesInput: 'repo',
      ownerExcludesRepositories: true, // index.ts: org beside repo or owner fails with "Invalid inputs"
      repositoriesAs: 'single',
      permissionInputs: 'mapping:permissions',
      permissionInputsSince: '2.1.0', // earlier versions were not read
      // README: "By default the owner and repo inputs refer to the current repository". Whether the token of a
      // repository is narrowed to it is decided in @electron/github-app-auth, which was not read.
      defaultRepositories:
        'the current repository; with org set, every repository of the organization the installation can reach',
      defaultPermissions: ALL_PERMISSIONS,
      lifetimeSeconds: LIFETIME,
      tokenOutput: 'token',
      revokes: 'at-job-end', // src/post.ts
      masked: true,
      appIdInputs: [],
      privateKeyInputs: ['creds'],
    },
    source: 'https://github.com/electron/github-app-auth-action/blob/25fb0a1910ab/src/index.ts',
    versionRead: '25fb0a1 (2026-05-04, newest tag v2.1.0)',
  },
  {
    action: 'cybozu/octoken-action',
    mintsAppToken: {
      ...UNNARROWED,
      ownerInput: 'target_account',
      defaultRepositories: "every repository of the owner's installation",
      revokes: 'never', // no post step
      masked: true,
      appIdInputs: ['github_app_id'],
      privateKeyInputs: ['github_app_private_key'],
    },
    note: SUPERSEDED,
    source: 'https://github.com/cybozu/octoken-action/blob/b32bada3dd55/README.md',
    versionRead: 'b32bada (2024-03-19, newest tag v1.2.4)',
  },
  {
    action: 'philips-software/app-token-action',
    mintsAppToken: {
      ...UNNARROWED,
      ownerInput: 'org',
      defaultRepositories: WHOLE_INSTALLATION,
      revokes: 'never', // no post step
      masked: true,
      appIdInputs: ['app_id'],
      privateKeyInputs: ['app_base64_private_key'],
    },
    note: `${SUPERSEDED} By default (auth_type: app) its output is no installation token but the app's own JWT, which can mint one for every installation.`,
    source: 'https://github.com/philips-software/app-token-action/blob/ddb544d2e226/action.yml',
    versionRead: 'v2.0.1 (2025-03-10)',
  },
  {
    action: 'chainguard-dev/actions/githubapp-token',
    mintsAppToken: {
      ...UNNARROWED,
      defaultRepositories: WHOLE_INSTALLATION,
      revokes: 'never',
      masked: false, // core.setOutput without core.setSecret
      appIdInputs: ['app_id'],
      privateKeyInputs: ['private_key'],
    },
    source: 'https://github.com/chainguard-dev/actions/blob/bed8050123ff/githubapp-token/action.yaml',
    versionRead: 'bed8050 (2026-08-07, newest tag v1.6.30)',
  },
  // No key in the workflow: a broker trades the job's OIDC token for an installation token. What it may do is decided
  // elsewhere, so these are logins rather than mints.
  {
    action: 'octo-sts/action',
    federates: [
      {
        provider: 'other',
        providerName: 'Octo STS',
        when: [],
        targetInput: 'identity',
        accountInput: 'scope',
        defaultAudience: 'octo-sts.dev', // index.js: the value of domain
        durationDefaultSeconds: LIFETIME,
        note: 'An installation token; .github/chainguard/<identity>.sts.yaml in the repository named by scope says what it may do. Revoked at the end of the job.', // post.js
      },
    ],
    source: 'https://github.com/octo-sts/action/blob/7a6ea3bef15e/index.js',
    versionRead: '7a6ea3b (2026-05-05, newest tag v1.1.1)',
  },
  {
    action: 'datadog/dd-octo-sts-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Datadog Octo STS',
        when: [],
        targetInput: 'policy',
        accountInput: 'scope',
        audienceInput: 'audience',
        defaultAudience: 'dd-octo-sts',
        durationDefaultSeconds: LIFETIME,
        note: 'An installation token; .github/chainguard/<policy>.sts.yaml in the repository named by scope says what it may do. Revoked at the end of the job.', // post.js
      },
    ],
    source: 'https://github.com/DataDog/dd-octo-sts-action/blob/d5575891b9c8/action.yml',
    versionRead: 'd557589 (2026-08-18, newest tag v1.0.4)',
  },
  {
    action: 'qoomon/actions--access-token',
    federates: [
      {
        provider: 'other',
        providerName: 'Access Manager for GitHub Actions',
        when: [],
        targetInput: 'repositories', // the current repository when left out; ALL means every one of the owner
        accountInput: 'owner',
        // The audience is the host of the app server (action/src/action-main.ts).
        durationDefaultSeconds: LIFETIME,
        narrowedBy: ['permissions', 'repositories'], // permissions is required
        note: 'An installation token; .github/access-token.yaml of the target repository must grant the permissions. Revoked at the end of the job.', // action/src/action-post.ts
      },
    ],
    source: 'https://github.com/qoomon/actions--access-token/blob/43b6d2a5203e/action/action.yaml',
    versionRead: '43b6d2a (2026-08-17, newest tag v4.1.0)',
  },
];
