import type { RoleRule } from '../../../knowledge/kubernetes/defaultRoles.js';
import {
  builtinAggregateLabels,
  builtinClusterRole,
  builtinRole,
  builtinRolesWithLabel,
} from '../../../knowledge/kubernetes/builtinRoles.js';
import type { Unknown } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { Attachment, PermissionSet } from '../../../model/permissionSet.js';
import type { Selectors } from './aggregated.js';
import { Aggregated } from './aggregated.js';
import type { Place } from './nearest.js';
import type { Binding, Placed, RoleRef } from './placed.js';
import { Remembered } from './remembered.js';

/** Where the rules come from that a role stands for, aggregation followed. */
export interface RuleSource {
  /** Sets of the workspace, with the namespace of each that has one. */
  readonly sets: readonly Placed<PermissionSet>[];
  /** Roles that every cluster has, with the text that names them. */
  readonly builtin: readonly BuiltinSource[];
  /** Roles that only stand for others. */
  readonly through: readonly Placed<PermissionSet>[];
  readonly unknowns: readonly Unknown[];
  /** Whether no role of this name is known. */
  readonly missing: boolean;
}

/** A role that every cluster has, with the text that names it. */
export interface BuiltinSource {
  readonly rules: readonly RoleRule[];
  readonly origin: Origin;
}

const NOTHING: RuleSource = { sets: [], builtin: [], through: [], unknowns: [], missing: false };

/** The roles of a cluster, to look names up in. */
export interface Roles {
  readonly clusterRoles: readonly Placed<PermissionSet>[];
  readonly rolesNamed: (from: Place, role: RoleRef) => readonly Placed<PermissionSet>[];
  /** The sets under a key in the file of a binding, placed as it is. */
  readonly setsBeside: (binding: Placed<Attachment>, key: string) => readonly Placed<PermissionSet>[];
}

/** The most roles that one role takes in, directly or over others. */
export const MOST_TAKEN_IN = 1_000;

const OF_SET = new Remembered<Placed<PermissionSet>, RuleSource>();
const OF_BINDING = new Remembered<Binding, RuleSource>();

/** Where the rules of each role and binding of a cluster come from. */
export class RuleSources {
  readonly #aggregated: Aggregated;
  readonly #bySet = new Map<Placed<PermissionSet>, RuleSource>();
  readonly #byBinding = new Map<Binding, RuleSource>();

  constructor(readonly roles: Roles) {
    this.#aggregated = new Aggregated(roles.clusterRoles);
  }

  /** Where the rules of one set come from: itself, or those that it takes in. */
  ofSet(set: Placed<PermissionSet>): RuleSource {
    if (set.fact.aggregates === undefined) {
      return OF_SET.of(set, [], () => ({ ...NOTHING, sets: [set], unknowns: set.fact.unknowns }));
    }
    let found = this.#bySet.get(set);
    if (found === undefined) {
      const walked = this.#walk([set]);
      found = OF_SET.of(set, [...walked.seen, walked.cut], () => sourceOf(walked));
      this.#bySet.set(set, found);
    }
    return found;
  }

  /** Where the rules come from that a binding gives. */
  ofBinding(binding: Binding): RuleSource {
    let found = this.#byBinding.get(binding);
    if (found === undefined) {
      found = this.#find(binding);
      this.#byBinding.set(binding, found);
    }
    return found;
  }

  #find(binding: Binding): RuleSource {
    const { role, fact, within } = binding;
    if (role === undefined) {
      const sets = this.roles.setsBeside(binding, fact.set.key);
      return OF_BINDING.of(binding, sets, () => ({
        ...NOTHING,
        sets,
        unknowns: sets.flatMap((set) => set.fact.unknowns),
      }));
    }
    // Refused by the API server: the roleRef of a ClusterRoleBinding is a ClusterRole.
    if (role.kind === 'role' && within === null) return NOTHING;
    const sets = this.roles.rolesNamed(binding, role);
    const [only] = sets;
    if (only !== undefined && sets.length === 1) return this.ofSet(only);
    if (only !== undefined) {
      const walked = this.#walk(sets);
      return OF_BINDING.of(binding, [...walked.seen, walked.cut], () => sourceOf(walked));
    }
    const rules =
      role.kind === 'role' ? builtinRole(role.namespace, role.name) : builtinClusterRole(role.name);
    if (rules === undefined) return OF_BINDING.of(binding, [], () => missing(role, fact));
    const labels = role.kind === 'role' ? [] : builtinAggregateLabels(role.name);
    const walked = this.#walk(
      labels.flatMap((label) => this.#aggregated.by(binding, [{ [label]: ['true'] }])),
    );
    return OF_BINDING.of(binding, [rules, ...walked.seen, walked.cut], () =>
      sourceOf(walked, [{ rules, origin: fact.setOrigin }]),
    );
  }

  /**
   * All roles behind some, each once, in the order in which they are met: from a role to those that it takes in, before
   * its neighbours. Roles that take in each other are met once as all others are.
   */
  #walk(starts: readonly Placed<PermissionSet>[]): Walked {
    const seen = new Set<Placed<PermissionSet>>();
    const opened = new Set<Selectors>();
    const open = [...starts].reverse();
    for (let set = open.pop(); set !== undefined; set = open.pop()) {
      if (seen.has(set)) continue;
      if (seen.size === MOST_TAKEN_IN) return { seen, cut: starts[0] };
      seen.add(set);
      const { aggregates } = set.fact;
      if (aggregates === undefined) continue;
      const taken = this.#aggregated.of(set, aggregates);
      if (taken.shared !== undefined && opened.has(taken.shared)) continue;
      if (taken.shared !== undefined) opened.add(taken.shared);
      for (let at = taken.sets.length - 1; at >= 0; at -= 1) {
        const next = taken.sets[at];
        if (next !== undefined) open.push(next);
      }
    }
    return { seen, cut: undefined };
  }
}

/** The roles behind some, and the one at which there were too many. */
interface Walked {
  readonly seen: ReadonlySet<Placed<PermissionSet>>;
  readonly cut: Placed<PermissionSet> | undefined;
}

function sourceOf({ seen, cut }: Walked, builtin: readonly BuiltinSource[] = []): RuleSource {
  const sets = [...seen].filter(({ fact }) => fact.aggregates === undefined);
  const through = [...seen].filter(({ fact }) => fact.aggregates !== undefined);
  return {
    sets,
    through,
    builtin: [
      ...builtin,
      ...through.flatMap(({ fact: { aggregates = [], origin } }) =>
        aggregates.flatMap(builtinBehind).map((rules) => ({ rules, origin })),
      ),
    ],
    unknowns: [
      ...new Set([...seen].flatMap(({ fact }) => fact.unknowns)),
      ...(cut === undefined ? [] : [tooMany(cut)]),
    ],
    missing: false,
  };
}

function tooMany({ fact: { noun, name, origin } }: Placed<PermissionSet>): Unknown {
  return {
    what: `what else ${noun} ${name} takes in`,
    why: `it takes in more than ${MOST_TAKEN_IN.toLocaleString('en')} roles`,
    origin,
  };
}

function missing(role: RoleRef, { setOrigin }: Attachment): RuleSource {
  const noun = role.kind === 'role' ? 'Role' : 'ClusterRole';
  const what = `what ${noun} ${role.name} allows`;
  return {
    ...NOTHING,
    unknowns: [{ what, why: 'it is not in this workspace', origin: setOrigin }],
    missing: true,
  };
}

function builtinBehind(
  selector: Readonly<Record<string, readonly string[]>>,
): readonly (readonly RoleRule[])[] {
  const entries = Object.entries(selector);
  const [first] = entries;
  if (first === undefined || entries.length > 1 || !first[1].includes('true')) return [];
  return builtinRolesWithLabel(first[0]);
}
