import type { Definition, FileFacts, SessionFacts } from '../../../model/facts.js';
import type { Attachment, PermissionSet, Workload } from '../../../model/permissionSet.js';
import type { Cluster } from './cluster.js';
import type { Binding, BoundHolder, Placed, RunningWorkload } from './placed.js';
import { bindingName } from './holdings.js';
import { isAccount } from './members.js';
import { accountKey, accountNameOf, placedName, roleKey, roleNameOf } from './names.js';
import { placementsIn } from './placement.js';
import { Remembered } from './remembered.js';

/** What a file says once the namespaces and names are those that its objects get. */
export interface ResolvedParts {
  readonly sessions: readonly SessionFacts[];
  readonly sets: readonly Placed<PermissionSet>[];
  readonly bindings: readonly Binding[];
  readonly workloads: readonly RunningWorkload[];
}

const SETS = new Remembered<Placed<PermissionSet>, PermissionSet>();
const ATTACHMENTS = new Remembered<Binding, Attachment>();
const WORKLOADS = new Remembered<RunningWorkload, Workload>();

/** The facts of a file with the sessions that the linker put together in the place of its declared accounts. */
export function resolvedFile(cluster: Cluster, file: FileFacts, parts: ResolvedParts): FileFacts {
  return {
    ...file,
    sessions: [...file.sessions.filter((session) => !isAccount(session)), ...parts.sessions].sort(byPlace),
    definitions: definitionsOf(cluster, file),
    sets: parts.sets.map((set) => SETS.of(set, [], () => resolvedSet(set))),
    attachments: parts.bindings.map((binding) =>
      ATTACHMENTS.of(binding, [], () => resolvedAttachment(binding)),
    ),
    workloads: parts.workloads.map(resolvedWorkload),
  };
}

function byPlace(a: SessionFacts, b: SessionFacts): number {
  return a.origin.range.start - b.origin.range.start;
}

function definitionsOf(cluster: Cluster, file: FileFacts): readonly Definition[] {
  const placements = placementsIn(cluster.placements, file.uri);
  return file.definitions.flatMap((definition) => {
    const account = accountNameOf(definition);
    const role = roleNameOf(definition);
    if (account === undefined && role === undefined) return [definition];
    const keys = placements.map((placement) => {
      if (account !== undefined) return accountKey(placedName(placement, 'account', account)).key;
      if (role === undefined) return definition.key;
      return roleKey(role.kind, placedName(placement, role.kind, role)).key;
    });
    return [...new Set(keys)].map((key) => ({ ...definition, key }));
  });
}

function resolvedSet({ fact, namespace, name }: Placed<PermissionSet>): PermissionSet {
  const role = roleNameOf(fact.key);
  if (role === undefined) return fact;
  return {
    ...fact,
    name: role.kind === 'role' ? `${namespace}/${name}` : name,
    subject: role.kind === 'role' ? { namespace, role: name } : { clusterRole: name },
    key: roleKey(role.kind, { namespace, name }),
  };
}

function resolvedAttachment(binding: Binding): Attachment {
  const { fact, role, within, namespace, holders } = binding;
  return {
    ...fact,
    name: bindingName(binding),
    set: role === undefined ? fact.set : roleKey(role.kind, role),
    holders: holders.map(resolvedHolder),
    within,
    namespace: fact.namespace === null ? null : namespace,
  };
}

function resolvedHolder({ fact, account }: BoundHolder): Attachment['holders'][number] {
  if (account === undefined) return fact;
  return { ...fact, key: accountKey(account), name: `${account.namespace}/${account.name}` };
}

/** The workload with the namespace that it gets, and the account as which it runs there. */
export function resolvedWorkload(workload: RunningWorkload): Workload {
  return WORKLOADS.of(workload, [], () => {
    const { fact, namespace, name, runsAs } = workload;
    return { ...fact, name: `${namespace}/${name}`, namespace, runsAs: accountKey(runsAs) };
  });
}
