import { accountHolder, groupHolder, RBAC_GROUP, userHolder } from '../../knowledge/kubernetes/subjects.js';
import type { DefinitionKey } from '../../model/facts.js';
import type { Attachment, Holder } from '../../model/permissionSet.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';
import { itemsOf } from './reading.js';
import { meantBy } from '../../text/meant.js';
import { quoted } from '../../text/quoted.js';

/**
 * A RoleBinding or ClusterRoleBinding; `undefined` for one that an API server refuses.
 * https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/validation/validation.go
 */
export function readBinding(reading: Reading, object: KubernetesObject): Attachment | undefined {
  const isNamespaced = object.kind === 'RoleBinding';
  const role = get(object.node, 'roleRef');
  const nameNode = get(role, 'name');
  const name = textOf(nameNode);
  // Without a role it is only a part of one: a patch.
  if (role === undefined || isAbsent(role)) return undefined;
  if (nameNode === undefined || name === undefined) {
    reading.refuse(role, `The \`roleRef\` of a ${object.kind} needs a name.`);
    return undefined;
  }
  const set = setKey(reading, role, name, isNamespaced, object.namespace);
  if (set === undefined) return undefined;
  const namespace = isNamespaced ? object.namespace : null;
  return {
    localId: isNamespaced
      ? `rolebinding:${object.namespace}/${object.name}`
      : `clusterrolebinding:${object.name}`,
    noun: object.kind,
    name: isNamespaced ? qualified(object.namespace, object.name) : object.name,
    set,
    setOrigin: reading.originOf(nameNode),
    holders: itemsOf(get(object.node, 'subjects')).flatMap((subject) => {
      const holder = readSubject(reading, subject, namespace);
      return holder === undefined ? [] : [holder];
    }),
    within: namespace,
    namespace,
    origin: reading.originOf(object.nameNode),
    extent: object.extent,
  };
}

function setKey(
  reading: Reading,
  role: SyntaxNode,
  name: string,
  isNamespaced: boolean,
  namespace: string,
): DefinitionKey | undefined {
  const group = textOf(get(role, 'apiGroup'));
  const kindNode = get(role, 'kind');
  const kind = textOf(kindNode);
  if (group !== undefined && group !== '' && group !== RBAC_GROUP) {
    reading.refuse(
      get(role, 'apiGroup') ?? role,
      `The \`apiGroup\` of a \`roleRef\` can only be ${quoted(RBAC_GROUP)}.`,
      { written: group, name: RBAC_GROUP },
    );
    return undefined;
  }
  if (kind === 'ClusterRole') return { space: 'permission-set', key: `kubernetes:clusterrole/${name}` };
  if (kind === 'Role' && isNamespaced) {
    return { space: 'permission-set', key: `kubernetes:role/${namespace}/${name}` };
  }
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const owner = isNamespaced ? 'RoleBinding' : 'ClusterRoleBinding';
  reading.refuse(
    kindNode ?? role,
    `The \`roleRef\` of a ${owner} can only be of kind ${kinds.map(quoted).join(' or ')}.`,
    meantBy(kind ?? '', kinds),
  );
  return undefined;
}

function readSubject(reading: Reading, subject: SyntaxNode, within: string | null): Holder | undefined {
  const nameNode = get(subject, 'name');
  const name = textOf(nameNode);
  const kindNode = get(subject, 'kind');
  if (nameNode === undefined || name === undefined || name === '') {
    reading.refuse(kindNode ?? subject, 'A subject needs a name.');
    return undefined;
  }
  const origin = reading.originOf(nameNode);
  const kind = textOf(kindNode);
  if (kind !== 'ServiceAccount' && kind !== 'User' && kind !== 'Group') {
    reading.refuse(
      kindNode ?? subject,
      'A subject can only be of kind `ServiceAccount`, `User` or `Group`.',
      meantBy(kind ?? '', ['ServiceAccount', 'User', 'Group']),
    );
    return undefined;
  }
  if (!hasOwnGroup(reading, subject, kind)) return undefined;
  if (kind === 'User') return userHolder(name, origin);
  if (kind === 'Group') return groupHolder(name, origin);
  return accountHolder(textOf(get(subject, 'namespace')) ?? '', name, within, origin);
}

/** Whether the API group of a subject is that of its kind, or is left to the API server. */
function hasOwnGroup(
  reading: Reading,
  subject: SyntaxNode,
  kind: 'ServiceAccount' | 'User' | 'Group',
): boolean {
  const node = get(subject, 'apiGroup');
  const group = textOf(node) ?? '';
  const own = kind === 'ServiceAccount' ? '' : RBAC_GROUP;
  if (group === '' || group === own) return true;
  const allowed = own === '' ? 'empty' : quoted(own);
  reading.refuse(
    node ?? subject,
    `The \`apiGroup\` of a subject of kind ${kind} can only be ${allowed}.`,
    own === '' ? undefined : { written: group, name: own },
  );
  return false;
}
