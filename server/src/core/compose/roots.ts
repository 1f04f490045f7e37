import type { Engine } from '../engine/engine.js';
import type { Input } from '../engine/input.js';
import type { Journal } from '../engine/journal.js';
import type { Uri } from '../text/uri.js';
import { relativePath } from '../text/uri.js';

/** Which workspace folder each file belongs to, and the paths of all files of a folder. */
export class Roots {
  readonly #rootOf = new Map<Uri, Uri>();
  readonly #byRoot = new Map<Uri, Set<Uri>>();
  /** Folders of which the list of files has changed. */
  readonly #unlisted = new Set<Uri>();
  readonly #paths: Input<Uri, readonly string[]>;
  readonly #journal: Journal;

  constructor(engine: Engine) {
    this.#journal = engine.journal;
    this.#paths = engine.input<Uri, readonly string[]>('paths', []);
  }

  of(uri: Uri): Uri | undefined {
    return this.#rootOf.get(uri);
  }

  /** The paths of all files of a folder, as of the last `list`, in order of name. */
  paths(root: Uri): readonly string[] {
    return this.#paths.get(root);
  }

  /** From now on the file belongs to this folder; to none. */
  set(uri: Uri, root: Uri | undefined): void {
    const before = this.#rootOf.get(uri);
    if (before === root) return;
    if (before !== undefined) {
      const others = this.#byRoot.get(before);
      if (others !== undefined) this.#journal.exclude(others, uri);
      this.#unlisted.add(before);
    }
    if (root === undefined) {
      this.#journal.drop(this.#rootOf, uri);
      return;
    }
    this.#journal.put(this.#rootOf, uri, root);
    const others = this.#byRoot.get(root) ?? new Set();
    this.#journal.put(this.#byRoot, root, others);
    this.#journal.include(others, uri);
    this.#unlisted.add(root);
  }

  /** Brings the lists of paths up to date. */
  list(): void {
    for (const root of this.#unlisted) {
      this.#unlisted.delete(root);
      const uris = [...(this.#byRoot.get(root) ?? [])];
      if (uris.length === 0) {
        this.#journal.drop(this.#byRoot, root);
        this.#paths.delete(root);
      } else this.#paths.set(root, uris.map((uri) => relativePath(root, uri)).sort());
    }
  }
}
