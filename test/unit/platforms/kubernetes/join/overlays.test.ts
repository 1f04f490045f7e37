import { describe, expect, it } from 'vitest';
import { clusterOf, linesOf } from '../../../../support/kubernetes/manifests.js';
import { manifest, object } from '../../../../support/kubernetes/objects.js';

const { account, role, clusterRole, bind, bindAll, pod } = object;

const BASE = manifest(
  account('', 'api'),
  role('', 'reader', 'core/pods get'),
  clusterRole('nodes', 'core/nodes list'),
  bind('', 'Role reader', 'api'),
  bindAll('ClusterRole nodes', 'api'),
  pod('', 'api', 'api'),
);

describe('kustomizations', () => {
  it('give one account per namespace of an overlay, each with its own roles', () => {
    const { scopes, account: of } = clusterOf({
      'base/kustomization.yaml': 'resources:\n- rbac.yaml\n',
      'base/rbac.yaml': BASE,
      'overlays/test/kustomization.yaml': 'namespace: test\nresources: [../../base]\n',
      'overlays/prod/kustomization.yaml':
        'namespace: prod\nnamePrefix: p-\nnameSuffix: -1\nbases: [../../base]\n',
    });
    expect(scopes.map(({ id }) => id).sort()).toEqual([
      'base/rbac.yaml#account:prod/p-api-1',
      'base/rbac.yaml#account:test/api',
    ]);
    expect(linesOf(of('test/api'))).toEqual(['get pods @ test', 'list nodes @ *']);
    expect(linesOf(of('prod/p-api-1'))).toEqual(['get pods @ prod', 'list nodes @ *']);
    expect(of('prod/p-api-1').initiators.map(({ event }) => event)).toEqual(['Pod prod/p-api-1']);
    expect(of('test/api').facts.subject).toEqual({ namespace: 'test', serviceAccount: 'api' });
  });

  it('go through each other, the outer one last', () => {
    const { scopes } = clusterOf({
      'a/kustomization.yaml': 'namePrefix: a-\nnamespace: inner\nresources: [rbac.yaml]\n',
      'a/rbac.yaml': BASE,
      'b/kustomization.yaml': 'namePrefix: b-\nresources: [../a]\n',
      'c/Kustomization': 'namespace: outer\nnameSuffix: -c\nresources: [../b]\n',
    });
    expect(scopes.map(({ facts }) => facts.label)).toEqual(['outer/b-a-api-c']);
  });

  it('apply components to all that is taken in', () => {
    const { account: of } = clusterOf({
      'base/kustomization.yaml': 'resources: [rbac.yaml]\ncomponents: [../more]\n',
      'base/rbac.yaml': BASE,
      'more/kustomization.yaml': 'kind: Component\nnamespace: made\nresources: [more.yaml]\n',
      'more/more.yaml': manifest(role('', 'more', 'core/services get'), bind('', 'Role more', 'api')),
    });
    expect(linesOf(of('made/api'))).toEqual(['get pods @ made', 'get services @ made', 'list nodes @ *']);
  });

  it('leave references alone to what they do not take in', () => {
    const { account: of } = clusterOf({
      'base/kustomization.yaml': 'namespace: shop\nnamePrefix: x-\nresources: [rbac.yaml]\n',
      'base/rbac.yaml': manifest(
        bind('', 'ClusterRole edit', 'elsewhere/ci', 'default', 'other/default'),
        clusterRole('own', 'core/nodes get'),
        bindAll('ClusterRole view', 'elsewhere/ci'),
      ),
    });
    expect(linesOf(of('elsewhere/ci'))).toContain('create pods @ shop');
    expect(linesOf(of('shop/default'))).toContain('create pods @ shop');
    expect(() => of('other/default')).toThrow('0 sessions');
  });

  it('move a subject along with its binding where it has no namespace of its own', () => {
    const { scopes } = clusterOf({
      'base/kustomization.yaml': 'namespace: shop\nresources: [rbac.yaml]\n',
      'base/rbac.yaml': manifest(bind('system', 'ClusterRole view', 'near', 'system/far')),
    });
    expect(scopes.map(({ facts }) => facts.label)).toEqual(['shop/near', 'system/far']);
  });

  it('find an account under its own name, or by the namespace that it gets', () => {
    const { account: of } = clusterOf({
      'base/kustomization.yaml': 'namespace: shop\nnamePrefix: x-\nresources: [rbac.yaml]\n',
      'base/rbac.yaml': manifest(
        account('', 'api'),
        bind('', 'ClusterRole view', 'shop/api'),
        bindAll('ClusterRole system:auth-delegator', 'user:system:serviceaccount:shop:api'),
        pod('', 'p'),
        account('', 'default'),
      ),
    });
    expect(linesOf(of('shop/x-api'))).toContain('get pods @ shop');
    // Names of users are texts to kustomize, and a pod that names no account runs as `default`.
    expect(linesOf(of('shop/api'))).toContain('create tokenreviews.authentication.k8s.io @ *');
    expect(of('shop/default').initiators.map(({ event }) => event)).toEqual(['Pod shop/x-p']);
    expect(of('shop/x-default').initiators).toEqual([]);
  });

  it('that include each other end', () => {
    const { scopes } = clusterOf({
      'a/kustomization.yaml': 'resources: [../b, rbac.yaml]\n',
      'b/kustomization.yaml': 'resources: [../a]\n',
      'a/rbac.yaml': BASE,
    });
    expect(scopes.map(({ facts }) => facts.label)).toEqual(['default/api']);
    const folders: readonly (readonly [string, string])[] = Array.from({ length: 30 }, (_, at) => [
      `f${String(at)}/kustomization.yaml`,
      `namePrefix: x\nresources: [../f${String(at + 1)}, ../f${String(at + 1)}]\n`,
    ]);
    expect(
      clusterOf({
        ...Object.fromEntries(folders),
        'f30/kustomization.yaml': 'resources: [rbac.yaml]',
        'f30/rbac.yaml': BASE,
      }).scopes.length,
    ).toBeGreaterThan(0);
  });

  it('say what of them is not followed', () => {
    const { account: of } = clusterOf({
      'base/kustomization.yaml': 'resources: [rbac.yaml]\npatches: [{ path: p.yaml }]\n',
      'base/rbac.yaml': account('', 'api'),
    });
    expect(of('default/api').unknowns.map(({ why }) => why)).toEqual(['the file is not here']);
  });

  it('of the same objects go to clusters of their own', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [rbac.yaml]\n',
      'base/rbac.yaml': manifest(
        BASE,
        clusterRole('all', 'core/pods/exec create'),
        bindAll('ClusterRole all', 'api'),
      ),
      'test/kustomization.yaml': 'namespace: test\nresources: [../base]\n',
      'prod/kustomization.yaml': 'namespace: prod\nresources: [../base, extra.yaml]\n',
      'prod/extra.yaml': manifest(
        pod('', 'db', 'db'),
        bindAll('ClusterRole view', 'group:system:serviceaccounts'),
      ),
    };
    const { account: of } = clusterOf(files);
    expect(of('test/api').becomes).toEqual([]);
    expect(of('prod/api').becomes.map(({ session }) => session)).toEqual(['prod/extra.yaml#account:prod/db']);
    expect(linesOf(of('test/api'))).not.toContain('get services @ *');
    expect(linesOf(of('prod/api'))).toContain('get services @ *');
  });
});

describe('an account that several files declare', () => {
  const install = (verb: string): string =>
    manifest(account('shop', 'api'), role('shop', 'r', `core/pods ${verb}`), bind('shop', 'Role r', 'api'));

  it('has in each what that file gives it', () => {
    const { account: of } = clusterOf({
      'install.yaml': install('get'),
      'minimal/install.yaml': install('list'),
    });
    expect(linesOf(of('shop/api', 'install.yaml'))).toEqual(['get pods @ shop']);
    expect(linesOf(of('shop/api', 'minimal/install.yaml'))).toEqual(['list pods @ shop']);
  });

  it('is meant by what stands nearest to it', () => {
    const { account: of } = clusterOf({
      'install.yaml': install('get'),
      'apps/one/accounts/api.yaml': account('shop', 'api'),
      'apps/one/rbac/role.yaml': role('shop', 'r', 'core/pods list'),
      'apps/one/rbac/binding.yaml': bind('shop', 'Role r', 'api'),
      'apps/two/all.yaml': install('watch'),
    });
    expect(linesOf(of('shop/api', 'apps/one/accounts/api.yaml'))).toEqual(['list pods @ shop']);
    expect(linesOf(of('shop/api', 'install.yaml'))).toEqual(['get pods @ shop']);
    expect(linesOf(of('shop/api', 'apps/two/all.yaml'))).toEqual(['watch pods @ shop']);
  });
});
