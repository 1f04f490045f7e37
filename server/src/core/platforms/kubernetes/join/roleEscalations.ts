import type { EscalationNeed } from '../../../knowledge/kubernetes/escalations.js';
import { BIND_SOURCE, ESCALATE_SOURCE } from '../../../knowledge/kubernetes/escalations.js';
import type { Escalation } from '../../../model/escalation.js';
import type { Grant } from '../../../model/facts.js';
import type { Held, HeldLine } from './held.js';
import { heldFor, isCovered, linesOf } from './held.js';
import { quoted } from '../../../text/quoted.js';

type RoleKind = 'role' | 'clusterrole';

/** A role by name; the namespace is empty for a ClusterRole. */
export interface RoleName {
  readonly kind: RoleKind;
  readonly namespace: string;
  readonly name: string;
}

/** A role that a binding gives to the session, with where it counts. */
export interface HeldRole extends RoleName {
  readonly within: string | null;
}

/** What the roles and bindings of the cluster are. */
export interface RoleRights {
  /** What a role allows when it is bound so; `undefined` when it is not known. */
  readonly ofRole: (role: RoleName, within: string | null) => readonly Grant[] | undefined;
  /** The role that a binding of this name gives; a binding of the whole cluster has no namespace. */
  readonly ofBinding: (namespace: string | null, name: string) => RoleName | undefined;
}

const RBAC = 'rbac.authorization.k8s.io';
const ALTER = ['patch', 'update'];

function need(resource: string, verbs: readonly string[], scope: EscalationNeed['scope']): EscalationNeed {
  return { resources: [{ apiGroup: RBAC, resource }], verbs, scope };
}

/** `escalate` and `bind`: what they come to hangs on which roles there are. */
export function roleEscalations(
  lines: readonly HeldLine[],
  roles: readonly HeldRole[],
  rights: RoleRights,
): readonly Escalation[] {
  return [...escalating(lines, roles), ...binding(lines, rights)];
}

/** Two grants that count together, with the objects of each and the namespace that they share. */
interface Pair {
  readonly namespace: string | null;
  readonly first: Held;
  readonly second: Held;
}

function pairs(first: readonly Held[], second: readonly Held[]): readonly Pair[] {
  return first.flatMap((a) =>
    second.flatMap((b) => {
      if (a.namespace !== null && b.namespace !== null && a.namespace !== b.namespace) return [];
      return [{ namespace: a.namespace ?? b.namespace, first: a, second: b }];
    }),
  );
}

/** The one pair per namespace that reaches furthest; what counts in the whole cluster comes first. */
function widest<T extends { readonly namespace: string | null; readonly rank: number }>(
  found: readonly T[],
): readonly T[] {
  const best = new Map<string | null, T>();
  for (const each of found) {
    const known = best.get(each.namespace);
    if (known === undefined || each.rank > known.rank) best.set(each.namespace, each);
  }
  const all = best.get(null);
  return all === undefined ? [...best.values()] : [all];
}

/**
 * Whoever may change a role beyond the rights that they have themselves, and has that role, has every right.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-creation-or-update
 */
function escalating(lines: readonly HeldLine[], roles: readonly HeldRole[]): readonly Escalation[] {
  const kinds = [
    ['clusterrole', 'clusterroles', 'cluster'],
    ['role', 'roles', 'namespace'],
  ] as const;
  return kinds.flatMap(([kind, resource, scope]) => {
    const escalate = heldFor(lines, need(resource, ['escalate'], scope));
    if (escalate.length === 0) return [];
    const found = pairs(escalate, heldFor(lines, need(resource, ALTER, scope))).flatMap((pair) => {
      const names = common(pair.first.names, pair.second.names);
      const own = roles.filter(
        (role) =>
          role.kind === kind &&
          (kind === 'clusterrole' || pair.namespace === null || role.namespace === pair.namespace) &&
          (names === null || names.includes(role.name)),
      );
      // Roles of others gain by it, but not the session itself.
      if (own.length === 0 && names !== null) return [];
      const wide = own.find(({ within }) => within === null);
      const role = wide ?? own[0];
      return [{ namespace: pair.namespace, rank: wide === undefined ? own.length : Infinity, pair, role }];
    });
    return widest(found).map(({ pair, role }) => escalateBy(kind, pair, role));
  });
}

function escalateBy(
  kind: RoleKind,
  { first, second, namespace }: Pair,
  role: HeldRole | undefined,
): Escalation {
  const noun = kind === 'role' ? 'Role' : 'ClusterRole';
  const total = role?.within === null;
  const place = role?.within ?? namespace;
  return {
    method: 'escalate-role',
    title:
      role === undefined
        ? `put any right into a ${noun}`
        : `put any right into ${noun} ${quoted(role.name)}, which it has`,
    gains: total ? 'everything' : 'rights',
    by: distinct([first.grant, second.grant]),
    targets: [],
    leadsTo:
      total || place === null ? 'everything in the cluster' : `everything in namespace ${quoted(place)}`,
    conditions: role === undefined ? [`a ${noun} that it may change is bound to it`] : [],
    gates: [],
    source: ESCALATE_SOURCE,
    origin: first.grant.origin,
  };
}

/**
 * Whoever may bind a role that they do not have binds it to themselves. The role of a binding that is there is not
 * changed any more, but its subjects are.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-binding-creation-or-update
 */
function binding(lines: readonly HeldLine[], rights: RoleRights): readonly Escalation[] {
  const kinds = [
    ['clusterrole', 'clusterroles', 'clusterrolebindings', 'cluster'],
    ['clusterrole', 'clusterroles', 'rolebindings', 'namespace'],
    ['role', 'roles', 'rolebindings', 'namespace'],
  ] as const;
  const found = kinds.flatMap(([kind, resource, bindings, scope]) => {
    const bind = heldFor(lines, need(resource, ['bind'], scope));
    if (bind.length === 0) return [];
    const write = heldFor(lines, need(bindings, ['create', ...ALTER], scope));
    return pairs(bind, write).flatMap((pair) => {
      const gained = gainedBy({ kind, scope, pair, lines, rights });
      return gained === undefined
        ? []
        : [{ namespace: pair.namespace, rank: gained.rank, pair, gained, scope }];
    });
  });
  const cluster = found.filter(({ scope }) => scope === 'cluster');
  const best = widest(cluster);
  if (best.some(({ gained }) => gained.gains === 'everything')) return best.map(bindBy);
  return [...best, ...widest(found.filter(({ scope }) => scope === 'namespace'))].map(bindBy);
}

interface Gained {
  readonly gains: 'rights' | 'everything';
  readonly title: string;
  readonly leadsTo: string;
  readonly rank: number;
}

interface Bind {
  readonly kind: RoleKind;
  readonly scope: 'cluster' | 'namespace';
  readonly pair: Pair;
  readonly lines: readonly HeldLine[];
  readonly rights: RoleRights;
}

function gainedBy(bind: Bind): Gained | undefined {
  const { kind, scope, pair } = bind;
  const within = scope === 'cluster' ? null : pair.namespace;
  const place = within === null ? 'the cluster' : `namespace ${quoted(within)}`;
  const candidates = rolesToBind(bind);
  if (candidates === 'any') {
    if (kind === 'clusterrole') {
      const gains = pair.namespace === null ? 'everything' : 'rights';
      return { gains, title: 'bind any ClusterRole to itself', leadsTo: `everything in ${place}`, rank: 3 };
    }
    return {
      gains: 'rights',
      title: 'bind any Role to itself',
      leadsTo: `the rights of any Role in ${place}`,
      rank: 1,
    };
  }
  const more = candidates.find((role) => givesMore(bind, role, within));
  if (more === undefined) return undefined;
  const noun = more.kind === 'role' ? 'Role' : 'ClusterRole';
  return {
    gains:
      more.kind === 'clusterrole' && more.name === 'cluster-admin' && within === null
        ? 'everything'
        : 'rights',
    title: `bind ${noun} ${quoted(more.name)} to itself`,
    leadsTo: `the rights of ${noun} ${quoted(more.name)} in ${place}`,
    rank: 2,
  };
}

/** The roles that it may bind to itself: any, or those that grants name. */
function rolesToBind({ kind, scope, pair, rights }: Bind): readonly RoleName[] | 'any' {
  const { first, second, namespace } = pair;
  const home = kind === 'clusterrole' ? '' : namespace;
  if (second.names === null) {
    if (first.names === null) return 'any';
    return home === null ? [] : first.names.map((name) => ({ kind, namespace: home, name }));
  }
  const at = scope === 'cluster' ? null : namespace;
  if (scope === 'namespace' && at === null) return [];
  return second.names
    .map((name) => rights.ofBinding(at, name))
    .filter((role) => role !== undefined)
    .filter((role) => role.kind === kind && (first.names === null || first.names.includes(role.name)));
}

/** Whether a role lets it change, or read of secrets, what it may not already. */
function givesMore({ lines, rights }: Bind, role: RoleName, within: string | null): boolean {
  const given = rights.ofRole(role, within) ?? [];
  return linesOf(given).some(
    (line) =>
      (line.grant.access !== 'read' || line.grant.system.kind === 'secrets') &&
      !lines.some((own) => isCovered(line, own)),
  );
}

function bindBy({
  pair: { first, second },
  gained,
}: {
  readonly pair: Pair;
  readonly gained: Gained;
}): Escalation {
  return {
    method: 'bind-role',
    title: gained.title,
    gains: gained.gains,
    by: distinct([first.grant, second.grant]),
    targets: [],
    leadsTo: gained.leadsTo,
    conditions: [],
    gates: [],
    source: BIND_SOURCE,
    origin: first.grant.origin,
  };
}

function common(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null) return b;
  return b === null ? a : a.filter((name) => b.includes(name));
}

function distinct(grants: readonly Grant[]): readonly Grant[] {
  return [...new Set(grants)];
}
