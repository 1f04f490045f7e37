import { AUDIENCE, type OidcIssuer } from './issuerTypes.js';

/** Pipelines that build, test and deploy, GitHub's apart. */
export const PIPELINE_ISSUERS: readonly OidcIssuer[] = [
  {
    id: 'gitlab',
    product: 'GitLab CI/CD',
    workloads: 'jobs',
    tenant: 'group',
    project: 'project',
    address: /^gitlab\.com$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          [
            { before: 'project_path:', name: 'group', binds: 'tenant' },
            { before: '/', name: 'project', binds: 'project' },
            { before: ':ref_type:', name: 'ref type', binds: 'none' },
            { before: ':ref:', name: 'ref', binds: 'context' },
          ],
          // With `ci_id_token_sub_claim_components` a project may lead with its number.
          [
            { before: 'project_id:', name: 'project', binds: 'project' },
            { before: ':ref_type:', name: 'ref type', binds: 'none' },
            { before: ':ref:', name: 'ref', binds: 'context' },
          ],
        ],
      },
      AUDIENCE,
      { name: 'namespace_id', always: true, binds: 'tenant' },
      { name: 'project_id', always: true, binds: 'project' },
      { name: 'pipeline_source', always: true, binds: 'none' },
      { name: 'ref_protected', always: true, binds: 'none' },
      { name: 'runner_environment', always: true, binds: 'none' },
      { name: 'user_access_level', always: true, binds: 'none' },
      { name: 'user_email', always: true, binds: 'none' },
      { name: 'user_id', always: true, binds: 'none' },
      { name: 'user_login', always: true, binds: 'none' },
    ],
    // A job names it under `id_tokens`; there is no default.
    choosesAudience: true,
    source: 'https://docs.gitlab.com/ci/secrets/id_token_authentication/',
  },
  {
    id: 'circleci',
    product: 'CircleCI',
    workloads: 'jobs',
    tenant: 'organisation',
    project: 'project',
    address: /^oidc\.circleci\.com\/org\/(?<tenant>[^/]+)$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          [
            { before: 'org/', name: 'organisation', binds: 'tenant' },
            { before: '/project/', name: 'project', binds: 'project' },
            { before: '/user/', name: 'user', binds: 'none' },
            { before: '/vcs-origin/', name: 'repository', binds: 'none' },
            { before: '/vcs-ref/', name: 'ref', binds: 'context' },
          ],
        ],
      },
      AUDIENCE,
      { name: 'oidc.circleci.com/project-id', always: true, binds: 'project' },
    ],
    audience: '<tenant>',
    choosesAudience: true,
    source: 'https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/',
  },
  {
    id: 'bitbucket',
    product: 'Bitbucket Pipelines',
    workloads: 'steps',
    tenant: 'workspace',
    project: 'repository',
    address: /^api\.bitbucket\.org\/2\.0\/workspaces\/(?<tenant>[^/]+)\/pipelines-config\/identity\/oidc$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          [
            { before: '{', name: 'repository', binds: 'project' },
            { before: '}:', name: 'deployment environment', binds: 'context' },
          ],
        ],
      },
      AUDIENCE,
    ],
    audience: 'ari:cloud:bitbucket::workspace/<UUID of the workspace>',
    choosesAudience: true,
    source:
      'https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/',
  },
  {
    id: 'azure-devops',
    product: 'Azure Pipelines',
    workloads: 'pipelines',
    tenant: 'organisation',
    project: 'project',
    address: /^vstoken\.dev\.azure\.com\/(?<tenant>[^/]+)$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          [
            { before: 'sc://', name: 'organisation', binds: 'tenant' },
            { before: '/', name: 'project', binds: 'project' },
            { before: '/', name: 'service connection', binds: 'context' },
          ],
        ],
      },
      AUDIENCE,
    ],
    audience: 'api://AzureADTokenExchange',
    choosesAudience: false,
    source:
      'https://aws.amazon.com/blogs/modernizing-with-aws/how-to-federate-into-aws-from-azure-devops-using-openid-connect/',
  },
  {
    id: 'buildkite',
    product: 'Buildkite',
    workloads: 'jobs',
    tenant: 'organisation',
    project: 'pipeline',
    address: /^agent\.buildkite\.com$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          [
            { before: 'organization:', name: 'organisation', binds: 'tenant' },
            { before: ':pipeline:', name: 'pipeline', binds: 'project' },
            { before: ':ref:', name: 'ref', binds: 'context' },
            { before: ':commit:', name: 'commit', binds: 'none' },
            { before: ':step:', name: 'step', binds: 'none' },
          ],
        ],
      },
      AUDIENCE,
      { name: 'build_branch', always: true, binds: 'context' },
      { name: 'cluster_id', always: false, binds: 'none' },
      { name: 'cluster_name', always: false, binds: 'none' },
      // The numbers are there when the job asks for them with `--claim`.
      { name: 'organization_id', always: false, binds: 'tenant' },
      { name: 'organization_slug', always: true, binds: 'tenant' },
      { name: 'pipeline_id', always: false, binds: 'project' },
      { name: 'pipeline_slug', always: true, binds: 'none' },
    ],
    audience: 'https://buildkite.com/<tenant>',
    choosesAudience: true,
    source: 'https://buildkite.com/docs/agent/cli/reference/oidc',
  },
  {
    id: 'semaphore',
    product: 'Semaphore',
    workloads: 'jobs',
    tenant: 'organisation',
    project: 'project',
    address: /^(?<tenant>[\w-]+)\.semaphoreci\.com$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          [
            { before: 'org:', name: 'organisation', binds: 'tenant' },
            { before: ':project:', name: 'project', binds: 'project' },
            { before: ':repo:', name: 'repository', binds: 'none' },
            { before: ':ref_type:', name: 'ref type', binds: 'none' },
            { before: ':ref:', name: 'ref', binds: 'context' },
          ],
        ],
      },
      AUDIENCE,
    ],
    audience: 'https://<tenant>.semaphoreci.com',
    choosesAudience: false,
    source: 'https://github.com/semaphoreio/semaphore/blob/main/docs/docs/reference/openid.md',
  },
  {
    id: 'codefresh',
    product: 'Codefresh',
    workloads: 'pipelines',
    tenant: 'account',
    project: 'pipeline',
    address: /^oidc\.codefresh\.io$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          // What follows the pipeline depends on what triggered it; a run by hand or on a schedule has no more.
          [
            { before: 'account:', name: 'account', binds: 'tenant' },
            { before: ':pipeline:', name: 'pipeline', binds: 'project' },
            { before: ':scm_repo_url:', name: 'repository', binds: 'none' },
            { before: ':scm_user_name:', name: 'user', binds: 'none' },
            { before: ':scm_ref:', name: 'ref', binds: 'context' },
          ],
          [
            { before: 'account:', name: 'account', binds: 'tenant' },
            { before: ':pipeline:', name: 'pipeline', binds: 'project' },
            { before: ':initiator:', name: 'user', binds: 'none' },
            { before: ':scm_repo_url:', name: 'repository', binds: 'none' },
            { before: ':scm_user_name:', name: 'user', binds: 'none' },
            { before: ':scm_ref:', name: 'ref', binds: 'context' },
          ],
        ],
      },
      AUDIENCE,
    ],
    audience: 'https://g.codefresh.io',
    // The step that asks for the token takes another one. https://codefresh.io/steps/step/obtain-oidc-id-token
    choosesAudience: true,
    source: 'https://codefresh.io/docs/docs/integrations/oidc-pipelines/',
  },
];
