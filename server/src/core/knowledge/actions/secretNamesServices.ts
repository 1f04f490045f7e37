import type { CredentialVariables } from './secretNameTypes.js';

const GH_CLI = 'https://github.com/cli/cli/blob/44ee17760709/pkg/cmd/root/help_topic.go';
const FASTLANE =
  'https://github.com/fastlane/docs/blob/77fbab990b33/docs/best-practices/continuous-integration.md';
const SLACK_ACTION =
  'https://github.com/slackapi/slack-github-action/blob/faf8f8f06695/docs/additional-configurations.md';
const TWILIO = 'https://github.com/twilio/twilio-cli/blob/46d572b1e213/docs/general_usage.md';
const GH_PAGES = 'https://github.com/peaceiris/actions-gh-pages/blob/09d8f313dcc8/README.md';
// https://platform.claude.com/docs/en/manage-claude/workload-identity-federation, by claude-code-action docs/setup.md
const CLAUDE_WIF = 'Use workload identity federation of the Claude Console with id-token: write.';
// https://developers.openai.com/api/docs/guides/workload-identity-federation/github-actions
const OPENAI_WIF = 'Use workload identity federation of the OpenAI API with id-token: write.';

/** Source hosting, models, money, messages, stores and monitoring. */
export const SERVICE_VARIABLES: readonly CredentialVariables[] = [
  {
    names: ['GITHUB_TOKEN', 'GH_TOKEN'],
    system: 'GitHub',
    kind: 'pat',
    basis: 'variable',
    note: 'Most often the job token (secrets.GITHUB_TOKEN, github.token), which is no static credential: look at the value.',
    source: GH_CLI,
  },
  {
    names: ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'],
    system: 'GitHub Enterprise',
    kind: 'pat',
    basis: 'variable',
    source: GH_CLI,
  },
  {
    names: ['PAT', 'MACHINE_USER_PAT'],
    system: 'GitHub',
    kind: 'pat',
    basis: 'secret-name',
    federatedAlternative:
      'Mint a token with actions/create-github-app-token for the repositories and permissions needed.',
    source:
      'https://github.com/peter-evans/create-pull-request/blob/653ba8b281fa/docs/concepts-guidelines.md',
  },
  {
    names: ['GH_PAT'],
    system: 'GitHub',
    kind: 'pat',
    basis: 'secret-name',
    federatedAlternative:
      'Mint a token with actions/create-github-app-token for the repositories and permissions needed.',
    source: 'https://github.com/goreleaser/goreleaser-action/blob/57e184bc5a82/README.md',
  },
  { names: ['PERSONAL_TOKEN'], system: 'GitHub', kind: 'pat', basis: 'secret-name', source: GH_PAGES },
  {
    names: ['RENOVATE_TOKEN'],
    system: 'GitHub',
    kind: 'pat',
    basis: 'variable',
    source: 'https://github.com/renovatebot/github-action/blob/2e028a9e15ec/action.yml',
  },
  {
    names: ['ACTIONS_DEPLOY_KEY'],
    system: 'GitHub',
    kind: 'ssh-key',
    basis: 'secret-name',
    source: GH_PAGES,
  },
  {
    names: ['SSH_PRIVATE_KEY'],
    system: 'SSH server',
    kind: 'ssh-key',
    basis: 'secret-name',
    source: 'https://github.com/webfactory/ssh-agent/blob/a6f90b1f1278/README.md',
  },
  {
    names: ['SSH_DEPLOY_KEY'],
    system: 'GitHub',
    kind: 'ssh-key',
    basis: 'variable',
    source:
      'https://github.com/cpina/github-action-push-to-another-repository/blob/55306faa4ed5/entrypoint.sh',
  },
  {
    names: ['APP_PRIVATE_KEY'],
    system: 'GitHub App',
    kind: 'key-file',
    basis: 'secret-name',
    note: 'Mints tokens for every installation of the app until the key is deleted.',
    source: 'https://github.com/actions/create-github-app-token/blob/7989d206df2f/README.md',
  },
  {
    names: ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'],
    system: 'Claude API',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: CLAUDE_WIF,
    note: 'Set, it wins over federation.',
    source: 'https://github.com/anthropics/anthropic-sdk-python/blob/009b035305e0/src/anthropic/_client.py',
  },
  {
    names: ['CLAUDE_CODE_OAUTH_TOKEN'],
    system: 'Claude API',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: CLAUDE_WIF,
    source:
      'https://github.com/anthropics/claude-code-action/blob/24dcd50c0568/base-action/src/validate-env.ts',
  },
  {
    names: ['OPENAI_API_KEY'],
    system: 'OpenAI API',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: OPENAI_WIF,
    source: 'https://github.com/openai/openai-python/blob/e43b422412a9/README.md',
  },
  {
    names: ['AZURE_OPENAI_API_KEY'],
    system: 'Azure OpenAI',
    kind: 'api-key',
    basis: 'secret-name',
    source: 'https://github.com/openai/codex-action/blob/9cdb6f3861cd/README.md',
  },
  {
    names: ['GEMINI_API_KEY'],
    system: 'Gemini API',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: 'Log in with google-github-actions/auth by OIDC and use Vertex AI.',
    source: 'https://github.com/googleapis/js-genai/blob/6e9b35c45e21/README.md',
  }, // run-gemini-cli docs/authentication.md
  {
    names: ['STRIPE_API_KEY'],
    system: 'Stripe',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/stripe/stripe-cli/blob/f5f390bc3729/pkg/cmd/login.go',
  },
  {
    names: ['STRIPE_SECRET_KEY'],
    system: 'Stripe',
    kind: 'api-key',
    basis: 'secret-name',
    source: 'https://github.com/stripe/stripe-node/blob/663942164d38/README.md',
  },
  {
    names: ['TWILIO_AUTH_TOKEN', 'TWILIO_API_SECRET'],
    system: 'Twilio',
    kind: 'api-key',
    basis: 'variable',
    source: TWILIO,
  },
  {
    names: ['SENDGRID_API_KEY'],
    system: 'SendGrid',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/sendgrid/sendgrid-nodejs/blob/498e2329e87d/packages/mail/README.md',
  },
  {
    names: ['SLACK_BOT_TOKEN', 'SLACK_WEBHOOK_URL'],
    system: 'Slack',
    kind: 'api-key',
    basis: 'secret-name',
    source: SLACK_ACTION,
  },
  {
    names: ['SLACK_SERVICE_TOKEN'],
    system: 'Slack',
    kind: 'api-key',
    basis: 'secret-name',
    source:
      'https://github.com/slackapi/slack-github-action/blob/faf8f8f06695/docs/running-slack-cli-commands.md',
  },
  {
    names: ['SLACK_TOKEN'],
    system: 'Slack',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/rtCamp/action-slack-notify/blob/33ca3be66c6f/README.md',
  },
  {
    names: ['SLACK_WEBHOOK'],
    system: 'Slack',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/rtCamp/action-slack-notify/blob/33ca3be66c6f/README.md',
  },
  {
    names: ['SENTRY_AUTH_TOKEN'],
    system: 'Sentry',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/getsentry/sentry-cli/blob/fb79c59a35d7/src/config.rs',
  },
  {
    names: ['SONAR_TOKEN'],
    system: 'SonarQube',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/SonarSource/sonarqube-scan-action/blob/ad8210318ac8/README.md',
  },
  {
    names: ['SNYK_TOKEN'],
    system: 'Snyk',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/snyk/cli/blob/09c67d458686/help/cli-commands/auth.md',
  },
  {
    names: ['CODECOV_TOKEN'],
    system: 'Codecov',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: 'Set use_oidc: true on codecov/codecov-action and grant id-token: write.',
    source: 'https://github.com/codecov/codecov-action/blob/671740ac38dd/action.yml',
  },
  {
    names: ['CHROMATIC_PROJECT_TOKEN'],
    system: 'Chromatic',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/chromaui/action/blob/1db61b73b791/action.yml',
  },
  {
    names: ['DD_API_KEY'],
    system: 'Datadog',
    kind: 'api-key',
    basis: 'variable',
    source:
      'https://github.com/DataDog/datadog-ci/blob/eb982c9630c3/packages/base/src/commands/dsyms/README.md',
  },
  {
    names: ['NEW_RELIC_API_KEY'],
    system: 'New Relic',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/newrelic/newrelic-cli/blob/15bab5c08669/README.md',
  },
  {
    names: ['DEVELOCITY_ACCESS_KEY', 'GRADLE_ENTERPRISE_ACCESS_KEY'],
    system: 'Develocity',
    kind: 'access-key',
    basis: 'variable',
    source: 'https://github.com/gradle/actions/blob/889dc537cf36/docs/setup-gradle.md',
  },
  {
    names: ['EXPO_TOKEN'],
    system: 'Expo',
    kind: 'pat',
    basis: 'variable',
    source:
      'https://github.com/expo/eas-cli/blob/790231ea18f7/packages/eas-cli/src/commands/account/login.ts',
  },
  {
    names: ['FASTLANE_PASSWORD'],
    system: 'Apple developer account',
    kind: 'password',
    basis: 'variable',
    source: FASTLANE,
  },
  {
    names: ['FASTLANE_SESSION'],
    system: 'Apple developer account',
    kind: 'api-key',
    basis: 'variable',
    source: FASTLANE,
  },
  {
    names: ['MATCH_PASSWORD'],
    system: 'Apple code signing',
    kind: 'password',
    basis: 'variable',
    source: FASTLANE,
  },
];
