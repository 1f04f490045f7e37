import { fold } from './fold.js';
import { Input } from './input.js';
import { Journal } from './journal.js';
import { Surroundings, Value } from './node.js';
import type { QueryOptions } from './query.js';
import { Computed, Query } from './query.js';
import type { RelationOptions } from './relation.js';
import { Relation } from './relation.js';
import type { Failure, IsOver } from './runtime.js';
import { NEVER, Runtime } from './runtime.js';

/**
 * A small store of queries. Inputs are set from outside; queries are worked out from inputs and other queries when they
 * are asked for, and remembered. What a query reads while it runs is recorded, so nobody lists what it rests on: after a
 * change only what read something that has changed is worked out again, and where that gives an equal value nothing
 * beyond it is.
 *
 * A relation is turned around: what each member says is filed under keys, so that "who refers to this" costs what is
 * found and not what is there. Relations are brought up to date in the order in which they were made, each before the
 * first reading after a change; one that is fed by queries that read another relation is made after that one.
 */
export class Engine {
  readonly #runtime: Runtime;

  /** @param journal by which what is tried out is taken back; engines that change together share one */
  constructor(readonly journal = new Journal()) {
    this.#runtime = new Runtime(journal);
  }

  /** Values that come from outside, by key. A key that was never set has the value `absent`. */
  input<K, V>(name: string, absent: V): Input<K, V> {
    return new Input(this.#runtime, name, absent);
  }

  /** Values that are worked out, by key. The same inputs must give the same value. */
  query<K extends string, V>(
    name: string,
    compute: (key: K) => V,
    options: QueryOptions<V> = {},
  ): Query<K, V> {
    return new Query(this.#runtime, name, compute, options);
  }

  /** What members say, filed under keys. */
  relation<M extends string, K extends string, V>(
    name: string,
    options: RelationOptions<M, K, V>,
  ): Relation<M, K, V> {
    return new Relation(this.#runtime, name, options);
  }

  /**
   * Brings all relations up to date. Call it after inputs were set and before anything is asked. Where it stops because
   * `isOver` says so, it is to be called again; what is asked meanwhile is told what relations held before, and worked out
   * again once they hold something else.
   *
   * @returns whether all are up to date
   */
  settle(isOver: IsOver = NEVER): boolean {
    return this.#runtime.settle(isOver);
  }

  /** Brings up to date what one member says in all relations, while others are not. */
  bring(member: string): void {
    this.#runtime.bring(member);
  }

  /** How many values were worked out since the engine was made. */
  get work(): number {
    return this.#runtime.work;
  }

  /** Members of which relations have worked out anew what they say, since this was last asked; not while something is tried out. */
  takeRenewed(): readonly string[] {
    const { renewed } = this.#runtime;
    const taken = [...renewed];
    renewed.clear();
    return taken;
  }

  /**
   * Holds in less room what a member says in relations: what was worked out on the way is forgotten (`fold.ts`), and
   * worked out again once something changes that it rested on.
   *
   * @param own keys of values that are about this member alone
   * @param inOne whether all that the member says is one; else it stays in pieces that change by themselves: what the
   *   relations have read
   */
  fold(member: string, own: ReadonlySet<string>, inOne: boolean): void {
    const isOwn = (value: Value): boolean =>
      value instanceof Surroundings || (value instanceof Computed && own.has(value.key as string));
    const said = this.#runtime.contributionsOf(member);
    const read = said.flatMap(({ rests }) => rests.filter((source) => source instanceof Value));
    fold(inOne ? said : read.filter(isOwn), isOwn, this.journal);
    this.#runtime.sweep(NEVER);
  }

  /** How often each query was worked out since the engine was made: for budgets in tests and benchmarks. */
  get computed(): ReadonlyMap<string, number> {
    return this.#runtime.computed;
  }

  /** What has failed, and what did not come to rest, as of the last time that it was worked out. */
  failures(): Iterable<Failure> {
    return this.#runtime.failures.values();
  }

  /** How many values are remembered now. */
  get size(): number {
    return this.#runtime.size;
  }

  /** How many keys of inputs and relations are held: those that were set, and those that some value has asked for. */
  get keys(): number {
    return this.#runtime.held.reduce((sum, keys) => sum + keys(), 0);
  }
}
