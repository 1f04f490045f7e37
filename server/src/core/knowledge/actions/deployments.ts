import type { IdentityAction } from './identityTypes.js';

const SSH = 'SSH server';

/** Actions that deploy to servers, clusters and platforms. */
const DEPLOYMENTS: readonly IdentityAction[] = [
  {
    action: 'azure/k8s-set-context',
    staticCredentials: [
      // The action has no OIDC path of its own (src/kubeconfigs/default.ts).
      { input: 'kubeconfig', system: 'Kubernetes', kind: 'kubeconfig' },
      {
        input: 'k8s-secret',
        system: 'Kubernetes',
        kind: 'api-key',
        note: "A service account's secret: its token does not expire.",
      },
      { input: 'token', system: 'Kubernetes', kind: 'api-key' },
    ],
    persists: {
      default: true,
      where: '$RUNNER_TEMP/kubeconfig_*, named by KUBECONFIG for every later step',
      tokenInput: 'kubeconfig',
      alsoInputs: ['k8s-secret', 'token'],
      removedAtJobEnd: false, // action.yml has no post step
    },
    note: 'method is kubeconfig by default; service-principal works for Arc clusters only, with the session of azure/login.',
    source: 'https://github.com/Azure/k8s-set-context/blob/42a5ae85144b/src/action.ts',
    versionRead: '42a5ae8 (2026-06-23, newest tag v5.0.1)',
  },
  {
    action: 'tale/kubectl-action',
    staticCredentials: [{ input: 'base64-kube-config', system: 'Kubernetes', kind: 'kubeconfig' }],
    persists: {
      default: true,
      where: '~/.kube/config',
      tokenInput: 'base64-kube-config',
      removedAtJobEnd: true,
    }, // src/teardown.ts
    source: 'https://github.com/tale/kubectl-action/blob/91f29e07f4a7/src/login.ts',
    versionRead: '91f29e0 (2024-06-05, newest tag v1.4.0)',
  },
  {
    action: 'steebchen/kubectl',
    staticCredentials: [{ input: 'config', system: 'Kubernetes', kind: 'kubeconfig' }],
    source: 'https://github.com/steebchen/kubectl/blob/7c4c70d55195/action.yml',
    versionRead: 'v2.1.1 (2022-12-08)',
  },
  {
    action: 'actions-hub/kubectl',
    staticCredentials: [
      { input: 'KUBE_CONFIG', from: 'env', system: 'Kubernetes', kind: 'kubeconfig' },
      { input: 'KUBE_TOKEN', from: 'env', system: 'Kubernetes', kind: 'api-key' },
      { input: 'KUBE_PASSWORD', from: 'env', system: 'Kubernetes', kind: 'password' },
    ],
    source: 'https://github.com/actions-hub/kubectl/blob/2d0675eaaeeb/README.md',
    versionRead: '2d0675e (2026-05-13, newest tag v1.36.1)',
  },
  {
    action: 'kodermax/kubectl-aws-eks',
    // README also shows aws-actions/configure-aws-credentials before it; the cluster's kubeconfig is needed all the same.
    staticCredentials: [{ input: 'KUBE_CONFIG_DATA', from: 'env', system: 'Kubernetes', kind: 'kubeconfig' }],
    source: 'https://github.com/kodermax/kubectl-aws-eks/blob/b16d7b618903/README.md',
    versionRead: 'b16d7b6 (2025-12-17, newest tag 1.2.4)',
  },
  {
    action: 'appleboy/ssh-action',
    staticCredentials: [
      { input: 'key', system: SSH, kind: 'ssh-key' },
      { input: 'password', system: SSH, kind: 'password' },
      { input: 'proxy_key', system: SSH, kind: 'ssh-key' },
      { input: 'proxy_password', system: SSH, kind: 'password' },
    ],
    note: 'allenvs: true hands every environment variable of the job to the remote script.',
    source: 'https://github.com/appleboy/ssh-action/blob/1530429296e9/action.yml',
    versionRead: '1530429 (2026-04-29, newest tag v1.2.5)',
  },
  {
    action: 'appleboy/scp-action',
    staticCredentials: [
      { input: 'key', system: SSH, kind: 'ssh-key' },
      { input: 'password', system: SSH, kind: 'password' },
      { input: 'proxy_key', system: SSH, kind: 'ssh-key' },
      { input: 'proxy_password', system: SSH, kind: 'password' },
    ],
    note: 'Without fingerprint the host key is not checked.', // action.yml "host key verification is skipped"
    source: 'https://github.com/appleboy/scp-action/blob/6dba043acb2f/action.yml',
    versionRead: '6dba043 (2026-07-18, newest tag v1.0.0)',
  },
  {
    action: 'easingthemes/ssh-deploy',
    staticCredentials: [{ input: 'SSH_PRIVATE_KEY', system: SSH, kind: 'ssh-key' }],
    source: 'https://github.com/easingthemes/ssh-deploy/blob/2cc5b27bf302/action.yml',
    versionRead: 'v6.0.3 (2026-04-02)',
  },
  {
    action: 'burnett01/rsync-deployments',
    staticCredentials: [{ input: 'remote_key', system: SSH, kind: 'ssh-key' }],
    note: 'strict_hostkeys_checking is false by default.',
    source: 'https://github.com/Burnett01/rsync-deployments/blob/4d419d1dc46d/action.yml',
    versionRead: '9.0.0 (2026-06-22)',
  },
  {
    action: 'garygrossgarten/github-action-scp',
    staticCredentials: [
      { input: 'privateKey', system: SSH, kind: 'ssh-key' },
      { input: 'password', system: SSH, kind: 'password' },
    ],
    source: 'https://github.com/garygrossgarten/github-action-scp/blob/ed477632dd30/action.yml',
    versionRead: '0.10.0 (2026-03-16)',
  },
  {
    action: 'samkirkland/ftp-deploy-action',
    staticCredentials: [{ input: 'password', system: 'FTP server', kind: 'password' }],
    source: 'https://github.com/SamKirkland/FTP-Deploy-Action/blob/a51268f67f66/action.yml',
    versionRead: 'v4.3.6 (2025-08-26)',
  },
  {
    action: 'amondnet/vercel-action',
    staticCredentials: [
      { input: 'vercel-token', system: 'Vercel', kind: 'api-key' },
      { input: 'zeit-token', system: 'Vercel', kind: 'api-key' },
    ],
    source: 'https://github.com/amondnet/vercel-action/blob/9471a5673361/action.yml',
    versionRead: '9471a56 (2026-04-30, newest tag v42.3.0)',
  },
  {
    action: 'nwtgck/actions-netlify',
    staticCredentials: [{ input: 'NETLIFY_AUTH_TOKEN', from: 'env', system: 'Netlify', kind: 'pat' }],
    source: 'https://github.com/nwtgck/actions-netlify/blob/2304451b4038/README.md',
    versionRead: '2304451 (2026-06-05, newest tag v4.0.0)',
  },
  {
    action: 'netlify/actions/cli',
    staticCredentials: [{ input: 'NETLIFY_AUTH_TOKEN', from: 'env', system: 'Netlify', kind: 'pat' }],
    source: 'https://github.com/netlify/actions/blob/3185065f4ab2/cli/README.md',
    versionRead: '3185065 (2025-05-12)',
  },
  {
    action: 'akhileshns/heroku-deploy',
    staticCredentials: [{ input: 'heroku_api_key', system: 'Heroku', kind: 'api-key' }],
    persists: { default: true, where: '~/.netrc', tokenInput: 'heroku_api_key', removedAtJobEnd: false }, // index.js; no post step
    source: 'https://github.com/AkhileshNS/heroku-deploy/blob/e3eb99d45a8e/index.js',
    versionRead: 'v3.14.15 (2025-02-19)',
  },
  {
    action: 'superfly/flyctl-actions',
    staticCredentials: [{ input: 'FLY_API_TOKEN', from: 'env', system: 'Fly.io', kind: 'api-key' }],
    source: 'https://github.com/superfly/flyctl-actions/blob/ed8efb33836e/README.md',
    versionRead: '1.6 (2026-04-08)',
  },
  {
    action: 'superfly/flyctl-actions/setup-flyctl',
    staticCredentials: [{ input: 'FLY_API_TOKEN', from: 'env', system: 'Fly.io', kind: 'api-key' }], // read by flyctl in later steps
    source: 'https://github.com/superfly/flyctl-actions/blob/ed8efb33836e/README.md',
    versionRead: '1.6 (2026-04-08)',
  },
  {
    action: 'cloudflare/wrangler-action',
    // https://developers.cloudflare.com/workers/ci-cd/external-cicd/github-actions/ (2026-09-18): an API token, no OIDC.
    staticCredentials: [{ input: 'apiToken', system: 'Cloudflare', kind: 'api-key' }],
    source: 'https://github.com/cloudflare/wrangler-action/blob/a61fbea32263/action.yml',
    versionRead: 'a61fbea (2026-05-12, newest tag v4.0.0)',
  },
  {
    action: 'actions/deploy-pages',
    provesIdentityTo: 'GitHub Pages', // README: the token tells Pages which branch and environment deploys
    source: 'https://github.com/actions/deploy-pages/blob/cd2ce8fcbc39/README.md',
    versionRead: 'v5.0.0 (2026-03-24)',
  },
];

/** Actions that sign. */
const SIGNING: readonly IdentityAction[] = [
  {
    action: 'crazy-max/ghaction-import-gpg',
    staticCredentials: [{ input: 'gpg_private_key', system: 'GPG signing', kind: 'signing-key' }],
    persists: {
      default: true,
      where: "the runner's GPG keyring and agent",
      tokenInput: 'gpg_private_key',
      removedAtJobEnd: true,
    }, // src/main.ts post
    source: 'https://github.com/crazy-max/ghaction-import-gpg/blob/377dc5d6faeb/action.yml',
    versionRead: '377dc5d (2026-06-29, newest tag v7.0.0)',
  },
  {
    action: 'actions/attest',
    provesIdentityTo: 'Sigstore', // README: the OIDC token is needed to request a signing certificate
    source: 'https://github.com/actions/attest/blob/1e69f48acb82/README.md',
    versionRead: 'v4.2.2 (2026-08-04)',
  },
  {
    action: 'actions/attest-build-provenance',
    provesIdentityTo: 'Sigstore',
    note: 'Since v4 it calls actions/attest.',
    source: 'https://github.com/actions/attest-build-provenance/blob/10334b5f1e68/README.md',
    versionRead: '10334b5 (2026-03-04, newest tag v4.1.0)',
  },
  {
    action: 'sigstore/gh-action-sigstore-python',
    provesIdentityTo: 'Sigstore',
    source: 'https://github.com/sigstore/gh-action-sigstore-python/blob/0f4cc4226f42/action.yml',
    versionRead: '0f4cc42 (2026-08-17, newest tag v3.5.0)',
  },
];

export const DEPLOYMENT_ACTIONS: readonly IdentityAction[] = [...DEPLOYMENTS, ...SIGNING];
