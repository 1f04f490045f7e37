import { workOf } from '../../../support/work.js';
import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../../../server/src/core/model/facts.js';
import { kubernetes } from '../../../../server/src/core/platforms/kubernetes/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import type { SyntaxTree } from '../../../../server/src/core/syntax/syntaxTree.js';

/** What reading may cost, in blocks of code that run (see `workOf`): for each character, and again at a keystroke. */
const WORK_PER_CHARACTER = 60;
const WORK_AT_A_KEYSTROKE = 4;
/** What a text may cost that is small and means much. */
const WORK_AT_ALL = 4_500_000;

const uri = 'file:///repository/install.yaml';

function read(text: string, previous?: SyntaxTree): { readonly tree: SyntaxTree; readonly facts: FileFacts } {
  const file = { uri, path: 'install.yaml', text };
  expect(kubernetes.select(file)).toBeGreaterThan(0);
  const tree = parse(text, 'yaml', { ...kubernetes.parsing?.(file), previous });
  return { tree, facts: kubernetes.lower(uri, tree) };
}

/** The same, with the work that it was. */
function weighed(text: string, previous?: SyntaxTree): ReturnType<typeof read> & { readonly work: number } {
  let result: ReturnType<typeof read> | undefined;
  const work = workOf(() => {
    result = read(text, previous);
  });
  if (result === undefined) throw new Error('nothing was read');
  return { ...result, work };
}

/** An application as an install manifest has it: account, role, binding, deployment. */
function application(name: string): string {
  const container = Array.from(
    { length: 12 },
    (_, index) => `            - name: SETTING_${String(index)}\n              value: some value of it`,
  ).join('\n');
  return `apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
  namespace: shop
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: ${name}
rules:
  - apiGroups: [""]
    resources: [pods, services, configmaps, secrets]
    verbs: [get, list, watch, patch]
  - apiGroups: [apps]
    resources: [deployments, statefulsets]
    verbs: ["*"]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ${name}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: ${name}
subjects:
  - kind: ServiceAccount
    name: ${name}
    namespace: shop
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
spec:
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      serviceAccountName: ${name}
      containers:
        - name: ${name}
          image: registry.example.com/${name}:1.2.3
          env:
${container}
`;
}

/** A definition of a custom resource, which makes up most of many an install manifest. */
function definition(name: string): string {
  const properties = Array.from(
    { length: 400 },
    (_, index) => `                field${String(index)}:\n                  type: string`,
  ).join('\n');
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${name}.example.com
spec:
  group: example.com
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          properties:
            spec:
              properties:
${properties}
`;
}

function manifest(document: (name: string) => string, lines: number): string {
  const one = document('app').split('\n').length;
  return Array.from({ length: Math.ceil(lines / one) }, (_, index) => document(`app-${String(index)}`)).join(
    '---\n',
  );
}

describe.each<[string, string]>([
  ['of applications', manifest(application, 20_000)],
  ['of definitions, mostly', `${manifest(definition, 18_000)}---\n${manifest(application, 2_000)}`],
])('a manifest of 20,000 lines %s', (_name, text) => {
  it('costs little to read, and a part of that at a keystroke, wherever it is', () => {
    expect(text.split('\n').length).toBeGreaterThan(19_000);
    const first = weighed(text);
    expect(first.facts.complete).toBe(true);
    expect(first.facts.workloads?.length).toBeGreaterThan(20);
    expect(first.work).toBeLessThan(WORK_PER_CHARACTER * text.length);
    let { tree } = first;
    let current = text;
    for (const where of [0.01, 0.5, 0.99]) {
      const at = current.indexOf('\n', Math.floor(current.length * where));
      current = `${current.slice(0, at)} # x${current.slice(at)}`;
      const again = weighed(current, tree);
      ({ tree } = again);
      expect(again.work).toBeLessThan(WORK_AT_A_KEYSTROKE * text.length);
    }
    const fresh = read(current);
    expect(kubernetes.lower(uri, tree)).toEqual(fresh.facts);
  });
});

describe('a text made to hurt', () => {
  const list = (count: number, item: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => item(index)).join(', ');
  const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n';
  const custom = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: t}\n';
  it.each<[string, string]>([
    ['thousands of document markers', `apiVersion: v1\nkind: Pod\n${'---\n'.repeat(60_000)}`],
    [
      'thousands of small documents',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\n---\n'.repeat(4_500),
    ],
    [
      'a rule of a billion lines',
      `${role}rules:\n- {apiGroups: [${list(1_000, String)}], resources: [${list(1_000, String)}], verbs: [${list(1_000, String)}]}\n`,
    ],
    ['braces without end', `${role}x: "${'{{'.repeat(100_000)}"\n`],
    ['lines of braces', `${role}${'# {{\n'.repeat(40_000)}`],
    [
      'templates by aliases that multiply',
      `${custom}spec:\n  a: &a {x: {y: z}}\n${['b', 'c', 'd', 'e', 'f', 'g', 'h']
        .map(
          (name, index) =>
            `  ${name}: &${name} [${list(9, () => `*${['a', 'b', 'c', 'd', 'e', 'f', 'g'][index] ?? 'a'}`)}]\n`,
        )
        .join('')}`,
    ],
    [
      'directives in every document',
      `apiVersion: v1\nkind: Pod\n${'...\n%YAML 1.2\n---\na: 1\n'.repeat(5_000)}`,
    ],
  ])('%s', (_name, text) => {
    const { work } = weighed(text);
    expect(work).toBeLessThan(WORK_AT_ALL + WORK_PER_CHARACTER * text.length);
  });
});
