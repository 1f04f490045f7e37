import { builtinClusterRole, builtinRole } from '../../../knowledge/kubernetes/builtinRoles.js';
import type { Grant } from '../../../model/facts.js';
import type { Cluster } from './cluster.js';
import type { Binding } from './placed.js';
import { append } from './multimap.js';
import type { RoleName, RoleRights } from './roleEscalations.js';
import { grantsOf } from './roles.js';

/** What the roles and bindings of a cluster are, by name. */
export function rightsIn(cluster: Cluster): RoleRights {
  const bindings = new Map<string, Binding[]>();
  for (const binding of cluster.bindings) append(bindings, keyOf(binding.within, binding.name), binding);
  return {
    ofRole: (role, within) => rightsOf(cluster, role, within),
    ofBinding: (namespace, name) => bindings.get(keyOf(namespace, name))?.[0]?.role,
  };
}

function rightsOf(cluster: Cluster, role: RoleName, within: string | null): readonly Grant[] | undefined {
  const sets = cluster.allRolesNamed(role);
  if (sets.length > 0) return sets.flatMap((set) => grantsOf(cluster.sources.ofSet(set), within));
  const rules = role.kind === 'role' ? builtinRole(role.namespace, role.name) : builtinClusterRole(role.name);
  const [any] = cluster.bindings;
  if (rules === undefined || any === undefined) return undefined;
  // Only what they allow is asked for, not where it stands.
  return grantsOf({ sets: [], builtin: [{ rules, origin: any.fact.origin }] }, within);
}

function keyOf(namespace: string | null, name: string): string {
  return `${namespace ?? '*'} ${name}`;
}
