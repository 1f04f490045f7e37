import type { FileFacts, SessionFacts } from '../../../model/facts.js';
import type { IdentityLink } from '../../../model/identityLink.js';
import type { Uri } from '../../../text/uri.js';
import { relativePath } from '../../../text/uri.js';
import { accountSession } from './accountSession.js';
import type { Cluster } from './cluster.js';
import { accessSessions } from './clusterAccess.js';
import type { KnownParts } from './dangling.js';
import { danglingOf, knownPartsOf } from './dangling.js';
import { restsOnRoles } from './escalate.js';
import type { Gaining } from './gaining.js';
import { gainedBy } from './gaining.js';
import { groupSession, groupsWithoutMembers } from './groups.js';
import { GuardsAround } from './guardsAround.js';
import type { Holdings } from './holdings.js';
import { holdingsIn, setKey } from './holdings.js';
import { holdsToken } from './lifetime.js';
import type { Memo } from './memo.js';
import { accountNameOf, roleNameOf } from './names.js';
import { placementsIn } from './placement.js';
import type { Account, HeldCredential, RunningWorkload } from './placed.js';
import { append } from './multimap.js';
import { idOf } from './placed.js';
import type { ReachableAccount } from './reachable.js';
import { isReachedAlike, Reachable } from './reachable.js';
import { resolvedFile, resolvedWorkload } from './resolvedFile.js';
import { rightsIn } from './roleRights.js';
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
  readonly #guards: GuardsAround;

  constructor(
    readonly root: Uri,
    readonly cluster: Cluster,
    readonly memo: Memo,
  ) {
    this.#holdings = holdingsIn(cluster);
    this.#guards = new GuardsAround(cluster.guards);
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
    const { cluster, memo } = this;
    const bases = this.#bases();
    const gaining = this.#gaining(bases);
    const sessions = new Map<Uri, SessionFacts[]>();
    for (const { uri, facts } of [
      ...bases.map(({ account, base }, at) => this.#accountSession({ account, base, at }, gaining)),
      ...this.#unheldSessions(),
      ...this.#groupSessions(),
      ...accessSessions(cluster, memo, gaining),
    ]) {
      append(sessions, uri, facts);
    }
    const sets = byFile(cluster.sets);
    const bindings = byFile(cluster.bindings);
    const workloads = byFile(cluster.workloads);
    return new Map(
      cluster.files.map((file) => {
        const parts = {
          sessions: sessions.get(file.uri) ?? [],
          sets: sets.get(file.uri) ?? [],
          bindings: bindings.get(file.uri) ?? [],
          workloads: workloads.get(file.uri) ?? [],
        };
        const own = [
          file,
          ...placementsIn(cluster.placements, file.uri),
          ...parts.sessions,
          ...parts.sets,
          ...parts.bindings,
          ...parts.workloads,
        ];
        return [file.uri, memo.recall(`file ${file.uri}`, own, () => resolvedFile(cluster, file, parts))];
      }),
    );
  }

  #bases(): readonly Base[] {
    const known = knownPartsOf(this.cluster);
    return this.cluster.accounts.map((account) => ({ account, base: this.#baseOf(account, known) }));
  }

  /** What the ways of accounts to more rest on besides their own grants: the same while nothing of it has changed. */
  #gaining(bases: readonly Base[]): Gaining {
    const { cluster, memo } = this;
    const accounts = bases.map(({ account, base }) => this.#reachable(account, base));
    const apart = cluster.variants.signature;
    return {
      reachable: memo.recall(
        'reachable',
        [apart, ...accounts],
        () => new Reachable(accounts, cluster.variants),
      ),
      // Roles and bindings are the same objects as long as all that they say is the same.
      roles: memo.recall('roles', [...cluster.sets, ...cluster.bindings], () => ({})),
      rights: rightsIn(cluster),
    };
  }

  #accountSession({ account, base, at }: Base & { readonly at: number }, gaining: Gaining): FoundSession {
    const { memo } = this;
    const from = gaining.reachable.accounts[at];
    if (from === undefined) return { uri: account.uri, facts: base };
    const key = `${account.uri} ${idOf(account)}`;
    const rests = memo.recall(`rests ${key}`, [base], () => restsOnRoles(base.grants));
    const found = gainedBy(memo, key, rests, gaining, {
      account: from,
      base,
      held: () => this.#holdings.of(account).map(({ binding }) => binding),
    });
    const facts = memo.recall(`session ${key}`, [base, found], () =>
      found.length === 0 ? base : { ...base, escalations: found },
    );
    return { uri: account.uri, facts };
  }

  #baseOf(account: Account, known: KnownParts): SessionFacts {
    const holdings = this.#holdings.of(account);
    const workloads = this.#workloads.get(account) ?? [];
    const credentials = this.#credentials.get(account) ?? [];
    const links = this.#links.get(idOf(account)) ?? [];
    const guards = this.#guards.of(holdings, workloads);
    const dangling = danglingOf(account, holdings, workloads.length > 0, known);
    const parts = [
      account,
      ...holdings,
      ...workloads,
      ...credentials,
      ...links,
      ...guards,
      ...dangling.map(({ noun, name, missing, what }) => `${missing} ${what} ${noun} ${name}`),
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

  #reachable(account: Account, { localId }: SessionFacts): ReachableAccount {
    const { uri, builds, namespace, name } = account;
    const workloads = this.#workloads.get(account) ?? [];
    const credentials = this.#credentials.get(account) ?? [];
    const parts = [localId, account, ...workloads, ...credentials];
    return this.memo.recall<ReachableAccount>(
      `reachable ${uri} ${idOf(account)}`,
      parts,
      () => ({
        uri,
        builds,
        namespace,
        name,
        session: `${relativePath(this.root, uri)}#${localId}`,
        runs: workloads
          .filter(({ fact }) => holdsToken(account.declared, fact))
          .map(({ fact, name: workload }) => ({ noun: fact.noun, name: workload })),
        tokens: credentials.map(({ name: secret }) => secret),
      }),
      isReachedAlike,
    );
  }

  #unheldSessions(): readonly FoundSession[] {
    const { cluster } = this;
    const found = new Map<string, FoundSession>();
    for (const set of cluster.sets) {
      const key = setKey(set);
      const bindings = this.#holdings.people.get(key) ?? [];
      if (this.#holdings.held.has(key) && !bindings.some(isOpenToAll)) continue;
      const isRole = roleNameOf(set.fact.key) !== undefined;
      const parts = [set, cluster.sources.ofSet(set), ...(isRole ? [] : cluster.guards), ...bindings];
      const facts = this.memo.recall(`unheld ${key} ${idOf(set)}`, parts, () =>
        unheldSession(cluster, { set, people: bindings, guards: isRole ? [] : cluster.guards }),
      );
      if (facts !== undefined) found.set(`${set.uri} ${facts.localId}`, { uri: set.uri, facts });
    }
    return [...found.values()];
  }

  #groupSessions(): readonly FoundSession[] {
    return groupsWithoutMembers(this.cluster).map((group) => {
      const { binding, holder, source } = group;
      const id = `group ${binding.uri} ${binding.fact.localId} ${holder.fact.name}`;
      const facts = this.memo.recall(id, [binding, holder, source], () => groupSession(group));
      return { uri: binding.uri, facts };
    });
  }
}

/** An account with its session, but for the ways to more. */
interface Base {
  readonly account: Account;
  readonly base: SessionFacts;
}

function byFile<T extends { readonly uri: Uri }>(all: readonly T[]): ReadonlyMap<Uri, readonly T[]> {
  const groups = new Map<Uri, T[]>();
  for (const each of all) append(groups, each.uri, each);
  return groups;
}
