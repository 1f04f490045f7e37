import { describe, expect, it } from 'vitest';
import { ciliumMethods, ciliumPath } from '../../../../../server/src/core/knowledge/kubernetes/mesh.js';
import { clusterOf } from '../../../../support/kubernetes/manifests.js';
import { manifest, object } from '../../../../support/kubernetes/objects.js';

const { account } = object;

function deployment(name: string, runsAs: string, labels: string, namespace = 'shop'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  template:
    metadata: { labels: ${labels} }
    spec:
      serviceAccountName: ${runsAs}
      containers: [{ name: main, image: main }]
`;
}

function network(name: string, spec: string, namespace = 'shop'): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: ${spec}\n`;
}

function cilium(name: string, spec: string): string {
  return `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;
}

const MESH = `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: allow, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  rules:
  - from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }]
    to: [{ operation: { methods: [GET] } }]
`;

const PODS = manifest(
  account('shop', 'web'),
  deployment('web', 'web', '{ app: web }'),
  deployment('jobs', 'web', '{ app: jobs }'),
);

/** The workloads that may make the calls of the account, and what the network leaves to each. */
function web(...policies: readonly string[]) {
  const scope = clusterOf({ 'a.yaml': manifest(PODS, MESH, ...policies) }).account('shop/web');
  const [call] = scope.grants;
  return {
    callers: call?.initiators,
    gates: call?.gates,
    conditions: scope.initiators.map(({ conditions }) => conditions),
  };
}

const FROM = (labels: string): string =>
  `{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: ${labels} } }], ports: [{ port: 8080 }] }] }`;

describe('policies of the network', () => {
  it('leave all alone that none is about', () => {
    expect(web()).toEqual({ callers: undefined, gates: [], conditions: [[], []] });
    expect(web(network('other', FROM('{ app: web }').replace('app: api', 'app: db')))).toMatchObject({
      callers: undefined,
    });
    expect(web(network('elsewhere', FROM('{ app: jobs }'), 'other'))).toMatchObject({ callers: undefined });
  });

  it('limit who makes a call to the pods that they let in, and are no gate', () => {
    expect(web(network('api', FROM('{ app: web }')))).toMatchObject({
      callers: ['workload:deployment:shop/web'],
      gates: [],
    });
    expect(web(network('api', '{ podSelector: {}, policyTypes: [Ingress] }'))).toMatchObject({ callers: [] });
  });

  it('count together', () => {
    const both = web(network('a', FROM('{ app: web }')), network('b', FROM('{ app: jobs }')));
    expect(both.callers).toBeUndefined();
  });

  it('do not rule out what is not known', () => {
    const spec =
      '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: a } } }] }] }';
    expect(web(network('api', spec)).callers).toBeUndefined();
    const named = spec.replace('team: a', 'kubernetes.io/metadata.name: other');
    expect(web(network('api', named)).callers).toEqual([]);
    const own = spec.replace('team: a', 'kubernetes.io/metadata.name: shop');
    expect(web(network('api', own)).callers).toBeUndefined();
    const expressions =
      '{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [api] }] }, policyTypes: [Ingress] }';
    expect(web(network('api', expressions)).callers).toBeUndefined();
  });

  it('hold back what may not go out', () => {
    const egress = web(
      network(
        'web',
        '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.1/32 } }], ports: [{ port: 443 }] }] }',
      ),
      network('jobs', '{ podSelector: { matchLabels: { app: jobs } }, policyTypes: [Egress] }'),
    );
    expect(egress.callers).toEqual(['workload:deployment:shop/web']);
    expect(egress.conditions).toEqual([
      ['over the network it reaches addresses `10.0.0.1/32` at port 443 only, by NetworkPolicy `shop/web`'],
      ['over the network it reaches nothing, by NetworkPolicy `shop/jobs`'],
    ]);
  });

  it('are told of whoever calls without being named', () => {
    const open = MESH.replace(/ {2}- from: .*\n {4}to/u, '  - to');
    const { scopes } = clusterOf({ 'a.yaml': manifest(open, network('api', FROM('{ app: web }'))) });
    expect(scopes.map(({ initiators }) => initiators.map(({ conditions }) => conditions))).toEqual([
      [['over the network it is reached by pods `app=web` at port 8080 only, by NetworkPolicy `shop/api`']],
    ]);
  });
});

describe('rules of Cilium for paths and methods', () => {
  const rule = (peers: string, http: string): string =>
    `{ endpointSelector: { matchLabels: { 'k8s:app': api } }, ingress: [{ ${peers}, toPorts: [{ ports: [{ port: '8080' }], rules: { http: ${http} } }] }] }`;

  function calls(...policies: readonly string[]): readonly string[] {
    const { account: of } = clusterOf({ 'a.yaml': manifest(PODS, ...policies) });
    return of('shop/web').grants.map(
      ({ action, system, initiators }) =>
        `${action} of ${system.name}${initiators === undefined ? '' : ` by ${String(initiators.length)}`}`,
    );
  }

  it('are what the pods that they let in may call', () => {
    const http = '[{ method: GET, path: /public/.* }, { method: POST, path: "^/orders$" }]';
    expect(calls(cilium('api', rule('fromEndpoints: [{ matchLabels: { app: web } }]', http)))).toEqual([
      'GET /public/* of shop/api by 1',
      'POST /orders of shop/api by 1',
    ]);
    const byAccount = 'fromEndpoints: [{ matchLabels: { io.cilium.k8s.policy.serviceaccount: web } }]';
    expect(calls(cilium('api', rule(byAccount, '[{ method: GET|HEAD }]')))).toEqual([
      'GET * of shop/api',
      'HEAD * of shop/api',
    ]);
  });

  it('are nothing to others, and to everybody alike nobody holds them', () => {
    expect(
      calls(cilium('api', rule('fromEndpoints: [{ matchLabels: { app: other } }]', '[{ method: GET }]'))),
    ).toEqual([]);
    expect(calls(cilium('api', rule('fromEntities: [world]', '[{ method: GET }]')))).toEqual([]);
    expect(calls(cilium('api', rule('fromEndpoints: []', '[{ method: GET }]')))).toEqual([]);
  });

  it('read an expression only where it is one text, or begins with one', () => {
    expect(['/a', '^/a/.*$', '.*', '/a\\.json', '/a(b|c)', '/a/[0-9]+'].map(ciliumPath)).toEqual([
      '/a',
      '/a/*',
      '*',
      '/a.json',
      undefined,
      undefined,
    ]);
    expect(['GET', '^(GET|POST)$', '.*', 'G.*'].map(ciliumMethods)).toEqual([
      ['GET'],
      ['GET', 'POST'],
      ['*'],
      undefined,
    ]);
  });
});
