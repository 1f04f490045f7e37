/** A container registry by its host, with what takes a stored password's place there. */
export interface RegistryHost {
  readonly host: RegExp;
  readonly name: string;
  readonly alternative: string;
  readonly source: string;
}

const LOGIN_ACTION = 'https://github.com/docker/login-action#usage';

/** Registries that let a job in without a stored password; of others none is known. */
export const REGISTRY_HOSTS: readonly RegistryHost[] = [
  {
    host: /(?:^|\.)docker\.io(?:$|\/)/u,
    name: 'Docker Hub',
    alternative:
      'Leave it out and set `DOCKERHUB_OIDC_CONNECTIONID` and `id-token: write` (docker/login-action v4.5.0, organizations with an OIDC connection).',
    source: 'https://docs.docker.com/enterprise/security/oidc-connections/',
  },
  {
    host: /^ghcr\.io(?:$|\/)/u,
    name: 'GitHub Packages',
    alternative: 'Give it the job token with `packages: write`.',
    source: LOGIN_ACTION,
  },
  {
    host: /\.amazonaws\.com|^public\.ecr\.aws/u,
    name: 'Amazon ECR',
    alternative: 'Log in with aws-actions/configure-aws-credentials, `role-to-assume` and `id-token: write`.',
    source: LOGIN_ACTION,
  },
  {
    host: /\.pkg\.dev|(?:^|\.)gcr\.io/u,
    name: 'Google Artifact Registry',
    alternative:
      'Log in with google-github-actions/auth, `workload_identity_provider` and `id-token: write`, and give it the access token.',
    source: LOGIN_ACTION,
  },
  {
    host: /\.azurecr\.io/u,
    name: 'Azure Container Registry',
    alternative:
      'Log in with azure/login, `client-id`, `tenant-id` and `id-token: write`, then `az acr login`.',
    source: 'https://learn.microsoft.com/azure/container-registry/container-registry-authentication',
  },
];
