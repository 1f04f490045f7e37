import type { CredentialVariables } from './secretNameTypes.js';

// https://github.com/snowflakedb/snowflake-cli-action/blob/30074f5e8bb4/README.md
const SNOWFLAKE_OIDC = 'Log in with snowflakedb/snowflake-cli-action, use-oidc: true and id-token: write.';

/** Infrastructure services, stores of secrets, hosting platforms and databases. */
export const PLATFORM_VARIABLES: readonly CredentialVariables[] = [
  {
    names: ['TF_API_TOKEN'],
    system: 'HCP Terraform',
    kind: 'api-key',
    basis: 'secret-name',
    source: 'https://github.com/hashicorp/setup-terraform/blob/8620a60d7c84/README.md',
  },
  // The document itself was not to be had; read through https://github.com/AzBuilder/terrakube/discussions/626.
  {
    names: ['TF_TOKEN_*'],
    system: 'HCP Terraform',
    kind: 'api-key',
    basis: 'variable',
    note: 'The host follows, its dots written as underscores: TF_TOKEN_app_terraform_io.',
    source:
      'https://developer.hashicorp.com/terraform/cli/config/config-file#environment-variable-credentials',
  },
  {
    names: ['PULUMI_ACCESS_TOKEN'],
    system: 'Pulumi Cloud',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: 'Log in with pulumi/auth-actions and id-token: write.',
    note: 'Temporary where pulumi/auth-actions sets it.',
    source: 'https://github.com/pulumi/actions/blob/deb0aa33df84/README.md',
  },
  {
    names: ['VAULT_TOKEN'],
    system: 'Vault',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: 'Log in with hashicorp/vault-action, method: jwt, role and id-token: write.',
    source: 'https://developer.hashicorp.com/vault/docs/commands',
  },
  {
    names: ['OP_SERVICE_ACCOUNT_TOKEN', 'OP_CONNECT_TOKEN'],
    system: '1Password',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/1Password/load-secrets-action/blob/2a9101f21de4/src/constants.ts',
  },
  {
    names: ['DOPPLER_TOKEN'],
    system: 'Doppler',
    kind: 'api-key',
    basis: 'secret-name',
    federatedAlternative:
      'Log in with dopplerhq/secrets-fetch-action, auth-method: oidc, doppler-identity-id and id-token: write.',
    source: 'https://github.com/DopplerHQ/secrets-fetch-action/blob/558a97f7f29b/README.md',
  },
  {
    names: ['SM_ACCESS_TOKEN'],
    system: 'Bitwarden',
    kind: 'api-key',
    basis: 'secret-name',
    source: 'https://github.com/bitwarden/sm-action/blob/8183f73fa7b3/README.md',
  },
  {
    names: ['TS_OAUTH_SECRET'],
    system: 'Tailscale',
    kind: 'password',
    basis: 'secret-name',
    federatedAlternative:
      'Log in with tailscale/github-action, oauth-client-id, audience and id-token: write.',
    source: 'https://github.com/tailscale/github-action/blob/d1b6cd204f8d/README.md',
  },
  {
    names: ['FLY_API_TOKEN'],
    system: 'Fly.io',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/superfly/flyctl-actions/blob/ed8efb33836e/README.md',
  },
  {
    names: ['HEROKU_API_KEY'],
    system: 'Heroku',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/heroku/cli/blob/c5fbf4b43/src/commands/auth/whoami.ts',
  },
  {
    names: ['NETLIFY_AUTH_TOKEN'],
    system: 'Netlify',
    kind: 'pat',
    basis: 'variable',
    source: 'https://github.com/nwtgck/actions-netlify/blob/2304451b4038/README.md',
  },
  {
    names: ['VERCEL_TOKEN'],
    system: 'Vercel',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/vercel/vercel/blob/17d9ebaf8e9b/packages/cli/CHANGELOG.md',
  },
  {
    names: ['RAILWAY_TOKEN', 'RAILWAY_API_TOKEN'],
    system: 'Railway',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/railwayapp/cli/blob/df3838bf117c/README.md',
  },
  {
    names: ['FIREBASE_TOKEN'],
    system: 'Firebase',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative:
      'Log in with google-github-actions/auth, workload_identity_provider and id-token: write.',
    note: 'firebase-tools calls it deprecated.',
    source: 'https://github.com/firebase/firebase-tools/blob/a786bda73b48/src/requireAuth.ts',
  },
  {
    names: ['FIREBASE_SERVICE_ACCOUNT'],
    system: 'Firebase',
    kind: 'key-file',
    basis: 'secret-name',
    source: 'https://github.com/FirebaseExtended/action-hosting-deploy/blob/e2eda2e106cf/README.md',
  },
  {
    names: ['SERVERLESS_ACCESS_KEY'],
    system: 'Serverless',
    kind: 'access-key',
    basis: 'variable',
    source: 'https://github.com/serverless/github-action/blob/f5f0c17d6ef9/README.md',
  },
  {
    names: ['SUPABASE_ACCESS_TOKEN'],
    system: 'Supabase',
    kind: 'pat',
    basis: 'variable',
    source: 'https://github.com/supabase/cli/blob/1d1e7191268e/apps/cli-go/cmd/login.go',
  },
  {
    names: ['SUPABASE_DB_PASSWORD'],
    system: 'Supabase database',
    kind: 'password',
    basis: 'variable',
    source:
      'https://github.com/supabase/cli/blob/1d1e7191268e/apps/cli-e2e/src/tests/database-core.e2e.test.ts',
  },
  {
    names: ['PLANETSCALE_SERVICE_TOKEN'],
    system: 'PlanetScale',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/planetscale/cli/blob/1200007191e3/internal/cmdutil/auth.go',
  },
  {
    names: ['DATABRICKS_TOKEN'],
    system: 'Databricks',
    kind: 'pat',
    basis: 'variable',
    federatedAlternative: 'Set DATABRICKS_AUTH_TYPE to github-oidc instead and grant id-token: write.',
    source: 'https://github.com/databricks/cli/blob/7bbe2852131b/README.md',
  }, // https://learn.microsoft.com/en-us/azure/Databricks/dev-tools/auth/provider-github
  {
    names: ['SNOWFLAKE_PASSWORD'],
    system: 'Snowflake',
    kind: 'password',
    basis: 'variable',
    federatedAlternative: SNOWFLAKE_OIDC,
    source: 'https://github.com/snowflakedb/snowflake-cli/blob/78fb909fb531/RELEASE-NOTES.md',
  },
  {
    names: ['SNOWFLAKE_PRIVATE_KEY_RAW', 'SNOWFLAKE_CONNECTIONS_*_PRIVATE_KEY_RAW'],
    system: 'Snowflake',
    kind: 'key-file',
    basis: 'variable',
    federatedAlternative: SNOWFLAKE_OIDC,
    source: 'https://github.com/snowflakedb/snowflake-cli/blob/78fb909fb531/RELEASE-NOTES.md',
  },
];
