import type { IdentityAction } from './identityTypes.js';

// https://github.com/Azure/functions-action/blob/c50a23467a0b/README.md ("Use OIDC (recommended)"), Azure/webapps-deploy README
const AZURE_OIDC_FIRST =
  'Log in before it with azure/login by OIDC (client-id, tenant-id, subscription-id) and leave this input out.';

/** Logins to Azure, and actions that take its secrets and publish profiles themselves. */
export const AZURE_LOGIN_ACTIONS: readonly IdentityAction[] = [
  {
    action: 'azure/login',
    federates: [
      {
        provider: 'azure',
        // LoginConfig.ts: creds is ignored as soon as one of client-id, tenant-id and subscription-id is set.
        when: [
          { input: 'client-id', is: 'set' },
          { input: 'auth-type', is: 'equals', value: 'SERVICE_PRINCIPAL', default: 'SERVICE_PRINCIPAL' },
        ],
        targetInput: 'client-id',
        accountInput: 'tenant-id',
        audienceInput: 'audience',
        defaultAudience: 'api://AzureADTokenExchange',
        // README: one hour by default for a service principal, 24 hours for a managed identity.
        durationDefaultSeconds: 3600,
        durationMaximumSeconds: 86400,
        note: 'One hour for a service principal, 24 hours for a user-assigned managed identity; both can be changed in Azure. No input sets it.',
      },
    ],
    assumes: [
      {
        system: 'Azure',
        when: [{ input: 'auth-type', is: 'equals', value: 'IDENTITY' }],
        targetInput: 'client-id',
        accountInput: 'tenant-id',
        durationDefaultSeconds: 86400,
        note: "The runner's managed identity: any workflow on that runner can take it.",
      },
    ],
    staticCredentials: [
      {
        input: 'creds',
        system: 'Azure',
        kind: 'password', // a service principal's client secret, in JSON
        federatedAlternative:
          'Set client-id, tenant-id and subscription-id instead of creds and grant id-token: write.',
        note: 'Ignored when client-id, tenant-id or subscription-id is set.',
      },
    ],
    persists: {
      default: true,
      where:
        'the Azure CLI session on the runner (az account), and Az PowerShell with enable-AzPSSession: true',
      removedAtJobEnd: true, // post step since v1.6.0, unless AZURE_LOGIN_POST_CLEANUP is 'false' (v2.2.0 and later)
    },
    source: 'https://github.com/Azure/login/blob/833e82333ca8/src/common/LoginConfig.ts',
    versionRead: '833e823 (2026-08-05, newest tag v3.0.1)',
  },
  {
    action: 'azure/webapps-deploy',
    staticCredentials: [
      {
        input: 'publish-profile',
        system: 'Azure app deployment',
        kind: 'password',
        federatedAlternative: AZURE_OIDC_FIRST,
      },
    ],
    source: 'https://github.com/Azure/webapps-deploy/blob/a1bf3d88fcf8/README.md',
    versionRead: 'a1bf3d8 (2026-03-27, newest tag v3.0.8)',
  },
  {
    action: 'azure/functions-action',
    staticCredentials: [
      {
        input: 'publish-profile',
        system: 'Azure app deployment',
        kind: 'password',
        federatedAlternative: AZURE_OIDC_FIRST,
      },
    ],
    source: 'https://github.com/Azure/functions-action/blob/c50a23467a0b/README.md',
    versionRead: 'c50a234 (2026-08-05, newest tag v1.5.7)',
  },
  {
    action: 'azure/static-web-apps-deploy',
    // The deployment token is required; action.yml read has no input for an OIDC token.
    staticCredentials: [
      { input: 'azure_static_web_apps_api_token', system: 'Azure Static Web Apps', kind: 'api-key' },
    ],
    source: 'https://github.com/Azure/static-web-apps-deploy/blob/c514ae366040/action.yml',
    versionRead: 'c514ae3 (2023-03-14, newest tag v1)',
  },
  {
    action: 'azure/container-apps-deploy-action',
    staticCredentials: [
      {
        input: 'azureCredentials',
        system: 'Azure',
        kind: 'password',
        federatedAlternative: AZURE_OIDC_FIRST,
      },
      // README: without acrUsername and acrPassword a token comes from `az acr login`.
      {
        input: 'acrPassword',
        system: 'Azure Container Registry',
        kind: 'password',
        federatedAlternative:
          'Leave acrUsername and acrPassword out: the action then runs az acr login with the session of azure/login.',
      },
      { input: 'registryPassword', system: 'container registry', kind: 'password' },
    ],
    registryLogin: {
      registryInput: 'registryUrl',
      usernameInput: 'registryUsername',
      passwordInput: 'registryPassword',
    },
    source: 'https://github.com/Azure/container-apps-deploy-action/blob/c76161269c34/README.md',
    versionRead: 'c761612 (2026-04-14, newest tag v2)',
  },
  {
    action: 'azure/sql-action',
    // CONNECTION.md: a connection string can name Active Directory Default instead of a password.
    staticCredentials: [
      { input: 'connection-string', system: 'Azure SQL database', kind: 'connection-string' },
    ],
    source: 'https://github.com/Azure/sql-action/blob/eb1f9a80487c/action.yml',
    versionRead: 'eb1f9a8 (2026-06-24, newest tag v2.3)',
  },
  {
    action: 'azure/aks-set-context',
    assumes: [
      {
        system: 'Kubernetes',
        when: [],
        targetInput: 'cluster-name',
        note: 'Takes the session of azure/login; admin: true fetches the cluster administrator instead.',
      },
    ],
    source: 'https://github.com/Azure/aks-set-context/blob/6ccfbaade577/action.yml',
    versionRead: '6ccfbaa (2026-08-05, newest tag v5.0.0)',
  },
];
