import { describe, expect, it } from 'vitest';
import { reachOf, readBounds } from '../../../server/src/core/knowledge/oidc/bounds.js';
import { claimOf, issuerAt, tenantOf } from '../../../server/src/core/knowledge/oidc/issuers.js';
import { patternCovers } from '../../../server/src/core/knowledge/aws/wildcards.js';

/** How far a pattern for the subject reaches, of an issuer whose address settles nothing. */
function reach(address: string, text: string): string | undefined {
  const issuer = issuerAt(address);
  const sub = issuer && claimOf(issuer, 'sub');
  return sub && reachOf(readBounds(sub, { text, wild: true }, patternCovers).bounds);
}

describe('issuers by their address', () => {
  it.each([
    ['app.terraform.io', 'terraform-cloud', undefined],
    ['app.eu.terraform.io', 'terraform-cloud', undefined],
    ['oidc.eks.eu-west-1.amazonaws.com/id/ABC', 'eks', 'ABC'],
    ['oidc-eks.us-east-1.api.aws/id/ABC', 'eks', 'ABC'],
    ['container.googleapis.com/v1/projects/p/locations/europe-west1/clusters/shop', 'gke', 'shop'],
    ['eastus.oic.prod-aks.azure.com/11111111-aaaa/22222222-bbbb/', 'aks', '22222222-bbbb'],
    ['demo.app.spacelift.io', 'spacelift', 'demo'],
    ['demo.app.us.spacelift.io', 'spacelift', 'demo'],
    ['oidc.vercel.com/acme', 'vercel', 'acme'],
    ['oidc.vercel.com', 'vercel', undefined],
    ['oidc.fly.io/acme', 'fly', 'acme'],
    ['api.pulumi.com/oidc', 'pulumi', undefined],
    ['acme.semaphoreci.com', 'semaphore', 'acme'],
    ['oidc.codefresh.io', 'codefresh', undefined],
    ['cognito-identity-us-gov.amazonaws.com', 'cognito', undefined],
  ])('knows %s', (address, id, tenant) => {
    const issuer = issuerAt(address);
    expect(issuer?.id).toBe(id);
    expect(issuer && tenantOf(issuer, address)).toBe(tenant);
  });

  it.each(['app.terraform.io.example.com', 'evil-oidc.fly.io/acme', 'oidc.eks.eu-west-1.example.com/id/A'])(
    'does not take %s for one of them',
    (address) => {
      expect(issuerAt(address)).toBeUndefined();
    },
  );
});

describe('how far a subject reaches', () => {
  it.each([
    // The wildcard stands where the next part begins.
    ['app.terraform.io', 'organization:acme:*', 'tenant'],
    ['app.terraform.io', 'organization:acme*', 'anyone'],
    ['app.terraform.io', 'organization:*', 'anyone'],
    ['app.terraform.io', 'organization:acme:project:p:workspace:w:*', 'project'],
    ['app.terraform.io', 'organization:acme:project:p:workspace:w:run_phase:apply', 'bound'],
    ['app.terraform.io', 'organization:acme:project:p:stack:s:*', 'project'],
    ['app.terraform.io', 'organization:acme:project:p:stack:s:deployment:d:operation:*', 'bound'],
    ['gitlab.com', 'project_path:group/project:*', 'project'],
    ['gitlab.com', 'project_path:group/project*', 'tenant'],
    ['gitlab.com', 'project_path:group/sub/project:ref_type:branch:ref:main', 'bound'],
    ['gitlab.com', 'project_id:20:*', 'project'],
    ['gitlab.com', 'project_id:20:ref_type:branch:ref:main', 'bound'],
    ['gitlab.com', 'project_id:2*', 'anyone'],
    ['agent.buildkite.com', 'organization:acme:*', 'tenant'],
    ['agent.buildkite.com', 'organization:acme:pipeline:deploy:*', 'project'],
    ['api.pulumi.com/oidc', 'pulumi:deploy:org:acme:project:core:*', 'project'],
    ['api.pulumi.com/oidc', 'pulumi:deploy:org:acme:project:core:stack:prod:*', 'bound'],
    ['api.pulumi.com/oidc', 'pulumi:environments:org:acme:env:*', 'tenant'],
    ['api.pulumi.com/oidc', 'pulumi:environments:org:acme:env:core/prod', 'bound'],
    ['oidc.codefresh.io', 'account:5f30:pipeline:64de:*', 'project'],
    ['oidc.codefresh.io', 'account:5f30:*', 'tenant'],
    ['oidc.vercel.com', 'owner:acme:project:*:environment:production', 'tenant'],
    ['oidc.vercel.com', 'owner:acme:project:shop:environment:production', 'bound'],
  ])('%s %s: %s', (address, text, expected) => {
    expect(reach(address, text)).toBe(expected);
  });

  it('takes a stack and a module of a space apart', () => {
    const sub = claimOf(issuerAt('demo.app.spacelift.io') ?? ({ claims: [] } as never), 'sub');
    const read = (text: string): ReadonlySet<string> =>
      readBounds(sub ?? ({} as never), { text, wild: true }, patternCovers).bounds;
    expect(read('space:legacy:stack:infra:run_type:TRACKED:scope:write')).toEqual(
      new Set(['project', 'context', 'none']),
    );
    expect(read('space:legacy:module:infra:*')).toEqual(new Set(['project', 'context']));
    expect(read('space:*:stack:infra:*')).toEqual(new Set(['context']));
  });
});
