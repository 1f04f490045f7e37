import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { below } from './fileUri.js';
import { readRegularFile } from './regularFile.js';

/** What a folder is: the top of a repository, of an export without `.git` that still has `.github`, or neither. */
type Kind = 'repository' | 'export' | 'none';

const LARGEST_LINE = 16 * 1024;

/** Finds the repository that a file belongs to; remembers what it has looked at. */
export class Repositories {
  readonly #kinds = new Map<string, Kind>();
  readonly #owners = new Map<string, number | undefined>();

  /**
   * The nearest folder at or above `folder` that is a repository's top; `otherwise` when there is none. Above `otherwise`,
   * which is what somebody asked for, only a real repository of the same owner counts, or that whose `.github` holds it:
   * anybody may have put a folder or a configuration further up.
   */
  topOf(folder: string, otherwise: string): string {
    for (let at = folder; ; at = dirname(at)) {
      if (this.#counts(at, otherwise)) return at;
      if (dirname(at) === at) return otherwise;
    }
  }

  /** Whether the folder is the top of a repository of git. */
  isReal(folder: string): boolean {
    return this.#kindOf(folder) === 'repository';
  }

  #counts(folder: string, asked: string): boolean {
    const kind = this.#kindOf(folder);
    const inside = below(folder, asked);
    const isAbove = inside !== undefined && inside !== '';
    if (!isAbove) return kind !== 'none';
    if (kind === 'repository') return this.#ownerOf(folder) === this.#ownerOf(asked);
    // By name, too: standard input may go by a path that is not there.
    return inside.split('/')[0] === '.github';
  }

  #kindOf(folder: string): Kind {
    let kind = this.#kinds.get(folder);
    if (kind === undefined) {
      kind = isRepository(folder) ? 'repository' : existsSync(join(folder, '.github')) ? 'export' : 'none';
      this.#kinds.set(folder, kind);
    }
    return kind;
  }

  /** Of a path that is not there that of the nearest folder that is. */
  #ownerOf(path: string): number | undefined {
    if (this.#owners.has(path)) return this.#owners.get(path);
    const stats = statSync(path, { throwIfNoEntry: false });
    const owner = stats?.uid ?? (dirname(path) === path ? undefined : this.#ownerOf(dirname(path)));
    this.#owners.set(path, owner);
    return owner;
  }
}

/** A clone has a folder with a head in it, a worktree or submodule a file that tells where that folder is. */
function isRepository(folder: string): boolean {
  const git = join(folder, '.git');
  try {
    if (statSync(git).isDirectory()) return existsSync(join(git, 'HEAD'));
    return readRegularFile(git, LARGEST_LINE).toString().startsWith('gitdir:');
  } catch {
    return false;
  }
}
