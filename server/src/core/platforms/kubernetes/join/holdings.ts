import type { Grant } from '../../../model/facts.js';
import type { AttachedBy, PermissionSet } from '../../../model/permissionSet.js';
import type { Cluster } from './cluster.js';
import type { Account, Binding, BoundHolder, Placed } from './placed.js';
import { append } from './multimap.js';
import { Remembered } from './remembered.js';
import type { RuleSource } from './sources.js';
import { grantsOf, policyGrants } from './roles.js';

/** What one subject of a binding gives to the accounts that it means. */
export interface Holding {
  readonly binding: Binding;
  readonly holder: BoundHolder;
  readonly source: RuleSource;
  /** The grants, each with how the account came by it. */
  readonly grants: () => readonly Grant[];
}

/** What every account holds, in the order of the bindings. */
export interface Holdings {
  readonly of: (account: Account) => readonly Holding[];
  /** The keys of all sets that some account holds. */
  readonly held: ReadonlySet<string>;
  /** By the key of a set: the bindings that give it to users and to groups of people. */
  readonly people: ReadonlyMap<string, readonly Binding[]>;
}

/** A set is one wherever it is placed: by its file and its local id. */
export function setKey({ uri, fact }: Placed<PermissionSet>): string {
  return `${uri} ${fact.localId}`;
}

const KEYS = new WeakMap<RuleSource, readonly string[]>();

/** The keys of the sets that a source is made of. */
function keysOf(source: RuleSource): readonly string[] {
  let keys = KEYS.get(source);
  if (keys === undefined) {
    keys = [...source.sets, ...source.through].map(setKey);
    KEYS.set(source, keys);
  }
  return keys;
}

const HOLDING = new Remembered<BoundHolder, Holding>();

/** What the bindings of the cluster give to each of its accounts, directly or by a group. */
export function holdingsIn(cluster: Cluster): Holdings {
  const byAccount = new Map<Account, Holding[]>();
  const held = new Set<string>();
  const people = new Map<string, Binding[]>();
  for (const binding of cluster.bindings) {
    const source = cluster.sources.ofBinding(binding);
    for (const holder of binding.holders) {
      const accounts = accountsOf(cluster, binding, holder);
      if (holder.account === undefined && holder.accountsOf === undefined) {
        for (const key of keysOf(source)) append(people, key, binding);
      }
      if (accounts.length === 0) continue;
      const holding = HOLDING.of(holder, [binding, source], () => ({
        binding,
        holder,
        source,
        grants: once(() => grantsFor(binding, holder, source)),
      }));
      for (const account of accounts) append(byAccount, account, holding);
      for (const key of keysOf(source)) held.add(key);
    }
  }
  return { of: (account) => byAccount.get(account) ?? [], held, people };
}

function accountsOf(cluster: Cluster, binding: Binding, holder: BoundHolder): readonly Account[] {
  if (holder.account !== undefined) return cluster.accountsNamed(binding, holder.account);
  const namespace = holder.accountsOf;
  if (namespace === undefined) return [];
  const accounts = cluster.accountsIn(namespace);
  if (cluster.variants.none) return accounts;
  return accounts.filter(({ builds }) => !cluster.variants.areApart(binding.builds, builds));
}

/** What a subject of a binding gets by it, each grant with how it came. */
export function grantsFor(binding: Binding, holder: BoundHolder, source: RuleSource): readonly Grant[] {
  const { fact, role, within } = binding;
  const attachedBy: AttachedBy = {
    noun: fact.noun,
    name: bindingName(binding),
    set: setName(binding),
    within,
    holder: {
      kind: holder.fact.kind,
      name: holder.fact.name,
      ...(holder.fact.groupOf === undefined ? {} : { groupOf: holder.fact.groupOf }),
      origin: holder.fact.origin,
    },
    setOrigin: fact.setOrigin,
    origin: fact.origin,
  };
  return role === undefined ? policyGrants(source, attachedBy) : grantsOf(source, within, attachedBy);
}

/** A binding as a reader knows it: `shop/deployers`. */
export function bindingName({ fact, namespace, name }: Binding): string {
  return fact.namespace === null ? name : `${namespace}/${name}`;
}

/** What a binding gives, with its noun: `ClusterRole view`. */
export function setName({ role, fact }: Binding): string {
  if (role === undefined) return `${fact.noun} ${fact.name}`;
  return `${role.kind === 'role' ? 'Role' : 'ClusterRole'} ${role.name}`;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
