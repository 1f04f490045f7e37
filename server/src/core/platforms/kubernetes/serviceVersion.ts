import { declaredAccount } from '../../knowledge/kubernetes/declaredAccount.js';
import { accountHolder, RBAC_GROUP } from '../../knowledge/kubernetes/subjects.js';
import type { Definition, SessionFacts } from '../../model/facts.js';
import type { Attachment, PermissionSet, Workload } from '../../model/permissionSet.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { accountKey } from './accounts.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';
import { itemsOf } from './reading.js';
import { readRole } from './roles.js';
import { readWorkloads } from './workloads.js';

interface ServiceVersionFacts {
  readonly sessions: readonly SessionFacts[];
  readonly definitions: readonly Definition[];
  readonly sets: readonly PermissionSet[];
  readonly attachments: readonly Attachment[];
  readonly workloads: readonly Workload[];
}

/** A list of `spec.install.spec`, and what OLM makes of each of its items. */
const LISTS = [
  { list: 'permissions', kind: 'Role', binding: 'RoleBinding' },
  { list: 'clusterPermissions', kind: 'ClusterRole', binding: 'ClusterRoleBinding' },
] as const;

/** What the generators of bundles write for a namespace that only the installation settles. */
const UNSETTLED = 'placeholder';

/** Whether an object tells the Operator Lifecycle Manager how to install an operator. */
export function isServiceVersion({ group, kind }: KubernetesObject): boolean {
  return group === 'operators.coreos.com' && kind === 'ClusterServiceVersion';
}

/**
 * What OLM makes of a ClusterServiceVersion: an account for each name, a Role and its binding for each of `permissions`,
 * a ClusterRole and its binding for each of `clusterPermissions`, and the deployments that run as them.
 * https://github.com/operator-framework/operator-lifecycle-manager/blob/master/pkg/controller/registry/resolver/rbac.go
 */
export function readServiceVersion(reading: Reading, object: KubernetesObject): ServiceVersionFacts {
  const spec = get(get(get(object.node, 'spec'), 'install'), 'spec');
  const namespace = object.namespace === UNSETTLED ? '' : object.namespace;
  const accounts = new Map<string, SessionFacts>();
  const sets: PermissionSet[] = [];
  const attachments: Attachment[] = [];
  for (const { list, kind, binding } of LISTS) {
    for (const [index, item] of itemsOf(get(spec, list)).entries()) {
      const nameNode = get(item, 'serviceAccountName');
      const name = textOf(nameNode);
      if (nameNode === undefined || name === undefined || name === '') continue;
      const origin = reading.originOf(nameNode);
      accounts.set(
        name,
        accounts.get(name) ?? declaredAccount({ namespace, name, origin, extent: item.range, clouds: [] }),
      );
      // OLM adds a hash of the rules to the name; the number tells the items of one list apart as well.
      const set = `${object.name}-${name}${index === 0 ? '' : `-${String(index + 1)}`}`;
      const within = kind === 'Role' ? namespace : null;
      const role = { ...made(object, item, nameNode), group: RBAC_GROUP, kind, name: set, namespace };
      const read = readRole(reading, role).set;
      sets.push(read);
      attachments.push({
        localId: `${binding.toLowerCase()}:${within === null ? '' : `${within}/`}${set}`,
        noun: binding,
        name: within === null ? set : qualified(within, set),
        set: read.key,
        setOrigin: origin,
        holders: [accountHolder(namespace, name, within, origin)],
        within,
        namespace: within,
        origin,
        extent: item.range,
      });
    }
  }
  const sessions = [...accounts.values()];
  return {
    sessions,
    definitions: [...accounts].map(([name, { origin }]) => ({ ...accountKey(namespace, name), origin })),
    sets,
    attachments,
    workloads: itemsOf(get(spec, 'deployments')).flatMap((item) => {
      const nameNode = get(item, 'name') ?? item;
      const deployment = { ...made(object, item, nameNode), group: 'apps', kind: 'Deployment', namespace };
      return readWorkloads(reading, { ...deployment, name: textOf(nameNode) ?? object.name });
    }),
  };
}

/** An object that OLM makes of an item, without what is told of it alone. */
function made(object: KubernetesObject, item: SyntaxNode, nameNode: SyntaxNode): KubernetesObject {
  return { ...object, node: item, nameNode, labels: {}, annotations: {}, extent: item.range };
}
