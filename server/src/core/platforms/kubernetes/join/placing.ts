import { RBAC_GROUP } from '../../../knowledge/kubernetes/subjects.js';
import type { FileFacts, SessionFacts } from '../../../model/facts.js';
import type { Guard } from '../../../model/guard.js';
import type { StandingCredential } from '../../../model/identityLink.js';
import type { Attachment, Holder, PermissionSet } from '../../../model/permissionSet.js';
import type { Uri } from '../../../text/uri.js';
import type { ObjectName } from './nameAt.js';
import type { Renaming } from './names.js';
import { nameAt, ownNamespace, unwrittenNamespace } from './nameAt.js';
import { accountNameOf, placedName, roleNameOf } from './names.js';
import type { Placement } from './placement.js';
import { placementsIn } from './placement.js';
import { patchedAccount, patchedAttachment, patchedWorkload } from './patched.js';
import { patchedSet } from './patchedSets.js';
import type { PlacedPatch } from './patches.js';
import { plain } from './patches.js';
import { patchedOnce } from './patching.js';
import type { Binding, BoundHolder, HeldCredential, Placed, RoleRef, RunningWorkload } from './placed.js';
import { Remembered } from './remembered.js';

/** How the user's name begins that an account has. */
const ACCOUNT_USER = 'system:serviceaccount:';

/** Objects by their facts, for each way in which files come into a cluster. */
const KEPT = new WeakMap<Placement, Remembered<object, object>>();

/**
 * Puts the objects of files at the places where they come into the cluster. An object is the very same as before while
 * its facts, its placement and what it names are the same.
 */
export class Placing {
  constructor(
    readonly files: readonly FileFacts[],
    readonly placements: ReadonlyMap<Uri, readonly Placement[]>,
    readonly renaming: Renaming,
  ) {}

  accounts(): readonly Placed<SessionFacts>[] {
    return this.#each(
      ({ sessions }) => sessions,
      patchedAccount,
      (fact, at) => kept(fact, at.placement, [], () => ({ ...at, fact, namespace: '', name: '' })),
    );
  }

  sets(): readonly Placed<PermissionSet>[] {
    return this.#each(
      ({ sets }) => sets,
      patchedSet,
      (fact, at) => kept(fact, at.placement, [], () => ({ ...at, fact, ...setName(fact, at.placement) })),
    );
  }

  guards(): readonly Placed<Guard>[] {
    return this.#each(
      ({ guards }) => guards,
      asWritten,
      (fact, at) =>
        kept(fact, at.placement, [], () => ({
          ...at,
          fact,
          namespace: ownNamespace(at.placement, fact.namespace),
          name: '',
        })),
    );
  }

  bindings(): readonly Binding[] {
    return this.#each(
      ({ attachments }) => attachments,
      patchedAttachment,
      (fact, at) => {
        if (at.placement.builds.length === 0) {
          return kept(fact, at.placement, [], () => this.#binding(fact, at));
        }
        const binding = this.#binding(fact, at);
        const named = binding.holders.flatMap(({ account }) => [account?.namespace, account?.name]);
        return kept(fact, at.placement, [binding.role?.name, ...named], () => binding);
      },
    );
  }

  workloads(): readonly RunningWorkload[] {
    return this.#each(
      ({ workloads }) => workloads,
      patchedWorkload,
      (fact, at) => {
        const written = accountNameOf(fact.runsAs);
        if (written === undefined) return undefined;
        const { placement } = at;
        const own = nameAt(placement, {
          kind: fact.noun,
          namespace: fact.namespace ?? '',
          name: plain(fact.namespace, fact.name),
        });
        // A pod runs as an account of its own namespace; where none is written, kustomize changes nothing.
        const name = { namespace: '', name: written.name };
        const changed = fact.named
          ? this.renaming.changed(placement, { kind: 'account', name, from: own.namespace })
          : undefined;
        const runsAs = { namespace: own.namespace, name: changed?.name ?? written.name };
        return kept(fact, placement, [runsAs.name], () => ({ ...at, fact, ...own, runsAs }));
      },
    );
  }

  credentials(): readonly HeldCredential[] {
    return this.#each(
      ({ credentials }) => credentials,
      asWritten,
      (fact, at) => this.#credential(fact, at),
    );
  }

  /** Every object of a kind, once per place that it gets. */
  #each<T extends object, P>(
    pick: (file: FileFacts) => readonly T[] | undefined,
    apply: (fact: T, patches: readonly PlacedPatch[]) => T | undefined,
    place: (fact: T, at: At) => P | undefined,
  ): readonly P[] {
    const found: P[] = [];
    for (const file of this.files) {
      const facts = pick(file);
      if (facts === undefined || facts.length === 0) continue;
      const ats = placementsIn(this.placements, file.uri).map((placement) => ({
        uri: file.uri,
        builds: placement.builds,
        placement,
      }));
      for (const written of facts) {
        for (const at of ats) {
          const fact = patchedOnce(written, at.placement.patches, apply);
          const placed = fact === undefined ? undefined : place(fact, at);
          if (placed !== undefined) found.push(placed);
        }
      }
    }
    return found;
  }

  #binding(fact: Attachment, at: At): Binding {
    const { placement } = at;
    const role = roleNameOf(fact.set);
    const own = nameAt(placement, {
      group: RBAC_GROUP,
      kind: fact.noun,
      namespace: fact.namespace,
      name: plain(fact.namespace, fact.name),
    });
    const { namespace } = own;
    // A binding counts in its own namespace; what else is one tells itself where it does.
    const isOwn = fact.within !== null && fact.within === fact.namespace;
    const within = fact.within === null ? null : ownNamespace(placement, fact.within);
    return {
      ...at,
      fact,
      ...(role === undefined ? {} : { role: this.#role(placement, role, namespace) }),
      ...own,
      within: isOwn ? namespace : within,
      holders: fact.holders.map((holder) => this.#holder({ placement }, holder, namespace)),
    };
  }

  /** A binding names a Role by name alone: it is one of its own namespace. */
  #role(placement: Placement, { kind, name }: RoleRef, from: string): RoleRef {
    const changed = this.renaming.changed(placement, { kind, name: { namespace: '', name }, from });
    return { kind, namespace: kind === 'role' ? from : '', name: changed?.name ?? name };
  }

  #holder({ placement }: Pick<Placed<Attachment>, 'placement'>, fact: Holder, from: string): BoundHolder {
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
    // The API server refuses a subject of a ClusterRoleBinding that has no namespace: whoever installs the file fills it
    // in, as that of the account.
    return {
      fact,
      account: {
        namespace: namespace === '' ? unwrittenNamespace(placement) : namespace,
        name: written.name,
      },
    };
  }

  #credential(fact: StandingCredential, at: At): HeldCredential | undefined {
    const { placement } = at;
    const written = accountNameOf(fact.identity);
    if (written === undefined) return undefined;
    const namespace = ownNamespace(placement, written.namespace);
    const changed = this.renaming.changed(placement, {
      kind: 'account',
      name: { ...written, namespace: '' },
      from: namespace,
    });
    const identity = { namespace, name: changed?.name ?? written.name };
    const { name } = nameAt(placement, {
      group: '',
      kind: 'Secret',
      namespace: written.namespace,
      name: plain(written.namespace, fact.name),
    });
    return kept(fact, placement, [identity.name], () => ({ ...at, fact, namespace, name, identity }));
  }
}

/** Where an object stands, and how it comes into the cluster. */
type At = Pick<Placed<unknown>, 'uri' | 'builds' | 'placement'>;

function kept<P extends object>(
  fact: object,
  placement: Placement,
  parts: readonly unknown[],
  make: () => P,
): P {
  let known = KEPT.get(placement);
  if (known === undefined) {
    known = new Remembered();
    KEPT.set(placement, known);
  }
  // Each fact is of one kind, and what is made of it as well.
  return known.of(fact, parts, make) as P;
}

function asWritten<T>(fact: T): T {
  return fact;
}

function setName({ key, subject, name }: PermissionSet, placement: Placement): ObjectName {
  const role = roleNameOf(key);
  if (role !== undefined) return placedName(placement, role.kind, role);
  return { namespace: ownNamespace(placement, subject['namespace'] ?? ''), name };
}
