import type { FileFacts, SessionFacts } from '../../../model/facts.js';
import type { IdentityLink } from '../../../model/identityLink.js';
import type { Uri } from '../../../text/uri.js';
import { relativePath } from '../../../text/uri.js';
import { accountSession } from './accountSession.js';
import type { Account, Cluster, HeldCredential, RunningWorkload } from './cluster.js';
import { append, idOf } from './cluster.js';
import { accessSessions } from './clusterAccess.js';
import type { KnownParts } from './dangling.js';
import { danglingOf, knownPartsOf } from './dangling.js';
import { escalationsOf, restsOnRoles } from './escalate.js';
import type { BoundGroup } from './groups.js';
import { groupSession, groupsWithoutMembers } from './groups.js';
import type { Holdings } from './holdings.js';
import { holdingsIn } from './holdings.js';
import { holdsToken } from './lifetime.js';
import type { Memo } from './memo.js';
import { accountNameOf, roleNameOf } from './names.js';
import type { ReachableAccount } from './reachable.js';
import { Reachable } from './reachable.js';
import type { ResolvedParts } from './resolvedFile.js';
import { resolvedFile, resolvedWorkload } from './resolvedFile.js';
import { rightsIn } from './roleRights.js';
import { sourceOfSet } from './roles.js';
import { isOpenToAll, unheldSession } from './unheld.js';

interface FoundSession {
  readonly uri: Uri;
  readonly facts: SessionFacts;
}

/** One cluster's sessions, made anew only where something that they rest on has changed. */
export class Assembly {
  readonly #holdings: Holdings;
  readonly #workloads = new Map<Account, RunningWorkload[]>();
  readonly #credentials = new Map<Account, HeldCredential[]>();
  readonly #links = new Map<string, IdentityLink[]>();
  readonly #accounts: readonly Account[];
  #others: Reachable | undefined;

  constructor(
    readonly root: Uri,
    readonly cluster: Cluster,
    readonly memo: Memo,
  ) {
    this.#holdings = holdingsIn(cluster);
    this.#accounts = [...cluster.accounts.values()].flat();
    for (const workload of cluster.workloads) {
      for (const account of cluster.accountsNamed(workload, workload.runsAs)) {
        append(this.#workloads, account, workload);
      }
    }
    for (const credential of cluster.credentials) {
      for (const account of cluster.accountsNamed(credential, credential.identity)) {
        append(this.#credentials, account, credential);
      }
    }
    for (const { identityLinks } of cluster.files) {
      for (const link of identityLinks ?? []) {
        const name = accountNameOf(link.from);
        if (name !== undefined) append(this.#links, idOf(name), link);
      }
    }
  }

  /** The facts of every file, with the sessions that stand in it. */
  results(): ReadonlyMap<Uri, FileFacts> {
    const { cluster } = this;
    const sessions = new Map<Uri, SessionFacts[]>();
    for (const { uri, facts } of [
      ...this.#accountSessions(),
      ...this.#unheldSessions(),
      ...this.#groupSessions(),
      ...accessSessions(cluster, this.memo, this.#others),
    ]) {
      append(sessions, uri, facts);
    }
    const sets = grouped(cluster.sets);
    const bindings = grouped(cluster.bindings);
    const workloads = grouped(cluster.workloads);
    return new Map(
      cluster.files.map((file) => {
        const parts = {
          sessions: sessions.get(file.uri) ?? [],
          sets: sets.get(file.uri) ?? [],
          bindings: bindings.get(file.uri) ?? [],
          workloads: workloads.get(file.uri) ?? [],
        };
        const resolved = this.memo.recall(`file ${file.uri}`, [file, ...parts.sessions, namesIn(parts)], () =>
          resolvedFile(cluster, file, parts),
        );
        return [file.uri, resolved];
      }),
    );
  }

  #accountSessions(): readonly FoundSession[] {
    const known = knownPartsOf(this.cluster);
    const bases = this.#accounts.map((account) => ({ account, base: this.#baseOf(account, known) }));
    const reachable = new Reachable(
      bases.map(({ account, base }) => this.#reachable(account, base)),
      this.cluster.variants,
    );
    const rights = rightsIn(this.cluster);
    this.#others = reachable;
    const roles = this.memo.recall('roles', rolePartsOf(this.cluster), () => ({}));
    return bases.map(({ account, base }, index) => {
      const from = reachable.accounts[index];
      if (from === undefined) return { uri: account.uri, facts: base };
      const key = `${from.session} ${idOf(account)}`;
      const rests = this.memo.recall(`rests ${key}`, [base], () => restsOnRoles(base.grants));
      const parts = [base, reachable.signature, rests ? roles : undefined];
      const found = this.memo.recall(`escalations ${key}`, parts, () =>
        escalationsOf(
          {
            account: from,
            grants: base.grants,
            workloads: base.workloads ?? [],
            roles: this.#holdings
              .of(account)
              .flatMap(({ binding: { role, within } }) => (role === undefined ? [] : [{ ...role, within }])),
          },
          reachable,
          rights,
        ),
      );
      const told = JSON.stringify(
        found.map(({ method, title, targets, leadsTo }) => [method, title, targets, leadsTo]),
      );
      const facts = this.memo.recall(`session ${key}`, [base, told], () =>
        found.length === 0 ? base : { ...base, escalations: found },
      );
      return { uri: account.uri, facts };
    });
  }

  #baseOf(account: Account, known: KnownParts): SessionFacts {
    const holdings = this.#holdings.of(account);
    const workloads = this.#workloads.get(account) ?? [];
    const credentials = this.#credentials.get(account) ?? [];
    const links = this.#links.get(idOf(account)) ?? [];
    const guards = this.cluster.guardsOf(holdings, workloads);
    const dangling = danglingOf(account, holdings, workloads.length > 0, known);
    const parts = [
      account.declared ?? account.origin,
      account.extent,
      ...holdings.flatMap(partsOf),
      ...workloads.flatMap(({ fact, namespace, name }) => [fact, namespace, name]),
      ...credentials.map(({ fact }) => fact),
      ...links,
      ...guards.flatMap(({ fact, namespace }) => [fact, namespace]),
      ...account.placement.unresolved,
      dangling.map(({ noun, name, missing, what }) => `${missing} ${what} ${noun} ${name}`).join('\n'),
    ];
    return this.memo.recall(`account ${account.uri} ${idOf(account)}`, parts, () =>
      accountSession({
        account,
        holdings,
        workloads: workloads.map(resolvedWorkload),
        credentials: credentials.map(({ fact }) => fact),
        links,
        dangling,
        guards,
      }),
    );
  }

  #reachable(account: Account, base: SessionFacts): ReachableAccount {
    const { uri, builds, namespace, name } = account;
    return {
      uri,
      builds,
      namespace,
      name,
      session: `${relativePath(this.root, uri)}#${base.localId}`,
      runs: (this.#workloads.get(account) ?? [])
        .filter(({ fact }) => holdsToken(account.declared, fact))
        .map(({ fact, name: workload }) => ({ noun: fact.noun, name: workload })),
      tokens: (this.#credentials.get(account) ?? []).map(({ name: secret }) => secret),
    };
  }

  #unheldSessions(): readonly FoundSession[] {
    const { cluster } = this;
    const found = new Map<string, FoundSession>();
    for (const set of cluster.sets) {
      const key = `${set.uri} ${set.fact.localId}`;
      const bindings = this.#holdings.people.get(key) ?? [];
      if (this.#holdings.held.has(key) && !bindings.some(isOpenToAll)) continue;
      const id = `unheld ${set.uri} ${set.fact.localId} ${idOf(set)}`;
      const sources = sourceOfSet(cluster, set);
      const guards = roleNameOf(set.fact.key) === undefined ? cluster.guards : [];
      const parts = [
        set.fact,
        ...guards.flatMap(({ fact, namespace }) => [fact, namespace]),
        ...sources.sets.map(({ fact }) => fact),
        ...sources.unknowns,
        ...bindings.map(({ fact }) => fact),
        ...set.placement.unresolved,
      ];
      const facts = this.memo.recall(id, parts, () =>
        unheldSession(cluster, { set, people: bindings, guards }),
      );
      if (facts !== undefined) found.set(`${set.uri} ${facts.localId}`, { uri: set.uri, facts });
    }
    return [...found.values()];
  }

  #groupSessions(): readonly FoundSession[] {
    return groupsWithoutMembers(this.cluster).map((group) => {
      const { binding, holder } = group;
      const id = `group ${binding.uri} ${binding.fact.localId} ${holder.fact.name}`;
      const facts = this.memo.recall(id, partsOf(group), () => groupSession(group));
      return { uri: binding.uri, facts };
    });
  }
}

/** All that the grants of a holding are made of. */
function partsOf({ binding, holder, source }: BoundGroup): readonly unknown[] {
  return [
    binding.fact,
    binding.name,
    binding.within,
    binding.role?.name,
    holder.fact,
    source.missing,
    ...[...source.sets, ...source.through].flatMap(({ fact, namespace }) => [fact, namespace]),
    ...source.builtin.flatMap(({ rules, origin }) => [rules, origin]),
    ...source.unknowns,
  ];
}

/** All that tells what a role or binding of some name gives. */
function rolePartsOf({ sets, bindings }: Cluster): readonly unknown[] {
  return [...sets, ...bindings].flatMap(({ fact, namespace, name }) => [fact, namespace, name]);
}

/** Every name that kustomizations may have changed. */
function namesIn({ sets, bindings, workloads }: ResolvedParts): string {
  const own = [...sets, ...bindings, ...workloads].map(idOf);
  const named = bindings.flatMap(({ role, within, holders }) => [
    within ?? '',
    role === undefined ? '' : idOf(role),
    ...holders.map(({ account }) => (account === undefined ? '' : idOf(account))),
  ]);
  return [...own, ...named, ...workloads.map(({ runsAs }) => idOf(runsAs))].join('\n');
}

function grouped<T extends { readonly uri: Uri }>(all: readonly T[]): ReadonlyMap<Uri, readonly T[]> {
  const groups = new Map<Uri, T[]>();
  for (const each of all) append(groups, each.uri, each);
  return groups;
}
