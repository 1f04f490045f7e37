import { changed, Source } from './node.js';
import type { Runtime } from './runtime.js';
import { same } from './same.js';

class Cell<V> extends Source {
  constructor(public value: V) {
    super();
  }
}

/** Values that come from outside, by key. */
export class Input<K, V> {
  readonly #cells = new Map<K, Cell<V>>();
  /** Keys that were asked for while there was nothing. */
  readonly #vain = new Set<K>();

  constructor(
    readonly runtime: Runtime,
    readonly name: string,
    readonly absent: V,
  ) {}

  get(key: K): V {
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      if (this.runtime.frame === undefined) return this.absent;
      // Whoever asks in vain has to be told when there is something.
      cell = new Cell(this.absent);
      this.runtime.journal.put(this.#cells, key, cell);
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
      journal.put(this.#cells, key, new Cell(value));
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
    const { journal } = this.runtime;
    if (this.#cells.get(key)?.isUsed === false) journal.drop(this.#cells, key);
    else if (this.#cells.has(key)) journal.include(this.#vain, key);
  }

  /** Keys that some value rests on and that nothing was set for. */
  vain(): K[] {
    for (const key of this.#vain) {
      if (this.#cells.get(key)?.isUsed === true) continue;
      this.runtime.journal.exclude(this.#vain, key);
      this.runtime.journal.drop(this.#cells, key);
    }
    return [...this.#vain];
  }
}
