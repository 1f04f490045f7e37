import type { Journal } from './journal.js';
import type { Value } from './node.js';
import { changed, Source } from './node.js';
import { Query } from './query.js';
import type { IsOver, Layer, Runtime } from './runtime.js';
import { NEVER } from './runtime.js';
import { sameList } from './same.js';

export interface RelationOptions<M extends string, K extends string, V> {
  /** What a member says: keys, and what is filed under each, in order. */
  readonly of: (member: M) => Iterable<readonly [K, V]>;
  /** Works out one after the other what `of` will ask for, where that is much: others may get their turn in between. */
  readonly parts?: (member: M) => Iterable<unknown>;
}

/** What is filed under one key, by member. */
class Bucket<M extends string, V> extends Source {
  readonly byMember = new Map<M, readonly V[]>();
  #all: readonly V[] | undefined;

  /** @param forget leaves the bucket out of its relation */
  constructor(
    readonly runtime: Runtime,
    readonly forget: () => void,
  ) {
    super();
  }

  noticeUnused(): void {
    const { journal, unused } = this.runtime;
    journal.include(unused, this);
  }

  forgetIfUnused(): void {
    if (this.byMember.size === 0 && !this.isUsed) this.forget();
  }

  /** In order of the members' names, which does not hang on which came first. */
  get all(): readonly V[] {
    this.#all ??= this.#joined();
    return this.#all;
  }

  #joined(): readonly V[] {
    const [first, ...others] = this.byMember.keys();
    if (first === undefined) return NOTHING;
    if (others.length === 0) return this.byMember.get(first) ?? NOTHING;
    return [first, ...others].sort().flatMap((member) => this.byMember.get(member) ?? NOTHING);
  }

  set(member: M, values: readonly V[] | undefined, journal: Journal): void {
    const before = this.byMember.get(member);
    if (values === undefined) journal.drop(this.byMember, member);
    else if (before !== undefined && sameList(before, values)) return;
    else journal.put(this.byMember, member, values);
    const joined = this.#all;
    this.#all = undefined;
    journal.note(() => {
      this.#all = joined;
    });
    changed(this, journal);
  }
}

type Contribution<K, V> = ReadonlyMap<K, readonly V[]>;

/** What members say, filed under keys. */
export class Relation<M extends string, K extends string, V> implements Layer {
  #rank = 0;
  readonly #contributions: Query<M, Contribution<K, V>>;
  readonly #members = new Map<M, Contribution<K, V> | undefined>();
  readonly #pending = new Set<M>();
  readonly #buckets = new Map<K, Bucket<M, V>>();
  /** One function for all members: each would cost room. */
  readonly #noticeDoubt = (member: M): void => {
    this.runtime.journal.include(this.#pending, member);
  };

  constructor(
    readonly runtime: Runtime,
    readonly name: string,
    readonly options: RelationOptions<M, K, V>,
  ) {
    this.#contributions = new Query<M, Contribution<K, V>>(
      runtime,
      name,
      (member) => filed(options.of(member)),
      // The keys are compared when they are filed. A member that fails says nothing, and takes no other along.
      { equal: (a, b) => a === b, failed: () => SILENCE },
    );
    runtime.held.push(() => this.#buckets.size);
    runtime.addLayer((rank) => {
      this.#rank = rank;
      return this;
    });
  }

  get rank(): number {
    return this.#rank;
  }

  /** All that is filed under the key. */
  get(key: K): readonly V[] {
    if (!this.runtime.mayRead(this.#rank)) {
      throw new Error(`The relation ${this.name} is read before it is up to date.`);
    }
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (this.runtime.frame === undefined) return NOTHING;
      bucket = this.#added(key);
    }
    this.runtime.read(bucket);
    return bucket.all;
  }

  /** From now on the member counts. */
  add(member: M): void {
    if (this.#members.has(member)) return;
    const { journal } = this.runtime;
    journal.put(this.#members, member, undefined);
    journal.include(this.#pending, member);
    this.#contributions.watch(member, this.#noticeDoubt);
  }

  contribution(member: string): Value | undefined {
    return this.#contributions.remembered(member as M);
  }

  delete(member: M): void {
    const { journal } = this.runtime;
    const before = this.#members.get(member);
    if (!journal.drop(this.#members, member)) return;
    journal.exclude(this.#pending, member);
    this.#contributions.watch(member, undefined);
    this.#contributions.forget(member);
    for (const key of before?.keys() ?? []) this.#file(key, member, undefined);
  }

  update(isOver: IsOver): boolean {
    for (const member of this.#pending) {
      if (isOver !== NEVER && !this.#prepare(member, isOver)) return false;
      this.#renew(member);
      if (isOver()) return this.#pending.size === 0;
    }
    return true;
  }

  bring(member: string): void {
    if (this.#pending.has(member as M)) this.#renew(member as M);
  }

  /** Works out what the member will ask for, part by part; true once all of it is. */
  #prepare(member: M, isOver: IsOver): boolean {
    const { parts } = this.options;
    if (parts === undefined) return true;
    const { runtime } = this;
    const rest = runtime.aside(() => parts(member)[Symbol.iterator]());
    for (;;) {
      const before = runtime.work;
      if (runtime.aside(() => rest.next()).done === true) return true;
      // Parts that were worked out in an earlier turn are passed by, or there would be no end.
      if (runtime.work > before && isOver()) return false;
    }
  }

  #renew(member: M): void {
    const { journal, renewed } = this.runtime;
    journal.exclude(this.#pending, member);
    journal.include(renewed, member);
    const before = this.#members.get(member);
    const now = this.#contributions.get(member);
    if (now === before) return;
    journal.put(this.#members, member, now);
    for (const [key, values] of now) this.#file(key, member, values);
    for (const key of before?.keys() ?? []) if (!now.has(key)) this.#file(key, member, undefined);
  }

  #file(key: K, member: M, values: readonly V[] | undefined): void {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (values === undefined) return;
      bucket = this.#added(key);
    }
    bucket.set(member, values, this.runtime.journal);
    bucket.forgetIfUnused();
  }

  #added(key: K): Bucket<M, V> {
    const { journal } = this.runtime;
    const bucket = new Bucket<M, V>(this.runtime, () => {
      if (this.#buckets.get(key) === bucket) journal.drop(this.#buckets, key);
    });
    journal.put(this.#buckets, key, bucket);
    return bucket;
  }
}

const NOTHING: readonly never[] = [];

/** What most members of most relations say. */
const SILENCE: ReadonlyMap<never, never> = new Map<never, never>();

function filed<K, V>(said: Iterable<readonly [K, V]>): Contribution<K, V> {
  const found = new Map<K, V[]>();
  for (const [key, value] of said) {
    const list = found.get(key);
    if (list === undefined) found.set(key, [value]);
    else list.push(value);
  }
  return found.size === 0 ? SILENCE : found;
}
