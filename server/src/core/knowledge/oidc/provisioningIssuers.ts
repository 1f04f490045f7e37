import { AUDIENCE, type OidcIssuer } from './issuerTypes.js';

/** Services that make and change infrastructure from code. */
export const PROVISIONING_ISSUERS: readonly OidcIssuer[] = [
  {
    id: 'terraform-cloud',
    product: 'HCP Terraform',
    workloads: 'runs',
    tenant: 'organisation',
    project: 'workspace',
    // Organisations in Europe have an address of their own. https://developer.hashicorp.com/terraform/cloud-docs/europe
    address: /^app\.(?:eu\.)?terraform\.io$/u,
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
          // https://developer.hashicorp.com/terraform/language/stacks/deploy/authenticate
          [
            { before: 'organization:', name: 'organisation', binds: 'tenant' },
            { before: ':project:', name: 'project', binds: 'none' },
            { before: ':stack:', name: 'stack', binds: 'project' },
            { before: ':deployment:', name: 'deployment', binds: 'context' },
            { before: ':operation:', name: 'operation', binds: 'none' },
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
    id: 'spacelift',
    product: 'Spacelift',
    workloads: 'runs',
    tenant: 'account',
    project: 'space',
    // One for each account.
    address: /^(?<tenant>[\w-]+)\.app\.(?:us\.)?spacelift\.io$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        // The administrators of an account may choose a template of their own:
        // https://docs.spacelift.io/integrations/cloud-providers/oidc/subject-template
        formats: [
          [
            { before: 'space:', name: 'space', binds: 'project' },
            { before: ':stack:', name: 'stack', binds: 'context' },
            { before: ':run_type:', name: 'run type', binds: 'none' },
            { before: ':scope:', name: 'scope', binds: 'none' },
          ],
          [
            { before: 'space:', name: 'space', binds: 'project' },
            { before: ':module:', name: 'module', binds: 'context' },
            { before: ':run_type:', name: 'run type', binds: 'none' },
            { before: ':scope:', name: 'scope', binds: 'none' },
          ],
        ],
      },
      AUDIENCE,
    ],
    // The host name of the account, which is the issuer's address; no run chooses another.
    choosesAudience: false,
    source: 'https://docs.spacelift.io/integrations/cloud-providers/oidc/',
  },
  {
    id: 'pulumi',
    product: 'Pulumi Cloud',
    workloads: 'deployments and environments',
    tenant: 'organisation',
    project: 'project',
    address: /^api\.pulumi\.com\/oidc$/u,
    claims: [
      {
        name: 'sub',
        always: true,
        binds: 'context',
        formats: [
          [
            { before: 'pulumi:deploy:org:', name: 'organisation', binds: 'tenant' },
            { before: ':project:', name: 'project', binds: 'project' },
            { before: ':stack:', name: 'stack', binds: 'context' },
            { before: ':operation:', name: 'operation', binds: 'none' },
            { before: ':scope:', name: 'scope', binds: 'none' },
          ],
          // https://www.pulumi.com/docs/esc/guides/configuring-oidc/
          [
            { before: 'pulumi:environments:org:', name: 'organisation', binds: 'tenant' },
            { before: ':env:', name: 'project', binds: 'project' },
            { before: '/', name: 'environment', binds: 'context' },
          ],
          // With `subjectAttributes`.
          [
            {
              before: 'pulumi:environments:pulumi.organization.login:',
              name: 'organisation',
              binds: 'tenant',
            },
            { before: ':currentEnvironment.name:', name: 'project', binds: 'project' },
            { before: '/', name: 'environment', binds: 'context' },
          ],
        ],
      },
      AUDIENCE,
    ],
    // The organisation's name, for an environment with the cloud before it: `aws:NAME`.
    choosesAudience: false,
    source: 'https://www.pulumi.com/docs/pulumi-cloud/access-management/oidc/provider/',
  },
];
