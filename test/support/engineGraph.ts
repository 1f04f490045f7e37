import { expect } from 'vitest';
import { Engine } from '../../server/src/core/engine/engine.js';
import type { Random } from './random.js';

/** A store of numbers with sums over a graph that may have circles, and the plain way to work the same out. */
export class Graph {
  readonly engine = new Engine();
  readonly own = this.engine.input<string, number>('own', 0);
  readonly next = this.engine.input<string, readonly string[]>('next', []);
  /** The numbers that can be reached. */
  readonly reached = this.engine.query<string, readonly number[]>(
    'reached',
    (key) => {
      const found = new Set([this.own.get(key)]);
      for (const other of this.next.get(key)) for (const one of this.reached.get(other)) found.add(one);
      return [...found].sort((a, b) => a - b);
    },
    { nothing: [] },
  );
  readonly before = this.engine.relation<string, string, string>('before', {
    of: (key) => this.next.get(key).map((other) => [other, key] as const),
  });
  readonly biggest = this.engine.query(
    'biggest around',
    (key) =>
      Math.max(...this.reached.get(key), ...this.before.get(key).flatMap((one) => this.reached.get(one))),
    { kept: true },
  );

  /** Who reaches a number. */
  readonly reaching = this.engine.relation<string, string, string>('reaching', {
    of: (key) => this.reached.get(key).map((one) => [String(one), key] as const),
  });

  /** One number or the ways from one node are others now. */
  change(keys: readonly string[], random: Random): void {
    const key = random.pick(keys);
    if (random.below(3) === 0) this.own.set(key, random.below(9));
    else {
      const ways = Array.from({ length: random.below(4) }, () => random.pick(keys));
      this.next.set(key, ways);
    }
    this.engine.settle();
  }

  /** The queries give what is worked out plainly. */
  check(key: string, keys: readonly string[]): void {
    expect(this.reached.get(key)).toEqual(this.plainly(key));
    const leading = keys.filter((one) => this.next.get(one).includes(key));
    expect(this.biggest.get(key)).toBe(
      Math.max(...this.plainly(key), ...leading.flatMap((one) => this.plainly(one))),
    );
  }

  /** The relation has filed what is worked out plainly. */
  checkReaching(number: number, keys: readonly string[]): void {
    const plainly = keys.filter((key) => this.plainly(key).includes(number));
    expect(this.reaching.get(String(number))).toEqual([...plainly].sort());
  }

  plainly(key: string): readonly number[] {
    const seen = new Set([key]);
    for (const at of seen) for (const other of this.next.get(at)) seen.add(other);
    return [...new Set([...seen].map((at) => this.own.get(at)))].sort((a, b) => a - b);
  }
}
