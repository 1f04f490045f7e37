import type { CancellationToken } from 'vscode-languageserver';
import { GIT_CONFIG } from '../core/analysis/facts/settings.js';
import { RELEVANT_GLOBS } from '../core/analysis/workspaceGlobs.js';
import type { Uri } from '../core/text/uri.js';
import type { Files } from './files.js';
import type { Workspace } from './workspace.js';

/** Files that are read together, and analysed before the next ones are read. */
const BATCH = 100;

/** Files that name files that name files: more steps than anybody takes. */
const MAX_ROUNDS = 16;

/** Told while files are read. */
export type Progress = (done: number, total: number) => void;

/** Brings files into the workspace. */
export class Loader {
  readonly #files: Files;
  readonly #workspace: Workspace;
  /** The number of the last read of each file: an answer that was overtaken by a later question is dropped. */
  readonly #reads = new Map<Uri, number>();
  #count = 0;
  /** Loads under way: what a file names may come with one of them. */
  #loads = 0;
  readonly #waiting: (() => void)[] = [];
  #hasLoaded = false;
  /** What is being read just now. */
  readonly #batches = new Set<Promise<void>>();
  #named: (uris: readonly Uri[]) => void = () => undefined;

  constructor(files: Files, workspace: Workspace) {
    this.#files = files;
    this.#workspace = workspace;
  }

  /** Finds and reads what matters in the folders. Stops between two batches when cancelled. */
  async load(folders: readonly Uri[], progress?: Progress, token?: CancellationToken): Promise<void> {
    try {
      this.#loads += 1;
      this.#workspace.expectMore(true);
      try {
        await this.#readFolders(folders, progress, token);
      } finally {
        this.#loads -= 1;
        this.#workspace.expectMore(this.isLoading);
      }
      await this.readNamed();
    } finally {
      // Whoever waits must not wait for ever because the last of several was cancelled or failed.
      if (!this.isLoading) this.#release();
    }
  }

  async #readFolders(
    folders: readonly Uri[],
    progress: Progress | undefined,
    token: CancellationToken | undefined,
  ): Promise<void> {
    // No glob finds it: editors leave git's own folder out of every search.
    await this.read(folders.map((folder) => `${folder}/${GIT_CONFIG}`));
    const found = await Promise.all(folders.map((folder) => this.#files.find(folder, RELEVANT_GLOBS, token)));
    const uris = [...new Set(found.flat())].filter((uri) => this.#workspace.concerns(uri));
    for (let done = 0; done < uris.length; done += BATCH) {
      if (token?.isCancellationRequested === true) return;
      progress?.(done, uris.length);
      await this.#readBatch(uris.slice(done, done + BATCH));
    }
    progress?.(uris.length, uris.length);
  }

  #release(): void {
    this.#hasLoaded = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Whether files of whole folders are being read. */
  get isLoading(): boolean {
    return this.#loads > 0;
  }

  /** Waits until the folders have been read once, and nothing is being read. */
  async loaded(): Promise<void> {
    if (this.#hasLoaded && !this.isLoading) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Waits until the folders and all files that others name have been read, whoever began to read them. */
  async complete(): Promise<void> {
    await this.loaded();
    for (;;) {
      await this.readNamed();
      if (this.#batches.size === 0) return;
      await Promise.allSettled(this.#batches);
    }
  }

  /** Reads the files that others name whatever they are called, and what these name in turn. */
  async readNamed(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS && this.#loads === 0; round += 1) {
      const wanted = await this.#workspace.wanted();
      const uris = wanted.filter((uri) => !this.#reads.has(uri));
      if (uris.length === 0) return;
      this.#named(uris);
      await this.read(uris);
    }
  }

  /** Says to whom files are told that others name, so that they are watched. */
  onNamed(listener: (uris: readonly Uri[]) => void): void {
    this.#named = listener;
  }

  /** Reads these files anew; others get their turn between two batches. */
  async read(uris: readonly Uri[]): Promise<void> {
    for (let done = 0; done < uris.length; done += BATCH) {
      await this.#readBatch(uris.slice(done, done + BATCH));
    }
  }

  async #readBatch(uris: readonly Uri[]): Promise<void> {
    const batch = this.#readAndAnalyse(uris);
    this.#batches.add(batch);
    try {
      await batch;
    } finally {
      this.#batches.delete(batch);
    }
  }

  async #readAndAnalyse(uris: readonly Uri[]): Promise<void> {
    const number = ++this.#count;
    for (const uri of uris) this.#reads.set(uri, number);
    const texts = await Promise.all(uris.map(async (uri) => [uri, await this.#files.read(uri)] as const));
    this.#workspace.filesRead(new Map(texts.filter(([uri]) => this.#reads.get(uri) === number)));
  }

  /** These files were written. What a search would pass by counts only where something names it. */
  async changed(uris: readonly Uri[]): Promise<void> {
    const counts = (uri: Uri): boolean => this.#reads.has(uri) || this.#files.isPassedBy?.(uri) !== true;
    const passedBy = uris.filter((uri) => !counts(uri));
    if (passedBy.length > 0) this.forget(passedBy);
    await this.read(uris.filter(counts));
  }

  /** These files are gone. */
  forget(uris: readonly Uri[]): void {
    for (const uri of uris) this.#reads.delete(uri);
    this.#workspace.filesRead(new Map(uris.map((uri) => [uri, null])));
  }

  /** A folder was closed: what belonged to it and is not open is forgotten, what now belongs to another one moves. */
  async foldersChanged(added: readonly Uri[], removed: readonly Uri[]): Promise<void> {
    const { folders } = this.#workspace;
    const lost = this.#workspace
      .knownUris()
      .filter((uri) => removed.some((folder) => uri.startsWith(`${folder}/`)));
    folders.remove(removed);
    folders.add(added);
    this.forget(lost.filter((uri) => folders.containing(uri) === undefined));
    await this.load(added);
    await this.read(lost.filter((uri) => folders.containing(uri) !== undefined));
  }
}
