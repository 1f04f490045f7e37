import type { IdentityAction } from './identityTypes.js';

// https://github.com/google-github-actions/auth/blob/fc2174804b84/README.md ("Preferred: Direct Workload Identity Federation")
const GOOGLE_OIDC_FIRST = 'Log in before it with google-github-actions/auth and workload_identity_provider.';

/** Logins to Google Cloud and Firebase, and actions that take their service account keys themselves. */
export const GOOGLE_LOGIN_ACTIONS: readonly IdentityAction[] = [
  {
    action: 'google-github-actions/auth',
    federates: [
      {
        provider: 'google',
        when: [
          { input: 'workload_identity_provider', is: 'set' },
          { input: 'token_format', is: 'equals', value: 'access_token' },
        ],
        targetInput: 'workload_identity_provider',
        accountInput: 'service_account',
        audienceInput: 'audience',
        defaultAudience: 'https://iam.googleapis.com/<workload_identity_provider>', // src/main.ts
        durationInput: 'access_token_lifetime',
        durationDefaultSeconds: 3600, // action.yml '3600s'
        // README: one hour, or twelve under constraints/iam.allowServiceAccountCredentialLifetimeExtension.
        durationMaximumSeconds: 43200,
        durationUnit: 'duration-string',
        narrowedBy: ['access_token_scopes'], // default https://www.googleapis.com/auth/cloud-platform: everything
        note: 'More than one hour only where the organization policy iam.allowServiceAccountCredentialLifetimeExtension allows it, and never with access_token_subject.',
      },
      {
        provider: 'google',
        when: [
          { input: 'workload_identity_provider', is: 'set' },
          { input: 'token_format', is: 'equals', value: 'id_token' },
        ],
        targetInput: 'workload_identity_provider',
        accountInput: 'service_account',
        audienceInput: 'audience',
        defaultAudience: 'https://iam.googleapis.com/<workload_identity_provider>',
        durationMaximumSeconds: 600, // README "ID Tokens have a maximum lifetime of 10 minutes"
        narrowedBy: ['id_token_audience'],
      },
      {
        provider: 'google',
        when: [
          { input: 'workload_identity_provider', is: 'set' },
          { input: 'token_format', is: 'unset' },
        ],
        targetInput: 'workload_identity_provider',
        accountInput: 'service_account',
        audienceInput: 'audience',
        defaultAudience: 'https://iam.googleapis.com/<workload_identity_provider>',
        // No lifetime is set. README: the OIDC token ends after 5 minutes "and any derived credentials also expire".
        note: 'Without service_account it is direct federation: the workload itself holds the roles. The credentials file lets later steps fetch new tokens while the job runs.',
      },
    ],
    staticCredentials: [
      {
        input: 'credentials_json',
        system: 'Google Cloud',
        kind: 'key-file',
        // README "This is mutually exclusive with workload_identity_provider"
        federatedAlternative:
          'Set workload_identity_provider instead of credentials_json and grant id-token: write.',
      },
    ],
    persists: {
      input: 'create_credentials_file',
      default: true,
      where:
        'gha-creds-*.json in the workspace, named by GOOGLE_APPLICATION_CREDENTIALS for every later step',
      tokenInput: 'credentials_json',
      removedAtJobEnd: true, // src/post.ts, unless cleanup_credentials is false
      note: 'In the workspace it ends up in artifacts and images built from it, unless ignored. With credentials_json the file is the key itself.',
    },
    source: 'https://github.com/google-github-actions/auth/blob/fc2174804b84/src/main.ts',
    versionRead: 'fc21748 (2025-09-03, newest tag v3.0.0)',
  },
  {
    action: 'google-github-actions/setup-gcloud',
    // Only v0 has these inputs (action.yml of v0.6.0; v1.0.0 has none of them). v1 and later take what auth left.
    staticCredentials: [
      {
        input: 'service_account_key',
        system: 'Google Cloud',
        kind: 'key-file',
        federatedAlternative: GOOGLE_OIDC_FIRST,
        note: 'Only v0 has this input.',
      },
    ],
    source: 'https://github.com/google-github-actions/setup-gcloud/blob/aa5489c8933f/action.yml',
    versionRead: 'v3.0.1 (2025-08-28)',
  },
  {
    action: 'google-github-actions/get-gke-credentials',
    persists: {
      default: true,
      where:
        'gha-kubeconfig-* in the workspace, named by KUBECONFIG for every later step; holds a short-lived access token unless use_auth_provider is true',
      removedAtJobEnd: false, // action.yml has no post step
    },
    source: 'https://github.com/google-github-actions/get-gke-credentials/blob/3da1e46a9075/src/main.ts',
    versionRead: 'v3.0.0 (2025-09-02)',
  },
  {
    action: 'firebaseextended/action-hosting-deploy',
    staticCredentials: [{ input: 'firebaseServiceAccount', system: 'Firebase', kind: 'key-file' }],
    source: 'https://github.com/FirebaseExtended/action-hosting-deploy/blob/e2eda2e106cf/action.yml',
    versionRead: 'v0.10.0 (2025-08-18)',
  },
  {
    action: 'w9jds/firebase-action',
    staticCredentials: [
      {
        input: 'GCP_SA_KEY',
        from: 'env',
        system: 'Google Cloud',
        kind: 'key-file',
        federatedAlternative: GOOGLE_OIDC_FIRST,
      }, // README: or GOOGLE_APPLICATION_CREDENTIALS
      {
        input: 'FIREBASE_TOKEN',
        from: 'env',
        system: 'Firebase',
        kind: 'api-key',
        federatedAlternative: GOOGLE_OIDC_FIRST,
      },
    ],
    source: 'https://github.com/w9jds/firebase-action/blob/5b73b1274a22/README.md',
    versionRead: 'v15.28.1 (2026-08-20)',
  },
  {
    action: 'r0adkll/upload-google-play',
    // action.yml says nothing of other logins; the README's answer to federation was not found.
    staticCredentials: [
      { input: 'serviceAccountJson', system: 'Google Play', kind: 'key-file' },
      { input: 'serviceAccountJsonPlainText', system: 'Google Play', kind: 'key-file' },
    ],
    source: 'https://github.com/r0adkll/upload-google-play/blob/c5da46087f3b/action.yml',
    versionRead: 'c5da460 (2026-03-20, newest tag v1.1.3)',
  },
];
