import type { EscalationReach } from '../../../knowledge/kubernetes/escalations.js';
import type { Place } from './nearest.js';
import { nearestOf } from './nearest.js';
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

/** Who may become whom in one cluster. */
export class Reachable {
  readonly #byNamespace = new Map<string, ReachableAccount[]>();
  /** Equal when the same accounts can be reached in the same ways. */
  readonly signature: string;

  constructor(
    readonly accounts: readonly ReachableAccount[],
    readonly variants: Variants,
  ) {
    for (const account of accounts) {
      const list = this.#byNamespace.get(account.namespace);
      if (list === undefined) this.#byNamespace.set(account.namespace, [account]);
      else list.push(account);
    }
    this.signature = JSON.stringify([
      variants.signature,
      ...accounts.map(({ session, namespace, name, runs, tokens, builds }) => [
        session,
        namespace,
        name,
        runs.map((run) => `${run.noun} ${run.name}`),
        tokens,
        builds,
      ]),
    ]);
  }

  /** Ids of the sessions that a way leads to from `from`; null as namespace means every one, as names any. */
  targets(
    from: ReachableAccount,
    reach: EscalationReach,
    namespace: string | null,
    names: readonly string[] | null,
  ): readonly string[] {
    const candidates =
      namespace === null || isEverywhere(reach) ? this.accounts : (this.#byNamespace.get(namespace) ?? []);
    const others = candidates.filter(
      (account) =>
        !isSame(account, from) &&
        isReached(account, reach, names) &&
        !this.variants.areApart(from.builds, account.builds),
    );
    return nearestVariants(from, others).map(({ session }) => session);
  }
}

/** Whether it leads beyond the namespace in which the grants count. */
export function isEverywhere(reach: EscalationReach): boolean {
  return reach === 'all-accounts' || reach === 'accounts-on-nodes';
}

function isReached(
  account: ReachableAccount,
  reach: EscalationReach,
  names: readonly string[] | null,
): boolean {
  switch (reach) {
    case 'accounts':
    case 'all-accounts':
      return true;
    case 'named-accounts':
      return names === null || names.includes(account.name);
    case 'running-accounts':
      return names === null
        ? account.runs.length > 0
        : account.runs.some((run) => names.some((pod) => isPodOf(run, pod)));
    case 'accounts-on-nodes':
      return account.runs.length > 0;
    case 'stored-tokens':
      return names === null ? account.tokens.length > 0 : account.tokens.some((name) => names.includes(name));
    case 'nobody':
      return false;
  }
}

/** Pods of a workload are called by its name and a suffix; one that stands alone has its own name. */
function isPodOf(run: { readonly noun: string; readonly name: string }, pod: string): boolean {
  return run.noun === 'Pod' ? pod === run.name : pod.startsWith(`${run.name}-`);
}

function isSame(a: ReachableAccount, b: ReachableAccount): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}

/** Where several files declare the same account, the one that belongs to `from`. */
function nearestVariants(from: Place, accounts: readonly ReachableAccount[]): readonly ReachableAccount[] {
  const byName = new Map<string, ReachableAccount[]>();
  for (const account of accounts) {
    const key = `${account.namespace}/${account.name}`;
    byName.set(key, [...(byName.get(key) ?? []), account]);
  }
  return [...byName.values()].flatMap((variants) => nearestOf(from, variants));
}
