/** How far a remembered value can be trusted: as it is, after a look at what it rests on, or not at all. */
export type Freshness = 'fresh' | 'check' | 'stale';

/** Something that values rest on: an input, one entry of a relation, or another value. */
export abstract class Source {
  /** Values that were worked out from this one. Most sources have one or none. */
  #dependents: Set<Value> | Value | undefined;

  get isUsed(): boolean {
    return this.#dependents !== undefined;
  }

  addDependent(value: Value): void {
    const known = this.#dependents;
    if (known === undefined || known === value) this.#dependents = value;
    else if (known instanceof Set) known.add(value);
    else this.#dependents = new Set([known, value]);
  }

  removeDependent(value: Value): void {
    const known = this.#dependents;
    if (known === value) this.#dependents = undefined;
    else if (known instanceof Set) {
      known.delete(value);
      if (known.size === 0) this.#dependents = undefined;
    }
  }

  dependents(): Iterable<Value> {
    const known = this.#dependents;
    if (known === undefined) return [];
    return known instanceof Set ? known : [known];
  }
}

/** One remembered result of a query. */
export abstract class Value extends Source {
  freshness: Freshness = 'stale';
  /** What the last computation read, in order of reading. */
  rests: readonly Source[] = [];
  /** Told when the value may no longer be true: a relation that is fed by it. */
  watcher: ((value: Value) => void) | undefined;

  /** Works the value out again where that is needed; afterwards it is fresh. */
  abstract refresh(): void;
}

/** Says that what rests on a changed source is stale, and what rests on that in turn needs a look. */
export function changed(source: Source): void {
  const open: Value[] = [];
  for (const value of source.dependents()) if (mark(value, 'stale')) open.push(value);
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const other of value.dependents()) if (mark(other, 'check')) open.push(other);
  }
}

/** Whether the value was fresh until now, so that what rests on it has to be told. */
function mark(value: Value, freshness: 'check' | 'stale'): boolean {
  const before = value.freshness;
  if (before === 'stale' || before === freshness) return false;
  value.freshness = freshness;
  if (before !== 'fresh') return false;
  value.watcher?.(value);
  return true;
}
