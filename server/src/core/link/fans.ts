import type { Edge } from './edges.js';

/** Lists shorter than this are quicker gone through than looked up. */
const SHORT = 32;
/** A list is looked up where at least one of so many sessions is in it, so that its marks take no more than itself. */
const SPARSE = 32;

/** A set of sessions by their numbers, 32 to a word. */
class Marks {
  words = new Uint32Array(8);

  add(number: number): void {
    const word = number >>> 5;
    if (word >= this.words.length) {
      const wider = new Uint32Array(Math.max(word + 1, this.words.length * 2));
      wider.set(this.words);
      this.words = wider;
    }
    this.words[word] = (this.words[word] ?? 0) | (1 << (number & 31));
  }
}

/** The steps that lead on from one session, with the sessions to which they lead. */
interface Fan {
  readonly targets: Uint32Array;
  /** Where the steps to a session stand in the list, by its number. */
  readonly places: ReadonlyMap<number, readonly number[]>;
}

/** Sessions to which no better way can be found, so that no step to them needs a look. */
export interface Settled {
  /** From now on no step leads there any more. */
  readonly add: (session: string) => void;
  /** The steps, in order; of a long list only those that may lead to another session. */
  readonly others: (edges: readonly Edge[]) => readonly Edge[];
}

/**
 * Who may become everybody leads to each session there is, and so do many of those. Going through all their steps
 * again for each of them costs the square of the sessions, once for each that is looked at; so what a walk is done with
 * is left out by 32 sessions at once.
 */
export class Fans {
  readonly #numbers = new Map<string, number>();
  /** A list is the same object for as long as it says the same. */
  readonly #fans = new WeakMap<readonly Edge[], Fan>();

  /** Nothing is settled yet. */
  walk(): Settled {
    const marks = new Marks();
    return {
      add: (session) => {
        marks.add(this.#numberOf(session));
      },
      others: (edges) =>
        edges.length < Math.max(SHORT, this.#numbers.size / SPARSE)
          ? edges
          : this.#unmarked(edges, marks.words),
    };
  }

  #unmarked(edges: readonly Edge[], marked: Uint32Array): readonly Edge[] {
    const { targets, places } = this.#fanOf(edges);
    const found: number[] = [];
    for (let word = 0; word < targets.length; word++) {
      let rest = (targets[word] ?? 0) & ~(marked[word] ?? 0);
      while (rest !== 0) {
        const bit = 31 - Math.clz32(rest & -rest);
        rest &= rest - 1;
        found.push(...(places.get(word * 32 + bit) ?? []));
      }
    }
    return found.sort((a, b) => a - b).flatMap((place) => edges[place] ?? []);
  }

  #fanOf(edges: readonly Edge[]): Fan {
    const known = this.#fans.get(edges);
    if (known !== undefined) return known;
    const targets = new Marks();
    const places = new Map<number, number[]>();
    for (const [place, { to }] of edges.entries()) {
      const number = this.#numberOf(to);
      targets.add(number);
      const list = places.get(number);
      if (list === undefined) places.set(number, [place]);
      else list.push(place);
    }
    const fan = { targets: targets.words, places };
    this.#fans.set(edges, fan);
    return fan;
  }

  #numberOf(session: string): number {
    const known = this.#numbers.get(session) ?? this.#numbers.size;
    this.#numbers.set(session, known);
    return known;
  }
}
