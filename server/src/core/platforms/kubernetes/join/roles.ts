import type { RoleRule } from '../../../knowledge/kubernetes/defaultRoles.js';
import {
  builtinAggregateLabels,
  builtinClusterRole,
  builtinRole,
  builtinRolesWithLabel,
} from '../../../knowledge/kubernetes/builtinRoles.js';
import type { Grant, Unknown } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { AttachedBy, PermissionSet } from '../../../model/permissionSet.js';
import { builtinGrants } from './builtinGrants.js';
import type { Binding, Cluster, Placed } from './cluster.js';
import type { Place } from './nearest.js';
import { nearestOf } from './nearest.js';

/** Where the rules come from that a role stands for, aggregation followed. */
export interface RuleSource {
  /** Sets of the workspace, with the namespace of each that has one. */
  readonly sets: readonly Placed<PermissionSet>[];
  /** Roles that every cluster has, with the text that names them. */
  readonly builtin: readonly { readonly rules: readonly RoleRule[]; readonly origin: Origin }[];
  /** Roles that only stand for others. */
  readonly through: readonly Placed<PermissionSet>[];
  readonly unknowns: readonly Unknown[];
  /** Whether no role of this name is known. */
  readonly missing: boolean;
}

const NOTHING: RuleSource = { sets: [], builtin: [], through: [], unknowns: [], missing: false };

/** Where the rules come from that a binding gives. */
export function sourceOf(cluster: Cluster, binding: Binding): RuleSource {
  const { role, fact, within } = binding;
  if (role === undefined) return policySource(cluster, binding);
  // Refused by the API server: the roleRef of a ClusterRoleBinding is a ClusterRole.
  if (role.kind === 'role' && within === null) return NOTHING;
  const sets = cluster.rolesNamed(binding, role);
  if (sets.length > 0) return together(sets.map((set) => sourceOfSet(cluster, set)));
  const rules = role.kind === 'role' ? builtinRole(role.namespace, role.name) : builtinClusterRole(role.name);
  if (rules === undefined) {
    const noun = role.kind === 'role' ? 'Role' : 'ClusterRole';
    const what = `what ${noun} ${role.name} allows`;
    const unknown = { what, why: 'it is not in this workspace', origin: fact.setOrigin };
    return { ...NOTHING, unknowns: [unknown], missing: true };
  }
  const labels = role.kind === 'role' ? [] : builtinAggregateLabels(role.name);
  const taken = labels.flatMap((label) => clusterRolesWith(cluster, binding, [{ [label]: ['true'] }]));
  return together([
    { ...NOTHING, builtin: [{ rules, origin: fact.setOrigin }] },
    ...taken.map((set) => sourceOfSet(cluster, set)),
  ]);
}

/** Where the rules of one set come from: itself, or those that it takes in. */
export function sourceOfSet(
  cluster: Cluster,
  set: Placed<PermissionSet>,
  open: readonly Placed<PermissionSet>[] = [],
): RuleSource {
  const { aggregates, origin, unknowns } = set.fact;
  if (aggregates === undefined) return { ...NOTHING, sets: [set], unknowns };
  if (open.includes(set)) return NOTHING;
  const taken = clusterRolesWith(cluster, set, aggregates).map((other) =>
    sourceOfSet(cluster, other, [...open, set]),
  );
  const builtin = aggregates.flatMap(builtinBehind).map((rules) => ({ rules, origin }));
  return together([{ ...NOTHING, builtin, through: [set], unknowns }, ...taken]);
}

/**
 * The grants that come of a source when it is bound. `within` is the namespace to which the binding limits them; null
 * when it does not.
 */
export function grantsOf(
  { sets, builtin }: Pick<RuleSource, 'sets' | 'builtin'>,
  within: string | null,
  attachedBy?: AttachedBy,
): readonly Grant[] {
  const grants = [
    ...sets.flatMap(({ fact }) => fact.grants),
    ...builtin.flatMap(({ rules, origin }) => builtinGrants(rules, origin)),
  ];
  // Paths that are no resources belong to no namespace, so that only a ClusterRoleBinding gives them.
  const counting = within === null ? grants : grants.filter((grant) => !isNonResource(grant));
  return counting.map((grant) => attached(grant, within, attachedBy));
}

/** The grants of a policy of a service mesh, in the namespace of its workloads. */
export function policyGrants({ sets }: Pick<RuleSource, 'sets'>, attachedBy?: AttachedBy): readonly Grant[] {
  return sets.flatMap(({ fact, namespace }) =>
    fact.grants.map((grant) => attached(grant, namespace, attachedBy)),
  );
}

/** The grant with the namespace in which it counts, null for the whole cluster, and with what gives it. */
function attached(grant: Grant, namespace: string | null, attachedBy: AttachedBy | undefined): Grant {
  const same = grant.attributes?.['namespace'] === namespace;
  if (attachedBy === undefined && same) return grant;
  return {
    ...grant,
    ...(same ? {} : { attributes: { ...grant.attributes, namespace } }),
    ...(attachedBy === undefined ? {} : { attachedBy }),
  };
}

/** ClusterRoles that any of the selectors fits; of several of one name the nearest. */
function clusterRolesWith(
  cluster: Cluster,
  from: Place,
  selectors: NonNullable<PermissionSet['aggregates']>,
): readonly Placed<PermissionSet>[] {
  const byName = new Map<string, Placed<PermissionSet>[]>();
  for (const set of cluster.clusterRoles) {
    if (!selectors.some((selector) => selects(selector, set.fact.labels ?? {}))) continue;
    byName.set(set.name, [...(byName.get(set.name) ?? []), set]);
  }
  return [...byName.values()].flatMap((sets) => nearestOf(from, sets));
}

/**
 * Whether labels fit a selector. A key stands for `In` its values, or, with none, for `Exists`; one that begins with
 * `!`, which no label does, for `NotIn` and `DoesNotExist`.
 */
export function selects(
  selector: Readonly<Record<string, readonly string[]>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector).every(([key, values]) => {
    const label = key.startsWith('!') ? key.slice(1) : key;
    const value = Object.hasOwn(labels, label) ? labels[label] : undefined;
    const named = value !== undefined && (values.length === 0 || values.includes(value));
    return key.startsWith('!') ? !named : named;
  });
}

function builtinBehind(
  selector: Readonly<Record<string, readonly string[]>>,
): readonly (readonly RoleRule[])[] {
  const entries = Object.entries(selector);
  const [first] = entries;
  if (first === undefined || entries.length > 1 || !first[1].includes('true')) return [];
  return builtinRolesWithLabel(first[0]);
}

function policySource(cluster: Cluster, binding: Binding): RuleSource {
  const sets = cluster.setsBeside(binding, binding.fact.set.key);
  return { ...NOTHING, sets, unknowns: sets.flatMap((set) => set.fact.unknowns) };
}

function together(parts: readonly RuleSource[]): RuleSource {
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return first;
  return {
    sets: [...new Set(parts.flatMap(({ sets }) => sets))],
    builtin: parts.flatMap(({ builtin }) => builtin),
    through: [...new Set(parts.flatMap(({ through }) => through))],
    unknowns: [...new Set(parts.flatMap(({ unknowns }) => unknowns))],
    missing: false,
  };
}

function isNonResource({ attributes }: Grant): boolean {
  return attributes?.['nonResourceURLs'] !== undefined;
}
