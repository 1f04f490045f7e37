/**
 * How a job does without a kept credential, by the system that it opens: GitLab gives it a token of its own under
 * `id_tokens`, which the system takes.
 */
const WAYS: readonly { readonly system: string; readonly way: string; readonly source: string }[] = [
  {
    system: 'AWS',
    way: 'Assume a role with a token of `id_tokens` and `aws sts assume-role-with-web-identity`.',
    source: 'https://docs.gitlab.com/ci/cloud_services/aws/',
  },
  {
    system: 'Google Cloud',
    way: 'Log in with a token of `id_tokens` and workload identity federation.',
    source: 'https://docs.gitlab.com/ci/cloud_services/google_cloud/',
  },
  {
    system: 'Azure',
    way: 'Log in with a token of `id_tokens` and `az login --federated-token`.',
    source: 'https://docs.gitlab.com/ci/cloud_services/azure/',
  },
  {
    system: 'Vault',
    way: 'Read what the job needs under `secrets`, with a token of `id_tokens`.',
    source: 'https://docs.gitlab.com/ci/secrets/hashicorp_vault/',
  },
  {
    system: 'PyPI',
    way: 'Publish with a token of `id_tokens` as a trusted publisher.',
    source: 'https://docs.pypi.org/trusted-publishers/using-a-publisher/',
  },
  {
    system: 'npm',
    way: 'Publish with a token of `id_tokens` as a trusted publisher.',
    source: 'https://docs.npmjs.com/trusted-publishers/',
  },
];

const BY_SYSTEM: ReadonlyMap<string, string> = new Map(WAYS.map(({ system, way }) => [system, way]));

/** How a token of the job could take the place of a credential of this system. */
export function federatedWay(system: string): string | undefined {
  return BY_SYSTEM.get(system);
}

/** The issuer of the tokens of jobs on GitLab.com; an instance of one's own is its own issuer. */
export const GITLAB_ISSUER = 'gitlab.com';

/**
 * Tokens that every job was given without asking, until GitLab 17.0.
 * https://docs.gitlab.com/update/deprecations/#old-versions-of-json-web-tokens-are-deprecated
 */
export const LEGACY_TOKENS: ReadonlySet<string> = new Set(['CI_JOB_JWT', 'CI_JOB_JWT_V1', 'CI_JOB_JWT_V2']);
export const LEGACY_TOKENS_PAGE = 'https://docs.gitlab.com/ci/secrets/id_token_authentication/';

/** Their audience: the address of the instance. */
export const LEGACY_AUDIENCE = 'https://gitlab.com';

/** `sub` of a token. https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload */
export function gitlabSubject(project: string, type: string, ref: string): string {
  return `project_path:${project}:ref_type:${type}:ref:${ref}`;
}

/** Tokens that a tool takes by themselves, by the name of the variable that it looks for. */
const TAKEN_BY_NAME: readonly {
  readonly variable: string;
  readonly product: string;
  /** The variable that names the identity, where there is one. */
  readonly identity?: string;
  readonly source: string;
}[] = [
  {
    variable: 'SIGSTORE_ID_TOKEN',
    product: 'Sigstore',
    source: 'https://docs.gitlab.com/ci/yaml/signing_examples/',
  },
  {
    variable: 'PYPI_ID_TOKEN',
    product: 'PyPI',
    source: 'https://docs.pypi.org/trusted-publishers/using-a-publisher/#gitlab-cicd',
  },
  {
    variable: 'NPM_ID_TOKEN',
    product: 'npm',
    source: 'https://docs.npmjs.com/trusted-publishers/',
  },
  {
    variable: 'ARM_OIDC_TOKEN',
    product: 'Azure',
    identity: 'ARM_CLIENT_ID',
    source:
      'https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/service_principal_oidc',
  },
];

/** Who takes a token that stands in a variable of this name. */
export function takerOf(
  variable: string,
): { readonly product: string; readonly identity?: string } | undefined {
  return TAKEN_BY_NAME.find((taken) => taken.variable === variable);
}
