import type { Journal } from './journal.js';
import type { Source } from './node.js';
import { Value } from './node.js';

/** A value that rests on more than that stays: all that rest on it would have to rest on each of them. */
const MOST_RESTS = 40;

/**
 * Has values rest on what the values between rested on, so that nothing rests on those any more and they are forgotten:
 * what is not about to change need not remember how it was worked out. Once something below changes, all of it is worked
 * out again, where before only a part was.
 *
 * What others rest on stays, and so does what is lasting: it goes on keeping changes that come to the same away from
 * whoever rests on it.
 *
 * @param tops what stays in any case
 * @param isOwn whether a value belongs to the tops; of all others nothing is folded
 */
export function fold(tops: readonly Value[], isOwn: (value: Value) => boolean, journal: Journal): void {
  const region = new Set(tops.filter(({ freshness }) => freshness === 'fresh'));
  // The set grows while it is walked.
  for (const value of region) {
    for (const source of value.rests) if (source instanceof Value && isOwn(source)) region.add(source);
  }
  const folding = new Folding(region, new Set(tops));
  for (const value of region) folding.lookAt(value);
  for (const value of folding.staying()) {
    const rests = folding.restsOf(value);
    if (rests.size !== value.rests.length || value.rests.some((source) => !rests.has(source))) {
      value.restOn([...rests], journal);
    }
  }
}

class Folding {
  /** What each value that goes hands on, in order of reading. */
  readonly #going = new Map<Value, ReadonlySet<Source>>();
  readonly #staying = new Set<Value>();

  constructor(
    readonly region: ReadonlySet<Value>,
    readonly tops: ReadonlySet<Value>,
  ) {}

  staying(): Iterable<Value> {
    return this.#staying;
  }

  /** Decides whether a value stays, and so about all that it rests on. */
  lookAt(value: Value): void {
    if (this.#staying.has(value) || this.#going.has(value)) return;
    const rests = this.restsOf(value);
    const stays = this.tops.has(value) || !value.mayBeFolded || rests.size > MOST_RESTS;
    if (stays || isUsedBeyond(value, this.region)) this.#staying.add(value);
    else this.#going.set(value, rests);
  }

  /** What a value rests on once what goes is gone. */
  restsOf(value: Value): ReadonlySet<Source> {
    const found = new Set<Source>();
    for (const source of value.rests) {
      if (source instanceof Value && this.region.has(source)) this.lookAt(source);
      const handed = source instanceof Value ? this.#going.get(source) : undefined;
      if (handed === undefined) found.add(source);
      else for (const other of handed) found.add(other);
    }
    return found;
  }
}

function isUsedBeyond(value: Value, region: ReadonlySet<Value>): boolean {
  for (const dependent of value.dependents()) if (!region.has(dependent)) return true;
  return false;
}
