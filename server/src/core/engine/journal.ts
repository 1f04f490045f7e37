/**
 * Notes how to take back what is done while something is tried out, so that an attempt costs what it changes and
 * nothing is worked out a second time to get back. Whoever keeps state of their own beside an engine's changes it
 * through the engine's journal: outside of an attempt that is an ordinary change.
 */
export class Journal {
  #undo: (() => void)[] | undefined;

  /** Whether something is being tried out. */
  get isOpen(): boolean {
    return this.#undo !== undefined;
  }

  /** Runs what changes things; when it returns or fails, all that was noted meanwhile is as it was before. */
  tryOut<T>(attempt: () => T): T {
    const outer = this.#undo;
    const undo: (() => void)[] = [];
    this.#undo = undo;
    try {
      return attempt();
    } finally {
      this.#undo = undefined;
      for (let back = undo.pop(); back !== undefined; back = undo.pop()) back();
      this.#undo = outer;
    }
  }

  /** Says how a change that is made now is taken back. */
  note(undo: () => void): void {
    this.#undo?.push(undo);
  }

  put<K, V>(map: Map<K, V>, key: K, value: V): void {
    if (this.#undo !== undefined) {
      const before = map.get(key);
      if (before === undefined && !map.has(key)) this.#undo.push(() => map.delete(key));
      else this.#undo.push(() => map.set(key, before as V));
    }
    map.set(key, value);
  }

  /** True where the key was there. */
  drop<K, V>(map: Map<K, V>, key: K): boolean {
    if (this.#undo !== undefined && map.has(key)) {
      const before = map.get(key) as V;
      this.#undo.push(() => map.set(key, before));
    }
    return map.delete(key);
  }

  include<T>(set: Set<T>, item: T): void {
    if (this.#undo !== undefined && !set.has(item)) this.#undo.push(() => set.delete(item));
    set.add(item);
  }

  /** True where the item was there. */
  exclude<T>(set: Set<T>, item: T): boolean {
    const had = set.delete(item);
    if (had) this.#undo?.push(() => set.add(item));
    return had;
  }

  clear<T>(set: Set<T>): void {
    const before = [...set];
    set.clear();
    this.#undo?.push(() => {
      for (const item of before) set.add(item);
    });
  }
}
