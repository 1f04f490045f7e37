/** Some of the ways in which a workflow's runs can come about, by their places in the list of all. */
export class WaySet {
  readonly #words: Uint32Array;

  private constructor(
    readonly size: number,
    words: Uint32Array,
  ) {
    this.#words = words;
  }

  /** Those of `size` ways of which the test holds. */
  static of(size: number, test: (at: number) => boolean): WaySet {
    const words = new Uint32Array(Math.ceil(size / 32));
    for (let at = 0; at < size; at++) {
      if (test(at)) words[at >>> 5] = (words[at >>> 5] ?? 0) | (1 << (at & 31));
    }
    return new WaySet(size, words);
  }

  has(at: number): boolean {
    return ((this.#words[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
  }

  /** The ways that are in both; the same object where that is this one. */
  and(other: WaySet): WaySet {
    if (this === other) return this;
    return this.#joined(other, (a, b) => a & b);
  }

  or(other: WaySet): WaySet {
    if (this === other) return this;
    return this.#joined(other, (a, b) => a | b);
  }

  equals(other: unknown): boolean {
    if (!(other instanceof WaySet) || other.size !== this.size) return false;
    const words = other.#words;
    return this === other || this.#words.every((word, at) => word === words[at]);
  }

  /** The ways themselves, out of the list of all. */
  pick<W>(all: readonly W[]): readonly W[] {
    return all.filter((_way, at) => this.has(at));
  }

  #joined(other: WaySet, join: (a: number, b: number) => number): WaySet {
    const words = this.#words.map((word, at) => join(word, other.#words[at] ?? 0));
    const joined = new WaySet(this.size, words);
    return joined.equals(this) ? this : joined;
  }
}
