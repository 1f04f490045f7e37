import { NPM_AUDIENCE } from '../registries/npm.js';
import { PYPI_PUBLISHER, PYPI_SECONDS } from '../registries/pypi.js';
import type { IdentityAction } from './identityTypes.js';

// https://docs.npmjs.com/trusted-publishers, read in https://github.com/npm/documentation (404e183ea0c1)
const NPM_TRUSTED =
  'Set up npm trusted publishing for the package, leave the token out and grant id-token: write (npm 11.5.1 or later, hosted runner).';

/** Logins to package registries, trusted publishing included. */
export const PACKAGE_REGISTRY_ACTIONS: readonly IdentityAction[] = [
  {
    action: 'pypa/gh-action-pypi-publish',
    federates: [
      {
        provider: 'pypi',
        // twine-upload.sh: user is __token__ and there is no password.
        when: [
          { input: 'password', is: 'unset' },
          { input: 'user', is: 'equals', value: '__token__', default: '__token__' },
        ],
        targetInput: 'repository-url',
        // The index itself names the audience (https://<index>/_/oidc/audience): no input, no fixed default.
        // https://docs.pypi.org/trusted-publishers/, read in https://github.com/pypi/warehouse/blob/6b6215712/docs/user/trusted-publishers/index.md
        durationDefaultSeconds: PYPI_SECONDS,
        durationMaximumSeconds: PYPI_SECONDS,
        note: PYPI_PUBLISHER,
        from: 'v1.8', // oidc-exchange.py came with v1.8.0; before that passwords and API tokens only
      },
    ],
    staticCredentials: [
      {
        input: 'password',
        system: 'PyPI',
        kind: 'api-key', // or a user's password when user is set
        federatedAlternative:
          'Set up trusted publishing for the project, leave user and password out and grant id-token: write.',
      },
    ],
    registryLogin: {
      registryInput: 'repository-url',
      defaultRegistry: 'https://upload.pypi.org/legacy/',
      usernameInput: 'user',
      passwordInput: 'password',
    },
    source: 'https://github.com/pypa/gh-action-pypi-publish/blob/81e9d935c883/twine-upload.sh',
    versionRead: 'v1.8.14 (2024-03-08)',
  },
  {
    action: 'rubygems/configure-rubygems-credentials',
    federates: [
      {
        provider: 'rubygems',
        when: [
          { input: 'api-token', is: 'unset' },
          { input: 'role-to-assume', is: 'unset' },
        ], // src/main.ts
        targetInput: 'gem-server',
        audienceInput: 'audience',
        defaultAudience: 'rubygems.org',
        // https://github.com/rubygems/rubygems.org/blob/3c8ea0d4cbe8/app/controllers/api/v1/oidc/trusted_publisher_controller.rb
        durationDefaultSeconds: 900,
        durationMaximumSeconds: 900,
        // https://github.com/rubygems/rubygems.org/blob/12115bd74978/app/models/oidc/trusted_publisher/github_action.rb
        note: 'Trusted publishing: every gem whose publisher names this repository, its owner, this workflow file and, where the publisher names one, this environment.',
      },
      {
        provider: 'rubygems',
        when: [
          { input: 'api-token', is: 'unset' },
          { input: 'role-to-assume', is: 'set' },
        ],
        targetInput: 'role-to-assume',
        audienceInput: 'audience',
        defaultAudience: 'rubygems.org',
        // The role on the gem server sets the lifetime (expires_at of its answer).
        note: 'An API key role of the gem server.',
      },
    ],
    staticCredentials: [
      {
        input: 'api-token',
        system: 'RubyGems',
        kind: 'api-key',
        federatedAlternative:
          'Leave api-token out, set up trusted publishing for the gem and grant id-token: write.',
      },
    ],
    persists: {
      default: true,
      where: '~/.gem/credentials, and GEM_HOST_API_KEY in the environment of every later step',
      removedAtJobEnd: false, // action.yml has no post step; a trusted publisher's key ends after 15 minutes
    },
    source: 'https://github.com/rubygems/configure-rubygems-credentials/blob/abfabee9aa68/src/main.ts',
    versionRead: 'abfabee (2026-07-28, newest tag v2.1.0)',
  },
  {
    action: 'rust-lang/crates-io-auth-action',
    federates: [
      {
        provider: 'crates',
        when: [],
        targetInput: 'url', // default https://crates.io
        defaultAudience: 'crates.io', // src/registry_url.ts: url without its scheme
        // https://crates.io/docs/trusted-publishing, read in https://github.com/rust-lang/crates.io/blob/57fa000662f5/svelte/src/routes/docs/trusted-publishing/+page.svelte
        durationDefaultSeconds: 1800,
        durationMaximumSeconds: 1800,
        // https://github.com/rust-lang/crates.io/blob/1318801ff3d4/src/controllers/trustpub/tokens/exchange/mod.rs
        note: 'Trusted publishing: every crate whose publisher names this repository, its owner, this workflow file and, where the publisher names one, this environment. The post step revokes the token at the end of the job.',
      },
    ],
    source: 'https://github.com/rust-lang/crates-io-auth-action/blob/a1c979fa8eec/src/main.ts',
    versionRead: 'a1c979f (2026-06-22, newest tag v1.0.5)',
  },
  {
    action: 'nuget/login',
    federates: [
      {
        provider: 'nuget',
        when: [],
        targetInput: 'user',
        audienceInput: 'audience',
        defaultAudience: 'https://www.nuget.org',
        // https://learn.microsoft.com/nuget/nuget-org/trusted-publishing "valid for 1 hour"
        durationDefaultSeconds: 3600,
        durationMaximumSeconds: 3600,
      },
    ],
    source: 'https://github.com/NuGet/login/blob/e12aa70ccb4d/src/index.ts',
    versionRead: 'e12aa70 (2026-07-23, newest tag v1.2.0)',
  },
  {
    action: 'js-devtools/npm-publish',
    federates: [
      {
        provider: 'npm',
        // With a token and id-token: write npm tries OIDC all the same, before the token. v3 and earlier require a token.
        when: [
          { input: 'token', is: 'unset' },
          { input: 'registry', is: 'unset' },
        ],
        defaultAudience: NPM_AUDIENCE,
        from: 'v4',
      },
    ],
    staticCredentials: [
      {
        input: 'token',
        system: 'npm',
        kind: 'api-key',
        federatedAlternative: NPM_TRUSTED,
        note: 'With trusted publishing a private package still needs a read-only token here.', // README
      },
    ],
    source: 'https://github.com/JS-DevTools/npm-publish/blob/455a53e9fd50/README.md',
    versionRead: '455a53e (2026-04-03, newest tag v4.1.5)',
  },
  {
    action: 'actions/setup-node',
    staticCredentials: [
      {
        input: 'NODE_AUTH_TOKEN',
        from: 'env',
        system: 'npm',
        kind: 'api-key',
        federatedAlternative: NPM_TRUSTED,
        note: 'Of the registry in registry-url; the job token where that is npm.pkg.github.com.',
      },
      { input: 'mirror-token', system: 'Node.js mirror', kind: 'api-key' },
    ],
    persists: {
      default: true,
      where:
        'NODE_AUTH_TOKEN in the environment of every later step; .npmrc under $RUNNER_TEMP only refers to it',
      tokenInput: 'NODE_AUTH_TOKEN',
      tokenFrom: 'env',
      when: [{ input: 'registry-url', is: 'set' }],
      removedAtJobEnd: false,
      note: 'Up to v6 it exports the placeholder XXXXX-XXXXX-XXXXX-XXXXX where no token is given; v7 exports nothing then (src/authutil.ts).',
    },
    note: 'With registry-url and id-token: write a later npm publish logs in by OIDC before it tries the token (npm 11.5.1 or later).',
    source: 'https://github.com/actions/setup-node/blob/ae0d4ed08881/src/authutil.ts',
    versionRead: 'ae0d4ed (2026-08-18, newest tag v7.0.0)',
  },
  {
    action: 'actions/setup-java',
    // settings.xml holds the names of variables, never values; defaults GITHUB_ACTOR and GITHUB_TOKEN.
    staticCredentials: [{ input: 'gpg-private-key', system: 'GPG signing', kind: 'signing-key' }],
    source: 'https://github.com/actions/setup-java/blob/1dbac3c9e137/action.yml',
    versionRead: '1dbac3c (2026-08-18, newest tag v5.7.0)',
  },
  {
    action: 'katyo/publish-crates',
    staticCredentials: [
      {
        input: 'registry-token',
        system: 'crates.io',
        kind: 'api-key',
        federatedAlternative:
          'Give it the output token of rust-lang/crates-io-auth-action, which logs in by OIDC.',
      }, // crates.io/docs/trusted-publishing
    ],
    source: 'https://github.com/katyo/publish-crates/blob/5e67639f17e8/action.yml',
    versionRead: '5e67639 (2025-01-14, newest tag v2)',
  },
  {
    action: 'haaleo/publish-vscode-extension',
    staticCredentials: [
      // The action has no other login; `vsce publish --oidc` would have to run as a command instead.
      { input: 'pat', system: 'Visual Studio Marketplace or Open VSX', kind: 'pat' },
    ],
    source: 'https://github.com/HaaLeo/publish-vscode-extension/blob/a4f95d5be050/action.yml',
    versionRead: 'a4f95d5 (2025-02-23, newest tag v2.0.0)',
  },
  {
    action: 'cachix/cachix-action',
    staticCredentials: [
      { input: 'authToken', system: 'Cachix', kind: 'api-key' },
      { input: 'signingKey', system: 'Cachix', kind: 'signing-key' },
    ],
    source: 'https://github.com/cachix/cachix-action/blob/4ee54539d706/action.yml',
    versionRead: '4ee5453 (2026-04-26, newest tag v17)',
  },
];
