import { describe, expect, it } from 'vitest';
import { clusterOf, linesOf } from '../../../../support/kubernetes/manifests.js';
import { manifest, object } from '../../../../support/kubernetes/objects.js';

const { account, role, clusterRole, bind, bindAll, pod } = object;

describe('what an account is granted', () => {
  it('is what a role of its namespace allows', () => {
    const { account: of } = clusterOf({
      'rbac.yaml': manifest(
        account('shop', 'api'),
        role('shop', 'reader', 'core/pods,services get,list', 'apps/deployments patch [api]'),
        bind('shop', 'Role reader', 'api'),
      ),
    });
    expect(linesOf(of('shop/api'))).toEqual([
      'get pods @ shop',
      'get services @ shop',
      'list pods @ shop',
      'list services @ shop',
      'patch deployments.apps [api] @ shop',
    ]);
  });

  it('comes from whatever file holds the role, the binding or the account', () => {
    const { account: of } = clusterOf({
      'roles/reader.yaml': role('shop', 'reader', 'core/pods get'),
      'bindings/reader.yaml': bind('shop', 'Role reader', 'api'),
      'accounts.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'api', namespace: 'shop' },
      }),
    });
    expect(linesOf(of('shop/api', 'accounts.json'))).toEqual(['get pods @ shop']);
  });

  it('is limited to the namespace of a RoleBinding, and paths are not given by one', () => {
    const files = manifest(
      account('shop', 'api'),
      clusterRole('metrics', 'core/nodes get', 'url:/metrics get'),
      bind('monitoring', 'ClusterRole metrics', 'shop/api'),
    );
    expect(linesOf(clusterOf({ 'a.yaml': files }).account('shop/api'))).toEqual(['get nodes @ monitoring']);
    const wide = manifest(files, bindAll('ClusterRole metrics', 'shop/api'));
    expect(linesOf(clusterOf({ 'a.yaml': wide }).account('shop/api'))).toEqual([
      'get /metrics @ *',
      'get nodes @ *',
      'get nodes @ monitoring',
    ]);
  });

  it('takes the namespace of a subject from the binding where it has none, and is default where nothing is written', () => {
    const { account: of } = clusterOf({
      'a.yaml': manifest(
        account('', 'api'),
        role('', 'reader', 'core/pods get'),
        bind('', 'Role reader', 'api'),
      ),
    });
    expect(linesOf(of('default/api'))).toEqual(['get pods @ default']);
  });

  it('is there by a ClusterRoleBinding whose subject has no namespace either: who installs both fills it in', () => {
    const { account: of } = clusterOf({
      'a.yaml': manifest(
        account('', 'api'),
        clusterRole('r', 'core/pods get'),
        bindAll('ClusterRole r', 'api'),
      ),
    });
    expect(linesOf(of('default/api'))).toEqual(['get pods @ *']);
  });

  it('is nothing by a Role of another namespace, or one that only has its name', () => {
    const { account: of } = clusterOf({
      'a.yaml': manifest(
        account('shop', 'api'),
        role('other', 'reader', 'core/pods get'),
        bind('shop', 'Role reader', 'api'),
        clusterRole('reader', 'core/secrets get'),
      ),
    });
    expect(linesOf(of('shop/api'))).toEqual([]);
    expect(of('shop/api').unknowns).toMatchObject([
      { what: 'what Role reader allows', why: 'it is not in this workspace' },
    ]);
  });

  it('is told once where a role comes directly and by a group, as it comes to most', () => {
    const { account: of } = clusterOf({
      'a.yaml': manifest(
        account('shop', 'api'),
        clusterRole('r', 'core/pods get'),
        bindAll('ClusterRole r', 'shop/api', 'group:system:serviceaccounts'),
      ),
    });
    expect(linesOf(of('shop/api'))).toEqual(['get pods @ *']);
    expect(of('shop/api').grants[0]?.attachedBy).toMatchObject({
      noun: 'ClusterRoleBinding',
      set: 'ClusterRole r',
      within: null,
      holder: { kind: 'group', name: 'system:serviceaccounts' },
    });
  });

  it.each([
    ['group:system:serviceaccounts', ['shop/api', 'shop/worker', 'tools/ci']],
    ['group:system:serviceaccounts:shop', ['shop/api', 'shop/worker']],
    ['group:system:authenticated', ['shop/api', 'shop/worker', 'tools/ci']],
    ['group:system:unauthenticated', []],
    ['group:developers', []],
    ['user:system:serviceaccount:tools:ci', ['tools/ci']],
    ['user:jane', []],
  ])('reaches the accounts that %s stands for', (subject, expected) => {
    const { scopes } = clusterOf({
      'a.yaml': manifest(
        account('shop', 'api'),
        account('tools', 'ci'),
        pod('shop', 'worker', 'worker'),
        clusterRole('r', 'core/pods get'),
        bindAll('ClusterRole r', subject),
      ),
    });
    const holding = scopes.filter((scope) => scope.facts.role === 'acted-as' && linesOf(scope).length > 0);
    expect(holding.map(({ facts }) => facts.label).sort()).toEqual(expected);
  });
});

describe('roles that every cluster has', () => {
  const bound = (name: string): ReturnType<typeof clusterOf> =>
    clusterOf({ 'a.yaml': manifest(account('shop', 'api'), bind('shop', `ClusterRole ${name}`, 'api')) });

  it('are known without a file', () => {
    expect(linesOf(bound('cluster-admin').account('shop/api'))).toEqual(['* *.* @ shop']);
    const view = linesOf(bound('view').account('shop/api'));
    expect(view).toContain('list pods @ shop');
    expect(view.some((line) => line.includes('secrets'))).toBe(false);
    const edit = linesOf(bound('edit').account('shop/api'));
    expect(edit).toEqual(expect.arrayContaining([...view, 'get secrets @ shop', 'create pods/exec @ shop']));
    expect(edit.some((line) => line.includes('rolebindings'))).toBe(false);
    expect(linesOf(bound('admin').account('shop/api'))).toEqual(
      expect.arrayContaining([...edit, 'create rolebindings.rbac.authorization.k8s.io @ shop']),
    );
  });

  it('are known by name and namespace only', () => {
    const reader = (namespace: string): readonly string[] =>
      linesOf(
        clusterOf({
          'a.yaml': manifest(
            account('shop', 'api'),
            bind(namespace, 'Role extension-apiserver-authentication-reader', 'shop/api'),
          ),
        }).account('shop/api'),
      );
    expect(reader('kube-system')).toContain(
      'get configmaps [extension-apiserver-authentication] @ kube-system',
    );
    expect(reader('shop')).toEqual([]);
  });

  it('give way to a role of the workspace', () => {
    const { account: of } = clusterOf({
      'a.yaml': manifest(
        account('shop', 'api'),
        clusterRole('view', 'core/configmaps get'),
        bind('shop', 'ClusterRole view', 'api'),
      ),
    });
    expect(linesOf(of('shop/api'))).toEqual(['get configmaps @ shop']);
  });
});

describe('aggregated roles', () => {
  const labelled = (name: string, labels: string, rule: string): string =>
    clusterRole(name, rule).replace(`name: '${name}'`, `name: '${name}', labels: { ${labels} }`);
  const aggregated = (name: string, selectors: string): string =>
    `${clusterRole(name, 'core/lost get')}aggregationRule: { clusterRoleSelectors: [${selectors}] }\n`;
  const given = (...objects: readonly string[]): readonly string[] =>
    linesOf(
      clusterOf({
        'a.yaml': manifest(account('shop', 'api'), bind('shop', 'ClusterRole all', 'api'), ...objects),
      }).account('shop/api'),
    );
  const parts = [
    labelled('one', 'part: "1", tier: low', 'core/ones get'),
    labelled('two', 'part: "2", tier: high', 'core/twos get'),
    labelled('three', 'other: "x"', 'core/threes get'),
  ];

  it.each([
    ['{ matchLabels: { part: "1" } }', ['ones']],
    ['{ matchLabels: { part: "1", tier: high } }', []],
    ['{ matchLabels: { part: "1" } }, { matchLabels: { other: x } }', ['ones', 'threes']],
    ['{ matchExpressions: [{ key: part, operator: In, values: ["1", "2"] }] }', ['ones', 'twos']],
    ['{ matchExpressions: [{ key: part, operator: NotIn, values: ["1"] }] }', ['threes', 'twos']],
    ['{ matchExpressions: [{ key: part, operator: Exists }] }', ['ones', 'twos']],
    ['{ matchExpressions: [{ key: part, operator: DoesNotExist }] }', ['threes']],
    ['{ matchLabels: { tier: low }, matchExpressions: [{ key: part, operator: Exists }] }', ['ones']],
    ['{ matchLabels: { part: "1" }, matchExpressions: [{ key: part, operator: In, values: ["2"] }] }', []],
  ])('take in what %s fits, and nothing of their own', (selectors, expected) => {
    const lines = given(aggregated('all', selectors), ...parts);
    expect(lines.map((line) => line.split(' ')[1])).toEqual(expected);
  });

  it('are followed through each other, and not for ever', () => {
    const inner = aggregated('inner', '{ matchLabels: { part: "1" } }').replace(
      "name: 'inner'",
      "name: 'inner', labels: { part: inner }",
    );
    const all = aggregated('all', '{ matchLabels: { part: inner } }').replace(
      "name: 'all'",
      'name: \'all\', labels: { part: "1" }',
    );
    expect(given(all, inner, ...parts)).toEqual(['get ones @ shop']);
  });

  it('add to the roles that every cluster has', () => {
    const more = labelled(
      'crd-view',
      '"rbac.authorization.k8s.io/aggregate-to-view": "true"',
      'shop.example/carts get',
    );
    const lines = (name: string): readonly string[] =>
      linesOf(
        clusterOf({
          'a.yaml': manifest(account('shop', 'api'), bind('shop', `ClusterRole ${name}`, 'api'), more),
        }).account('shop/api'),
      );
    expect(lines('view')).toContain('get carts.shop.example @ shop');
    expect(lines('admin')).toContain('get carts.shop.example @ shop');
    expect(lines('system:auth-delegator')).not.toContain('get carts.shop.example @ shop');
  });
});
