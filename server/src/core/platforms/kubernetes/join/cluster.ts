import type { FileFacts } from '../../../model/facts.js';
import type { Guard } from '../../../model/guard.js';
import type { Attachment, PermissionSet } from '../../../model/permissionSet.js';
import type { Uri } from '../../../text/uri.js';
import { declaredAccounts, withNamed } from './accounts.js';
import { withImplied } from './impliedNamespaces.js';
import { bearsOnSessions } from './guardTable.js';
import type { ObjectName } from './nameAt.js';
import { Renaming, roleNameOf } from './names.js';
import type { Place } from './nearest.js';
import { nearestOf } from './nearest.js';
import type { Placement } from './placement.js';
import { placementsOf } from './overlays.js';
import type { Account, Binding, HeldCredential, Placed, RoleRef, RunningWorkload } from './placed.js';
import { append } from './multimap.js';
import { idOf } from './placed.js';
import { Placing } from './placing.js';
import { RuleSources } from './sources.js';
import { Variants } from './variants.js';

/** All Kubernetes objects of one workspace folder, taken as one cluster. */
export class Cluster {
  readonly placements: ReadonlyMap<Uri, readonly Placement[]>;
  readonly variants: Variants;
  /** In the order in which files name them first, and by `namespace/name`: several where several files declare one. */
  readonly accounts: readonly Account[];
  readonly #accounts: ReadonlyMap<string, readonly Account[]>;
  readonly sets: readonly Placed<PermissionSet>[];
  readonly clusterRoles: readonly Placed<PermissionSet>[];
  readonly bindings: readonly Binding[];
  readonly workloads: readonly RunningWorkload[];
  readonly credentials: readonly HeldCredential[];
  /** Policies of service meshes and networks, as far as they bear on any session. */
  readonly guards: readonly Placed<Guard>[];
  /** Where the rules of roles and bindings come from. */
  readonly sources: RuleSources;
  readonly #roles = new Map<string, Placed<PermissionSet>[]>();
  /** Accounts that a binding of their own file names: those hang less on other files. */
  #boundInFile: ReadonlySet<string> | undefined;
  #setsInFile: ReadonlyMap<string, readonly Placed<PermissionSet>[]> | undefined;
  #accountsIn: ReadonlyMap<string, readonly Account[]> | undefined;

  constructor(
    readonly files: readonly FileFacts[],
    previous?: ReadonlyMap<Uri, readonly Placement[]>,
  ) {
    this.placements = withImplied(placementsOf(files, previous), files);
    this.variants = new Variants(files, this.placements);
    const placing = new Placing(files, this.placements, new Renaming(files, this.placements));
    this.sets = placing.sets();
    this.bindings = placing.bindings();
    this.workloads = placing.workloads();
    this.credentials = placing.credentials();
    this.guards = placing.guards().filter(bearsOnSessions);
    this.#accounts = withNamed(declaredAccounts(placing.accounts()), this);
    this.accounts = [...this.#accounts.values()].flat();
    const clusterRoles: Placed<PermissionSet>[] = [];
    for (const set of this.sets) {
      const role = roleNameOf(set.fact.key);
      if (role === undefined) continue;
      append(this.#roles, `${role.kind} ${idOf(set)}`, set);
      if (role.kind === 'clusterrole') clusterRoles.push(set);
    }
    this.clusterRoles = clusterRoles;
    this.sources = new RuleSources(this);
  }

  /** The account that a text means; of several files that declare it, the nearest. */
  accountsNamed(from: Place, name: ObjectName): readonly Account[] {
    return nearestOf(from, this.#accounts.get(idOf(name)) ?? [], (account) => !this.#isBoundInFile(account));
  }

  /** The accounts of a namespace, or all. */
  accountsIn(namespace: string | null): readonly Account[] {
    if (namespace === null) return this.accounts;
    this.#accountsIn ??= grouped(this.accounts, (account) => account.namespace);
    return this.#accountsIn.get(namespace) ?? [];
  }

  /** The Roles or ClusterRoles that a text means by a name. */
  rolesNamed(from: Place, role: RoleRef): readonly Placed<PermissionSet>[] {
    return nearestOf(from, this.allRolesNamed(role));
  }

  /** All Roles or ClusterRoles of a name, wherever they stand. */
  allRolesNamed(role: RoleRef): readonly Placed<PermissionSet>[] {
    return this.#roles.get(`${role.kind} ${idOf(role)}`) ?? [];
  }

  /** The sets under a key in the file of a binding, placed as it is. */
  setsBeside({ uri, placement }: Placed<Attachment>, key: string): readonly Placed<PermissionSet>[] {
    this.#setsInFile ??= grouped(this.sets, (set) => `${set.uri} ${set.fact.key.key}`);
    return (this.#setsInFile.get(`${uri} ${key}`) ?? []).filter((set) => set.placement === placement);
  }

  #isBoundInFile({ uri, namespace, name }: Account): boolean {
    this.#boundInFile ??= new Set(
      this.bindings.flatMap((binding) =>
        binding.holders.flatMap(({ account }) =>
          account === undefined ? [] : [`${binding.uri} ${idOf(account)}`],
        ),
      ),
    );
    return this.#boundInFile.has(`${uri} ${idOf({ namespace, name })}`);
  }
}

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) append(groups, keyOf(each), each);
  return groups;
}
