import type { IdentityAction } from './identityTypes.js';

/** Actions that report to services. */
const SERVICES: readonly IdentityAction[] = [
  {
    action: 'codecov/codecov-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Codecov',
        when: [{ input: 'use_oidc', is: 'equals', value: 'true' }],
        defaultAudience: 'https://codecov.io', // action.yml: inputs.url || 'https://codecov.io'
        note: 'Not for pull requests from forks.',
      },
    ],
    staticCredentials: [
      {
        input: 'token',
        system: 'Codecov',
        kind: 'api-key',
        federatedAlternative: 'Set use_oidc: true instead of token and grant id-token: write.',
      },
      {
        input: 'CODECOV_TOKEN',
        from: 'env',
        system: 'Codecov',
        kind: 'api-key',
        federatedAlternative: 'Set use_oidc: true instead of CODECOV_TOKEN and grant id-token: write.',
      },
    ],
    persists: {
      default: true,
      where:
        'CC_TOKEN in the environment of every later step: the token or the OIDC token (action.yml, >> $GITHUB_ENV)',
      tokenInput: 'token',
      removedAtJobEnd: false,
    },
    note: 'CODECOV_TOKEN in the environment wins over the input token.',
    source: 'https://github.com/codecov/codecov-action/blob/671740ac38dd/action.yml',
    versionRead: 'v5.5.2 (2025-12-10)',
  },
  {
    action: 'sonarsource/sonarqube-scan-action',
    staticCredentials: [{ input: 'SONAR_TOKEN', from: 'env', system: 'SonarQube', kind: 'api-key' }],
    source: 'https://github.com/SonarSource/sonarqube-scan-action/blob/ad8210318ac8/README.md',
    versionRead: 'ad82103 (2026-07-22, newest tag v8.2.1)',
  },
  {
    action: 'sonarsource/sonarcloud-github-action',
    staticCredentials: [{ input: 'SONAR_TOKEN', from: 'env', system: 'SonarQube Cloud', kind: 'api-key' }],
    source: 'https://github.com/SonarSource/sonarcloud-github-action/blob/13a24e453e2e/README.md',
    versionRead: '13a24e4 (2025-05-16, newest tag v5.0.0)',
  },
  {
    action: 'snyk/actions',
    // snyk/actions/<language> take the same variable.
    staticCredentials: [{ input: 'SNYK_TOKEN', from: 'env', system: 'Snyk', kind: 'api-key' }],
    source: 'https://github.com/snyk/actions/blob/10a13eb1b556/README.md',
    versionRead: '10a13eb (2025-08-25, newest tag 0.4.0)',
  },
  {
    action: 'getsentry/action-release',
    staticCredentials: [{ input: 'SENTRY_AUTH_TOKEN', from: 'env', system: 'Sentry', kind: 'api-key' }],
    source: 'https://github.com/getsentry/action-release/blob/4e430b872e30/README.md',
    versionRead: '4e430b8 (2026-06-03, newest tag v3.7.0)',
  },
  {
    action: 'chromaui/action',
    staticCredentials: [
      { input: 'projectToken', system: 'Chromatic', kind: 'api-key' },
      { input: 'CHROMATIC_PROJECT_TOKEN', from: 'env', system: 'Chromatic', kind: 'api-key' },
    ],
    source: 'https://github.com/chromaui/action/blob/1db61b73b791/action.yml',
    versionRead: 'v17.4.1 (2026-06-11)',
  },
  {
    action: 'slackapi/slack-github-action',
    staticCredentials: [
      { input: 'token', system: 'Slack', kind: 'api-key' },
      {
        input: 'webhook',
        system: 'Slack',
        kind: 'api-key',
        note: 'Whoever has the address can post to its channel.',
      },
    ],
    source: 'https://github.com/slackapi/slack-github-action/blob/faf8f8f06695/action.yml',
    versionRead: 'faf8f8f (2026-08-12, newest tag v4.0.0)',
  },
  {
    action: 'rtcamp/action-slack-notify',
    staticCredentials: [
      { input: 'SLACK_WEBHOOK', from: 'env', system: 'Slack', kind: 'api-key' },
      { input: 'SLACK_TOKEN', from: 'env', system: 'Slack', kind: 'api-key' },
      { input: 'VAULT_TOKEN', from: 'env', system: 'Vault', kind: 'api-key' },
    ],
    source: 'https://github.com/rtCamp/action-slack-notify/blob/33ca3be66c6f/README.md',
    versionRead: 'v2.4.0 (2026-06-05)',
  },
  {
    action: '8398a7/action-slack',
    staticCredentials: [{ input: 'SLACK_WEBHOOK_URL', from: 'env', system: 'Slack', kind: 'api-key' }],
    source: 'https://github.com/8398a7/action-slack/blob/59b127a91e89/docs/content/_index.md',
    versionRead: '59b127a (2025-09-13, newest tag v3.19.0)',
  },
  {
    action: 'gradle/actions/setup-gradle',
    assumes: [
      {
        system: 'Develocity',
        when: [{ input: 'develocity-access-key', is: 'set' }],
        durationInput: 'develocity-token-expiry',
        durationDefaultSeconds: 7200, // docs/setup-gradle.md "valid for 2 hours"
        durationMaximumSeconds: 86400, // "(max 24)"
        durationUnit: 'hours',
        note: 'Trades the long-lived access key for a short-lived token that later steps use.',
      },
    ],
    staticCredentials: [
      { input: 'develocity-access-key', system: 'Develocity', kind: 'access-key' },
      { input: 'gradle-plugin-repository-password', system: 'Gradle plugin repository', kind: 'password' },
    ],
    source: 'https://github.com/gradle/actions/blob/889dc537cf36/docs/setup-gradle.md',
    versionRead: '889dc53 (2026-08-06, newest tag v6.3.0)',
  },
];

/** Agents: what they log in with. What they may do is the agent platforms' business. */
const AGENTS: readonly IdentityAction[] = [
  {
    action: 'anthropics/claude-code-action',
    federates: [
      {
        provider: 'other',
        providerName: 'Claude GitHub App',
        when: [{ input: 'github_token', is: 'unset' }], // src/github/token.ts
        defaultAudience: 'claude-code-github-action',
        durationDefaultSeconds: 3600, // an installation token
        // src/github/token.ts DEFAULT_PERMISSIONS; action.yml step "Revoke app token", if: always()
        note: 'Exchanged at api.anthropic.com for an installation token of the Claude app with contents, pull requests and issues: write, and what additional_permissions adds; revoked when the action ends.',
      },
      {
        provider: 'other',
        providerName: 'Claude API',
        when: [
          { input: 'anthropic_federation_rule_id', is: 'set' },
          { input: 'anthropic_organization_id', is: 'set' },
          { input: 'anthropic_api_key', is: 'unset' },
          { input: 'claude_code_oauth_token', is: 'unset' },
        ],
        targetInput: 'anthropic_federation_rule_id',
        audienceInput: 'anthropic_oidc_audience',
        defaultAudience: 'https://api.anthropic.com',
      },
    ],
    staticCredentials: [
      {
        input: 'anthropic_api_key',
        system: 'Claude API',
        kind: 'api-key',
        federatedAlternative:
          'Set anthropic_federation_rule_id and anthropic_organization_id instead of anthropic_api_key and grant id-token: write.',
      },
      {
        input: 'claude_code_oauth_token',
        system: 'Claude API',
        kind: 'api-key',
        federatedAlternative:
          'Set anthropic_federation_rule_id and anthropic_organization_id instead of claude_code_oauth_token and grant id-token: write.',
      },
      {
        input: 'github_token',
        system: 'GitHub',
        kind: 'pat',
        federatedAlternative:
          'Leave it out: the action then gets a token of the Claude GitHub App by OIDC and revokes it at its end.',
      },
      { input: 'ssh_signing_key', system: 'commit signing', kind: 'signing-key' },
    ],
    source: 'https://github.com/anthropics/claude-code-action/blob/24dcd50c0568/src/github/token.ts',
    versionRead: 'v1.0.200 (2026-08-22)',
  },
  {
    action: 'openai/codex-action',
    staticCredentials: [{ input: 'openai-api-key', system: 'OpenAI', kind: 'api-key' }], // README: a key is required
    source: 'https://github.com/openai/codex-action/blob/9cdb6f3861cd/README.md',
    versionRead: '9cdb6f3 (2026-05-14, newest tag v1.8)',
  },
  {
    action: 'google-github-actions/run-gemini-cli',
    federates: [
      {
        provider: 'google',
        when: [{ input: 'gcp_workload_identity_provider', is: 'set' }],
        targetInput: 'gcp_workload_identity_provider',
        accountInput: 'gcp_service_account',
        defaultAudience: 'https://iam.googleapis.com/<gcp_workload_identity_provider>',
        durationDefaultSeconds: 3600, // of google-github-actions/auth, which it calls with token_format access_token
        narrowedBy: ['gcp_access_token_scopes'],
      },
    ],
    staticCredentials: [
      {
        input: 'gemini_api_key',
        system: 'Gemini API',
        kind: 'api-key',
        federatedAlternative:
          'Set gcp_workload_identity_provider with use_vertex_ai or use_gemini_code_assist instead of gemini_api_key and grant id-token: write.',
      },
      {
        input: 'google_api_key',
        system: 'Google Cloud',
        kind: 'api-key',
        federatedAlternative:
          'Set gcp_workload_identity_provider instead of google_api_key and grant id-token: write.',
      },
    ],
    source: 'https://github.com/google-github-actions/run-gemini-cli/blob/3ca2577f2714/action.yml',
    versionRead: '3ca2577 (2026-04-27, newest tag v0.1.22)',
  },
];

export const SERVICE_ACTIONS: readonly IdentityAction[] = [...SERVICES, ...AGENTS];
