import type { Journal } from './journal.js';
import type { Source, Value } from './node.js';

/** A relation, as the runtime sees it. */
export interface Layer {
  readonly rank: number;
  /** Files anew what members say whose contribution may have changed. */
  readonly update: () => void;
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

  settle(): void {
    const before = this.#frame;
    for (const layer of this.#layers) {
      this.#frame = { value: undefined, read: new Set(), below: layer.rank };
      try {
        layer.update();
      } finally {
        this.#frame = before;
      }
    }
    // What is tried out lets go of nothing for good.
    if (!this.journal.isOpen) this.sweep();
  }

  /** Forgets what nothing rests on any more. */
  sweep(): void {
    // One that goes may have been the last to use others.
    while (this.unused.size > 0) {
      const [...batch] = this.unused;
      this.unused.clear();
      for (const one of batch) one.forgetIfUnused();
    }
  }
}

/** What the engine throws to tell itself something. */
export abstract class Signal extends Error {}

function isSignal(error: unknown): boolean {
  return error instanceof Signal;
}
