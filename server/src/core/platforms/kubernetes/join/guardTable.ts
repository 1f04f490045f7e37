import type { Guard } from '../../../model/guard.js';
import { append } from './multimap.js';

/** A guard with the namespace that it gets. */
export interface PlacedGuard {
  readonly fact: Guard;
  readonly namespace: string;
}

/** Pods as policies of the network see them. */
export interface Pods {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The account as which they run. */
  readonly account?: string;
}

/** Labels that every pod bears in Cilium without being written. */
export const CILIUM_NAMESPACE = 'io.kubernetes.pod.namespace';
export const CILIUM_ACCOUNT = 'io.cilium.k8s.policy.serviceaccount';

/** Whether a guard can change what a session may do; what others let through is told by their own grants. */
export function bearsOnSessions({ fact: { layer, effect } }: PlacedGuard): boolean {
  return layer === 'network' ? effect === 'allow' : effect === 'check' || effect === 'deny';
}

/** Guards by the namespace and the first label of the workloads that they select. */
export class GuardTable {
  readonly #bySelection = new Map<string, number[]>();

  constructor(readonly guards: readonly PlacedGuard[]) {
    for (const [at, { fact, namespace }] of guards.entries()) {
      const { labels, meshWide } = fact.selects;
      const [first] = Object.entries(labels);
      const label = first === undefined ? '' : `${first[0]}=${first[1]}`;
      append(this.#bySelection, `${meshWide ? '*' : namespace} ${label}`, at);
    }
  }

  /** Those among which all are that select some pods, by their place in the list. */
  places({ namespace, labels, account }: Pods): readonly number[] {
    const own = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    return this.#under(namespace, [
      ...own,
      `${CILIUM_NAMESPACE}=${namespace}`,
      ...(account === undefined ? [] : [`${CILIUM_ACCOUNT}=${account}`]),
    ]);
  }

  /** Those among which all are that stand before a call, by their place in the list. */
  placesBefore({
    namespace,
    labels,
  }: {
    readonly namespace: string;
    readonly labels: readonly string[];
  }): readonly number[] {
    return this.#under(namespace, labels);
  }

  /** Guards by their places, in order, each once. */
  at(places: Iterable<number>): readonly PlacedGuard[] {
    return [...new Set(places)].sort((a, b) => a - b).flatMap((at) => this.guards[at] ?? []);
  }

  #under(namespace: string, labels: readonly string[]): readonly number[] {
    return ['', ...labels].flatMap((label) => [
      ...(this.#bySelection.get(`${namespace} ${label}`) ?? []),
      ...(this.#bySelection.get(`* ${label}`) ?? []),
    ]);
  }
}

const TABLES = new WeakMap<readonly PlacedGuard[], GuardTable>();

/** The table of a list of guards, made once for it. */
export function tableOf(guards: readonly PlacedGuard[]): GuardTable {
  let table = TABLES.get(guards);
  if (table === undefined) {
    table = new GuardTable(guards);
    TABLES.set(guards, table);
  }
  return table;
}
