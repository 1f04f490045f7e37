import { changed, Source } from './node.js';
import type { Runtime } from './runtime.js';
import { same } from './same.js';

class Cell<K, V> extends Source {
  constructor(
    readonly input: Input<K, V>,
    readonly key: K,
    public value: V,
  ) {
    super();
  }

  noticeUnused(): void {
    const { journal, unused } = this.input.runtime;
    journal.include(unused, this);
  }

  forgetIfUnused(): void {
    this.input.forgetVain(this.key);
  }
}

/** Values that come from outside, by key. */
export class Input<K, V> {
  readonly #cells = new Map<K, Cell<K, V>>();
  /** Keys that some value rests on, or did, while there is nothing. */
  readonly #vain = new Set<K>();

  constructor(
    readonly runtime: Runtime,
    readonly name: string,
    readonly absent: V,
  ) {
    runtime.held.push(() => this.#cells.size);
  }

  get(key: K): V {
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      if (this.runtime.frame === undefined) return this.absent;
      // Whoever asks in vain has to be told when there is something.
      cell = this.#added(key, this.absent);
      this.runtime.journal.include(this.#vain, key);
    }
    this.runtime.read(cell);
    return cell.value;
  }

  /** Nothing happens where the value says the same as before. */
  set(key: K, value: V): void {
    const { journal } = this.runtime;
    journal.exclude(this.#vain, key);
    const cell = this.#cells.get(key);
    if (cell === undefined) {
      this.#added(key, value);
      return;
    }
    const before = cell.value;
    if (same(before, value)) return;
    cell.value = value;
    journal.note(() => {
      cell.value = before;
    });
    changed(cell, journal);
  }

  /** As if the key had never been set. */
  delete(key: K): void {
    this.set(key, this.absent);
    this.runtime.journal.include(this.#vain, key);
    this.forgetVain(key);
  }

  /** Keys that some value rests on and that nothing was set for. */
  vain(): K[] {
    for (const key of this.#vain) this.forgetVain(key);
    return [...this.#vain];
  }

  /** Forgets a key that nothing was set for, where nothing rests on it. */
  forgetVain(key: K): void {
    if (!this.#vain.has(key) || this.#cells.get(key)?.isUsed === true) return;
    const { journal } = this.runtime;
    journal.exclude(this.#vain, key);
    journal.drop(this.#cells, key);
  }

  #added(key: K, value: V): Cell<K, V> {
    const cell = new Cell(this, key, value);
    this.runtime.journal.put(this.#cells, key, cell);
    return cell;
  }
}
