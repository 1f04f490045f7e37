import { describe, expect, it } from 'vitest';
import type { Origin } from '../../../../server/src/core/model/origin.js';
import type { Remediation } from '../../../../server/src/core/model/remediation.js';
import { remediated } from './lowered.js';

const replace =
  (...values: string[]) =>
  (at: Origin): Remediation => ({ kind: 'replace-values', uri: at.uri, at, values });
const remove = (at: Origin): Remediation => ({ kind: 'remove-entry', uri: at.uri, at });
const set =
  (path: string[], value: string | number | boolean | readonly string[]) =>
  (at: Origin): Remediation => ({ kind: 'set-value', uri: at.uri, at, path, value });
const limit =
  (namespace: string) =>
  (at: Origin): Remediation => ({ kind: 'limit-attachment', uri: at.uri, at, namespace });
const dedicate =
  (name: string) =>
  (at: Origin): Remediation => ({ kind: 'dedicate-identity', uri: at.uri, at, name });
const bound =
  (seconds: number) =>
  (at: Origin): Remediation => ({ kind: 'bound-lifetime', uri: at.uri, session: 'x', seconds, at });

const ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: edit-all
  namespace: shop
rules:
  - apiGroups: ["apps"]
    resources: ["deployments"]
    verbs: ["*"] # all of them
  - apiGroups:
      - ""
    resources:
      - '*'
      - pods
    verbs:
      - get
`;

describe('wildcards', () => {
  it('become the verbs, in the quotes of the list', () => {
    const result = remediated(ROLE, replace('get', 'list'), '"*"');
    expect(result).toContain('    verbs: ["get", "list"] # all of them\n');
  });

  it('become the resources, one line each, without what is there already', () => {
    const result = remediated(ROLE, replace('pods', 'services', 'endpoints'), "'*'");
    expect(result).toContain("    resources:\n      - 'services'\n      - 'endpoints'\n      - pods\n");
  });

  it('go when what takes their place is there already', () => {
    expect(remediated(ROLE, replace('pods'), "'*'")).toContain('    resources:\n      - pods\n    verbs:');
  });

  it('are limited to objects by name', () => {
    const result = remediated(ROLE, set(['resourceNames'], ['api']), '"deployments"');
    expect(result).toMatch(/verbs: \["\*"\] # all of them\n {4}resourceNames:\n\s+- api\n/u);
  });

  it('in JSON too', () => {
    const json =
      '{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "r"}, "rules": [{"apiGroups": [""], "resources": ["*"], "verbs": ["get"]}]}';
    const result = remediated(json, replace('pods', 'services'), '"*"', { path: 'role.json' });
    expect(result).toContain('"resources": ["pods", "services"]');
  });
});

describe('a rule', () => {
  it('goes with its last verb, as the API server refuses one without', () => {
    expect(remediated(ROLE, remove, 'get')).not.toContain('resources:\n      - ');
  });

  it('keeps its other verbs', () => {
    const text = ROLE.replace('["*"]', '["get", "delete"]');
    expect(remediated(text, remove, '"delete"')).toContain('verbs: ["get"]');
  });
});

const BINDING = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding # for all
metadata:
  name: everywhere
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: edit
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: build
  - kind: Group
    name: system:authenticated
`;

describe('a binding', () => {
  it('of the whole cluster becomes one of a namespace, with the role that it has', () => {
    const result = remediated(BINDING, limit('build'), 'everywhere');
    expect(result).toContain(
      'kind: RoleBinding # for all\nmetadata:\n  name: everywhere\n  namespace: build\nroleRef:',
    );
    expect(result).toContain('  kind: ClusterRole\n  name: edit\n');
  });

  it('does so in flow style and in JSON', () => {
    const flow = `{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "b"}, "roleRef": {"kind": "ClusterRole", "name": "edit"}}`;
    const json = remediated(flow, limit('build'), '"b"', { path: 'b.json' });
    expect(json).toContain('"kind": "RoleBinding", "metadata": {"name": "b", "namespace": "build"}');
    const yaml = remediated(flow, limit('build'), '"b"', { path: 'b.yaml' });
    expect(yaml).toContain('"kind": "RoleBinding", "metadata": {"name": "b", namespace: build}');
  });

  it('is not limited when it is one already, nor by a place inside of it', () => {
    expect(
      remediated(BINDING.replace('ClusterRoleBinding', 'RoleBinding'), limit('a'), 'everywhere'),
    ).toBeUndefined();
    expect(remediated(BINDING, limit('a'), 'edit')).toBeUndefined();
  });

  it('loses a subject as a whole', () => {
    const result = remediated(BINDING, remove, 'system:authenticated');
    expect(result).toMatch(/namespace: build\n$/u);
    expect(remediated(BINDING, remove, 'everywhere')).toBeUndefined();
  });
});

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector: {matchLabels: {app: web}}
  template:
    spec:
      serviceAccountName: default
      containers:
        - name: web
          image: example.com/web
      volumes:
        - name: tokens
          projected:
            sources:
              - serviceAccountToken:
                  path: a
                  expirationSeconds: 86400
              - serviceAccountToken:
                  path: b
`;

describe('a workload', () => {
  it('gets an account of its own, and the file the account', () => {
    const result = remediated(DEPLOYMENT, dedicate('web'), 'default');
    expect(result).toContain('      serviceAccountName: web\n');
    expect(result).toMatch(
      /\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n {2}name: web\n {2}namespace: shop\n$/u,
    );
  });

  it('is given one where none is named, by its own name or by the spec', () => {
    const text = DEPLOYMENT.replace('      serviceAccountName: default\n', '');
    for (const [at, anchor] of [
      ['web', 'name: web'],
      ['spec', 'template:'],
    ] as const) {
      const result = remediated(text, dedicate('web'), at, { anchor });
      expect(result).toMatch(/\n {6}serviceAccountName: web\n/u);
      expect(result).toContain('kind: ServiceAccount');
    }
  });

  it('takes the account that the file has', () => {
    const text = `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\n---\n${DEPLOYMENT}`;
    const result = remediated(text, dedicate('web'), 'default', { anchor: 'serviceAccountName' });
    expect(result?.match(/kind: ServiceAccount/gu)).toHaveLength(1);
  });

  it('is not given one in JSON, where there is no place for a second object, nor one without a name', () => {
    const json =
      '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [{"name": "c", "image": "i"}]}}';
    expect(remediated(json, dedicate('p'), '"p"', { path: 'p.json' })).toBeUndefined();
    expect(remediated(DEPLOYMENT, dedicate('Not A Name'), 'default')).toBeUndefined();
  });

  it('does without a token', () => {
    const result = remediated(DEPLOYMENT, set(['automountServiceAccountToken'], false), 'web', {
      anchor: 'name: web',
    });
    expect(result).toMatch(/\n {6}automountServiceAccountToken: false\n/u);
  });

  it('has its token end sooner, and never sooner than can be', () => {
    expect(remediated(DEPLOYMENT, bound(3600), '86400')).toContain('expirationSeconds: 3600\n');
    expect(remediated(DEPLOYMENT, bound(60), '86400')).toContain('expirationSeconds: 600\n');
    const second = remediated(DEPLOYMENT, bound(1800), 'serviceAccountToken', { anchor: '86400' });
    expect(second).toContain('                  path: b\n                  expirationSeconds: 1800\n');
    expect(remediated(DEPLOYMENT, bound(1800), 'web')).toBeUndefined();
  });
});

describe('an account', () => {
  it('does not hand out its token', () => {
    const text =
      'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n  namespace: shop\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: other\n';
    expect(
      remediated(text, set(['automountServiceAccountToken'], false), 'api', { anchor: 'name: api' }),
    ).toBe(text.replace('namespace: shop\n', 'namespace: shop\nautomountServiceAccountToken: false\n'));
  });
});

describe('nothing is edited', () => {
  it('in a file with a broken document, or in a template', () => {
    expect(remediated(`${ROLE}---\na: [`.replace('a: [', 'a: ['), replace('get'), '"*"')).toBeUndefined();
    const template = ROLE.replace('name: edit-all', 'name: {{ .Values.name }}');
    expect(remediated(template, replace('get'), '"*"')).toBeUndefined();
  });

  it('behind an alias', () => {
    const text = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules:
  - {apiGroups: [""], resources: [pods], verbs: &all ["*"]}
  - {apiGroups: [apps], resources: [deployments], verbs: *all}
`;
    expect(remediated(text, replace('get'), '"*"')).toBeUndefined();
    expect(remediated(text, replace('get'), '*all')).toBeUndefined();
  });
});

describe('a Kafka user', () => {
  const USER = `apiVersion: kafka.strimzi.io/v1
kind: KafkaUser
metadata:
  name: orders
  labels:
    strimzi.io/cluster: main
spec:
  authentication:
    type: tls # mutual
  authorization:
    type: simple
    acls:
      - resource:
          type: topic
          name: orders
        operations: [Read, Write, Describe]
      - resource:
          type: group
          name: orders
        operations:
          - Read
      - resource:
          type: transactionalId
          name: orders
        operations:
          - Write
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: after
`;
  const parts = [
    { name: 'orders', flows: ['consume'] },
    { name: 'orders-publish', flows: ['publish'] },
  ] as const;
  const split = (at: Origin): Remediation => ({
    kind: 'split-session',
    uri: at.uri,
    session: 'x',
    at,
    parts,
  });

  it('is split by what it does with messages', () => {
    const result = remediated(USER, split, 'orders', { anchor: 'name: orders' }) ?? '';
    const [first = '', second = '', last] = result.split('---\n');
    expect(first).toContain('operations: [Read, Describe]');
    expect(first).toContain('type: group');
    expect(first).not.toContain('Write');
    expect(second).toContain('  name: orders-publish\n');
    expect(second).toContain('operations: [Write, Describe]');
    expect(second).toContain('type: transactionalId');
    expect(second).not.toContain('type: group');
    expect(second).toContain('type: tls # mutual');
    expect(last).toBe(USER.split('---\n')[1]);
  });

  it('is not split where an operation is all of them', () => {
    expect(remediated(USER.replace('[Read, Write, Describe]', '[All]'), split, 'orders')).toBeUndefined();
  });
});
