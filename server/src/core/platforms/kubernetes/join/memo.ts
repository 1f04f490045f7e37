import { areSame } from './remembered.js';

interface Entry {
  readonly parts: readonly unknown[];
  readonly value: unknown;
}

/**
 * Results of one round that the next may take over. A result is the same object as before as long as all the parts
 * that it was made of are: what rests on it need not be made again either.
 */
export class Memo {
  readonly #entries = new Map<string, Entry>();

  constructor(readonly previous?: Memo) {}

  /**
   * `make` must be a function of `parts` alone, and give the same type for the same key. Where the first part is the same
   * and others are not, `areAlike` may say that what is made anew is still what it was.
   */
  recall<T>(
    key: string,
    parts: readonly unknown[],
    make: () => T,
    areAlike?: (before: T, after: T) => boolean,
  ): T {
    const known = this.#entries.get(key) ?? this.previous?.entry(key);
    if (known !== undefined && areSame(known.parts, parts)) {
      this.#entries.set(key, known);
      return known.value as T;
    }
    const made = make();
    const isAlike =
      known !== undefined && known.parts[0] === parts[0] && areAlike?.(known.value as T, made) === true;
    const value = isAlike ? (known.value as T) : made;
    this.#entries.set(key, { parts, value });
    return value;
  }

  entry(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  /** This round alone, for the next one: what came before it is let go. */
  kept(): Memo {
    const memo = new Memo();
    for (const [key, entry] of this.#entries) memo.#entries.set(key, entry);
    return memo;
  }
}
