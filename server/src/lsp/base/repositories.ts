import type { Uri } from '../../core/text/uri.js';
import type { BaseChosenParams } from '../../protocol.js';

type Repository = BaseChosenParams['repositories'][number];

/** The repositories of a workspace, each with its base. */
export class Repositories {
  readonly #all: readonly Repository[];

  constructor(all: readonly Repository[] = []) {
    // The longest first, so that a repository inside of another one has its own files.
    this.#all = [...all].sort((a, b) => b.root.length - a.root.length);
  }

  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  /** What the base of a file is called; nothing for a file without one. */
  nameOf(uri: Uri): string | undefined {
    return this.#all.find(({ root }) => uri.startsWith(`${root}/`))?.name;
  }

  /** The names of all bases, for a heading. */
  get name(): string {
    return [...new Set(this.#all.map(({ name }) => name))].join(', ');
  }

  equals(others: readonly Repository[]): boolean {
    return JSON.stringify(this.#all) === JSON.stringify(new Repositories(others).#all);
  }
}
