import { AUDIENCE, type ClaimFacts, type OidcIssuer } from './issuerTypes.js';

/**
 * The claims of a token of a service account, alike in every cluster. A pod may ask for any audience.
 * https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/
 */
const SERVICE_ACCOUNT: readonly ClaimFacts[] = [
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
];

/** Clusters and platforms that run programs, and directories of accounts. */
export const RUNTIME_ISSUERS: readonly OidcIssuer[] = [
  {
    id: 'eks',
    product: 'Amazon EKS',
    workloads: 'pods',
    tenant: 'cluster',
    project: 'namespace',
    // A cluster, in any partition; the second form answers over IPv6, too.
    // https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
    address:
      /^(?:oidc\.eks\.[\w-]+\.amazonaws\.com(?:\.cn)?|oidc-eks\.[\w-]+\.api\.(?:aws|amazonwebservices\.com\.cn))\/id\/(?<tenant>\w+)$/u,
    claims: SERVICE_ACCOUNT,
    audience: 'sts.amazonaws.com',
    // A pod may ask for a token with any audience, as its service account.
    choosesAudience: true,
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  },
  {
    id: 'gke',
    product: 'Google Kubernetes Engine',
    workloads: 'pods',
    tenant: 'cluster',
    project: 'namespace',
    address:
      /^container\.googleapis\.com\/v1\/projects\/[^/]+\/(?:locations|zones)\/[^/]+\/clusters\/(?<tenant>[^/]+)$/u,
    claims: SERVICE_ACCOUNT,
    choosesAudience: true,
    source:
      'https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters.well-known/getOpenid-configuration',
  },
  {
    id: 'aks',
    product: 'Azure Kubernetes Service',
    workloads: 'pods',
    tenant: 'cluster',
    project: 'namespace',
    // The number of the directory stands before that of the cluster, except in the oldest ones.
    address: /^[\w-]+\.oic\.prod-aks\.azure\.com\/(?:[\w-]+\/)?(?<tenant>[\w-]+)\/?$/u,
    claims: SERVICE_ACCOUNT,
    choosesAudience: true,
    source: 'https://learn.microsoft.com/en-us/azure/aks/use-oidc-issuer',
  },
  {
    id: 'vercel',
    product: 'Vercel',
    workloads: 'deployments',
    tenant: 'team',
    project: 'project',
    // Of a project in the global issuer mode the address names no team.
    address: /^oidc\.vercel\.com(?:\/(?<tenant>[^/]+))?$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          [
            { before: 'owner:', name: 'team', binds: 'tenant' },
            { before: ':project:', name: 'project', binds: 'project' },
            { before: ':environment:', name: 'environment', binds: 'context' },
          ],
        ],
      },
      AUDIENCE,
    ],
    audience: 'https://vercel.com/<tenant>',
    // A deployment may exchange its token for one with another audience:
    // https://github.com/vercel/vercel/blob/main/packages/oidc/docs/functions/exchangeVercelOidcToken.md
    choosesAudience: true,
    source: 'https://vercel.com/docs/oidc/reference',
  },
  {
    id: 'fly',
    product: 'Fly.io',
    workloads: 'machines',
    tenant: 'organisation',
    project: 'app',
    address: /^oidc\.fly\.io\/(?<tenant>[^/]+)$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          [
            { before: '', name: 'organisation', binds: 'tenant' },
            { before: ':', name: 'app', binds: 'project' },
            { before: ':', name: 'machine', binds: 'context' },
          ],
        ],
      },
      AUDIENCE,
    ],
    audience: 'https://fly.io/<tenant>',
    choosesAudience: true,
    source: 'https://fly.io/docs/security/openid-connect/',
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
    // The second form is GovCloud's. https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
    address: /^cognito-identity(?:-us-gov)?\.amazonaws\.com$/u,
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
