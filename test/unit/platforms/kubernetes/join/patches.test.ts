import { describe, expect, it } from 'vitest';
import { clusterOf, linesOf } from '../../../../support/kubernetes/manifests.js';
import { manifest, object } from '../../../../support/kubernetes/objects.js';

const { account, role, clusterRole, bind, bindAll, pod } = object;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      serviceAccountName: api
      containers: [{ name: main, image: main }]
`;

const BASE = manifest(
  account('', 'api'),
  account('', 'other'),
  role('', 'reader', 'core/pods get', 'core/services list'),
  bind('', 'Role reader', 'api'),
  clusterRole('nodes', 'core/nodes list'),
  bindAll('ClusterRole nodes', 'api'),
  DEPLOYMENT,
);

/** The base of the tests in namespace `shop`, with what an overlay adds. */
function overlaid(kustomization: string, more: Readonly<Record<string, string>> = {}) {
  return clusterOf({
    'base/kustomization.yaml': 'resources: [rbac.yaml]\n',
    'base/rbac.yaml': BASE,
    'shop/kustomization.yaml': `namespace: shop\nresources: [../base]\n${kustomization}`,
    ...more,
  });
}

function inline(...lines: readonly string[]): string {
  return `patches:\n- patch: |-\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

const API = ['get pods @ shop', 'list nodes @ *', 'list services @ shop'];

describe('patches of kustomizations that are merged', () => {
  it('replace the rules of a role as a whole, at the text of the patch', () => {
    const { account: of } = overlaid(
      inline(
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: Role',
        'metadata: { name: reader }',
        "rules: [{ apiGroups: [''], resources: [secrets], verbs: ['*'] }]",
      ),
    );
    expect(linesOf(of('shop/api'))).toEqual(['* secrets @ shop', 'list nodes @ *']);
    const grant = of('shop/api').grants.find(({ action }) => action === '* secrets');
    expect(grant?.origin.uri).toContain('shop/kustomization.yaml');
    expect(grant?.breadth?.map(({ dimension }) => dimension)).toEqual(['action']);
    expect(of('shop/api').unknowns).toEqual([]);
  });

  it('replace the subjects of a binding, which lacks its role in the patch', () => {
    const { account: of } = overlaid('patches: [{ path: subjects.yaml }]\n', {
      'shop/subjects.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader }
subjects:
- { kind: ServiceAccount, name: other }
`,
    });
    expect(linesOf(of('shop/api'))).toEqual(['list nodes @ *']);
    expect(linesOf(of('shop/other'))).toEqual(['get pods @ shop', 'list services @ shop']);
  });

  it('name another account for a workload, or take its token away', () => {
    const renamed = overlaid(
      inline(
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata: { name: web }',
        'spec: { template: { spec: { serviceAccountName: other } } }',
      ),
    );
    expect(renamed.account('shop/api').facts.workloads).toEqual([]);
    expect(renamed.account('shop/other').initiators.map(({ event }) => event)).toEqual([
      'Deployment shop/web',
    ]);
    const bare = overlaid('patchesStrategicMerge: [bare.yaml]\n', {
      'shop/bare.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { automountServiceAccountToken: false } } }\n',
    });
    expect(bare.account('shop/api').facts.workloads?.map(({ mounts }) => mounts)).toEqual([false]);
  });

  it('let a workload out to its node, or hold it back', () => {
    const escapes = (...lines: readonly string[]): readonly string[] => {
      const { account: of } = overlaid(
        inline('apiVersion: apps/v1', 'kind: Deployment', 'metadata: { name: web }', ...lines),
      );
      return (of('shop/api').facts.workloads ?? []).flatMap((one) => one.escapes.map(({ what }) => what));
    };
    expect(escapes('spec: { template: { spec: { hostPID: true, hostNetwork: false } } }')).toEqual([
      '`hostPID`',
    ]);
    expect(
      escapes(
        'spec: { template: { spec: { containers: [{ name: main, securityContext: { privileged: true } }], volumes: [{ name: a, hostPath: { path: /var/run/docker.sock } }, { name: b, emptyDir: {} }] } } }',
      ),
    ).toEqual(['a privileged container', "the node's `/var/run/docker.sock`"]);
    expect(escapes('spec: { replicas: 2 }')).toEqual([]);
  });

  it('label a role so that another takes it in', () => {
    const { account: of } = clusterOf({
      'base/kustomization.yaml': 'resources: [rbac.yaml]\n',
      'base/rbac.yaml': manifest(
        account('shop', 'api'),
        clusterRole('nodes', 'core/nodes list'),
        `${clusterRole('sum')}aggregationRule: { clusterRoleSelectors: [{ matchLabels: { sum: 'yes' } }] }\n`,
        bindAll('ClusterRole sum', 'shop/api'),
      ),
      'more/kustomization.yaml': `resources: [../base]\n${inline(
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: ClusterRole',
        "metadata: { name: nodes, labels: { sum: 'yes' } }",
      )}`,
    });
    expect(linesOf(of('shop/api'))).toEqual(['list nodes @ *']);
  });

  it('take an object away', () => {
    const { account: of } = overlaid(
      inline(
        '$patch: delete',
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: ClusterRoleBinding',
        'metadata: { name: nodes }',
      ),
    );
    expect(linesOf(of('shop/api'))).toEqual(['get pods @ shop', 'list services @ shop']);
  });

  it('give an account the role of a cloud, in the place of the one that it had', () => {
    const annotated = (arn: string): string =>
      `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: api, annotations: { eks.amazonaws.com/role-arn: 'arn:aws:iam::111122223333:role/${arn}' } }\n`;
    const { account: of, scopes } = clusterOf({
      'base/kustomization.yaml': 'resources: [account.yaml]\n',
      'base/account.yaml': annotated('none'),
      'test/kustomization.yaml': 'namespace: test\nresources: [../base]\npatches: [{ path: sa.yaml }]\n',
      'test/sa.yaml': annotated('test'),
      'prod/kustomization.yaml': 'namespace: prod\nresources: [../base]\npatches: [{ path: sa.yaml }]\n',
      'prod/sa.yaml': annotated('prod'),
    });
    expect(of('test/api').carried.map(({ key }) => key)).toEqual(['aws:role/test']);
    expect(of('prod/api').carried.map(({ key }) => key)).toEqual(['aws:role/prod']);
    // The files of the patches hold no accounts of their own.
    expect(scopes).toHaveLength(2);
  });

  it('are for the object that they name, in its namespace', () => {
    const { account: of } = overlaid(
      inline(
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: Role',
        'metadata: { name: reader, namespace: elsewhere }',
        'rules: []',
      ),
    );
    expect(linesOf(of('shop/api'))).toEqual(API);
  });

  it('know an object by the name that an inner overlay gave it', () => {
    const { account: of } = clusterOf({
      'base/kustomization.yaml': 'namePrefix: a-\nnamespace: inner\nresources: [rbac.yaml]\n',
      'base/rbac.yaml': BASE,
      'outer/kustomization.yaml': `resources: [../base]\n${inline(
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: Role',
        'metadata: { name: a-reader, namespace: inner }',
        'rules: []',
      )}`,
    });
    expect(linesOf(of('inner/a-api'))).toEqual(['list nodes @ *']);
  });
});

describe('patches of kustomizations that are operations', () => {
  const target = (kind: string, name: string): string => `  target: { kind: ${kind}, name: ${name} }\n`;

  it('add, replace and take away rules and their parts', () => {
    const { account: of } = overlaid(
      inline(
        '- op: add',
        '  path: /rules/-',
        '  value: { apiGroups: [apps], resources: [deployments], verbs: [patch] }',
        '- op: add',
        '  path: /rules/0/verbs/-',
        '  value: delete',
        '- op: remove',
        '  path: /rules/1',
      ) + target('Role', 'reader'),
    );
    expect(linesOf(of('shop/api'))).toEqual([
      'delete pods @ shop',
      'get pods @ shop',
      'list nodes @ *',
      'patch deployments.apps @ shop',
    ]);
  });

  it('take kind and name as expressions for the whole of them', () => {
    const removing = inline('- op: remove', '  path: /rules/0');
    const { account: of } = overlaid(`${removing}  target: { kind: Role|ClusterRole, name: 'read.*' }\n`);
    expect(linesOf(of('shop/api'))).toEqual(['list nodes @ *', 'list services @ shop']);
    const { account: ofPart } = overlaid(`${removing}  target: { kind: Role, name: read }\n`);
    expect(linesOf(ofPart('shop/api'))).toEqual(API);
  });

  it('change single fields of subjects, and the role', () => {
    const { account: of } = overlaid(
      inline('- op: replace', '  path: /subjects/0/name', '  value: other') + target('RoleBinding', 'reader'),
    );
    expect(linesOf(of('shop/other'))).toEqual(['get pods @ shop', 'list services @ shop']);
    const { account: viewing } = overlaid(
      inline('- op: replace', '  path: /roleRef/name', '  value: system:node-proxier') +
        target('ClusterRoleBinding', 'nodes'),
    );
    expect(linesOf(viewing('shop/api'))).toContain('list services @ *');
  });

  it('stand in a file of their own, in YAML or in JSON', () => {
    const operation = { op: 'replace', path: '/spec/template/spec/serviceAccountName', value: 'other' };
    for (const [file, text] of [
      ['ops.json', JSON.stringify([operation])],
      ['ops.yaml', `# moves it\n- op: replace\n  path: ${operation.path}\n  value: other\n`],
    ] as const) {
      const { account: of } = overlaid(
        `patchesJson6902:\n- target: { group: apps, version: v1, kind: Deployment, name: web }\n  path: ${file}\n`,
        { [`shop/${file}`]: text },
      );
      expect(of('shop/other').initiators).toHaveLength(1);
      expect(of('shop/other').unknowns.filter(({ about }) => about !== 'settings')).toEqual([]);
    }
  });

  it('take the namespace of an object away, and what names it follows', () => {
    const { account: of, scopes } = clusterOf({
      'base/kustomization.yaml': `resources: [chart.yaml]\n${inline('- op: remove', '  path: /metadata/namespace')}  target: { kind: '.*' }\n`,
      'base/chart.yaml': manifest(
        account('chart', 'api'),
        role('chart', 'reader', 'core/pods get'),
        bind('chart', 'Role reader', 'api'),
        pod('chart', 'web', 'api'),
      ),
      'shop/kustomization.yaml': 'namespace: shop\nresources: [../base]\n',
    });
    expect(scopes.map(({ facts }) => facts.label)).toEqual(['shop/api']);
    expect(linesOf(of('shop/api'))).toEqual(['get pods @ shop']);
    expect(of('shop/api').initiators.map(({ event }) => event)).toEqual(['Pod shop/web']);
  });

  it('are not known by what they select by labels, if they change what matters', () => {
    const { account: of } = overlaid(
      `${inline('- op: remove', '  path: /rules/0')}  target: { kind: Role, labelSelector: 'app=web' }\n`,
    );
    expect(linesOf(of('shop/api'))).toEqual(API);
    expect(of('shop/api').unknowns.map(({ what }) => what)).toEqual(['what a patch changes']);
    const { account: ofArgs } = overlaid(
      `${inline('- op: add', '  path: /spec/replicas', '  value: 2')}  target: { kind: Deployment, labelSelector: 'app=web' }\n`,
    );
    expect(ofArgs('shop/api').unknowns).toEqual([]);
  });

  it('that are broken change nothing', () => {
    for (const lines of [
      ['- op: add', '  path: /rules/x', '  value: 1'],
      ['- op: move', '  path: /rules/0', '  from: /rules/1'],
      ['- op: replace', '  path: /rules/99', '  value: {}'],
      ['- op: remove', '  path: rules/0'],
      ['{{{'],
    ]) {
      const { account: of } = overlaid(inline(...lines) + target('Role', '((((a*)*)*)*'));
      expect(linesOf(of('shop/api'))).toEqual(API);
      const { account: ofRole } = overlaid(inline(...lines) + target('Role', 'reader'));
      expect(linesOf(ofRole('shop/api'))).toEqual(API);
    }
  });
});

describe('patches in two overlays of one base', () => {
  it('count in the overlay where they stand', () => {
    const { account: of } = clusterOf({
      'base/kustomization.yaml': 'resources: [rbac.yaml]\n',
      'base/rbac.yaml': manifest(BASE, pod('', 'job', 'other')),
      'test/kustomization.yaml': 'namespace: test\nresources: [../base]\n',
      'prod/kustomization.yaml': `namespace: prod\nresources: [../base]\n${inline(
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: Role',
        'metadata: { name: reader }',
        'rules: []',
      )}`,
    });
    expect(linesOf(of('test/api'))).toEqual(['get pods @ test', 'list nodes @ *', 'list services @ test']);
    expect(linesOf(of('prod/api'))).toEqual(['list nodes @ *']);
  });
});
