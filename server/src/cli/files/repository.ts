import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What only the top folder of a repository has. An export without `.git` still has `.github`. */
const MARKS = ['.git', '.github'] as const;

/** Finds the repository that a file belongs to; remembers what it has looked at. */
export class Repositories {
  readonly #known = new Map<string, string | undefined>();

  /** The nearest folder at or above `folder` that is a repository's top; `otherwise` when there is none. */
  topOf(folder: string, otherwise: string): string {
    return this.#find(folder) ?? otherwise;
  }

  #find(folder: string): string | undefined {
    if (this.#known.has(folder)) return this.#known.get(folder);
    const parent = dirname(folder);
    // By name, too: standard input may go by a path that is not there.
    const isTop = MARKS.some((mark) => existsSync(join(folder, mark)));
    const isMark = MARKS.some((mark) => mark === basename(folder));
    const top = isTop ? folder : isMark ? parent : parent === folder ? undefined : this.#find(parent);
    this.#known.set(folder, top);
    return top;
  }
}
