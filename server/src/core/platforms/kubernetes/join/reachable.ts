import type { EscalationReach } from '../../../knowledge/kubernetes/escalations.js';
import type { Place } from './nearest.js';
import { nearestOf } from './nearest.js';
import { append } from './multimap.js';
import { idOf } from './placed.js';
import { areSame } from './remembered.js';
import type { Variants } from './variants.js';

/** An account as something that another one may become. */
export interface ReachableAccount extends Place {
  /** Id of its session. */
  readonly session: string;
  readonly namespace: string;
  readonly name: string;
  /** Names of the workloads whose pods run as it with its token. */
  readonly runs: readonly { readonly noun: string; readonly name: string }[];
  /** Names of the Secrets that hold a token of it. */
  readonly tokens: readonly string[];
}

/** Whether two readings of one account are become in the same ways. */
export function isReachedAlike(a: ReachableAccount, b: ReachableAccount): boolean {
  return (
    a.session === b.session &&
    areSame(a.builds, b.builds) &&
    areSame(a.tokens, b.tokens) &&
    a.runs.length === b.runs.length &&
    a.runs.every(({ noun, name }, at) => {
      const other = b.runs[at];
      return other?.noun === noun && other.name === name;
    })
  );
}

/** Accounts of one namespace, or of all, by what leads to them. */
class Region {
  readonly all: readonly ReachableAccount[];
  readonly running: readonly ReachableAccount[];
  readonly withTokens: readonly ReachableAccount[];
  readonly #places = new Map<ReachableAccount, number>();
  readonly #byName = new Map<string, ReachableAccount[]>();
  readonly #byToken = new Map<string, ReachableAccount[]>();
  readonly #byPod = new Map<string, ReachableAccount[]>();
  readonly #byWorkload = new Map<string, ReachableAccount[]>();

  constructor(accounts: readonly ReachableAccount[]) {
    this.all = accounts;
    this.running = accounts.filter(({ runs }) => runs.length > 0);
    this.withTokens = accounts.filter(({ tokens }) => tokens.length > 0);
    for (const [at, account] of accounts.entries()) {
      this.#places.set(account, at);
      append(this.#byName, account.name, account);
      for (const token of account.tokens) append(this.#byToken, token, account);
      for (const { noun, name } of account.runs) {
        append(noun === 'Pod' ? this.#byPod : this.#byWorkload, name, account);
      }
    }
  }

  reached(reach: EscalationReach, names: readonly string[] | null): readonly ReachableAccount[] {
    switch (reach) {
      case 'accounts':
      case 'all-accounts':
        return this.all;
      case 'named-accounts':
        return names === null ? this.all : this.#under(this.#byName, names);
      case 'running-accounts':
        return names === null ? this.running : this.#ofPods(names);
      case 'accounts-on-nodes':
        return this.running;
      case 'stored-tokens':
        return names === null ? this.withTokens : this.#under(this.#byToken, names);
      case 'nobody':
        return [];
    }
  }

  /** Pods of a workload are called by its name and a suffix; one that stands alone has its own name. */
  #ofPods(pods: readonly string[]): readonly ReachableAccount[] {
    const workloads = pods.flatMap((pod) => [...pod.matchAll(/-/gu)].map(({ index }) => pod.slice(0, index)));
    return this.#inOrder([...this.#under(this.#byPod, pods), ...this.#under(this.#byWorkload, workloads)]);
  }

  #under(
    index: ReadonlyMap<string, readonly ReachableAccount[]>,
    names: readonly string[],
  ): readonly ReachableAccount[] {
    return this.#inOrder(names.flatMap((name) => index.get(name) ?? []));
  }

  #inOrder(accounts: readonly ReachableAccount[]): readonly ReachableAccount[] {
    if (accounts.length < 2) return accounts;
    return [...new Set(accounts)].sort((a, b) => (this.#places.get(a) ?? 0) - (this.#places.get(b) ?? 0));
  }
}

/** Who may become whom in one cluster. */
export class Reachable {
  readonly #everywhere: Region;
  readonly #byNamespace = new Map<string, ReachableAccount[]>();
  readonly #regions = new Map<string, Region>();
  /** Whether each name is one account alone: then it does not matter who asks. */
  readonly #areSingle: boolean;
  /** What was found for the account that asked last. */
  #last: { readonly from: ReachableAccount; readonly found: Map<unknown, readonly string[]> } | undefined;

  constructor(
    readonly accounts: readonly ReachableAccount[],
    readonly variants: Variants,
  ) {
    this.#everywhere = new Region(accounts);
    for (const account of accounts) append(this.#byNamespace, account.namespace, account);
    this.#areSingle = variants.none && new Set(accounts.map(idOf)).size === accounts.length;
  }

  /** Ids of the sessions that a way leads to from `from`; null as namespace means every one, as names any. */
  targets(
    from: ReachableAccount,
    reach: EscalationReach,
    namespace: string | null,
    names: readonly string[] | null,
  ): readonly string[] {
    const region = namespace === null || isEverywhere(reach) ? this.#everywhere : this.#region(namespace);
    const reached = region.reached(reach, names);
    if (this.#last?.from !== from) this.#last = { from, found: new Map() };
    // Several ways lead to the same accounts: those of one list are told by one.
    let found = this.#last.found.get(reached);
    if (found === undefined) {
      found = this.#from(from, reached);
      this.#last.found.set(reached, found);
    }
    return found;
  }

  #region(namespace: string): Region {
    let region = this.#regions.get(namespace);
    if (region === undefined) {
      region = new Region(this.#byNamespace.get(namespace) ?? []);
      this.#regions.set(namespace, region);
    }
    return region;
  }

  #from(from: ReachableAccount, reached: readonly ReachableAccount[]): readonly string[] {
    const others = reached.filter((account) => !isSame(account, from));
    if (this.#areSingle) return others.map(({ session }) => session);
    const near = others.filter(({ builds }) => !this.variants.areApart(from.builds, builds));
    return nearestVariants(from, near).map(({ session }) => session);
  }
}

/** Whether it leads beyond the namespace in which the grants count. */
export function isEverywhere(reach: EscalationReach): boolean {
  return reach === 'all-accounts' || reach === 'accounts-on-nodes';
}

function isSame(a: ReachableAccount, b: ReachableAccount): boolean {
  return a.name === b.name && a.namespace === b.namespace;
}

/** Where several files declare the same account, the one that belongs to `from`. */
function nearestVariants(from: Place, accounts: readonly ReachableAccount[]): readonly ReachableAccount[] {
  const byName = new Map<string, ReachableAccount[]>();
  for (const account of accounts) append(byName, idOf(account), account);
  return [...byName.values()].flatMap((variants) => nearestOf(from, variants));
}
