import type { Pointing } from '../../model/pointing.js';
import { pointedAt } from '../../syntax/pathAt.js';
import type { PathStep } from '../../syntax/pathAt.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';

/** What a text of a manifest is about at which nothing of the model stands: the parts of a rule, the name of an object. */
export function point(tree: SyntaxTree, offset: number): Pointing | undefined {
  const pointed = pointedAt(tree, offset);
  if (pointed === undefined) return undefined;
  const { keys, range, steps } = pointed;
  if (keys[0] === 'rules' && OF_A_RULE.has(keys[2] ?? '')) return ofRule(steps[2], range);
  // The name of a binding or a workload stands for what it names in turn.
  return keys.join(' ') === 'metadata name' ? ofObject(steps[0]?.node, range) : undefined;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/ */
const OF_A_RULE: ReadonlySet<string> = new Set(['apiGroups', 'verbs', 'resourceNames', 'resources']);

/** The grants of a rule stand at its resources, or at its paths that are no resources. */
function ofRule(rule: PathStep | undefined, range: Pointing['range']): Pointing {
  const at = ['resources', 'nonResourceURLs', 'verbs'].flatMap((key) => get(rule?.node, key)?.range ?? []);
  return { kind: 'same', at, range };
}

function ofObject(root: SyntaxNode | undefined, range: Pointing['range']): Pointing | undefined {
  const kind = textOf(get(root, 'kind'));
  if (kind === 'RoleBinding' || kind === 'ClusterRoleBinding') {
    const named = get(get(root, 'roleRef'), 'name');
    return named === undefined ? undefined : { kind: 'same', at: [named.range], range };
  }
  const rules = get(root, 'rules');
  return (kind === 'Role' || kind === 'ClusterRole') && rules !== undefined
    ? { kind: 'same', at: [rules.range], range }
    : undefined;
}
