/**
 * Results of one round that the next may take over. A result is the same object as before as long as all the parts
 * that it was made of are: what rests on it need not be made again either.
 */
export class Memo {
  readonly #entries = new Map<string, { readonly parts: readonly unknown[]; readonly value: unknown }>();

  constructor(readonly previous?: Memo) {}

  /** `make` must be a function of `parts` alone, and give the same type for the same key. */
  recall<T>(key: string, parts: readonly unknown[], make: () => T): T {
    const known = this.#entries.get(key) ?? this.previous?.entry(key);
    const same = known !== undefined && areSame(known.parts, parts);
    const entry = same ? known : { parts, value: make() };
    this.#entries.set(key, entry);
    return entry.value as T;
  }

  entry(key: string): { readonly parts: readonly unknown[]; readonly value: unknown } | undefined {
    return this.#entries.get(key);
  }

  /** This round alone, for the next one: what came before it is let go. */
  kept(): Memo {
    const memo = new Memo();
    for (const [key, entry] of this.#entries) memo.#entries.set(key, entry);
    return memo;
  }
}

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
