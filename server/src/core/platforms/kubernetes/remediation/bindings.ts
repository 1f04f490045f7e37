import { setValue } from '../../../syntax/edit/valueEdits.js';
import type { SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entry, get } from '../../../syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../../text/textRange.js';
import { all } from './all.js';
import { isNameOf, objectAt } from './find.js';

/**
 * Makes a ClusterRoleBinding a RoleBinding of one namespace. It keeps its role: a RoleBinding to a ClusterRole grants
 * its rules in that namespace. https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding
 */
export function limitBinding(
  tree: SyntaxTree,
  at: TextRange,
  namespace: string,
): readonly TextEdit[] | undefined {
  const object = objectAt(tree, at);
  if (object?.kind !== 'ClusterRoleBinding' || !isNameOf(object, at) || namespace === '') return undefined;
  const kind = get(object.node, 'kind');
  const metadata = entry(object.node, 'metadata');
  if (kind === undefined || metadata === undefined) return undefined;
  return all([
    setValue(tree, object.node.range, ['kind'], 'RoleBinding'),
    setValue(tree, metadata.key.range, ['namespace'], namespace),
  ]);
}
