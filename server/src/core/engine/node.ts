import type { Journal } from './journal.js';

/** How far a remembered value can be trusted: as it is, after a look at what it rests on, or not at all. */
export type Freshness = 'fresh' | 'check' | 'stale';

/** Something that values rest on: an input, one entry of a relation, or another value. */
export abstract class Source {
  /** Values that were worked out from this one. Most sources have one or none. */
  #dependents: Set<Value> | Value | undefined;

  get isUsed(): boolean {
    return this.#dependents !== undefined;
  }

  addDependent(value: Value, journal: Journal): void {
    const known = this.#dependents;
    if (known === value || (known instanceof Set && known.has(value))) return;
    if (known === undefined) this.#dependents = value;
    else if (known instanceof Set) known.add(value);
    else this.#dependents = new Set([known, value]);
    if (journal.isOpen) {
      journal.note(() => {
        this.removeDependent(value, journal);
      });
    }
  }

  removeDependent(value: Value, journal: Journal): void {
    const known = this.#dependents;
    if (known === value) this.#dependents = undefined;
    else if (known instanceof Set && known.delete(value)) {
      if (known.size === 0) this.#dependents = undefined;
    } else return;
    if (journal.isOpen) {
      journal.note(() => {
        this.addDependent(value, journal);
      });
    }
  }

  /** Called when the last value that rested on this one has let go of it. */
  abstract noticeUnused(): void;

  dependents(): Iterable<Value> {
    const known = this.#dependents;
    if (known === undefined) return [];
    return known instanceof Set ? known : [known];
  }
}

/** One remembered result of a query. */
export abstract class Value extends Source {
  #freshness: Freshness = 'stale';
  /** What the last computation read, in order of reading. */
  #rests: readonly Source[] = [];

  get freshness(): Freshness {
    return this.#freshness;
  }

  get rests(): readonly Source[] {
    return this.#rests;
  }

  /** Called when the value may no longer be true. */
  abstract noticeDoubt(): void;

  /** Whether it may be forgotten while others rest on it, who then rest on what it rested on. */
  abstract readonly mayBeFolded: boolean;

  markAs(freshness: Freshness, journal: Journal): void {
    const before = this.#freshness;
    if (before === freshness) return;
    this.#freshness = freshness;
    if (journal.isOpen) {
      journal.note(() => {
        this.#freshness = before;
      });
    }
  }

  /** Works the value out again where that is needed; afterwards it is fresh. */
  abstract refresh(): void;

  /** Says what the value rests on from now on. */
  restOn(sources: readonly Source[], journal: Journal): void {
    const before = this.#rests;
    this.#rests = sources;
    if (journal.isOpen) {
      journal.note(() => {
        this.#rests = before;
      });
    }
    for (const source of sources) source.addDependent(this, journal);
    if (before.length === 0) return;
    const now = new Set(sources);
    for (const source of before) {
      if (now.has(source)) continue;
      source.removeDependent(this, journal);
      if (!source.isUsed) source.noticeUnused();
    }
  }

  /** Looks at what a value that needs a look rests on, in order of reading, until something has changed. */
  protected hasChangedBelow(): boolean {
    for (const source of this.#rests) {
      if (source instanceof Value) source.refresh();
      if (this.#freshness !== 'check') return this.#freshness === 'stale';
    }
    return false;
  }
}

/** What all members of a circle rest on outside of it, so that each needs to rest on one thing alone. */
export class Surroundings extends Value {
  readonly mayBeFolded = true;

  constructor(
    sources: ReadonlySet<Source>,
    readonly journal: Journal,
  ) {
    super();
    this.markAs('fresh', journal);
    this.restOn([...sources], journal);
  }

  refresh(): void {
    if (this.freshness === 'fresh') return;
    if (this.freshness === 'check' && !this.hasChangedBelow()) this.markAs('fresh', this.journal);
    else changed(this, this.journal);
  }

  noticeUnused(): void {
    this.restOn([], this.journal);
  }

  noticeDoubt(): void {
    // Nobody is told: whoever rests on it is.
  }
}

/** Says that what rests on a changed source is stale, and what rests on that in turn needs a look. */
export function changed(source: Source, journal: Journal): void {
  const open: Value[] = [];
  for (const value of source.dependents()) if (mark(value, 'stale', journal)) open.push(value);
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const other of value.dependents()) if (mark(other, 'check', journal)) open.push(other);
  }
}

/** Whether the value was fresh until now, so that what rests on it has to be told. */
function mark(value: Value, freshness: 'check' | 'stale', journal: Journal): boolean {
  const before = value.freshness;
  if (before === 'stale' || before === freshness) return false;
  value.markAs(freshness, journal);
  if (before !== 'fresh') return false;
  value.noticeDoubt();
  return true;
}
