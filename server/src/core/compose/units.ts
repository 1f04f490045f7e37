import type { Journal } from '../engine/journal.js';

/** What the list of units asks, and tells. */
export interface UnitsOptions {
  /** By which what is tried out is taken back. */
  readonly journal: Journal;
  /** The units that a unit starts, as it is composed now. */
  readonly startedBy: (unit: string) => readonly string[];
  readonly add: (unit: string) => void;
  readonly delete: (unit: string) => void;
}

/** More units than this are started by others in no workspace. */
const MAX_STARTED = 20_000;

/** Which units there are: those that begin at files, and those that these start, over any number. */
export class Units {
  /** The files at which a unit begins. */
  readonly #begun = new Map<string, Set<string>>();
  readonly #byFile = new Map<string, readonly string[]>();
  readonly #known = new Set<string>();

  constructor(readonly options: UnitsOptions) {}

  /** Says which units begin at a file from now on. */
  begin(file: string, units: readonly string[]): void {
    const { journal } = this.options;
    for (const unit of this.#byFile.get(file) ?? []) {
      const files = this.#begun.get(unit);
      if (files === undefined) continue;
      journal.exclude(files, file);
      if (files.size === 0) journal.drop(this.#begun, unit);
    }
    if (units.length === 0) journal.drop(this.#byFile, file);
    else journal.put(this.#byFile, file, units);
    for (const unit of units) {
      const files = this.#begun.get(unit);
      if (files === undefined) journal.put(this.#begun, unit, new Set([file]));
      else journal.include(files, file);
    }
  }

  begunAt(file: string): readonly string[] {
    return this.#byFile.get(file) ?? [];
  }

  /** Adds and removes what is reached now. True where that changes something, so that more may be reached. */
  settle(): boolean {
    const reached = new Set(this.#begun.keys());
    // A set is walked in order of adding, what is added meanwhile included.
    for (const unit of reached) {
      if (!this.#known.has(unit)) continue;
      for (const other of this.options.startedBy(unit)) {
        if (reached.size < MAX_STARTED || this.#begun.has(other)) reached.add(other);
      }
    }
    const gone = [...this.#known].filter((unit) => !reached.has(unit));
    const added = [...reached].filter((unit) => !this.#known.has(unit));
    for (const unit of gone) {
      this.options.journal.exclude(this.#known, unit);
      this.options.delete(unit);
    }
    for (const unit of added) {
      this.options.journal.include(this.#known, unit);
      this.options.add(unit);
    }
    return gone.length + added.length > 0;
  }
}
