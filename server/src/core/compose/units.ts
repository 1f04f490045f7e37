/** What the list of units asks, and tells. */
export interface UnitsOptions {
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
    for (const unit of this.#byFile.get(file) ?? []) {
      const files = this.#begun.get(unit);
      files?.delete(file);
      if (files?.size === 0) this.#begun.delete(unit);
    }
    if (units.length === 0) this.#byFile.delete(file);
    else this.#byFile.set(file, units);
    for (const unit of units) {
      const files = this.#begun.get(unit);
      if (files === undefined) this.#begun.set(unit, new Set([file]));
      else files.add(file);
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
      this.#known.delete(unit);
      this.options.delete(unit);
    }
    for (const unit of added) {
      this.#known.add(unit);
      this.options.add(unit);
    }
    return gone.length + added.length > 0;
  }
}
