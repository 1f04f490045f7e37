import type { Uri } from '../core/text/uri.js';
import { parentUri } from '../core/text/uri.js';

/** Folders that hold files known by their path: what stands before one of these is the root of a lone file. */
const LANDMARK = /\/\.github\//u;

/** The folders of the workspace. */
export class Folders {
  #uris: readonly Uri[] = [];

  get uris(): readonly Uri[] {
    return this.#uris;
  }

  set(uris: readonly Uri[]): void {
    // Longest first, so that the first one that contains a file is the nearest.
    this.#uris = [...new Set(uris.map(withoutSlash))].sort((a, b) => b.length - a.length);
  }

  add(uris: readonly Uri[]): void {
    this.set([...this.#uris, ...uris]);
  }

  remove(uris: readonly Uri[]): void {
    const gone = new Set(uris.map(withoutSlash));
    this.set(this.#uris.filter((uri) => !gone.has(uri)));
  }

  /** The longest folder that contains the file; `undefined` for a file outside of all. */
  containing(uri: Uri): Uri | undefined {
    return this.#uris.find((folder) => uri.startsWith(`${folder}/`));
  }

  /** The innermost folder that contains all folders, for paths in a report of the whole workspace. */
  common(): Uri {
    const [first = '', ...rest] = this.#uris;
    const parts = first.split('/');
    const shared = parts.findIndex((part, index) => rest.some((uri) => uri.split('/')[index] !== part));
    return (shared === -1 ? parts : parts.slice(0, shared)).join('/');
  }

  /** The folder that a file belongs to; for one opened on its own the folder that its path suggests. */
  rootOf(uri: Uri): Uri {
    const folder = this.containing(uri);
    if (folder !== undefined) return folder;
    const landmark = LANDMARK.exec(uri);
    return landmark === null ? parentUri(uri) : uri.slice(0, landmark.index);
  }
}

function withoutSlash(uri: Uri): Uri {
  return uri.replace(/\/+$/u, '');
}
