import type { Journal } from '../engine/journal.js';
import type { FileFacts } from '../model/facts.js';
import type { Joiner, JoinInput } from '../platforms/joiner.js';
import type { Uri } from '../text/uri.js';

/** Files by uri; null for one that is gone. */
export type Changes = ReadonlyMap<Uri, JoinInput | null>;

/**
 * Has the files of each kind put together, one kind after the other. A join runs only when a file that takes part in it
 * has changed, and only over the files that take part.
 */
export class Joining {
  readonly #stages: readonly Stage[];

  /** @param journal by which what is tried out is taken back */
  constructor(joiners: readonly Joiner[], journal: Journal) {
    this.#stages = joiners.map((joiner) => new Stage(joiner, journal));
  }

  /** The changes as the linker sees them: with files that say something else now because others have changed. */
  apply(changes: Changes): Changes {
    return this.#stages.reduce((through, stage) => stage.apply(through), changes);
  }

  /** What went wrong in the joins of which this file is the first member. */
  failuresIn(uri: Uri): readonly unknown[] {
    return this.#stages.flatMap((stage) => stage.failureIn(uri) ?? []);
  }
}

class Stage {
  /** The files that take part, as they come in. */
  readonly #members = new Map<Uri, JoinInput>();
  /** What came out for each of them. */
  #results = new Map<Uri, JoinInput>();
  #memo: unknown;
  #failure: { readonly at: Uri | undefined; readonly error: unknown } | undefined;

  constructor(
    readonly joiner: Joiner,
    readonly journal: Journal,
  ) {}

  failureIn(uri: Uri): unknown {
    return this.#failure?.at === uri ? this.#failure.error : undefined;
  }

  apply(changes: Changes): Changes {
    let concerned = false;
    for (const [uri, input] of changes) {
      const takesPart = input !== null && this.joiner.concerns(input.facts);
      if (!takesPart && !this.#members.has(uri)) continue;
      concerned = true;
      if (takesPart) this.journal.put(this.#members, uri, input);
      else this.journal.drop(this.#members, uri);
    }
    return concerned ? this.#join(changes) : changes;
  }

  #join(changes: Changes): Changes {
    // What a join gives must not hang on which file was read first.
    const given = [...this.#members.values()].sort((a, b) => (a.facts.uri < b.facts.uri ? -1 : 1));
    this.#noteState();
    const { files, memo } = this.#joined(given);
    this.#memo = memo;
    const before = this.#results;
    this.#results = new Map(files.map((file) => [file.facts.uri, file]));
    const changed = new Map(changes);
    for (const [uri, file] of this.#results) {
      const known = before.get(uri);
      const isSame =
        known?.facts === file.facts && known.root === file.root && known.assumptions === file.assumptions;
      if (!isSame) changed.set(uri, file);
      else changed.delete(uri);
    }
    return changed;
  }

  #noteState(): void {
    const [results, memo, failure] = [this.#results, this.#memo, this.#failure];
    this.journal.note(() => {
      this.#results = results;
      this.#memo = memo;
      this.#failure = failure;
    });
  }

  /** The files put together; where that fails, as each is by itself, with what is missing said. */
  #joined(given: readonly JoinInput[]): ReturnType<Joiner['join']> {
    this.#failure = undefined;
    try {
      return this.joiner.join(given, this.#memo);
    } catch (error) {
      this.#failure = { at: given[0]?.facts.uri, error };
      return { files: given.map((file) => ({ ...file, facts: unjoined(file.facts) })), memo: undefined };
    }
  }
}

/** What a file says by itself: its sessions may hold anything that others give. */
function unjoined(facts: FileFacts): FileFacts {
  return {
    ...facts,
    complete: false,
    sessions: facts.sessions.map((session) => ({
      ...session,
      unknowns: [
        ...session.unknowns,
        {
          what: `what other files give ${session.noun} ${session.label}`,
          why: 'joining them failed, which is an error in TrustScope',
          origin: session.origin,
        },
      ],
    })),
  };
}
