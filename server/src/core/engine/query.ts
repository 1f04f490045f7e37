import { components, postOrder } from './components.js';
import type { Source } from './node.js';
import { changed, Surroundings, Value } from './node.js';
import type { Runtime } from './runtime.js';
import { Signal } from './runtime.js';
import { same } from './same.js';

export interface QueryOptions<V> {
  /** Whether two values are the same for all that reads them; whether they say the same when absent. */
  equal?(a: V, b: V): boolean;
  /**
   * For a query that asks itself for other keys, over which it may come back to where it began: the value of all that
   * is in such a circle before anything is known. All of a circle is then worked out in rounds, in an order that hangs on
   * the circle alone, until nothing changes. So the result does not hang on which was asked for first.
   */
  readonly nothing?: V;
  /** Whether the query may come back to where it began although `nothing` is `undefined`. */
  readonly circular?: boolean;
  /** Whether values are remembered although nothing rests on them: for what is asked from outside, by file. */
  readonly kept?: boolean;
  /** Whether values stay when what stands around them is folded: for what is asked for again and again (`fold.ts`). */
  readonly lasting?: boolean;
  /**
   * What stands for the value where working it out fails, which is noted (`Engine.failures`). Without it the failure
   * goes to whoever asked.
   */
  readonly failed?: (key: string) => V;
}

/** More rounds than any chain is long that a platform allows. */
const MAX_ROUNDS = 32;
/** What is handed on once a round gets around a larger circle in as many rounds as that has members, within this many runs. */
const MAX_RUNS = 20_000;
/** Computations inside of each other, above which a query that asks itself goes by lists instead. */
const MAX_DEPTH = 200;

/** Thrown when a circle turns out to be larger than it looked. */
class Larger extends Signal {
  constructor(
    readonly from: string,
    readonly to: string,
  ) {
    super('a circle of queries is larger than it looked');
  }
}

/** A circle whose values did not come to rest: they are those of the last round. */
export class Unsettled extends Error {
  constructor(readonly members: number) {
    super(`${String(members)} values that rest on each other did not come to rest`);
  }
}

/** Values that are worked out when they are asked for, by key. */
export class Query<K extends string, V> {
  readonly #values = new Map<K, Computed<K, V>>();
  /** Set while the members of a circle are looked for, or worked out. */
  #circle: Circle<K, V> | undefined;

  readonly compute: (key: K) => V;

  constructor(
    readonly runtime: Runtime,
    readonly name: string,
    compute: (key: K) => V,
    readonly options: QueryOptions<V>,
  ) {
    const { failed } = options;
    this.compute =
      failed === undefined
        ? compute
        : (key) =>
            runtime.contained(
              name,
              key,
              () => compute(key),
              () => failed(key),
            );
  }

  /** Whether it may ask itself for other keys, over which it comes back to where it began. */
  get isCircular(): boolean {
    return this.options.nothing !== undefined || this.options.circular === true;
  }

  isSame(a: V, b: V): boolean {
    return this.options.equal?.(a, b) ?? same(a, b);
  }

  get(key: K): V {
    const { frame } = this.runtime;
    // What another query asks in between is no part of the circle.
    if (this.#circle !== undefined && frame?.value === undefined) {
      const known = this.#circle.answer(key, this.#values.get(key));
      if (known !== undefined) return known.value;
    }
    const value = this.#valueOf(key);
    if (frame === undefined) value.noticeUnused();
    else frame.read.add(value);
    value.refresh();
    return value.result;
  }

  /** Whether somebody is told when the value of the key may no longer be true. */
  isWatched(key: K): boolean {
    return this.#values.get(key)?.watcher !== undefined;
  }

  /** What is remembered of the key now. */
  remembered(key: K): Value | undefined {
    return this.#values.get(key);
  }

  /** Has somebody told when the value of the key may no longer be true; nobody from now on. */
  watch(key: K, watcher: ((key: K) => void) | undefined): void {
    const value = this.#valueOf(key);
    const before = value.watcher;
    value.watcher = watcher;
    this.runtime.journal.note(() => {
      value.watcher = before;
    });
  }

  #valueOf(key: K): Computed<K, V> {
    let value = this.#values.get(key);
    if (value === undefined) {
      value = new Computed(this, key);
      this.#values.set(key, value);
      this.runtime.size += 1;
      if (this.runtime.journal.isOpen) {
        this.runtime.journal.note(() => {
          this.#values.delete(key);
          this.runtime.size -= 1;
        });
      }
    }
    return value;
  }

  /** Forgets the value, as nothing asks for it any more. */
  forget(key: K): void {
    const value = this.#values.get(key);
    if (value === undefined || value.isUsed || value.isRunning) return;
    const { journal } = this.runtime;
    value.restOn([], journal);
    this.#values.delete(key);
    this.runtime.forgetFailure(this.name, key);
    this.runtime.size -= 1;
    journal.note(() => {
      this.#values.set(key, value);
      this.runtime.size += 1;
    });
  }

  /**
   * Works out all that this key rests on and that is not fresh, without going deeper and deeper: what each asks for is
   * found out first, then circles and single ones are worked out, those before that others rest on.
   */
  settleFrom(key: K): void {
    const { nothing } = this.options;
    if (!this.isCircular) throw new Error(`The query ${this.name} asks for itself: ${key}`);
    const asked = new Map<K, Set<K>>();
    this.#explore([key], asked, nothing as V);
    const done = new Set<K>();
    for (;;) {
      try {
        for (const members of components(key, (at) => asked.get(at) ?? [])) {
          if (members.every((member) => done.has(member))) continue;
          this.#settle(members, asked, nothing as V);
          for (const member of members) done.add(member);
        }
        return;
      } catch (error) {
        if (!(error instanceof Larger)) throw error;
        const from = asked.get(error.from as K) ?? new Set();
        asked.set(error.from as K, from.add(error.to as K));
        this.#explore([error.to as K], asked, nothing as V);
      }
    }
  }

  /** Finds what each of the keys asks for, and what these ask for in turn, as far as it is not fresh. */
  #explore(start: readonly K[], asked: Map<K, Set<K>>, nothing: V): void {
    const open = start.filter((key) => !asked.has(key));
    for (const key of open) asked.set(key, new Set());
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      const found = asked.get(key) ?? new Set<K>();
      this.#inside(new Exploring(found, nothing), () => this.runtime.run(undefined, () => this.compute(key)));
      for (const other of found) {
        if (asked.has(other)) continue;
        asked.set(other, new Set());
        open.push(other);
      }
    }
  }

  #settle(members: readonly K[], asked: ReadonlyMap<K, ReadonlySet<K>>, nothing: V): void {
    const isCircle = members.length > 1 || members.some((member) => asked.get(member)?.has(member) === true);
    const order = isCircle ? orderOf(members, asked) : members;
    const values = new Map(order.map((member) => [member, nothing]));
    let read = new Set<Source>();
    let isStable = false;
    for (let round = 0; round === 0 || (isCircle && !isStable && mayGoOn(round, order.length)); round += 1) {
      isStable = true;
      read = new Set();
      for (const member of order) {
        this.runtime.count(this.name);
        const settling = new Settling<K, V>(member, values);
        const ran = this.#inside(settling, () => this.runtime.run(undefined, () => this.compute(member)));
        isStable &&= this.isSame(values.get(member) as V, ran.result);
        values.set(member, ran.result);
        for (const source of ran.read) read.add(source);
      }
    }
    if (isCircle) this.#noteWhetherSettled(order, isStable);
    // All of a circle rest on what any of them rests on outside of it.
    const rests = isCircle ? new Set([new Surroundings(read, this.runtime.journal)]) : read;
    for (const member of order) this.#valueOf(member).take(values.get(member) as V, rests);
  }

  #noteWhetherSettled(order: readonly K[], isStable: boolean): void {
    const { failures, journal } = this.runtime;
    for (const member of order) {
      const place = `${this.name}\n${member}`;
      if (!isStable) {
        const error = new Unsettled(order.length);
        journal.put(failures, place, { query: this.name, key: member, error });
      } else if (failures.get(place)?.error instanceof Unsettled) journal.drop(failures, place);
    }
  }

  #inside<T>(circle: Circle<K, V>, run: () => T): T {
    const before = this.#circle;
    this.#circle = circle;
    try {
      return run();
    } finally {
      this.#circle = before;
    }
  }
}

function mayGoOn(round: number, members: number): boolean {
  return round < MAX_ROUNDS || (round <= members && round * members < MAX_RUNS);
}

/**
 * The members of a circle in an order that hangs on the circle alone and not on which was asked for first; one that
 * others ask for mostly stands before them, so that few rounds are needed.
 */
function orderOf<K extends string>(
  members: readonly K[],
  asked: ReadonlyMap<K, ReadonlySet<K>>,
): readonly K[] {
  const inside = new Set(members);
  const [first] = [...members].sort();
  if (first === undefined) return members;
  return postOrder(first, (member) =>
    [...(asked.get(member) ?? [])].filter((other) => inside.has(other)).sort(),
  );
}

/** Answers what a query asks of itself while a circle is looked for or worked out. */
interface Circle<K, V> {
  readonly answer: (
    key: K,
    value: { readonly isFresh: boolean } | undefined,
  ) => { readonly value: V } | undefined;
}

class Exploring<K, V> implements Circle<K, V> {
  constructor(
    readonly found: Set<K>,
    readonly nothing: V,
  ) {}

  answer(key: K, value: { readonly isFresh: boolean } | undefined): { readonly value: V } | undefined {
    if (value?.isFresh === true) return undefined;
    this.found.add(key);
    return { value: this.nothing };
  }
}

class Settling<K extends string, V> implements Circle<K, V> {
  constructor(
    readonly member: K,
    readonly values: ReadonlyMap<K, V>,
  ) {}

  answer(key: K, value: { readonly isFresh: boolean } | undefined): { readonly value: V } | undefined {
    if (this.values.has(key)) return { value: this.values.get(key) as V };
    if (value?.isFresh === true) return undefined;
    throw new Larger(this.member, key);
  }
}

/** One remembered result. */
export class Computed<K extends string, V> extends Value {
  #result: V | undefined;
  #hasResult = false;
  #running = false;
  /** Told when the value may no longer be true: a relation that is fed by it. */
  watcher: ((key: K) => void) | undefined;

  constructor(
    readonly query: Query<K, V>,
    readonly key: K,
  ) {
    super();
  }

  get isRunning(): boolean {
    return this.#running;
  }

  get isFresh(): boolean {
    return this.freshness === 'fresh';
  }

  get result(): V {
    return this.#result as V;
  }

  refresh(): void {
    if (this.freshness === 'fresh') return;
    const { query } = this;
    if (this.#running) {
      query.settleFrom(this.key);
      return;
    }
    if (query.isCircular && query.runtime.depth > MAX_DEPTH) {
      query.settleFrom(this.key);
      return;
    }
    this.#running = true;
    try {
      if (this.freshness === 'check' && !this.hasChangedBelow()) {
        this.markAs('fresh', query.runtime.journal);
        return;
      }
      query.runtime.count(query.name);
      const { result, read } = query.runtime.run(this, () => query.compute(this.key));
      // A circle that was found meanwhile has settled this one too.
      if (!this.isFresh) this.take(result, read);
    } finally {
      this.#running = false;
    }
  }

  take(result: V, read: ReadonlySet<Source>): void {
    const { journal } = this.query.runtime;
    this.restOn([...read], journal);
    this.markAs('fresh', journal);
    const before = this.#result;
    if (this.#hasResult && this.query.isSame(before as V, result)) return;
    const isFirst = !this.#hasResult;
    this.#result = result;
    this.#hasResult = true;
    if (journal.isOpen) {
      journal.note(() => {
        this.#result = before;
        this.#hasResult = !isFirst;
      });
    }
    if (!isFirst) changed(this, journal);
  }

  noticeDoubt(): void {
    this.watcher?.(this.key);
  }

  get mayBeFolded(): boolean {
    const { name, options, runtime } = this.query;
    if (this.watcher !== undefined || this.#running || !this.isFresh) return false;
    return options.kept !== true && options.lasting !== true && !runtime.hasFailed(name, this.key);
  }

  noticeUnused(): void {
    const { journal, unused } = this.query.runtime;
    journal.include(unused, this);
  }

  forgetIfUnused(): void {
    if (this.isUsed || this.watcher !== undefined || this.query.options.kept === true) return;
    this.query.forget(this.key);
  }
}
