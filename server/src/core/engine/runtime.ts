import type { Journal } from './journal.js';
import type { Source, Value } from './node.js';

/** Asked between two pieces of work: whether others should get their turn. */
export type IsOver = () => boolean;

/** For work that is done in one go. */
export const NEVER: IsOver = () => false;

/** So many values are forgotten in any case: whoever goes on asking in between would else keep them coming. */
const SWEPT_AT_ONCE = 100;

/** A relation, as the runtime sees it. */
export interface Layer {
  readonly rank: number;
  /** Files anew what members say whose contribution may have changed; true once it has for all of them. */
  readonly update: (isOver: IsOver) => boolean;
  /** Files anew what this member alone says, if it may have changed. */
  readonly bring: (member: string) => void;
  /** What the member says, as it was last worked out. */
  readonly contribution: (member: string) => Value | undefined;
}

/** What one computation has read so far. */
export interface Frame {
  readonly value: Value | undefined;
  readonly read: Set<Source>;
  /** Relations of this rank or above may not be read: they are brought up to date later. */
  readonly below: number;
}

/** What went wrong while something was worked out: a mistake of ours, not of the files. */
export interface Failure {
  readonly query: string;
  readonly key: string;
  readonly error: unknown;
}

/** Something that may be forgotten once nothing rests on it. */
export interface Forgettable {
  readonly forgetIfUnused: () => void;
}

/** What the parts of one engine share: the computation that is running, the relations, and counts. */
export class Runtime {
  #frame: Frame | undefined;
  readonly #layers: Layer[] = [];
  readonly computed = new Map<string, number>();
  /** How many values were worked out so far. */
  work = 0;
  /** Values that have lost the last one that rested on them. */
  readonly unused = new Set<Forgettable>();
  /** What has failed and not succeeded since, by query and key. */
  readonly failures = new Map<string, Failure>();
  size = 0;
  /** Members of which a relation has worked out anew what they say, since that was last taken. */
  readonly renewed = new Set<string>();
  /** How many keys each input and relation holds, also those under which nothing is. */
  readonly held: (() => number)[] = [];
  /** How many computations are under way, each inside of the one before. */
  depth = 0;

  constructor(readonly journal: Journal) {}

  get frame(): Frame | undefined {
    return this.#frame;
  }

  addLayer(make: (rank: number) => Layer): void {
    this.#layers.push(make(this.#layers.length));
  }

  /** Notes that the running computation has read the source. */
  read(source: Source): void {
    this.#frame?.read.add(source);
  }

  /** Whether the relation is up to date for whoever reads it now. */
  mayRead(rank: number): boolean {
    return this.#frame === undefined || rank < this.#frame.below;
  }

  count(name: string): void {
    this.work += 1;
    this.computed.set(name, (this.computed.get(name) ?? 0) + 1);
  }

  /** Runs what stands for the computation of one key, and notes whether it failed. */
  contained<T>(query: string, key: string, compute: () => T, failed: () => T): T {
    const place = `${query}\n${key}`;
    try {
      const result = compute();
      this.journal.drop(this.failures, place);
      return result;
    } catch (error) {
      if (isSignal(error)) throw error;
      this.journal.put(this.failures, place, { query, key, error });
      return failed();
    }
  }

  hasFailed(query: string, key: string): boolean {
    return this.failures.size > 0 && this.failures.has(`${query}\n${key}`);
  }

  /** What all relations have worked out for the member. */
  contributionsOf(member: string): readonly Value[] {
    return this.#layers.flatMap((layer) => layer.contribution(member) ?? []);
  }

  /** Nothing is known of the key any more. */
  forgetFailure(query: string, key: string): void {
    if (this.failures.size > 0) this.journal.drop(this.failures, `${query}\n${key}`);
  }

  /**
   * Runs a computation and gives what it read. Where it fails, whoever asked for it rests on what it read until then, so
   * that it is tried again once that changes.
   */
  run<T>(value: Value | undefined, compute: () => T): { readonly result: T; readonly read: Set<Source> } {
    const before = this.#frame;
    const frame: Frame = { value, read: new Set(), below: before?.below ?? Infinity };
    this.#frame = frame;
    this.depth += 1;
    try {
      return { result: compute(), read: frame.read };
    } catch (error) {
      for (const source of frame.read) before?.read.add(source);
      throw error;
    } finally {
      this.#frame = before;
      this.depth -= 1;
    }
  }

  /** Brings all relations up to date; true once they are, and what nobody needs is forgotten. */
  settle(isOver: IsOver): boolean {
    for (const layer of this.#layers) {
      if (!this.#below(layer.rank, () => layer.update(isOver))) return false;
    }
    // What is tried out lets go of nothing for good.
    return this.journal.isOpen || this.sweep(isOver);
  }

  /** Brings up to date what one member says in all relations, and nothing else. */
  bring(member: string): void {
    for (const layer of this.#layers) {
      this.#below(layer.rank, () => {
        layer.bring(member);
      });
    }
  }

  #below<T>(rank: number, run: () => T): T {
    return this.#within({ value: undefined, read: new Set(), below: rank }, run);
  }

  /** Runs what nothing rests on: what it asks for is forgotten again unless something else comes to rest on it. */
  aside<T>(run: () => T): T {
    return this.#within(undefined, run);
  }

  #within<T>(frame: Frame | undefined, run: () => T): T {
    const before = this.#frame;
    this.#frame = frame;
    try {
      return run();
    } finally {
      this.#frame = before;
    }
  }

  /** Forgets what nothing rests on any more; true once all of it is. */
  sweep(isOver: IsOver): boolean {
    // One that goes may have been the last to use others, which are then walked as well.
    let forgotten = 0;
    for (const one of this.unused) {
      this.unused.delete(one);
      one.forgetIfUnused();
      forgotten += 1;
      if (forgotten >= SWEPT_AT_ONCE && isOver()) return this.unused.size === 0;
    }
    return true;
  }
}

/** What the engine throws to tell itself something. */
export abstract class Signal extends Error {}

function isSignal(error: unknown): boolean {
  return error instanceof Signal;
}
