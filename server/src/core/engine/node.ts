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
  watcher: (() => void) | undefined;

  /** Works the value out again where that is needed; afterwards it is fresh. */
  abstract refresh(): void;

  /** Called when the last value that rested on this one has let go of it. */
  abstract noticeUnused(): void;

  /** Says what the value rests on from now on. */
  restOn(sources: readonly Source[]): void {
    const before = this.rests;
    this.rests = sources;
    for (const source of sources) source.addDependent(this);
    if (before.length === 0) return;
    const now = new Set(sources);
    for (const source of before) {
      if (now.has(source)) continue;
      source.removeDependent(this);
      if (!source.isUsed && source instanceof Value) source.noticeUnused();
    }
  }

  /** Looks at what a value that needs a look rests on, in order of reading, until something has changed. */
  protected hasChangedBelow(): boolean {
    for (const source of this.rests) {
      if (source instanceof Value) source.refresh();
      if (this.freshness !== 'check') return this.freshness === 'stale';
    }
    return false;
  }
}

/** What all members of a circle rest on outside of it, so that each needs to rest on one thing alone. */
export class Surroundings extends Value {
  constructor(sources: ReadonlySet<Source>) {
    super();
    this.freshness = 'fresh';
    this.restOn([...sources]);
  }

  refresh(): void {
    if (this.freshness === 'fresh') return;
    if (this.freshness === 'check' && !this.hasChangedBelow()) this.freshness = 'fresh';
    else changed(this);
  }

  noticeUnused(): void {
    this.restOn([]);
  }
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
  value.watcher?.();
  return true;
}
