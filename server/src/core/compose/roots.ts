import type { Engine } from '../engine/engine.js';
import type { Input } from '../engine/input.js';
import type { Query } from '../engine/query.js';
import type { Journal } from '../engine/journal.js';
import type { Uri } from '../text/uri.js';
import { relativePath } from '../text/uri.js';

/** Which workspace folder each file belongs to, and the paths of all files of a folder. */
export class Roots {
  readonly #rootOf = new Map<Uri, Uri>();
  readonly #byRoot = new Map<Uri, Set<Uri>>();
  /** Another number for each change of a folder's list, which is made only where somebody asks. */
  readonly #changes: Input<Uri, number>;
  readonly #paths: Query<Uri, readonly string[]>;
  #count = 0;
  readonly #journal: Journal;

  constructor(engine: Engine) {
    this.#journal = engine.journal;
    this.#changes = engine.input('lists of paths', 0);
    this.#paths = engine.query('paths', (root) => {
      this.#changes.get(root);
      return [...(this.#byRoot.get(root) ?? [])].map((uri) => relativePath(root, uri)).sort();
    });
  }

  of(uri: Uri): Uri | undefined {
    return this.#rootOf.get(uri);
  }

  /** The paths of all files of a folder, in order of name. */
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
      this.#changed(before, others?.size === 0);
    }
    if (root === undefined) {
      this.#journal.drop(this.#rootOf, uri);
      return;
    }
    this.#journal.put(this.#rootOf, uri, root);
    const others = this.#byRoot.get(root) ?? new Set();
    this.#journal.put(this.#byRoot, root, others);
    this.#journal.include(others, uri);
    this.#changed(root, false);
  }

  #changed(root: Uri, isGone: boolean): void {
    if (isGone) {
      this.#journal.drop(this.#byRoot, root);
      this.#changes.delete(root);
      return;
    }
    this.#count += 1;
    this.#changes.set(root, this.#count);
  }
}
