import { Composition } from '../compose/composition.js';
import type { Fetched, Source } from '../compose/source.js';
import type { Journal } from '../engine/journal.js';
import type { FileFacts } from '../model/facts.js';
import type { LoweringTools } from '../model/loweringTools.js';
import type { Platform } from '../platforms/platform.js';
import type { Uri } from '../text/uri.js';
import type { ReadFile } from './analyzedFile.js';
import { treeOf } from './analyzedFile.js';

/** A file of the workspace as compositions take it in. */
export interface ComposedInput {
  readonly root: Uri;
  readonly text: string;
  /** How it was read, where some platform reads it. */
  readonly read?: {
    readonly platform: Platform;
    readonly analyzed: ReadFile;
    readonly tools: LoweringTools;
    /** Whether it is kept ready for the next change. */
    readonly isEdited: boolean;
  };
  /** Whether the configuration leaves it out. */
  readonly ignored: boolean;
}

/** What the compositions ask of the host. */
export interface ComposedFilesOptions {
  /** By which what is tried out is taken back. */
  readonly journal: Journal;
  readonly platforms: readonly Platform[];
  readonly input: (uri: Uri) => ComposedInput | undefined;
  /** Says that a file is of this platform because units say so; of none any more. */
  readonly adopt: (uri: Uri, platform: Platform | undefined) => void;
  /** Fetches a file that units name and that nobody has handed over; `undefined` where that cannot be done at once. */
  readonly fetch: ((uri: Uri) => Fetched | null | undefined) | undefined;
}

/** More rounds than it takes until a file that units speak of is read as theirs. */
const MAX_ROUNDS = 4;

/** The files of the workspace as their units compose them. */
export class ComposedFiles {
  readonly #composition: Composition | undefined;
  readonly #options: ComposedFilesOptions;
  readonly #platforms: ReadonlyMap<string, Platform>;
  readonly #adopted = new Set<Uri>();
  /** Files that were asked for and are not there. */
  readonly #absent = new Set<Uri>();
  readonly #asked = new Set<Uri>();

  constructor(options: ComposedFilesOptions) {
    this.#options = options;
    const composers = options.platforms.flatMap((platform) =>
      platform.composer === undefined
        ? []
        : [
            {
              platform: platform.id,
              composer: platform.composer,
              read: (file: { readonly uri: Uri; readonly path: string; readonly text: string }) =>
                treeOf({ file, platform }, undefined),
            },
          ],
    );
    this.#platforms = new Map(options.platforms.map((platform) => [platform.id, platform]));
    this.#composition =
      composers.length === 0 ? undefined : new Composition(composers, options.fetch, options.journal);
  }

  get computed(): ReadonlyMap<string, number> {
    return this.#composition?.engine.computed ?? new Map();
  }

  /** Composes what rests on these files. Gives those whose facts are others now, beside the ones given. */
  apply(uris: Iterable<Uri>): ReadonlySet<Uri> {
    const composition = this.#composition;
    const all = new Set<Uri>();
    if (composition === undefined) return all;
    let next: readonly Uri[] = [...uris];
    for (let round = 0; round < MAX_ROUNDS && next.length > 0; round += 1) {
      const changed = composition.apply(new Map(next.map((uri) => [uri, this.#sourceOf(uri)])));
      for (const uri of changed) all.add(uri);
      next = [...new Set([...next, ...changed])].filter((uri) => this.#adopt(uri));
    }
    return all;
  }

  factsOf(uri: Uri): FileFacts | undefined {
    return this.#composition?.factsOf(uri);
  }

  /** What went wrong in composing the units that begin at a file. */
  failuresIn(uri: Uri): readonly unknown[] {
    return this.#composition?.failuresIn(uri) ?? [];
  }

  /** A file was handed over, or is not there. */
  told(uri: Uri, text: string | null): void {
    const { journal } = this.#options;
    if (text === null) journal.include(this.#absent, uri);
    else journal.exclude(this.#absent, uri);
  }

  /** Files that units name, that nobody has handed over, and of which nobody has said that they are not there. */
  wanted(): readonly Uri[] {
    const wanted = (this.#composition?.wanted() ?? []).filter((uri) => !this.#absent.has(uri));
    for (const uri of wanted) this.#asked.add(uri);
    return wanted;
  }

  /** Whether a unit has ever asked for a file of this name. */
  concerns(uri: Uri): boolean {
    return this.#asked.has(uri);
  }

  #sourceOf(uri: Uri): Source | null {
    const input = this.#options.input(uri);
    if (input === undefined) return null;
    const { root, text, read, ignored } = input;
    if (read === undefined) return { root, text };
    const { platform, analyzed, tools, isEdited } = read;
    const { mended } = analyzed;
    return {
      root,
      text: mended?.text ?? text,
      own: {
        platform: platform.id,
        read: analyzed.whole,
        tools,
        isEdited,
        // Of a file that only units make one of the platform none begins, or it would go on by itself without them.
        begins: !ignored && !this.#adopted.has(uri),
        ...(mended === undefined
          ? { tree: () => analyzed.tree }
          : { shift: { whole: { text: mended.text, starts: mended.starts }, now: text } }),
      },
    };
  }

  /** Has a file read as one of the platform whose units speak of it. True where it was read as another one before. */
  #adopt(uri: Uri): boolean {
    const facts = this.factsOf(uri);
    const input = this.#options.input(uri);
    if (input === undefined) return false;
    if (facts === undefined) {
      if (!this.#options.journal.exclude(this.#adopted, uri)) return false;
      this.#options.adopt(uri, undefined);
      return true;
    }
    if (input.read?.platform.id === facts.platform) return false;
    this.#options.journal.include(this.#adopted, uri);
    this.#options.adopt(uri, this.#platforms.get(facts.platform));
    return true;
  }
}
