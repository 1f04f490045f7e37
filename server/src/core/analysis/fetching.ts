import type { Fetched } from '../compose/source.js';
import type { Platform } from '../platforms/platform.js';
import { platformFor } from '../platforms/index.js';
import { relativePath } from '../text/uri.js';
import type { Uri } from '../text/uri.js';
import type { FileChange } from './snapshot.js';

/** Reads a file that units name, at once; null where there is none. */
export type Fetch = (uri: Uri) => { readonly root: Uri; readonly text: string } | null;

/** Files that are read because a unit names them, while it is composed; they are taken in afterwards. */
export class Fetching {
  readonly #read: FileChange[] = [];
  /** While fixes are tried out nothing comes in that only they name. */
  isHeld = false;

  constructor(
    readonly fetch: Fetch | undefined,
    readonly platforms: readonly Platform[],
  ) {}

  /** The file as the unit needs it; nothing where it cannot be fetched now. */
  get(uri: Uri): Fetched | null | undefined {
    if (this.fetch === undefined || this.isHeld) return undefined;
    const file = this.fetch(uri);
    this.#read.push({ uri, root: file?.root ?? '', text: file?.text ?? null });
    if (file === null) return null;
    const { root, text } = file;
    const platform = platformFor({ uri, path: relativePath(root, uri), text }, this.platforms);
    return { root, text, platform: platform?.id };
  }

  /** What was fetched since this was last asked. */
  taken(): readonly FileChange[] {
    return this.#read.splice(0);
  }
}
