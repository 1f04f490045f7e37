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
      this.#cells.set(key, cell);
      this.#vain.add(key);
    }
    this.runtime.read(cell);
    return cell.value;
  }

  /** Nothing happens where the value says the same as before. */
  set(key: K, value: V): void {
    this.#vain.delete(key);
    const cell = this.#cells.get(key);
    if (cell === undefined) {
      this.#cells.set(key, new Cell(value));
      return;
    }
    if (same(cell.value, value)) return;
    cell.value = value;
    changed(cell);
  }

  /** As if the key had never been set. */
  delete(key: K): void {
    this.set(key, this.absent);
    if (this.#cells.get(key)?.isUsed === false) this.#cells.delete(key);
    else if (this.#cells.has(key)) this.#vain.add(key);
  }

  /** Keys that some value rests on and that nothing was set for. */
  vain(): K[] {
    for (const key of this.#vain) {
      if (this.#cells.get(key)?.isUsed === true) continue;
      this.#vain.delete(key);
      this.#cells.delete(key);
    }
    return [...this.#vain];
  }
}
