import { accountHolder, groupHolder, userHolder } from '../../knowledge/kubernetes/subjects.js';
import type { Attachment, Holder } from '../../model/permissionSet.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';
import { itemsOf, listOf } from './reading.js';

/** The older group of OpenShift for roles and bindings, which its API server stores as those of Kubernetes. */
export const OPENSHIFT_GROUP = 'authorization.openshift.io';

/**
 * A binding as OpenShift had them first: a role without a namespace is one of the whole cluster, subjects are object
 * references, and lists of names take their place where they are given.
 * https://github.com/openshift/api/blob/master/authorization/v1/types.go
 */
export function readOpenshiftBinding(reading: Reading, object: KubernetesObject): Attachment | undefined {
  const isNamespaced = object.kind === 'RoleBinding';
  const role = get(object.node, 'roleRef');
  const nameNode = get(role, 'name');
  const name = textOf(nameNode);
  if (nameNode === undefined || name === undefined) return undefined;
  const ofRole = textOf(get(role, 'namespace')) ?? '';
  const namespace = isNamespaced ? object.namespace : null;
  return {
    localId: isNamespaced
      ? `rolebinding:${object.namespace}/${object.name}`
      : `clusterrolebinding:${object.name}`,
    noun: object.kind,
    name: isNamespaced ? qualified(object.namespace, object.name) : object.name,
    set: {
      space: 'permission-set',
      key:
        ofRole === '' || !isNamespaced
          ? `kubernetes:clusterrole/${name}`
          : `kubernetes:role/${object.namespace}/${name}`,
    },
    setOrigin: reading.originOf(nameNode),
    holders: holdersOf(reading, object.node, namespace),
    within: namespace,
    namespace,
    origin: reading.originOf(object.nameNode),
    extent: object.extent,
  };
}

function holdersOf(reading: Reading, node: SyntaxNode, within: string | null): readonly Holder[] {
  const named = [
    ...listOf(get(node, 'userNames')).map((user) => userHolder(user.text, reading.originOf(user.node))),
    ...listOf(get(node, 'groupNames')).map((group) => groupHolder(group.text, reading.originOf(group.node))),
  ];
  if (named.length > 0) return named;
  return itemsOf(get(node, 'subjects')).flatMap((subject) => {
    const at = get(subject, 'name');
    const name = textOf(at);
    if (at === undefined || name === undefined || name === '') return [];
    const origin = reading.originOf(at);
    switch (textOf(get(subject, 'kind'))) {
      case 'ServiceAccount':
        return [accountHolder(textOf(get(subject, 'namespace')) ?? '', name, within, origin)];
      case 'User':
      case 'SystemUser':
        return [userHolder(name, origin)];
      case 'Group':
      case 'SystemGroup':
        return [groupHolder(name, origin)];
      default:
        return [];
    }
  });
}
