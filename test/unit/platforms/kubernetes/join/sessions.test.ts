import { describe, expect, it } from 'vitest';
import { clusterOf } from '../../../../support/kubernetes/manifests.js';
import { manifest, object } from '../../../../support/kubernetes/objects.js';

const { account, role, clusterRole, bind, bindAll, pod, token } = object;

const PROJECTED = (seconds: number, audience = ''): string =>
  `  volumes: [{ name: t, projected: { sources: [{ serviceAccountToken: { path: t, expirationSeconds: ${String(seconds)}${audience === '' ? '' : `, audience: ${audience}`} } }] } }]\n`;
const UNMOUNTED = '  automountServiceAccountToken: false\n';

describe('the session of an account', () => {
  it('is one for each account that is declared, bound or used, at the first text that names it', () => {
    const { scopes } = clusterOf({
      'a.yaml': manifest(account('shop', 'api'), account('', 'local')),
      'b.yaml': manifest(bind('shop', 'ClusterRole view', 'api', 'bound'), pod('shop', 'worker', 'used')),
      'c.yaml': manifest(
        pod('shop', 'plain'),
        pod('shop', 'worker2', 'used'),
        token('shop', 'old', 'tokened'),
      ),
    });
    expect(scopes.map(({ id, facts }) => `${id} ${facts.role}`)).toEqual([
      'a.yaml#account:shop/api acted-as',
      'a.yaml#account:default/local acted-as',
      'b.yaml#account:shop/bound acted-as',
      'b.yaml#account:shop/used acted-as',
      'c.yaml#account:shop/default acted-as',
      'c.yaml#account:shop/tokened acted-as',
    ]);
  });

  it('stands in the same place whatever file was read first', () => {
    const files: readonly (readonly [string, string])[] = [
      ['z.yaml', bind('shop', 'ClusterRole view', 'bound')],
      ['a.yaml', pod('shop', 'worker', 'bound')],
      ['m.yaml', account('shop', 'api')],
    ];
    const ids = (order: typeof files): readonly string[] =>
      clusterOf(Object.fromEntries(order))
        .scopes.map(({ id }) => id)
        .toSorted();
    expect(ids(files)).toEqual(ids([...files].reverse()));
    expect(ids(files)).toContain('z.yaml#account:shop/bound');
  });

  it('is told once for a file that declares the account twice', () => {
    const { scopes } = clusterOf({ 'a.yaml': manifest(account('shop', 'api'), account('shop', 'api')) });
    expect(scopes.map(({ id }) => id)).toEqual(['a.yaml#account:shop/api']);
  });

  it('is started by the workloads that run as it', () => {
    const { account: of } = clusterOf({
      'a.yaml': manifest(account('shop', 'api')),
      'b.yaml': manifest(
        pod('shop', 'one', 'api'),
        pod('shop', 'two', 'api', UNMOUNTED),
        pod('other', 'three', 'api'),
      ),
    });
    expect(of('shop/api').initiators).toMatchObject([
      { event: 'Pod shop/one', actor: 'workload', who: 'the pods of Pod `shop/one`' },
      { event: 'Pod shop/two', remark: 'no token of the account is mounted into them' },
    ]);
    expect(of('shop/api').initiators[0]).not.toHaveProperty('remark');
    expect(of('shop/api').facts.workloads).toHaveLength(2);
    expect(of('other/api').initiators).toHaveLength(1);
  });

  it('has the identity of a cloud that its annotation names, with the claims of its namespace', () => {
    const annotated = account('', 'api').replace(
      'name: api',
      "name: api, annotations: { eks.amazonaws.com/role-arn: 'arn:aws:iam::123456789012:role/shop' }",
    );
    const { account: of } = clusterOf({
      'base/kustomization.yaml': 'namespace: shop\nresources: [a.yaml]\n',
      'base/a.yaml': manifest(annotated, pod('', 'one', 'api'), pod('', 'two', 'api')),
    });
    const scope = of('shop/api');
    expect(scope.references.map(({ reference }) => [reference.kind, reference.target.key])).toEqual([
      ['assumes', 'aws:role/shop'],
    ]);
    const [carried] = scope.carried;
    expect(carried?.claims).toMatchObject({
      sub: 'system:serviceaccount:shop:api',
      aud: 'sts.amazonaws.com',
    });
    expect(carried?.claimSets?.map(({ initiator, values }) => [initiator, values['sub']])).toEqual(
      scope.initiators.map(({ id }) => [id, 'system:serviceaccount:shop:api']),
    );
  });
});

describe('how long a token of an account lasts', () => {
  const lifetime = (...objects: readonly string[]): unknown => {
    const { seconds, basis } = clusterOf({ 'a.yaml': manifest(...objects) }).account('shop/api').lifetime;
    return [seconds, basis];
  };
  it.each<readonly [string, readonly string[], unknown]>([
    ['by default', [pod('shop', 'p', 'api')], [31_536_000, 'platform-default']],
    ['that nothing runs as', [account('shop', 'api')], [31_536_000, 'platform-default']],
    [
      'with a longer one beside it',
      [pod('shop', 'p', 'api', PROJECTED(7200))],
      [31_536_000, 'platform-default'],
    ],
    [
      'with a shorter one beside it',
      [pod('shop', 'p', 'api', PROJECTED(600))],
      [31_536_000, 'platform-default'],
    ],
    ['with only a shorter one', [pod('shop', 'p', 'api', UNMOUNTED + PROJECTED(600))], [600, 'declared']],
    [
      'with one for somebody else',
      [pod('shop', 'p', 'api', UNMOUNTED + PROJECTED(86400, 'vault'))],
      [31_536_000, 'platform-default'],
    ],
    [
      'with one kept in a Secret',
      [pod('shop', 'p', 'api'), token('shop', 'old', 'api')],
      [null, 'unbounded'],
    ],
    [
      'with one of its name in another namespace',
      [account('shop', 'api'), token('x', 'old', 'api')],
      [31_536_000, 'platform-default'],
    ],
  ])('%s', (_name, objects, expected) => {
    expect(lifetime(...objects)).toEqual(expected);
  });
});

describe('a role that nobody of the workspace holds', () => {
  it('is a session of its own', () => {
    const { scopes } = clusterOf({
      'a.yaml': manifest(
        role('shop', 'reader', 'core/pods get'),
        clusterRole('wide', '*/* *'),
        clusterRole('held', 'core/pods get'),
        account('shop', 'api'),
        bindAll('ClusterRole held', 'shop/api'),
      ),
    });
    expect(
      scopes
        .filter(({ facts }) => facts.role === 'unheld')
        .map(({ id, facts }) => [id, facts.noun, facts.label]),
    ).toEqual([
      ['a.yaml#role:shop/reader', 'role', 'shop/reader'],
      ['a.yaml#clusterrole:wide', 'cluster role', 'wide'],
    ]);
    expect(scopes.find(({ facts }) => facts.label === 'shop/reader')?.grants[0]?.attributes).toMatchObject({
      namespace: 'shop',
    });
  });

  it('is none that is bound and stands for others, nor one of those', () => {
    const { scopes } = clusterOf({
      'a.yaml': manifest(
        `${clusterRole('all')}aggregationRule: { clusterRoleSelectors: [{ matchLabels: { part: '1' } }] }\n`,
        clusterRole('one', 'core/pods get').replace("name: 'one'", "name: one, labels: { part: '1' }"),
        account('shop', 'api'),
        bindAll('ClusterRole all', 'shop/api'),
      ),
    });
    expect(scopes.map(({ facts }) => facts.label)).toEqual(['shop/api']);
  });

  it('says which people hold it', () => {
    const { scopes } = clusterOf({
      'a.yaml': manifest(
        clusterRole('wide', 'core/pods get'),
        bindAll('ClusterRole wide', 'group:developers', 'user:jane'),
      ),
    });
    expect(scopes.map(({ facts, initiators }) => [facts.role, initiators.map(({ who }) => who)])).toEqual([
      ['unheld', ['members of group `developers`', 'user `jane`']],
    ]);
  });

  it('is one that anyone holds when it is bound to callers without a credential', () => {
    const { scopes } = clusterOf({
      'a.yaml': manifest(
        account('shop', 'api'),
        clusterRole('open', 'core/pods get'),
        bindAll('ClusterRole open', 'group:system:unauthenticated', 'shop/api'),
      ),
    });
    const open = scopes.find(({ facts }) => facts.subject['clusterRole'] === 'open');
    expect(open?.initiators.map(({ actor }) => actor)).toEqual(['anyone']);
  });
});

describe('a binding that leads nowhere', () => {
  const danglingOf = (label: string, files: Record<string, string>): readonly string[] =>
    (clusterOf(files).account(label).facts.dangling ?? []).map(
      ({ missing, what, noun, name }) => `${missing}: ${what} by ${noun} ${name}`,
    );

  it('names an account that is not among those of its namespace', () => {
    expect(
      danglingOf('shop/apii', {
        'a.yaml': manifest(account('shop', 'api'), bind('shop', 'ClusterRole view', 'apii')),
      }),
    ).toEqual(['holder: service account shop/apii by RoleBinding shop/view']);
  });

  it('names a role that is not among those of its namespace, or of the cluster', () => {
    const files = manifest(
      account('shop', 'api'),
      clusterRole('deployer', 'core/pods get'),
      bind('shop', 'Role reader', 'api'),
      bindAll('ClusterRole deployr', 'shop/api'),
    );
    expect(danglingOf('shop/api', { 'a.yaml': files })).toEqual([
      'set: Role reader by RoleBinding shop/reader',
      'set: ClusterRole deployr by ClusterRoleBinding deployr',
    ]);
  });

  it.each<readonly [string, string, Record<string, string>]>([
    [
      'a pod runs as the account',
      'shop/api',
      {
        'a.yaml': manifest(
          account('shop', 'x'),
          pod('shop', 'p', 'api'),
          bind('shop', 'ClusterRole view', 'api'),
        ),
      },
    ],
    [
      'it is the default account',
      'shop/default',
      { 'a.yaml': manifest(account('shop', 'x'), bind('shop', 'ClusterRole view', 'default')) },
    ],
    [
      'nothing else of the namespace is here',
      'shop/api',
      { 'a.yaml': manifest(account('x', 'x'), bind('shop', 'ClusterRole view', 'api')) },
    ],
    [
      'the control plane keeps the namespace',
      'kube-system/api',
      { 'a.yaml': manifest(account('kube-system', 'x'), bind('kube-system', 'ClusterRole view', 'api')) },
    ],
    [
      'every cluster has the role',
      'shop/api',
      {
        'a.yaml': manifest(
          account('shop', 'api'),
          clusterRole('x', 'core/pods get'),
          bind('shop', 'ClusterRole edit', 'api'),
        ),
      },
    ],
    [
      'the control plane has the role',
      'shop/api',
      {
        'a.yaml': manifest(
          account('shop', 'api'),
          clusterRole('x', 'core/pods get'),
          bindAll('ClusterRole system:controller:job-controller', 'shop/api'),
        ),
      },
    ],
    [
      'no role of the cluster is here',
      'shop/api',
      { 'a.yaml': manifest(account('shop', 'api'), bindAll('ClusterRole prometheus', 'shop/api')) },
    ],
    [
      'a file beside it is broken',
      'shop/apii',
      {
        'a.yaml': manifest(account('shop', 'api'), bind('shop', 'ClusterRole view', 'apii')),
        'b.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: apii\n',
      },
    ],
  ])('is not claimed where %s', (_name, label, files) => {
    expect(danglingOf(label, files)).toEqual([]);
  });
});
