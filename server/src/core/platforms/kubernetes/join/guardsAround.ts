import type { Guard } from '../../../model/guard.js';
import { callOf } from './guards.js';
import { tableOf } from './guardTable.js';
import type { Holding } from './holdings.js';
import { podsCalled, podsOf } from './networkCalls.js';
import type { Placed, RunningWorkload } from './placed.js';
import { append } from './multimap.js';
import { resolvedWorkload } from './resolvedFile.js';

type PlacedPolicy = Placed<Guard>;

/** Which policies bear on which account. */
export class GuardsAround {
  /** Policies of the network by namespace, and those that may bear on pods of any. */
  readonly #networks = new Map<string, PlacedPolicy[]>();
  readonly #far: PlacedPolicy[] = [];
  /** By the namespaces whose policies are in a list, together with those of any. */
  readonly #lists = new Map<string, readonly PlacedPolicy[]>();

  constructor(readonly guards: readonly PlacedPolicy[]) {
    for (const guard of guards) {
      if (guard.fact.layer !== 'network') continue;
      if (isFar(guard.fact)) this.#far.push(guard);
      else append(this.#networks, guard.namespace, guard);
    }
  }

  /** Those before what an account may call, and around what runs as it and what is called. */
  of(holdings: readonly Holding[], workloads: readonly RunningWorkload[]): readonly PlacedPolicy[] {
    const { guards } = this;
    if (guards.length === 0) return guards;
    const calling = holdings.filter(({ binding }) => binding.role === undefined);
    // What those of any namespace let it call can lie anywhere.
    if (this.#far.length > 0) return calling.length > 0 ? guards : this.#ofNamespaces(workloads);
    const table = tableOf(guards);
    const places = new Set(workloads.flatMap((workload) => table.places(podsOf(resolvedWorkload(workload)))));
    for (const call of calling.flatMap(({ grants }) => grants().flatMap((grant) => callOf(grant) ?? []))) {
      for (const at of table.placesBefore(call)) places.add(at);
      for (const at of table.places(podsCalled(call))) places.add(at);
    }
    return [...places].sort((a, b) => a - b).flatMap((at) => guards[at] ?? []);
  }

  #ofNamespaces(workloads: readonly RunningWorkload[]): readonly PlacedPolicy[] {
    if (workloads.length === 0) return [];
    const namespaces = new Set(workloads.map(({ namespace }) => namespace));
    const key = [...namespaces].join('\n');
    let list = this.#lists.get(key);
    if (list === undefined) {
      list = [...namespaces].flatMap((namespace) => this.#networks.get(namespace) ?? []).concat(this.#far);
      this.#lists.set(key, list);
    }
    return list;
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
