import { GITHUB_ACTIONS } from './githubActions.js';
import type { ClaimFacts, OidcIssuer } from './issuerTypes.js';

const AUDIENCE: ClaimFacts = { name: 'aud', always: true, binds: 'none' };

/** Issuers whose tokens workloads exchange for cloud credentials. The first whose address fits counts. */
const ISSUERS: readonly OidcIssuer[] = [
  GITHUB_ACTIONS,
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
          [{ before: 'project_id:', name: 'project', binds: 'project' }],
        ],
      },
      AUDIENCE,
      { name: 'namespace_id', always: true, binds: 'tenant' },
      { name: 'project_id', always: true, binds: 'project' },
      { name: 'pipeline_source', always: true, binds: 'none' },
      { name: 'ref_protected', always: true, binds: 'none' },
      { name: 'runner_environment', always: true, binds: 'none' },
      { name: 'user_access_level', always: false, binds: 'none' },
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
    source: 'https://circleci.com/docs/openid-connect-tokens/',
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
            { before: '}:', name: 'environment and step', binds: 'context' },
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
    id: 'terraform-cloud',
    product: 'HCP Terraform',
    workloads: 'runs',
    tenant: 'organisation',
    project: 'workspace',
    address: /^app\.terraform\.io$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          [
            { before: 'organization:', name: 'organisation', binds: 'tenant' },
            { before: ':project:', name: 'project', binds: 'none' },
            { before: ':workspace:', name: 'workspace', binds: 'project' },
            { before: ':run_phase:', name: 'run phase', binds: 'context' },
          ],
        ],
      },
      AUDIENCE,
    ],
    audience: 'aws.workload.identity',
    choosesAudience: true,
    source:
      'https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens',
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
      { name: 'organization_id', always: true, binds: 'tenant' },
      { name: 'organization_slug', always: true, binds: 'tenant' },
      { name: 'pipeline_id', always: true, binds: 'project' },
      { name: 'pipeline_slug', always: true, binds: 'none' },
    ],
    choosesAudience: true,
    source: 'https://buildkite.com/docs/pipelines/security/oidc',
  },
  {
    id: 'eks',
    product: 'Amazon EKS',
    workloads: 'pods',
    tenant: 'cluster',
    project: 'namespace',
    // An EKS cluster, in any partition.
    address: /^oidc\.eks\.[\w-]+\.amazonaws\.com(?:\.cn)?\/id\/(?<tenant>\w+)$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          [
            { before: 'system:serviceaccount:', name: 'namespace', binds: 'project' },
            { before: ':', name: 'service account', binds: 'context' },
          ],
        ],
      },
      AUDIENCE,
    ],
    audience: 'sts.amazonaws.com',
    // A pod may ask for a token with any audience, as its service account.
    choosesAudience: true,
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  },
  {
    id: 'google',
    product: 'Google',
    workloads: 'people and service accounts',
    tenant: 'account',
    project: 'account',
    address: /^accounts\.google\.com$/u,
    claims: [
      // The number of one account.
      { name: 'sub', always: true, binds: 'whole' },
      { name: 'aud', always: true, binds: 'none' },
      { name: 'oaud', always: true, binds: 'none' },
      { name: 'google/organization_number', always: false, binds: 'tenant' },
    ],
    choosesAudience: true,
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  },
  {
    id: 'cognito',
    product: 'Amazon Cognito',
    workloads: 'users',
    tenant: 'identity pool',
    project: 'identity pool',
    address: /^cognito-identity\.amazonaws\.com$/u,
    claims: [
      { name: 'sub', always: true, binds: 'whole' },
      // The identity pool, with all who can sign in to it.
      { name: 'aud', always: true, binds: 'whole' },
      { name: 'amr', always: true, binds: 'none' },
    ],
    choosesAudience: false,
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  },
];

/** The issuer at an address without `https://`; undefined for one that is not described here. */
export function issuerAt(address: string): OidcIssuer | undefined {
  return ISSUERS.find((issuer) => issuer.address.test(address));
}

/** The tenant that the issuer's address itself names. */
export function tenantOf(issuer: OidcIssuer, address: string): string | undefined {
  return issuer.address.exec(address)?.groups?.['tenant'];
}

/** The facts of one claim of an issuer; names of claims have case, AWS compares them without. */
export function claimOf(issuer: OidcIssuer, name: string): ClaimFacts | undefined {
  return issuer.claims.find((claim) => claim.name.toLowerCase() === name.toLowerCase());
}
