import type { IdentityAction } from './identityTypes.js';

const JOB_TOKEN = '${{ github.token }}';

/** Said of every input that takes a personal access token where the job's own token is the default. */
// The action.yml of each action that says it: the input's default is ${{ github.token }}.
const OWN_TOKEN = 'Leave it out: the action then uses the job token.';

/** Actions that leave git credentials for later steps, and actions that take a token or key to write to repositories. */
export const CHECKOUT_ACTIONS: readonly IdentityAction[] = [
  {
    action: 'actions/checkout',
    staticCredentials: [
      {
        input: 'token',
        system: 'GitHub',
        kind: 'pat',
        federatedAlternative:
          'Give it the output of actions/create-github-app-token for the one repository it needs: that token ends after one hour.',
        note: 'Defaults to the job token; a credential of its own only when a secret is written here.',
      },
      { input: 'ssh-key', system: 'GitHub', kind: 'ssh-key' },
    ],
    persists: {
      input: 'persist-credentials',
      default: true, // action.yml since v2.0.0; v1 has no such input
      where: 'git configuration of the checked-out repository (http.<server>.extraheader)',
      tokenInput: 'token',
      tokenDefault: JOB_TOKEN,
      alsoInputs: ['ssh-key'],
      // CHANGELOG.md: "v6.0.0 Persist creds to a separate file"; v5.0.0 and v2.0.0 src/git-auth-helper.ts.
      byVersion: [
        {
          from: 'v2',
          where: '.git/config in the workspace (http.<server>.extraheader), and core.sshCommand',
        },
        {
          from: 'v6',
          where: 'a file under $RUNNER_TEMP, included from .git/config by includeIf; outside the workspace',
        },
      ],
      removedAtJobEnd: true, // post step: git-source-provider.ts cleanup(); an SSH key file lies under $RUNNER_TEMP
      note: 'Only the word true turns it on, in any case: an empty value turns it off (input-helper.ts). It has no effect when no git 2.18 is on the PATH, since the files then come by the REST API and no git configuration is written, nor in v1, which has no such input. With ssh-key set the token is persisted as well.',
    },
    note: 'Refuses to check out a fork under pull_request_target and workflow_run; see CHECKOUT_FORK_GUARD.',
    source: 'https://github.com/actions/checkout/blob/f548e57e544e/action.yml',
    versionRead: 'f548e57 (2026-07-20, newest tag v7.0.1)',
  },
  {
    action: 'webfactory/ssh-agent',
    staticCredentials: [{ input: 'ssh-private-key', system: 'SSH server', kind: 'ssh-key' }],
    persists: {
      default: true,
      where:
        'an ssh-agent that every later step reaches by SSH_AUTH_SOCK; git rewrites GitHub addresses to use deploy keys',
      tokenInput: 'ssh-private-key',
      removedAtJobEnd: true, // cleanup.js ends the agent, post-if: always()
    },
    source: 'https://github.com/webfactory/ssh-agent/blob/a6f90b1f1278/index.js',
    versionRead: 'v0.9.1 (2025-03-17)',
  },
  {
    action: 'shimataro/ssh-key-action',
    staticCredentials: [{ input: 'key', system: 'SSH server', kind: 'ssh-key' }],
    persists: {
      default: true,
      where: '~/.ssh/<name>, id_rsa by default',
      tokenInput: 'key',
      removedAtJobEnd: true, // src/post.ts; README "SSH keys will be removed at the end of workflow"
    },
    source: 'https://github.com/shimataro/ssh-key-action/blob/d4fffb508728/action.yml',
    versionRead: 'v2.7.0 (2024-02-11)',
  },
  {
    action: 'peaceiris/actions-gh-pages',
    staticCredentials: [
      {
        input: 'deploy_key',
        system: 'GitHub',
        kind: 'ssh-key',
        federatedAlternative: 'Use github_token, the job token, for pages of the same repository.',
      }, // README
      {
        input: 'personal_token',
        system: 'GitHub',
        kind: 'pat',
        federatedAlternative: 'Use github_token, the job token, for pages of the same repository.',
      },
    ],
    persists: {
      default: true,
      where: '~/.ssh/github and an ssh-agent that later steps reach by SSH_AUTH_SOCK',
      tokenInput: 'deploy_key',
      when: [{ input: 'deploy_key', is: 'set' }],
      removedAtJobEnd: false, // src/set-tokens.ts writes them; action.yml has no post step
    },
    note: 'The key wins over github_token, and that over personal_token (src/set-tokens.ts). github_token cannot push to another repository.',
    source: 'https://github.com/peaceiris/actions-gh-pages/blob/09d8f313dcc8/src/set-tokens.ts',
    versionRead: '09d8f31 (2026-07-16, newest tag v4.1.0)',
  },
  {
    action: 'jamesives/github-pages-deploy-action',
    staticCredentials: [
      { input: 'token', system: 'GitHub', kind: 'pat', federatedAlternative: OWN_TOKEN },
      { input: 'ssh-key', system: 'GitHub', kind: 'ssh-key' },
    ],
    persists: {
      default: true,
      where: 'an ssh-agent started for the job (src/ssh.ts)',
      tokenInput: 'ssh-key',
      when: [{ input: 'ssh-key', is: 'set' }],
      removedAtJobEnd: false, // action.yml has no post step
    },
    note: 'Without ssh-key it drops the extraheader that actions/checkout left in .git/config and does not put it back (src/git.ts).',
    source: 'https://github.com/JamesIves/github-pages-deploy-action/blob/42468f8ad8f6/action.yml',
    versionRead: '42468f8 (2024-10-08, newest tag v4.6.8)',
  },
  {
    action: 'rubygems/release-gem',
    federates: [
      {
        provider: 'rubygems',
        when: [], // `if: ${{ inputs.setup-trusted-publisher }}` holds for the text false as well

        defaultAudience: 'rubygems.org', // of rubygems/configure-rubygems-credentials, which it calls
        // https://github.com/rubygems/rubygems.org/blob/3c8ea0d4cbe8/app/controllers/api/v1/oidc/trusted_publisher_controller.rb
        durationDefaultSeconds: 900,
        durationMaximumSeconds: 900,
      },
    ],
    persists: {
      default: true,
      where: "the address of git's remote origin in .git/config, as x-access-token:<token>@github.com",
      tokenDefault: JOB_TOKEN,
      removedAtJobEnd: false, // composite action without a post step
      note: 'Undoes persist-credentials: false of actions/checkout: it writes the job token into .git/config itself.',
    },
    source: 'https://github.com/rubygems/release-gem/blob/612653d273a7/action.yml',
    versionRead: '612653d (2024-02-29, newest tag v1.0.1)',
  },
  {
    action: 'changesets/action',
    staticCredentials: [
      { input: 'github-token', system: 'GitHub', kind: 'pat', federatedAlternative: OWN_TOKEN },
      {
        input: 'NPM_TOKEN',
        from: 'env',
        system: 'npm',
        kind: 'api-key',
        // v1 src/index.ts: "No NPM_TOKEN found, but OIDC is available - using npm trusted publishing"
        federatedAlternative:
          'Leave NPM_TOKEN out, grant id-token: write and set up npm trusted publishing; the action then lets npm log in by OIDC.',
        note: 'Read by v1 only; v2 writes no .npmrc (CHANGELOG.md 2.0.0).',
      },
    ],
    persists: {
      default: true,
      where: '~/.netrc (GitHub token) and, when NPM_TOKEN is set, ~/.npmrc', // v1.4.5 to v1.9.0 src/index.ts
      tokenInput: 'GITHUB_TOKEN',
      tokenFrom: 'env',
      tokenDefault: JOB_TOKEN, // v1 falls back to the input github-token
      before: 'v2', // src/github.ts "v1 put `github-token` in ~/.netrc"
      removedAtJobEnd: false, // v1 has no post step
    },
    source: 'https://github.com/changesets/action/blob/36f529f13ab5/CHANGELOG.md',
    versionRead: '36f529f (2026-08-22, newest tag v2.1.1)',
  },
  {
    action: 'peter-evans/create-pull-request',
    staticCredentials: [
      { input: 'token', system: 'GitHub', kind: 'pat', federatedAlternative: OWN_TOKEN },
      { input: 'branch-token', system: 'GitHub', kind: 'pat', federatedAlternative: OWN_TOKEN },
    ],
    // Puts its token into git's configuration while it runs and restores what actions/checkout left: nothing persists.
    note: 'A pull request made with the job token starts no other workflow; that is why a token of its own is often given.', // docs/concepts-guidelines.md
    source: 'https://github.com/peter-evans/create-pull-request/blob/653ba8b281fa/src/git-config-helper.ts',
    versionRead: '653ba8b (2026-07-01, newest tag v8.1.1)',
  },
  {
    action: 'peter-evans/repository-dispatch',
    staticCredentials: [{ input: 'token', system: 'GitHub', kind: 'pat', federatedAlternative: OWN_TOKEN }],
    source: 'https://github.com/peter-evans/repository-dispatch/blob/73ca9d9f4f80/action.yml',
    versionRead: '73ca9d9 (2026-08-07, newest tag v4.0.1)',
  },
  {
    action: 'benc-uk/workflow-dispatch',
    staticCredentials: [{ input: 'token', system: 'GitHub', kind: 'pat', federatedAlternative: OWN_TOKEN }],
    source: 'https://github.com/benc-uk/workflow-dispatch/blob/7a027648b88c/action.yaml',
    versionRead: 'v1.3.1 (2026-02-22)',
  },
  {
    action: 'ad-m/github-push-action',
    staticCredentials: [
      { input: 'token', system: 'GitHub', kind: 'pat', federatedAlternative: OWN_TOKEN },
      { input: 'github_token', system: 'GitHub', kind: 'pat', federatedAlternative: OWN_TOKEN },
    ],
    source: 'https://github.com/ad-m/github-push-action/blob/881a6320fdb1/action.yml',
    versionRead: 'v1.3.0 (2026-05-24)',
  },
  {
    action: 'cpina/github-action-push-to-another-repository',
    // README: "API_TOKEN_GITHUB" or "SSH_DEPLOY_KEY" in env. Neither is an input of action.yml.
    staticCredentials: [
      { input: 'SSH_DEPLOY_KEY', from: 'env', system: 'GitHub', kind: 'ssh-key' },
      { input: 'API_TOKEN_GITHUB', from: 'env', system: 'GitHub', kind: 'pat' },
    ],
    source:
      'https://github.com/cpina/github-action-push-to-another-repository/blob/55306faa4ed5/entrypoint.sh',
    versionRead: 'v1.7.3 (2025-09-25)',
  },
  {
    action: 'googleapis/release-please-action',
    staticCredentials: [{ input: 'token', system: 'GitHub', kind: 'pat', federatedAlternative: OWN_TOKEN }],
    source: 'https://github.com/googleapis/release-please-action/blob/5792afc6b46e/action.yml',
    versionRead: '5792afc (2025-02-27, newest tag v4.1.4)',
  },
  {
    action: 'softprops/action-gh-release',
    staticCredentials: [{ input: 'token', system: 'GitHub', kind: 'pat', federatedAlternative: OWN_TOKEN }],
    source: 'https://github.com/softprops/action-gh-release/blob/2bc819c87a4e/action.yml',
    versionRead: '2bc819c (2026-04-26, newest tag v3.0.0)',
  },
  {
    action: 'actions/add-to-project',
    // Required, without a default: the job token reaches no project.
    staticCredentials: [{ input: 'github-token', system: 'GitHub', kind: 'pat' }],
    source: 'https://github.com/actions/add-to-project/blob/c02d162cc960/action.yml',
    versionRead: 'c02d162 (2026-08-21, newest tag v2.0.0)',
  },
  {
    action: 'renovatebot/github-action',
    staticCredentials: [
      { input: 'token', system: 'GitHub', kind: 'pat' },
      { input: 'RENOVATE_TOKEN', from: 'env', system: 'GitHub', kind: 'pat' },
    ],
    source: 'https://github.com/renovatebot/github-action/blob/2e028a9e15ec/action.yml',
    versionRead: '2e028a9 (2026-08-22, newest tag v46.2.2)',
  },
  {
    action: 'goreleaser/goreleaser-action',
    staticCredentials: [
      {
        input: 'GITHUB_TOKEN',
        from: 'env',
        system: 'GitHub',
        kind: 'pat',
        federatedAlternative:
          'Give it secrets.GITHUB_TOKEN, the job token, unless it publishes to another repository.', // README "GITHUB_TOKEN permissions are limited to the repository"
      },
    ],
    source: 'https://github.com/goreleaser/goreleaser-action/blob/57e184bc5a82/README.md',
    versionRead: '57e184b (2026-07-01, newest tag v7.2.3)',
  },
  {
    action: 'cycjimmy/semantic-release-action',
    staticCredentials: [
      { input: 'GITHUB_TOKEN', from: 'env', system: 'GitHub', kind: 'pat' },
      {
        input: 'NPM_TOKEN',
        from: 'env',
        system: 'npm',
        kind: 'api-key',
        // https://github.com/semantic-release/npm/blob/1e3495c7ba2f/README.md "Trusted publishing from GitHub Actions"
        federatedAlternative:
          'Leave NPM_TOKEN out, grant id-token: write and set up npm trusted publishing, which @semantic-release/npm supports.',
      },
    ],
    source: 'https://github.com/cycjimmy/semantic-release-action/blob/71b2ac36ece2/README.md',
    versionRead: '71b2ac3 (2026-07-03, newest tag v6.0.0)',
  },
];
