/** What was made of a thing the last time. */
interface Made<T> {
  readonly parts: readonly unknown[];
  readonly value: T;
}

/**
 * What is made of things together with others, remembered as long as the thing is there: the same object again while
 * the other parts are the same, so that what rests on it need not be made again.
 */
export class Remembered<K extends object, T> {
  readonly #made = new WeakMap<K, Made<T>>();

  /** `make` must be a function of the thing and the parts alone. */
  of(thing: K, parts: readonly unknown[], make: () => T): T {
    const known = this.#made.get(thing);
    if (known !== undefined && areSame(known.parts, parts)) return known.value;
    const value = make();
    this.#made.set(thing, { parts, value });
    return value;
  }
}

/** Whether two lists hold the same things in the same order. */
export function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
