import { manifest, object } from '../kubernetes/objects.js';
import type { Growing, Shapes } from './shape.js';
import { oneFile } from './shape.js';

const { account, role, clusterRole, bind, bindAll, pod, token } = object;

/** Manifests of Kubernetes, put together as one cluster. */
export const KUBERNETES: Shapes = {
  'applications in one file': oneFile('install.yaml', (size) => documents(size, application)),
  'applications in files of their own': (size) =>
    files(size, (at) => [`app-${String(at)}.yaml`, application(at)]),
  'accounts that can each become each other': oneFile('install.yaml', (size) =>
    manifest(
      clusterRole(
        'all',
        'core/pods,pods/exec create',
        'core/secrets get',
        'core/serviceaccounts impersonate',
      ),
      documents(size, (at) =>
        manifest(account('shop', `a${String(at)}`), pod('shop', `p${String(at)}`, `a${String(at)}`)),
      ),
      bindAll('ClusterRole all', ...numbered(size, (at) => `shop/a${String(at)}`)),
    ),
  ),
  'accounts that become the next by its name': oneFile('install.yaml', (size) =>
    documents(size, (at) =>
      manifest(
        account('shop', `a${String(at)}`),
        role('shop', `r${String(at)}`, `core/serviceaccounts impersonate [a${String((at + 1) % size)}]`),
        bind('shop', `Role r${String(at)}`, `a${String(at)}`),
      ),
    ),
  ),
  'accounts of namespaces of their own': oneFile('install.yaml', (size) =>
    documents(size, (at) =>
      manifest(
        account(`n${String(at)}`, 'a'),
        role(`n${String(at)}`, 'r', 'core/pods create', 'core/secrets get'),
        bind(`n${String(at)}`, 'Role r', 'a'),
        token(`n${String(at)}`, 't', 'a'),
      ),
    ),
  ),
  'namespaces in which one account may do much': oneFile('install.yaml', (size) =>
    manifest(
      account('shop', 'a'),
      clusterRole(
        'c',
        'core/pods create',
        'rbac.authorization.k8s.io/roles,rolebindings bind,escalate,create,update',
      ),
      documents(size, (at) => bind(`n${String(at)}`, 'ClusterRole c', 'shop/a')),
    ),
  ),
  'roles that each take in all': oneFile('roles.yaml', (size) =>
    documents(size, (at) => aggregating(`r${String(at)}`, 'one', 'one')),
  ),
  'roles that each take in the two next': oneFile('roles.yaml', (size) =>
    documents(size, (at) =>
      aggregating(`r${String(at)}`, `of${String(Math.floor(at / 2))}`, `of${String(Math.floor(at / 2) + 1)}`),
    ),
  ),
  'roles that one takes in': oneFile('roles.yaml', (size) =>
    manifest(
      aggregating('all', 'none', 'part'),
      documents(size, (at) => labelled(clusterRole(`r${String(at)}`, 'core/pods get'), 'part')),
      bindAll('ClusterRole all', 'shop/a'),
    ),
  ),
  'rules of one role': oneFile('role.yaml', (size) =>
    manifest(
      role('shop', 'r', ...numbered(size, (at) => `example.com/kind${String(at)} get,list`)),
      bind('shop', 'Role r', 'a'),
    ),
  ),
  'names in a rule, of as many accounts': oneFile('role.yaml', (size) =>
    manifest(
      role(
        'shop',
        'r',
        `core/serviceaccounts impersonate [${numbered(size, (at) => `a${String(at)}`).join(',')}]`,
      ),
      bind('shop', 'Role r', 'a0'),
      documents(size, (at) => account('shop', `a${String(at)}`)),
    ),
  ),
  'roles that one account may bind by name': oneFile('role.yaml', (size) =>
    manifest(
      documents(size, (at) => role('shop', `r${String(at)}`, 'core/secrets delete')),
      role(
        'shop',
        'binder',
        `rbac.authorization.k8s.io/roles bind [${numbered(size, (at) => `r${String(at)}`).join(',')}]`,
        'rbac.authorization.k8s.io/rolebindings create',
      ),
      bind('shop', 'Role binder', 'a'),
    ),
  ),
  'accounts of one binding': oneFile('bind.yaml', (size) =>
    bindAll('ClusterRole view', ...numbered(size, (at) => `shop/a${String(at)}`)),
  ),
  'bindings of one account': oneFile('bind.yaml', (size) =>
    documents(size, (at) =>
      manifest(role('shop', `r${String(at)}`, 'core/pods get'), bind('shop', `Role r${String(at)}`, 'a')),
    ),
  ),
  'bindings of all accounts of namespaces': oneFile('bind.yaml', (size) =>
    documents(size, (at) =>
      manifest(
        account(`n${String(at)}`, 'a'),
        bind(`n${String(at)}`, 'ClusterRole view', `group:system:serviceaccounts:n${String(at)}`),
        bind(`m${String(at)}`, 'ClusterRole view', `group:system:serviceaccounts:m${String(at)}`),
      ),
    ),
  ),
  'files that declare one account': (size) =>
    files(size, (at) => [
      `d${String(at)}/a.yaml`,
      manifest(account('shop', 'a'), bind('shop', 'ClusterRole view', 'a')),
    ]),
  'pods of one account': oneFile('pods.yaml', (size) =>
    documents(size, (at) => pod('shop', `p${String(at)}`, 'a')),
  ),
  'policies of the network, and pods': oneFile('network.yaml', (size) =>
    documents(size, (at) => manifest(pod('shop', `p${String(at)}`, `a${String(at)}`), networkPolicy(at))),
  ),
  'rules of a mesh, and their callers': oneFile('mesh.yaml', (size) =>
    documents(size, (at) => manifest(account('shop', `a${String(at)}`), meshPolicy(at))),
  ),
  'principals of a cloud': oneFile('aws-auth.yaml', (size) =>
    manifest(
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: aws-auth, namespace: kube-system }\ndata:\n  mapRoles: |\n${numbered(
        size,
        (at) =>
          `    - rolearn: arn:aws:iam::111111111111:role/r${String(at)}\n      username: u${String(at)}\n      groups: [g${String(at)}]\n`,
      ).join('')}`,
      documents(size, (at) =>
        bindAll('ClusterRole edit', `group:g${String(at)}`).replace("name: 'edit'", `name: b${String(at)}`),
      ),
    ),
  ),
  'kustomizations that each take in the next': (size) =>
    new Map([
      ...files(size, (at) => [`k${String(at)}/kustomization.yaml`, `resources: [../k${String(at + 1)}]\n`]),
      [`k${String(size)}/a.yaml`, account('', 'a')],
      [`k${String(size)}/kustomization.yaml`, 'resources: [a.yaml]\n'],
    ]),
  'kustomizations that each take in the next by two ways': (size) =>
    new Map([
      ...files(size, (at) => [
        `k${String(at)}/kustomization.yaml`,
        `resources: [../l${String(at)}, ../m${String(at)}]\n`,
      ]),
      ...files(size, (at) => [`l${String(at)}/kustomization.yaml`, `resources: [../k${String(at + 1)}]\n`]),
      ...files(size, (at) => [
        `m${String(at)}/kustomization.yaml`,
        `namePrefix: m-\nresources: [../k${String(at + 1)}]\n`,
      ]),
      [`k${String(size)}/a.yaml`, account('', 'a')],
      [`k${String(size)}/kustomization.yaml`, 'resources: [a.yaml]\n'],
    ]),
  'kustomizations of one base': (size) =>
    new Map([
      ['base/kustomization.yaml', 'resources: [a.yaml]\n'],
      ['base/a.yaml', manifest(account('', 'a'), role('', 'r', 'core/pods create'), bind('', 'Role r', 'a'))],
      ...files(size, (at) => [
        `o${String(at)}/kustomization.yaml`,
        `namespace: n${String(at)}\nresources: [../base]\n`,
      ]),
    ]),
  'patches of as many objects': (size) =>
    new Map([
      ['base/kustomization.yaml', 'resources: [a.yaml]\n'],
      ['base/a.yaml', documents(size, (at) => clusterRole(`r${String(at)}`, 'core/pods get'))],
      [
        'over/kustomization.yaml',
        `resources: [../base]\npatches:\n${numbered(size, (at) => `- target: { kind: ClusterRole, name: r${String(at)} }\n  patch: '[{ op: add, path: /rules/-, value: { apiGroups: [""], resources: [secrets], verbs: [get] } }]'\n`).join('')}`,
      ],
    ]),
  'documents without objects': oneFile(
    'empty.yaml',
    (size) => `${application(0)}${'---\n# nothing\n'.repeat(size)}`,
  ),
  'definitions of custom resources': oneFile('crds.yaml', (size) =>
    manifest(application(0), documents(size, definition)),
  ),
  'values in values': oneFile(
    'deep.yaml',
    (size) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: deep }\ndata: ${'{ a: '.repeat(size)}x${' }'.repeat(size)}\n`,
  ),
};

function numbered(size: number, text: (at: number) => string): readonly string[] {
  return Array.from({ length: size }, (_, at) => text(at));
}

function documents(size: number, text: (at: number) => string): string {
  return manifest(...numbered(size, text));
}

function files(size: number, file: (at: number) => [string, string]): ReturnType<Growing> {
  return new Map(Array.from({ length: size }, (_, at) => file(at)));
}

/** An account with its role, its binding and its pods. */
function application(at: number): string {
  const name = `app-${String(at)}`;
  return manifest(
    account('shop', name),
    role('shop', name, 'core/configmaps get,list', 'apps/deployments *'),
    bind('shop', `Role ${name}`, name),
    pod('shop', name, name),
  );
}

function labelled(text: string, label: string): string {
  return text.replace("' }\n", `', labels: { part: ${label} } }\n`);
}

/** A role with a label that takes in those with another one. */
function aggregating(name: string, label: string, taken: string): string {
  return `${labelled(clusterRole(name), label)}aggregationRule: { clusterRoleSelectors: [{ matchLabels: { part: ${taken} } }] }\n`;
}

function networkPolicy(at: number): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: n${String(at)}, namespace: shop }\nspec: { podSelector: { matchLabels: { app: a${String(at)} } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: a${String(at + 1)} } } }] }] }\n`;
}

function meshPolicy(at: number): string {
  return `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: m${String(at)}, namespace: shop }\nspec: { selector: { matchLabels: { app: s${String(at)} } }, action: ALLOW, rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/a${String(at)}] } }], to: [{ operation: { methods: [GET], paths: [/x] } }] }] }\n`;
}

function definition(at: number): string {
  return `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: k${String(at)}.example.com }\nspec: { group: example.com, versions: [] }\n`;
}
