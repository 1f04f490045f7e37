import { object } from './objects.js';

/** Numbers from 0 up to `below`, the same for the same seed. */
export type Random = (below: number) => number;

/** A small generator (mulberry32) that is good enough to vary manifests. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const NAMESPACES = ['', 'shop', 'tools', 'system'];
const NAMES = ['api', 'worker', 'ci', 'default'];
const ROLES = ['reader', 'writer', 'all', 'view', 'admin', 'cluster-admin'];
const RULES = [
  'core/pods get,list',
  'core/pods,services watch',
  'apps/deployments patch [api]',
  '*/* *',
  'core/secrets get [a,b]',
  'batch/jobs,cronjobs create',
  'url:/metrics,/healthz/* get',
];
const GROUPS = [
  'group:system:serviceaccounts',
  'group:system:serviceaccounts:shop',
  'group:system:authenticated',
  'group:developers',
  'user:jane',
  'user:system:serviceaccount:tools:ci',
];
const LABELS = ['', 'part: one', 'part: two', '"rbac.authorization.k8s.io/aggregate-to-view": "true"'];
const SELECTORS = [
  '{ matchLabels: { part: one } }',
  '{ matchExpressions: [{ key: part, operator: Exists }] }',
  '{ matchExpressions: [{ key: part, operator: NotIn, values: [two] }] }',
  '{ matchLabels: { part: two } }, { matchLabels: { part: one } }',
];
const PATHS = [
  'all.yaml',
  'base/rbac.yaml',
  'base/app/app.yaml',
  'overlays/test/extra.yaml',
  'other/install.yaml',
];
const KUSTOMIZATIONS: readonly (readonly [string, string])[] = [
  ['base/kustomization.yaml', 'resources: [rbac.yaml, app/app.yaml]\n'],
  ['base/kustomization.yaml', 'namePrefix: b-\nresources: [rbac.yaml]\ncomponents: [../part]\n'],
  ['part/kustomization.yaml', 'kind: Component\nnameSuffix: -c\nresources: [../base/app/app.yaml]\n'],
  [
    'part/kustomization.yaml',
    'kind: Component\nnameSuffix: -c\ncomponents: [../more]\nresources: [../base/app/app.yaml]\n',
  ],
  ['more/kustomization.yaml', 'kind: Component\nnamePrefix: m-\n'],
  ['overlays/test/kustomization.yaml', 'namespace: test\nresources: [../../base, extra.yaml]\n'],
  ['overlays/prod/kustomization.yaml', 'namespace: shop\nnamePrefix: p-\nresources: [../../base]\n'],
];

const RBAC = 'apiVersion: rbac.authorization.k8s.io/v1';
const PATCHES: readonly (readonly [lines: readonly string[], target?: string])[] = [
  [
    [
      RBAC,
      'kind: Role',
      'metadata: { name: reader }',
      'rules: [{ apiGroups: [""], resources: [nodes], verbs: [get] }]',
    ],
  ],
  [[RBAC, 'kind: ClusterRole', 'metadata: { name: view, labels: { part: one } }']],
  [
    [
      RBAC,
      'kind: RoleBinding',
      'metadata: { name: reader, namespace: shop }',
      'subjects: [{ kind: ServiceAccount, name: ci }]',
    ],
  ],
  [
    [
      RBAC,
      'kind: ClusterRoleBinding',
      'metadata: { name: all }',
      'roleRef: { kind: ClusterRole, name: view }',
    ],
  ],
  [['apiVersion: v1', 'kind: Pod', 'metadata: { name: api }', 'spec: { serviceAccountName: worker }']],
  [['$patch: delete', RBAC, 'kind: RoleBinding', 'metadata: { name: view }']],
  [
    ['- { op: add, path: /rules/0, value: { apiGroups: [""], resources: [events], verbs: [list] } }'],
    'kind: Role|ClusterRole',
  ],
  [
    ['- { op: add, path: /rules/0/verbs/-, value: delete }', '- { op: remove, path: /rules/1 }'],
    "name: '.*er'",
  ],
  [['- { op: replace, path: /rules, value: [] }'], 'kind: Role, namespace: shop'],
  [
    ['- { op: add, path: /subjects/-, value: { kind: ServiceAccount, name: ci, namespace: tools } }'],
    'kind: .*Binding',
  ],
  [['- { op: replace, path: /subjects/0/name, value: worker }'], 'kind: RoleBinding'],
  [['- { op: replace, path: /roleRef/name, value: all }'], "kind: RoleBinding, name: 'b-.*|reader'"],
  [['- { op: add, path: /spec/serviceAccountName, value: ci }'], 'kind: Pod'],
  [['- { op: add, path: /metadata/labels/part, value: two }'], 'kind: ClusterRole, labelSelector: x=y'],
];

function patchText([lines, target]: (typeof PATCHES)[number]): string {
  const text = lines.map((line) => `      ${line}\n`).join('');
  return `  - patch: |-\n${text}${target === undefined ? '' : `    target: { ${target} }\n`}`;
}

/** Manifests that refer to each other in whatever way, some of them through kustomizations. */
export function randomCluster(random: Random): ReadonlyMap<string, string> {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const files = new Map<string, string[]>();
  const taken = new Set<string>();
  const count = 12 + random(20);
  for (let at = 0; at < count; at += 1) {
    const text = randomObject(random, pick);
    const id = text.replace(/^apiVersion: .*\n(kind: \w+)\nmetadata: \{.*? name: '?([\w-]+).*$/su, '$1 $2');
    // Kustomize refuses to take in two objects of one kind and name.
    const wanted = pick(PATHS);
    const path = isPlain(wanted) || !taken.has(id) ? wanted : 'all.yaml';
    if (!isPlain(path)) taken.add(id);
    files.set(path, [...(files.get(path) ?? []), text]);
  }
  const texts = new Map([...files].map(([path, objects]) => [path, objects.join('---\n')]));
  for (const [path, text] of KUSTOMIZATIONS) {
    if (random(3) === 0) continue;
    const patches = Array.from({ length: random(3) }, () => patchText(pick(PATCHES)));
    texts.set(path, patches.length === 0 ? text : `${text}patches:\n${patches.join('')}`);
  }
  return texts;
}

function isPlain(path: string): boolean {
  return !path.startsWith('base/') && !path.startsWith('overlays/');
}

function randomObject(random: Random, pick: <T>(list: readonly T[]) => T): string {
  const namespace = pick(NAMESPACES);
  const rules = Array.from({ length: 1 + random(3) }, () => pick(RULES));
  const subjects = Array.from({ length: 1 + random(2) }, () => {
    if (random(4) === 0) return pick(GROUPS);
    const home = pick(NAMESPACES);
    return home === '' ? pick(NAMES) : `${home}/${pick(NAMES)}`;
  });
  switch (random(8)) {
    case 0:
    case 1:
      return object.account(namespace, pick(NAMES));
    case 2:
      return object.role(namespace, pick(ROLES), ...rules.filter((rule) => !rule.startsWith('url:')));
    case 3:
      return withLabels(object.clusterRole(pick(ROLES), ...rules), pick(LABELS));
    case 4:
      return `${withLabels(object.clusterRole(pick(ROLES), ...rules), pick(LABELS))}aggregationRule: { clusterRoleSelectors: [${pick(SELECTORS)}] }\n`;
    case 5:
      return object.bind(namespace, `${pick(['Role', 'ClusterRole'])} ${pick(ROLES)}`, ...subjects);
    case 6:
      return object.bindAll(`ClusterRole ${pick(ROLES)}`, ...subjects);
    default:
      return object.pod(namespace, pick(NAMES), random(3) === 0 ? undefined : pick(NAMES));
  }
}

function withLabels(text: string, labels: string): string {
  return labels === '' ? text : text.replace('metadata: { ', `metadata: { labels: { ${labels} }, `);
}
