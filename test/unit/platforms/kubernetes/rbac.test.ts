import { describe, expect, it } from 'vitest';
import { rightOf } from '../../../../server/src/core/knowledge/kubernetes/rights.js';
import {
  lineCovers,
  nonResourceUrlMatches,
  resourceMatches,
} from '../../../../server/src/core/knowledge/kubernetes/ruleMatch.js';
import { fixture, lowered, setGrants } from './lowered.js';

const RBAC = fixture('rbac-of-every-kind/access.yaml');

function linesOf(name: string): readonly string[] {
  const set = RBAC.facts.sets?.find((candidate) => candidate.name === name);
  return (set?.grants ?? []).map(({ attributes = {} }) => JSON.stringify(attributes));
}

describe('the lines of a role', () => {
  it('are one for each group, resource and verb, wildcards as written', () => {
    const common = { namespace: 'shop', resourceNames: [] };
    const named = { namespace: 'shop', resourceNames: ['settings', 'prod-db'] };
    expect(linesOf('shop/reader')).toEqual(
      [
        { apiGroup: '', resource: 'configmaps', verb: 'get', ...named },
        { apiGroup: '', resource: 'configmaps', verb: 'create', ...named },
        { apiGroup: '', resource: 'secrets', verb: 'get', ...named },
        { apiGroup: '', resource: 'secrets', verb: 'create', ...named },
        { apiGroup: 'apps', resource: 'deployments', verb: 'get', ...common },
        { apiGroup: 'apps', resource: 'deployments', verb: 'patch', ...common },
        { apiGroup: 'apps', resource: 'deployments/scale', verb: 'get', ...common },
        { apiGroup: 'apps', resource: 'deployments/scale', verb: 'patch', ...common },
        { apiGroup: '*', resource: '*', verb: '*', ...common },
      ].map((line) => JSON.stringify(line)),
    );
  });

  it('of a ClusterRole have no namespace, and paths of the API server are lines too', () => {
    expect(linesOf('operator').slice(0, 3)).toEqual(
      [
        { nonResourceURLs: ['/metrics'], verb: 'get', namespace: null },
        { nonResourceURLs: ['/debug/*'], verb: 'get', namespace: null },
        {
          apiGroup: 'rbac.authorization.k8s.io',
          resource: 'clusterroles',
          verb: 'escalate',
          namespace: null,
          resourceNames: [],
        },
      ].map((line) => JSON.stringify(line)),
    );
  });

  it('point at the text that says most', () => {
    const places = setGrants(RBAC).map((grant) => [grant.action, RBAC.at(grant.origin)]);
    expect(places).toContainEqual(['get secrets', '"secrets"']);
    expect(places).toContainEqual(['patch deployments.apps/scale', 'deployments/scale']);
    expect(places).toContainEqual(['escalate clusterroles.rbac.authorization.k8s.io', '"escalate"']);
    expect(places).toContainEqual(['impersonate serviceaccounts', '"impersonate"']);
    expect(places).toContainEqual(['get /debug/*', '"/debug/*"']);
  });

  it('are sensitive by the names of their objects', () => {
    const secret = setGrants(RBAC).find(({ action }) => action === 'get secrets');
    expect(secret?.sensitivity).toEqual(['production']);
  });

  it('let nothing through where a name can never fit', () => {
    const create = setGrants(RBAC).find(({ action }) => action === 'create secrets');
    expect(create?.opens).toContain('do nothing');
    const literal = setGrants(RBAC).find(({ action }) => action === '* pods.example.com/*');
    expect(literal?.opens).toContain('do nothing');
  });

  it('are bounded however many a rule comes to', () => {
    const many = (prefix: string): string =>
      Array.from({ length: 100 }, (_, index) => `${prefix}${String(index)}`).join(', ');
    const { facts } = lowered(
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: wide}\nrules:\n- {apiGroups: [${many('g')}], resources: [${many('r')}], verbs: [get]}\n`,
    );
    expect(facts.sets?.[0]?.grants).toHaveLength(5_000);
    expect(facts.sets?.[0]?.unknowns[0]?.why).toContain('5000 lines');
  });
});

describe('an aggregated role', () => {
  it('has selectors and no rules of its own', () => {
    const set = RBAC.facts.sets?.find(({ name }) => name === 'monitoring');
    expect(set?.grants).toEqual([]);
    expect(set?.aggregates).toEqual([
      { 'rbac.example.com/aggregate-to-monitoring': ['true'] },
      { team: ['a', 'b'] },
      { team: [] },
    ]);
    const { facts } = lowered(
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\naggregationRule: {clusterRoleSelectors: []}\nrules:\n- {apiGroups: [""], resources: [pods], verbs: [get]}\n`,
    );
    expect(facts.sets?.[0]?.grants).toEqual([]);
    expect(facts.notes.map(({ title }) => title)).toEqual(['Replaced by aggregation']);
  });
});

describe('what a line comes to', () => {
  it.each<[group: string, resource: string, verb: string, kind: string, access: string]>([
    ['', 'secrets', 'get', 'secrets', 'read'],
    ['', 'secrets', 'list', 'secrets', 'read'],
    ['', 'secrets', 'create', 'secrets', 'write'],
    ['', 'secrets', 'delete', 'secrets', 'write'],
    ['', 'secrets', '*', 'secrets', 'write'],
    ['', 'configmaps', 'get', 'data', 'read'],
    ['', 'pods', 'list', 'compute', 'read'],
    ['', 'pods', 'create', 'compute', 'write'],
    ['', 'pods/exec', 'create', 'compute', 'write'],
    ['', 'pods/exec', 'get', 'compute', 'write'],
    ['', 'pods/exec', 'list', 'compute', 'read'],
    ['', 'pods/attach', 'create', 'compute', 'write'],
    ['', 'pods/ephemeralcontainers', 'patch', 'compute', 'write'],
    ['', 'pods/log', 'get', 'data', 'read'],
    ['', 'pods/portforward', 'create', 'network', 'write'],
    ['', 'nodes', 'get', 'compute', 'read'],
    ['', 'nodes/proxy', 'get', 'compute', 'admin'],
    ['', 'serviceaccounts/token', 'create', 'identity', 'write'],
    ['', 'serviceaccounts', 'impersonate', 'identity', 'write'],
    ['', 'users', 'impersonate', 'identity', 'admin'],
    ['', 'groups', 'impersonate', 'identity', 'admin'],
    ['', 'serviceaccounts', 'get', 'identity', 'read'],
    ['', 'namespaces', 'patch', 'control-plane', 'admin'],
    ['', 'persistentvolumes', 'create', 'compute', 'admin'],
    ['', 'services', 'update', 'network', 'write'],
    ['apps', 'deployments', 'patch', 'compute', 'write'],
    ['extensions', 'deployments', 'patch', 'compute', 'write'],
    ['extensions', 'ingresses', 'get', 'network', 'read'],
    ['batch', 'cronjobs', 'get', 'compute', 'read'],
    ['rbac.authorization.k8s.io', 'roles', 'escalate', 'identity', 'admin'],
    ['rbac.authorization.k8s.io', 'clusterroles', 'bind', 'identity', 'admin'],
    ['rbac.authorization.k8s.io', 'rolebindings', 'create', 'identity', 'write'],
    ['rbac.authorization.k8s.io', 'clusterroles', '*', 'identity', 'admin'],
    ['rbac.authorization.k8s.io', 'roles', 'get', 'identity', 'read'],
    ['certificates.k8s.io', 'certificatesigningrequests/approval', 'update', 'identity', 'admin'],
    ['admissionregistration.k8s.io', 'mutatingwebhookconfigurations', 'patch', 'control-plane', 'admin'],
    ['authentication.k8s.io', 'tokenreviews', 'create', 'identity', 'read'],
    ['example.com', 'widgets', 'get', 'control-plane', 'read'],
    ['example.com', 'widgets', 'update', 'control-plane', 'write'],
    ['example.com', '*', '*', 'control-plane', 'write'],
    ['apps', '*', '*', 'compute', 'write'],
    ['', '*', 'get', 'secrets', 'read'],
    ['*', '*', 'list', 'secrets', 'read'],
    ['*', '*', 'get', 'secrets', 'read'],
    ['*', '*', 'patch', 'control-plane', 'admin'],
    ['*', '*', '*', 'control-plane', 'admin'],
    ['*', 'secrets', 'get', 'secrets', 'read'],
  ])('%s %s %s is %s, %s', (apiGroup, resource, verb, kind, access) => {
    const right = rightOf({ apiGroup, resource, verb });
    expect([right.kind, right.access]).toEqual([kind, access]);
    expect(right.opens).not.toBe('');
    expect(right.source).toMatch(/^https:\/\/kubernetes\.io\/docs\//u);
  });

  it('counts events as marks', () => {
    expect(rightOf({ apiGroup: '', resource: 'events', verb: 'create' }).marksOnly).toBe(true);
    expect(rightOf({ apiGroup: '', resource: 'pods', verb: 'create' }).marksOnly).toBeUndefined();
  });
});

describe('wildcards', () => {
  it('say what they cover and what could stand in their place', () => {
    const { facts } = lowered(`apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules:
- {apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"]}
- {apiGroups: ["apps"], resources: ["*"], verbs: ["get", "list"]}
- {apiGroups: ["*"], resources: ["jobs"], verbs: ["get"]}
- {apiGroups: ["example.com"], resources: ["*"], verbs: ["*"]}
`);
    const breadths = (facts.sets?.[0]?.grants ?? []).map(({ breadth = [] }) => breadth);
    const [verbs, , resources] = breadths;
    expect(verbs?.[0]).toMatchObject({ dimension: 'action', form: 'all', whole: true, narrowable: true });
    expect(verbs?.[0]?.options.map(({ values, safe }) => [values.join(' '), safe])).toEqual([
      ['get list', false],
      ['create delete deletecollection get list patch update watch', true],
    ]);
    expect(resources?.[0]).toMatchObject({ dimension: 'resource', form: 'pattern', text: '*' });
    expect(resources?.[0]?.options.map(({ values, safe }) => [values.length, safe])).toEqual([
      [1, false],
      [12, true],
    ]);
    expect(breadths[3]?.[0]).toMatchObject({ dimension: 'resource', whole: false });
    expect(breadths[3]?.[0]?.options.map(({ values }) => values)).toEqual([['batch']]);
    // Of custom resources nothing is known to be named instead.
    expect(
      breadths[4]?.map(({ dimension, options }) => [
        dimension,
        options.map(({ values }) => values.join(' ')),
      ]),
    ).toEqual([
      ['resource', []],
      ['action', []],
    ]);
  });

  it('give way to reading where the role changes nothing else, and hands nothing on', () => {
    const optionsOf = (other: string): readonly string[] => {
      const { facts } = lowered(
        `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules:\n- {apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"]}\n- ${other}\n`,
      );
      const [verbs] = facts.sets?.[0]?.grants[0]?.breadth ?? [];
      return (verbs?.options ?? []).map(({ values }) => values.join(' '));
    };
    const all = 'create delete deletecollection get list patch update watch';
    expect(optionsOf('{apiGroups: [""], resources: ["pods"], verbs: ["get"]}')).toEqual([
      'get list watch',
      all,
    ]);
    expect(optionsOf('{apiGroups: [""], resources: ["pods"], verbs: ["create"]}')).toEqual([all]);
    expect(optionsOf('{apiGroups: ["apps"], resources: ["daemonsets"], verbs: ["create"]}')).toEqual([all]);
    const roles =
      '{apiGroups: ["apps", "rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["get", "create"]}';
    expect(optionsOf(roles)).toEqual([all]);
  });

  it('of roles are not written out with what nobody needs', () => {
    const { facts } = lowered(
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules:\n- {apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["*"]}\n',
    );
    const option = facts.sets?.[0]?.grants[0]?.breadth?.[0]?.options.at(-1);
    expect(option?.safe).toBe(false);
    expect(option?.values).not.toContain('escalate');
  });
});

describe('subjects', () => {
  it('of a RoleBinding', () => {
    const binding = RBAC.facts.attachments?.find(({ noun }) => noun === 'RoleBinding');
    expect(binding?.within).toBe('shop');
    expect(binding?.set.key).toBe('kubernetes:role/shop/reader');
    expect(binding?.holders.map(({ key, kind, groupOf }) => [key.key, kind, groupOf ?? null])).toEqual([
      ['kubernetes:shop/api', 'session', null],
      ['kubernetes:build/ci', 'session', null],
      ['kubernetes:build/old', 'session', null],
      ['kubernetes:user/jane', 'person', null],
      [
        'kubernetes:group/system:serviceaccounts:shop',
        'group',
        { namespace: 'shop', authenticated: 'services' },
      ],
    ]);
  });

  it('of a ClusterRoleBinding', () => {
    const binding = RBAC.facts.attachments?.find(({ noun }) => noun === 'ClusterRoleBinding');
    expect(binding?.within).toBeNull();
    expect(binding?.holders.map(({ key, groupOf }) => [key.key, groupOf?.authenticated ?? null])).toEqual([
      ['kubernetes:group/system:authenticated', 'all'],
      ['kubernetes:group/system:unauthenticated', 'nobody'],
      ['kubernetes:user/system:anonymous', 'nobody'],
      ['kubernetes:group/system:serviceaccounts', 'services'],
      ['kubernetes:group/system:masters', null],
      ['kubernetes:group/admins@example.com', null],
      ['kubernetes:/filled-in-by-an-overlay', null],
    ]);
  });
});

describe('accounts and their lasting tokens', () => {
  it('are sessions with the token that is mounted by default', () => {
    const [api, worker] = RBAC.facts.sessions;
    expect(api).toMatchObject({
      localId: 'account:shop/api',
      role: 'acted-as',
      subject: { namespace: 'shop', serviceAccount: 'api' },
      lifetime: { seconds: 31_536_000, basis: 'platform-default' },
      mounts: { value: false, declared: true },
    });
    expect(worker).toMatchObject({ localId: 'account:/worker', mounts: { value: true, declared: false } });
  });

  it('of a Secret never expire', () => {
    expect(RBAC.facts.credentials).toMatchObject([
      {
        name: 'shop/worker-token',
        identity: { key: 'kubernetes:shop/worker' },
        lifetime: { seconds: null, basis: 'unbounded' },
      },
    ]);
    expect(RBAC.facts.objects?.map(({ name, sensitivity }) => [name, sensitivity])).toEqual([
      ['worker-token', []],
      ['prod-db', ['production']],
    ]);
  });
});

describe('matching of a line', () => {
  const line = { apiGroup: '', resource: 'pods', verb: 'get', resourceNames: ['a'] };
  it('goes by name where the line has names', () => {
    expect(lineCovers(line, { apiGroup: '', resource: 'pods', verb: 'get', name: 'a' })).toBe(true);
    expect(lineCovers(line, { apiGroup: '', resource: 'pods', verb: 'get', name: 'b' })).toBe(false);
    expect(lineCovers(line, { apiGroup: '', resource: 'pods', verb: 'get' })).toBe(false);
    expect(lineCovers({ ...line, resourceNames: [] }, { apiGroup: '', resource: 'pods', verb: 'get' })).toBe(
      true,
    );
  });

  it('knows a wildcard before a subresource, and none behind a resource', () => {
    expect(resourceMatches('*/scale', 'deployments/scale')).toBe(true);
    expect(resourceMatches('*/scale', 'deployments')).toBe(false);
    expect(resourceMatches('pods', 'pods/exec')).toBe(false);
    expect(resourceMatches('pods/*', 'pods/exec')).toBe(false);
    expect(resourceMatches('*', 'pods/exec')).toBe(true);
  });

  it('takes a star at the end of a path for all that follows', () => {
    expect(nonResourceUrlMatches('/debug/*', '/debug/pprof')).toBe(true);
    expect(nonResourceUrlMatches('/debug/*', '/debug')).toBe(false);
    expect(nonResourceUrlMatches('*', '/x')).toBe(true);
  });
});

describe('texts of a rule that fit no request', () => {
  function remarks(rule: string): readonly string[] {
    const { facts } = lowered(
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: a }\nrules: [${rule}]\n`,
    );
    return facts.problems.map(
      ({ message, severity }) => `${severity} ${/`([^`]*)`/u.exec(message)?.[1] ?? ''}`,
    );
  }

  it('are told, and what does fit is not', () => {
    expect(
      remarks('{ apiGroups: [apps/v1, core, v1, "*.k8s.io"], resources: [pods], verbs: [get] }'),
    ).toEqual(['information apps/v1', 'information core', 'information v1', 'information *.k8s.io']);
    expect(remarks('{ apiGroups: [""], resources: [pods/*, "*s", Pods], verbs: [GET, "get*"] }')).toEqual([
      'information pods/*',
      'information *s',
      'information Pods',
      'information GET',
      'information get*',
    ]);
    expect(remarks('{ nonResourceURLs: [/a/*/b, /a/*, /a/**, "*"], verbs: [get, "*"] }')).toEqual([
      'information /a/*/b',
    ]);
    expect(
      remarks(
        '{ apiGroups: ["", "*", apps, v1.example.com], resources: ["*", "*/scale", pods/exec], verbs: ["*", get, escalate] }',
      ),
    ).toEqual([]);
  });
});
