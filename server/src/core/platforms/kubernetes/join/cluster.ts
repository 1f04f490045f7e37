import type { FileFacts, SessionFacts } from '../../../model/facts.js';
import type { Guard } from '../../../model/guard.js';
import type { StandingCredential } from '../../../model/identityLink.js';
import type { Origin } from '../../../model/origin.js';
import type { Attachment, Holder, PermissionSet, Workload } from '../../../model/permissionSet.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Uri } from '../../../text/uri.js';
import type { ObjectName } from './names.js';
import { accountNameOf, clusterName, ownName, ownNamespace, Renaming, roleNameOf } from './names.js';
import type { Place } from './nearest.js';
import { nearestOf } from './nearest.js';
import type { Placement } from './overlays.js';
import { placementsIn, placementsOf } from './overlays.js';
import { patchedAccount, patchedAttachment, patchedWorkload, unitedAccount } from './patched.js';
import { patchedSet } from './patchedSets.js';
import type { PlacedPatch } from './patches.js';
import { patchedOnce } from './patching.js';
import { Variants } from './variants.js';

/** An object of a file at one of the places where it comes into the cluster. */
export interface Placed<T> extends Place, ObjectName {
  readonly fact: T;
  readonly placement: Placement;
}

/** A service account: declared, or only named by what binds it or runs as it. */
export interface Account extends Place, ObjectName {
  readonly declared?: SessionFacts;
  /** The first text that names it, where it is declared nowhere. */
  readonly origin: Origin;
  readonly extent: TextRange;
  readonly placement: Placement;
}

/** How the user's name begins that an account has. */
const ACCOUNT_USER = 'system:serviceaccount:';

/** A Role or ClusterRole by name; the namespace is empty for a ClusterRole. */
export interface RoleRef extends ObjectName {
  readonly kind: 'role' | 'clusterrole';
}

/** A binding with what it names. */
export interface Binding extends Placed<Attachment> {
  readonly within: string | null;
  /** The Role or ClusterRole; absent where it gives another kind of set. */
  readonly role?: RoleRef;
  readonly holders: readonly BoundHolder[];
}

/** One subject of a binding. */
export interface BoundHolder {
  readonly fact: Holder;
  /** The account that it names. */
  readonly account?: ObjectName;
  /** The namespace whose accounts are meant; null for all; absent when it is no group of accounts. */
  readonly accountsOf?: string | null;
}

/** A workload with the account as which it runs. */
export interface RunningWorkload extends Placed<Workload> {
  readonly runsAs: ObjectName;
}

/** A credential with the account whose it is. */
export interface HeldCredential extends Placed<StandingCredential> {
  readonly identity: ObjectName;
}

/** All Kubernetes objects of one workspace folder, taken as one cluster. */
export class Cluster {
  /** By `namespace/name`. Several where several files declare the same account. */
  readonly accounts = new Map<string, Account[]>();
  readonly sets: readonly Placed<PermissionSet>[];
  readonly bindings: readonly Binding[];
  readonly workloads: readonly RunningWorkload[];
  readonly credentials: readonly HeldCredential[];
  /** Policies of service meshes and networks. */
  readonly guards: readonly Placed<Guard>[];
  /** Policies of the network by namespace, and those that may bear on pods of any. */
  readonly #networks = new Map<string, Placed<Guard>[]>();
  readonly #farNetworks: Placed<Guard>[] = [];
  readonly placements: ReadonlyMap<Uri, readonly Placement[]>;
  readonly renaming: Renaming;
  readonly variants: Variants;
  /** Accounts that a binding of their own file names: those hang less on other files. */
  readonly #boundInFile = new Set<string>();
  readonly clusterRoles: readonly Placed<PermissionSet>[];
  readonly #roles = new Map<string, Placed<PermissionSet>[]>();
  readonly #setsInFile = new Map<string, Placed<PermissionSet>[]>();

  constructor(readonly files: readonly FileFacts[]) {
    this.placements = placementsOf(files);
    this.renaming = new Renaming(files, this.placements);
    this.variants = new Variants(files, this.placements);
    for (const { fact, ...at } of this.#placed(({ sessions }) => sessions, patchedAccount)) {
      this.#declare(fact, at);
    }
    this.sets = this.#placed(({ sets }) => sets ?? [], patchedSet).map((set) => ({
      ...set,
      ...this.#setName(set),
    }));
    this.clusterRoles = this.sets.filter(({ fact }) => roleNameOf(fact.key)?.kind === 'clusterrole');
    for (const set of this.sets) {
      append(this.#setsInFile, `${set.uri} ${set.fact.key.key}`, set);
      const role = roleNameOf(set.fact.key);
      if (role !== undefined) append(this.#roles, `${role.kind} ${idOf(set)}`, set);
    }
    this.bindings = this.#placed(({ attachments }) => attachments ?? [], patchedAttachment).map((it) =>
      this.#binding(it),
    );
    this.workloads = this.#placed(({ workloads }) => workloads ?? [], patchedWorkload).flatMap((it) =>
      this.#workload(it),
    );
    this.credentials = this.#placed(({ credentials }) => credentials ?? []).flatMap((it) =>
      this.#credential(it),
    );
    this.guards = this.#placed(({ guards }) => guards ?? []).map((it) => ({
      ...it,
      namespace: ownNamespace(it.placement, it.fact.namespace),
    }));
    for (const guard of this.guards) {
      if (guard.fact.layer !== 'network') continue;
      if (isFar(guard.fact)) this.#farNetworks.push(guard);
      else append(this.#networks, guard.namespace, guard);
    }
    this.#addNamed();
  }

  /** The account that a text means; of several files that declare it, the nearest. */
  accountsNamed(from: Place, name: ObjectName): readonly Account[] {
    const known = this.accounts.get(idOf(name)) ?? [];
    return nearestOf(from, known, (account) => !this.#boundInFile.has(`${account.uri} ${idOf(account)}`));
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
    return (this.#setsInFile.get(`${uri} ${key}`) ?? []).filter((set) => set.placement === placement);
  }

  /** The policies that bear on an account: all where it may call what they guard, else those of its pods' network. */
  guardsOf(
    holdings: readonly { readonly binding: Binding }[],
    workloads: readonly RunningWorkload[],
  ): readonly Placed<Guard>[] {
    if (this.guards.length === 0 || holdings.some(({ binding }) => binding.role === undefined)) {
      return this.guards;
    }
    const namespaces = new Set(workloads.map(({ namespace }) => namespace));
    return [...new Set([...namespaces].flatMap((namespace) => this.#networks.get(namespace) ?? []))].concat(
      namespaces.size === 0 ? [] : this.#farNetworks,
    );
  }

  /** Every object of a kind, once per place that it gets. */
  #placed<T extends object>(
    pick: (file: FileFacts) => readonly T[],
    apply: (fact: T, patches: readonly PlacedPatch[]) => T | undefined = (fact) => fact,
  ): readonly Placed<T>[] {
    return this.files.flatMap((file) =>
      pick(file).flatMap((written) =>
        placementsIn(this.placements, file.uri).flatMap((placement) => {
          const fact = patchedOnce(written, placement.patches, apply);
          const { builds } = placement;
          return fact === undefined
            ? []
            : [{ fact, placement, uri: file.uri, builds, namespace: '', name: '' }];
        }),
      ),
    );
  }

  #declare(fact: SessionFacts, at: Omit<Placed<SessionFacts>, 'fact'>): void {
    const written = fact.subject['serviceAccount'];
    if (fact.kind !== 'service-account' || written === undefined || written === '') return;
    const name = ownName(at.placement, { namespace: fact.subject['namespace'] ?? '', name: written });
    const known = this.accounts.get(idOf(name)) ?? [];
    // A second document for the same account in one file says nothing that the first does not, unless a patch does.
    const same = known.find(({ uri }) => uri === at.uri);
    if (same !== undefined) {
      const both = same.declared === undefined ? fact : unitedAccount(same.declared, fact);
      if (both === same.declared) return;
      this.accounts.set(
        idOf(name),
        known.map((each) => (each === same ? { ...same, declared: both } : each)),
      );
      return;
    }
    this.accounts.set(idOf(name), [
      ...known,
      { ...at, ...name, declared: fact, origin: fact.origin, extent: fact.extent },
    ]);
  }

  #setName({ fact, placement }: Placed<PermissionSet>): ObjectName {
    const role = roleNameOf(fact.key);
    if (role?.kind === 'clusterrole') return clusterName(placement, role.name);
    if (role !== undefined) return ownName(placement, role);
    return { namespace: ownNamespace(placement, fact.subject['namespace'] ?? ''), name: fact.name };
  }

  #binding(placed: Placed<Attachment>): Binding {
    const { fact, placement, uri } = placed;
    const role = roleNameOf(fact.set);
    const namespace = fact.namespace === null ? '' : ownNamespace(placement, fact.namespace);
    const holders = fact.holders.map((holder) => this.#holder(placed, holder, namespace));
    for (const { account } of holders) {
      if (account !== undefined) this.#boundInFile.add(`${uri} ${idOf(account)}`);
    }
    return {
      ...placed,
      ...(role === undefined ? {} : { role: this.#role(placement, role, namespace) }),
      namespace,
      name: clusterName(placement, plainName(fact.namespace, fact.name).name).name,
      within: fact.within === null ? null : ownNamespace(placement, fact.within),
      holders,
    };
  }

  /** A binding names a Role by name alone: it is one of its own namespace. */
  #role(placement: Placement, { kind, name }: RoleRef, from: string): RoleRef {
    const changed = this.renaming.changed(placement, { kind, name: { namespace: '', name }, from });
    return { kind, namespace: kind === 'role' ? from : '', name: changed?.name ?? name };
  }

  #holder({ fact: { within }, placement }: Placed<Attachment>, fact: Holder, from: string): BoundHolder {
    const { groupOf } = fact;
    if (groupOf !== undefined) {
      return groupOf.authenticated === 'nobody' ? { fact } : { fact, accountsOf: groupOf.namespace };
    }
    const key = fact.kind === 'session' ? accountNameOf(fact.key) : undefined;
    if (key === undefined) return { fact };
    // Kustomize does not look into the names of users.
    if (fact.name.startsWith(ACCOUNT_USER)) return { fact, account: key };
    const written = fact.inherits === true ? { ...key, namespace: '' } : key;
    const changed = this.renaming.changed(placement, { kind: 'account', name: written, from });
    if (changed !== undefined) return { fact, account: changed };
    // Kustomize moves only the account `default` without taking it in.
    // https://kubectl.docs.kubernetes.io/references/kustomize/builtins/#_namespacetransformer_
    const moved = written.name === 'default' ? placement.namespace : undefined;
    const namespace = moved ?? (written.namespace === '' ? from : written.namespace);
    // The API server refuses a subject of a ClusterRoleBinding that has no namespace.
    if (namespace === '' && within === null) return { fact };
    return { fact, account: ownAccount(namespace, written.name) };
  }

  #workload(placed: Placed<Workload>): readonly RunningWorkload[] {
    const { fact, placement } = placed;
    const written = accountNameOf(fact.runsAs);
    if (written === undefined) return [];
    const own = ownName(placement, plainName(fact.namespace, fact.name));
    // A pod runs as an account of its own namespace; where none is written, kustomize changes nothing.
    const name = { namespace: '', name: written.name };
    const changed = fact.named
      ? this.renaming.changed(placement, { kind: 'account', name, from: own.namespace })
      : undefined;
    return [{ ...placed, ...own, runsAs: { namespace: own.namespace, name: changed?.name ?? written.name } }];
  }

  #credential(placed: Placed<StandingCredential>): readonly HeldCredential[] {
    const { fact, placement } = placed;
    const written = accountNameOf(fact.identity);
    if (written === undefined) return [];
    const namespace = ownNamespace(placement, written.namespace);
    const changed = this.renaming.changed(placement, {
      kind: 'account',
      name: { ...written, namespace: '' },
      from: namespace,
    });
    const identity = { namespace, name: changed?.name ?? written.name };
    const name = clusterName(placement, plainName(written.namespace, fact.name).name).name;
    return [{ ...placed, namespace, name, identity }];
  }

  /** Accounts that no file declares, at the first text that names each. */
  #addNamed(): void {
    const add = (name: ObjectName, at: Omit<Account, keyof ObjectName | 'declared'>): void => {
      const [known] = this.accounts.get(idOf(name)) ?? [];
      if (known?.declared !== undefined) return;
      // It is wherever something names it.
      const builds = known === undefined ? at.builds : everywhere(known.builds, at.builds);
      this.accounts.set(idOf(name), [{ ...(known ?? { ...at, ...name }), builds }]);
    };
    for (const { uri, builds, placement, fact, holders } of this.bindings) {
      for (const { account, fact: holder } of holders) {
        if (account === undefined) continue;
        add(account, { uri, builds, placement, origin: holder.origin, extent: fact.extent });
      }
    }
    for (const { uri, builds, placement, fact, runsAs } of this.workloads) {
      add(runsAs, { uri, builds, placement, origin: fact.runsAsOrigin, extent: fact.extent });
    }
    for (const { uri, builds, placement, fact, identity } of this.credentials) {
      add(identity, { uri, builds, placement, origin: fact.identityOrigin, extent: fact.extent });
    }
  }
}

/** Whether a policy is about pods of any namespace, or tells what they may call in its own. */
function isFar({ selects, matches }: Guard): boolean {
  return (
    selects.meshWide ||
    matches.some(({ operations }) =>
      (operations ?? []).some(({ paths, methods }) => (paths ?? methods) !== undefined),
    )
  );
}

/** No kustomization at all stands for every cluster. */
function everywhere(a: readonly Uri[], b: readonly Uri[]): readonly Uri[] {
  return a.length === 0 || b.length === 0 ? [] : [...new Set([...a, ...b])];
}

function ownAccount(namespace: string, name: string): ObjectName {
  return { namespace: namespace === '' ? 'default' : namespace, name };
}

/** A name without the namespace that a reader sees before it. */
function plainName(namespace: string | null, shown: string): ObjectName {
  const before = `${namespace ?? ''}/`;
  const name = before !== '/' && shown.startsWith(before) ? shown.slice(before.length) : shown;
  return { namespace: namespace ?? '', name };
}

export function idOf({ namespace, name }: ObjectName): string {
  return `${namespace}/${name}`;
}

export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
