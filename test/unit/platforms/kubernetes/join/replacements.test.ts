import { describe, expect, it } from 'vitest';
import { clusterOf, linesOf } from '../../../../support/kubernetes/manifests.js';
import { manifest, object } from '../../../../support/kubernetes/objects.js';

const { account, role, clusterRole, bind, bindAll, pod } = object;

const RBAC = manifest(
  account('', 'api'),
  role('', 'reader', 'core/pods get'),
  clusterRole('nodes', 'core/nodes list'),
  bind('', 'Role reader', 'api'),
  bindAll('ClusterRole nodes', 'api'),
  pod('', 'web', 'api'),
);

const SETTINGS = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { namespace: shop, account: 'id-210987654321' }
`;

/** What `kustomize build shop` (5.6.0) takes in with these replacements. */
function replaced(replacements: string, more: Readonly<Record<string, string>> = {}) {
  return clusterOf({
    'shop/kustomization.yaml': `resources: [rbac.yaml, settings.yaml]\n${replacements}`,
    'shop/rbac.yaml': RBAC,
    'shop/settings.yaml': SETTINGS,
    ...more,
  });
}

const NAMESPACE = (kind: string, ...paths: readonly string[]): string =>
  `  - select: { kind: ${kind} }\n    fieldPaths: [${paths.map((path) => `'${path}'`).join(', ')}]\n    options: { create: true }\n`;

describe('replacements of kustomizations', () => {
  it('put objects into a namespace that a ConfigMap holds', () => {
    const { account: of, scopes } = replaced(`replacements:
- source: { kind: ConfigMap, name: settings, fieldPath: data.namespace }
  targets:
${['ServiceAccount', 'Role', 'Pod'].map((kind) => NAMESPACE(kind, 'metadata.namespace')).join('')}${NAMESPACE('RoleBinding', 'metadata.namespace', 'subjects.0.namespace')}${NAMESPACE('ClusterRoleBinding', 'subjects.[kind=ServiceAccount].namespace')}`);
    expect(scopes.map(({ facts }) => facts.label)).toEqual(['shop/api']);
    expect(linesOf(of('shop/api'))).toEqual(['get pods @ shop', 'list nodes @ *']);
    expect(of('shop/api').initiators.map(({ event }) => event)).toEqual(['Pod shop/web']);
    expect(of('shop/api').unknowns).toEqual([]);
  });

  it('count after the namespace that the kustomization itself gives', () => {
    const { account: of } = replaced(`namespace: inner
namePrefix: x-
replacements:
- sourceValue: tools
  targets:
${['Role', 'RoleBinding'].map((kind) => NAMESPACE(kind, 'metadata.namespace')).join('')}`);
    expect(linesOf(of('inner/x-api'))).toEqual(['get pods @ tools', 'list nodes @ *']);
  });

  it('are not known where a kustomization takes in more others than are looked at', () => {
    const parts = Array.from({ length: 1_000 }, (_, at) => `part-${String(at)}`);
    const { account: of } = replaced(
      `replacements:
- sourceValue: tools
  targets:
${NAMESPACE('Role', 'metadata.namespace')}components: [${parts.map((part) => `../${part}`).join(', ')}]
`,
      Object.fromEntries(parts.map((part) => [`${part}/kustomization.yaml`, 'kind: Component\n'])),
    );
    expect(of('default/api').unknowns.map(({ why }) => why)).toContain(
      'its kustomization takes in more others than are looked at',
    );
  });

  it('are changed by kustomizations around them', () => {
    const { account: of } = replaced(
      `replacements:
- sourceValue: tools
  targets:
${['ServiceAccount', 'Role', 'RoleBinding', 'Pod'].map((kind) => NAMESPACE(kind, 'metadata.namespace')).join('')}`,
      { 'outer/kustomization.yaml': 'namespace: outer\nresources: [../shop]\n' },
    );
    expect(linesOf(of('outer/api'))).toEqual(['get pods @ outer', 'list nodes @ *']);
  });

  it('name the account and the role by what they come to', () => {
    const { account: of } = replaced(
      `namePrefix: x-
namespace: shop
replacements:
- source: { kind: ServiceAccount, fieldPath: metadata.name }
  targets:
  - select: { kind: ClusterRoleBinding, name: more }
    fieldPaths: [subjects.0.name]
- source: { kind: ClusterRole, name: nodes }
  targets:
  - select: { kind: ClusterRoleBinding, name: more }
    fieldPaths: [roleRef.name]
resources: [rbac.yaml, settings.yaml, more.yaml]
`.replace('resources: [rbac.yaml, settings.yaml]\n', ''),
      {
        'shop/kustomization.yaml': `resources: [rbac.yaml, more.yaml]
namePrefix: x-
namespace: shop
replacements:
- source: { kind: ServiceAccount, fieldPath: metadata.name }
  targets:
  - { select: { kind: ClusterRoleBinding, name: more }, fieldPaths: [subjects.0.name] }
- source: { kind: ClusterRole, name: events }
  targets:
  - { select: { kind: ClusterRoleBinding, name: more }, fieldPaths: [roleRef.name] }
`,
        'shop/more.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: events }
rules: [{ apiGroups: [''], resources: [events], verbs: [watch] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: more }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: '-' }
subjects: [{ kind: ServiceAccount, name: '-', namespace: shop }]
`,
      },
    );
    expect(linesOf(of('shop/x-api'))).toEqual(['get pods @ shop', 'list nodes @ *', 'watch events @ *']);
  });

  it('put one piece of a text into an annotation', () => {
    const { account: of } = replaced(
      `replacements:
- source: { kind: ConfigMap, name: settings, fieldPath: data.account, options: { delimiter: '-', index: 1 } }
  targets:
  - select: { kind: ServiceAccount }
    fieldPaths: ['metadata.annotations.[eks.amazonaws.com/role-arn]']
    options: { delimiter: ':', index: 4 }
`,
      {
        'shop/rbac.yaml': `apiVersion: v1
kind: ServiceAccount
metadata: { name: api, annotations: { eks.amazonaws.com/role-arn: 'arn:aws:iam::ACCOUNT:role/api' } }
`,
      },
    );
    expect(of('default/api').carried.map(({ name }) => name)).toEqual(['arn:aws:iam::210987654321:role/api']);
  });

  it('copy from a ConfigMap that the kustomization makes or patches', () => {
    const made = replaced(`configMapGenerator:
- { name: made, literals: ['namespace="made"'] }
replacements:
- source: { kind: ConfigMap, name: made, fieldPath: data.namespace }
  targets:
${['Role', 'RoleBinding'].map((kind) => NAMESPACE(kind, 'metadata.namespace')).join('')}`);
    expect(linesOf(made.account('default/api'))).toEqual(['get pods @ made', 'list nodes @ *']);
    const patched = replaced(`patches:
- patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: settings }, data: { namespace: patched } }'
replacements:
- source: { kind: ConfigMap, name: settings, fieldPath: data.namespace }
  targets:
${['Role', 'RoleBinding'].map((kind) => NAMESPACE(kind, 'metadata.namespace')).join('')}`);
    expect(linesOf(patched.account('default/api'))).toEqual(['get pods @ patched', 'list nodes @ *']);
  });

  it('are told where the value is not known, and only where it could count', () => {
    const open = (kind: string): string => `configMapGenerator: [{ name: made, envs: [made.env] }]
replacements:
- source: { kind: ConfigMap, name: made, fieldPath: data.namespace }
  targets:
${NAMESPACE(kind, 'metadata.namespace')}`;
    const { unknowns } = replaced(open('RoleBinding')).account('default/api');
    expect(unknowns.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'what this replacement changes: the value that it copies is not known',
    ]);
    expect(replaced(open('Certificate')).account('default/api').unknowns).toEqual([]);
  });

  it('leave out what they reject', () => {
    const { account: of } = replaced(`replacements:
- sourceValue: tools
  targets:
  - select: { kind: 'Role(Binding)?' }
    reject: [{ kind: RoleBinding }]
    fieldPaths: [metadata.namespace]
    options: { create: true }
`);
    expect(linesOf(of('default/api'))).toEqual(['list nodes @ *']);
  });
});

describe('patches that rename', () => {
  const rename = (kind: string, name: string): string =>
    `- target: { kind: ${kind} }\n  patch: |-\n    - { op: replace, path: /metadata/name, value: ${name} }\n`;

  it('take the references to the object along', () => {
    const { account: of } = replaced(
      `namePrefix: x-\nnamespace: shop\npatches:\n${rename('ServiceAccount', 'sa')}${rename('ClusterRole', 'cr')}`,
    );
    expect(linesOf(of('shop/x-sa'))).toEqual(['get pods @ shop', 'list nodes @ *']);
    expect(of('shop/x-sa').initiators.map(({ event }) => event)).toEqual(['Pod shop/x-web']);
  });

  it('are met by references to the new name', () => {
    const { account: of } = replaced(`patches:
${rename('ServiceAccount', 'sa')}- target: { kind: RoleBinding }
  patch: |-
    - { op: replace, path: /subjects/0/name, value: sa }
`);
    expect(linesOf(of('default/sa'))).toEqual(['get pods @ default', 'list nodes @ *']);
  });

  it('rename by a part that is merged only where that is allowed', () => {
    const merge = (options: string): string =>
      `patches:\n- target: { kind: ServiceAccount }\n${options}  patch: |-\n    apiVersion: v1\n    kind: ServiceAccount\n    metadata: { name: sa }\n`;
    expect(replaced(merge('')).scopes.map(({ facts }) => facts.label)).toEqual(['default/api']);
    const allowed = replaced(merge('  options: { allowNameChange: true }\n'));
    expect(linesOf(allowed.account('default/sa'))).toEqual(['get pods @ default', 'list nodes @ *']);
  });
});
