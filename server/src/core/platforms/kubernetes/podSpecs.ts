import { ownOf } from '../../collections/ownOf.js';
import { ARGO_KINDS, PATTERN_GROUPS, POD_KINDS } from '../../knowledge/kubernetes/podKinds.js';
import type { MappingNode, SyntaxEntry, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';
import { itemsOf, recordOf } from './reading.js';

/** A place where an object says how a pod is to run. */
export interface PodSpec {
  /** Where the account is named, or would be. */
  readonly node: MappingNode;
  /** The key of that mapping. */
  readonly key: SyntaxNode;
  /** The entry that names the account, when one does. */
  readonly account: SyntaxEntry | undefined;
  readonly containers: readonly SyntaxNode[];
  /** What holds `volumes`, `hostPID` and the like. */
  readonly pod: SyntaxNode;
  readonly labels: Readonly<Record<string, string>>;
}

/** Every pod that an object carries. */
export function podSpecsOf(object: KubernetesObject): readonly PodSpec[] {
  const { group, kind, node } = object;
  const known = POD_KINDS.find((each) => each.group === group && each.kinds.includes(kind));
  // A container without an image is a part of one, for a patch: the API server would refuse it, whatever is beside it.
  if (known !== undefined) {
    return specAt(node, known.spec, object).filter(
      ({ containers }) =>
        containers.length > 0 && containers.every((container) => get(container, 'image') !== undefined),
    );
  }
  if (PATTERN_GROUPS.has(group) || BUILT_IN.has(group)) return [];
  if (group === 'argoproj.io' && Object.hasOwn(ARGO_KINDS, kind)) {
    return argoSpecs(node, ownOf(ARGO_KINDS, kind) ?? []);
  }
  if (group === 'tekton.dev') return tektonSpecs(object);
  return customSpecs(object);
}

/** Groups of Kubernetes itself whose kinds that carry a pod are all known. */
const BUILT_IN: ReadonlySet<string> = new Set([
  '',
  'apps',
  'batch',
  'extensions',
  'policy',
  'autoscaling',
  'rbac.authorization.k8s.io',
  'networking.k8s.io',
  'storage.k8s.io',
]);

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

function specAt(node: SyntaxNode, path: readonly string[], object?: KubernetesObject): readonly PodSpec[] {
  let owner: SyntaxNode | undefined = node;
  let above: SyntaxNode | undefined;
  let key: SyntaxNode | undefined;
  for (const step of path) {
    above = owner;
    const found: SyntaxEntry | undefined = entry(owner, step);
    key = found?.key;
    owner = found?.value;
  }
  if (owner?.kind !== 'mapping' || key === undefined) return [];
  const labels = path.length === 1 ? (object?.labels ?? {}) : recordOf(get(get(above, 'metadata'), 'labels'));
  return [podSpec(owner, key, labels)];
}

function podSpec(node: MappingNode, key: SyntaxNode, labels: Readonly<Record<string, string>>): PodSpec {
  const containers = CONTAINERS.flatMap((name) => itemsOf(get(node, name)));
  return { node, key, account: accountEntry(node), containers, pod: node, labels };
}

/**
 * `serviceAccount` is the older name of `serviceAccountName`, and counts where that is absent.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
 */
function accountEntry(node: SyntaxNode): SyntaxEntry | undefined {
  return ['serviceAccountName', 'serviceAccount']
    .map((name) => entry(node, name))
    .find((found) => textOf(found?.value) !== undefined && textOf(found?.value) !== '');
}

/** A workflow's pods run as its own account, those of a template that names one as that. */
function argoSpecs(node: SyntaxNode, path: readonly string[]): readonly PodSpec[] {
  const [whole] = specAt(node, path);
  if (whole === undefined) return [];
  const templates = itemsOf(get(whole.node, 'templates'));
  const own = templates.flatMap((template) =>
    template.kind === 'mapping' && accountEntry(template) !== undefined ? [template] : [],
  );
  const others = templates.filter((template) => !own.some((each) => each === template));
  const labels = recordOf(get(get(whole.node, 'podMetadata'), 'labels'));
  return [
    { ...whole, labels, containers: others.flatMap(argoContainers) },
    ...own.map((template) => ({
      ...podSpec(
        template,
        template.entries[0]?.key ?? whole.key,
        recordOf(get(get(template, 'metadata'), 'labels')),
      ),
      containers: argoContainers(template),
    })),
  ];
}

function argoContainers(template: SyntaxNode): readonly SyntaxNode[] {
  const single = ['container', 'script'].flatMap((name) => get(template, name) ?? []);
  const lists = ['initContainers', 'sidecars'].flatMap((name) => itemsOf(get(template, name)));
  return [...single, ...lists, ...itemsOf(get(get(template, 'containerSet'), 'containers'))];
}

/**
 * Runs name their account; a Task or Pipeline runs as whoever runs it.
 * https://tekton.dev/docs/pipelines/pipelineruns/#specifying-custom-serviceaccount-credentials
 */
function tektonSpecs({ kind, node }: KubernetesObject): readonly PodSpec[] {
  if (kind !== 'TaskRun' && kind !== 'PipelineRun') return [];
  const spec = entry(node, 'spec');
  if (spec?.value.kind !== 'mapping') return [];
  const template = kind === 'PipelineRun' ? entry(spec.value, 'taskRunTemplate') : undefined;
  const newer = template?.value.kind === 'mapping' ? template.value : undefined;
  const owner = newer ?? spec.value;
  const steps = [
    get(spec.value, 'taskSpec'),
    ...itemsOf(get(get(spec.value, 'pipelineSpec'), 'tasks')).map((task) => get(task, 'taskSpec')),
  ];
  const whole: PodSpec = {
    ...podSpec(owner, newer === undefined ? spec.key : (template?.key ?? spec.key), {}),
    containers: steps.flatMap((task) => [...itemsOf(get(task, 'steps')), ...itemsOf(get(task, 'sidecars'))]),
    pod: get(owner, 'podTemplate') ?? owner,
  };
  const apart = itemsOf(get(spec.value, 'taskRunSpecs')).flatMap((each): readonly PodSpec[] => {
    const account = accountEntry(each) ?? entry(each, 'taskServiceAccountName');
    if (each.kind !== 'mapping' || account === undefined) return [];
    return [{ ...podSpec(each, account.key, {}), account, containers: [] }];
  });
  return [whole, ...apart];
}

/**
 * How deep a custom resource keeps the template of a pod at most, how much of one is looked through (aliases can make a
 * small text endless), and what is no template although it looks like one.
 */
const MAX_DEPTH = 8;
const MAX_LOOKS = 20_000;
const PATTERNS: ReadonlySet<string> = new Set([
  'pattern',
  'anyPattern',
  'validate',
  'mutate',
  'overlay',
  'patch',
]);

/**
 * A custom resource: the templates of pods that it holds, or else the account that it names. Only `template` with a
 * `spec` that has containers is taken for one.
 */
function customSpecs({ node }: KubernetesObject): readonly PodSpec[] {
  const spec = entry(node, 'spec');
  if (spec === undefined) return [];
  const found: PodSpec[] = [];
  findTemplates(spec.value, 0, { found, looks: 0 });
  if (found.length > 0) return found;
  const { value } = spec;
  if (value.kind !== 'mapping') return [];
  // A field that is only called so may hold an object.
  const account = entry(value, 'serviceAccountName');
  return textOf(account?.value) === undefined || textOf(account?.value) === ''
    ? []
    : [{ node: value, key: spec.key, account, containers: [], pod: value, labels: {} }];
}

interface Search {
  readonly found: PodSpec[];
  looks: number;
}

function findTemplates(node: SyntaxNode, depth: number, search: Search): void {
  search.looks++;
  if (depth > MAX_DEPTH || search.looks > MAX_LOOKS || node.kind === 'scalar') return;
  if (node.kind === 'sequence') {
    for (const item of node.items) findTemplates(item, depth + 1, search);
    return;
  }
  for (const { key, value } of node.entries) {
    if (PATTERNS.has(key.text)) continue;
    const spec = /template$/iu.test(key.text) ? entry(value, 'spec') : undefined;
    if (spec?.value.kind === 'mapping' && hasContainers(spec.value)) {
      search.found.push(podSpec(spec.value, spec.key, recordOf(get(get(value, 'metadata'), 'labels'))));
    } else findTemplates(value, depth + 1, search);
  }
}

function hasContainers(node: SyntaxNode): boolean {
  const containers = itemsOf(get(node, 'containers'));
  return containers.some(
    (container) => get(container, 'name') !== undefined || get(container, 'image') !== undefined,
  );
}
