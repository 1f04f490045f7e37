/** An item with the text that all that it stands for begins with, and where it stood in the list. */
interface Headed<T> {
  readonly head: string;
  readonly item: T;
  readonly at: number;
}

/**
 * Patterns by the text that all they accept begins with. Two patterns have something in common only where the head of
 * one begins with the head of the other, so that what may meet one pattern is found without a look at all others.
 */
export class HeadIndex<T> {
  readonly #byHead = new Map<string, Headed<T>[]>();
  readonly #sorted: readonly Headed<T>[];
  readonly #lengths: readonly number[];

  /** @param headsOf the heads of an item: several where it is several patterns */
  constructor(items: readonly T[], headsOf: (item: T) => readonly string[]) {
    const all = items.flatMap((item, at) => headsOf(item).map((head) => ({ head, item, at })));
    for (const one of all) {
      const known = this.#byHead.get(one.head);
      if (known === undefined) this.#byHead.set(one.head, [one]);
      else known.push(one);
    }
    this.#sorted = all.sort((a, b) => (a.head < b.head ? -1 : a.head > b.head ? 1 : a.at - b.at));
    this.#lengths = [...new Set(all.map(({ head }) => head.length))].sort((a, b) => a - b);
  }

  /** All that may have something in common with a pattern of one of these heads, in their order. */
  near(heads: readonly string[]): readonly T[] {
    const found = new Map<number, T>();
    const add = ({ at, item }: Headed<T>): void => {
      found.set(at, item);
    };
    for (const head of heads) {
      for (const length of this.#lengths) {
        if (length >= head.length) break;
        for (const one of this.#byHead.get(head.slice(0, length)) ?? []) add(one);
      }
      for (let at = this.#firstAt(head); at < this.#sorted.length; at++) {
        const one = this.#sorted[at];
        if (one?.head.startsWith(head) !== true) break;
        add(one);
      }
    }
    return [...found].sort(([a], [b]) => a - b).map(([, item]) => item);
  }

  /** Where heads begin that are not before this one. */
  #firstAt(head: string): number {
    let from = 0;
    let to = this.#sorted.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#sorted[middle]?.head ?? '') < head) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/** The text before the first of some signs; all of it where there is none. */
export function headOf(pattern: string, signs: RegExp): string {
  const at = pattern.search(signs);
  return at < 0 ? pattern : pattern.slice(0, at);
}
