import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { AnalysisHost } from '../core/analysis/analysisHost.js';
import type { FileChange, Snapshot } from '../core/analysis/snapshot.js';
import type { LoweringTools } from '../core/model/loweringTools.js';
import { isRelevant } from '../core/analysis/workspaceGlobs.js';
import { LineIndex } from '../core/text/lineIndex.js';
import type { Uri } from '../core/text/uri.js';
import { relativePath } from '../core/text/uri.js';
import type { Folders } from './folders.js';
import type { Guard } from './guard.js';

/** Told after every analysis. */
export interface Analysis {
  readonly snapshot: Snapshot;
  /** The files whose text changed. */
  readonly uris: readonly Uri[];
}

/** What a workspace is made of. */
export interface WorkspaceParts {
  readonly folders: Folders;
  readonly documents: TextDocuments<TextDocument>;
  readonly guard: Guard;
  /** Milliseconds without typing before a changed document is analysed. */
  readonly debounce: number;
}

/** A file as it was last given to the analysis. */
export interface KnownFile {
  readonly text: string;
  readonly root: Uri;
  /** Made when asked for: of an analysed file the tree has them already. */
  lines?: LineIndex;
}

/** Texts of files in, snapshots out. Open documents win over what is on the disk. */
export class Workspace {
  readonly folders: Folders;
  readonly documents: TextDocuments<TextDocument>;
  readonly #host = new AnalysisHost({ lean: true });
  readonly #guard: Guard;
  readonly #debounce: number;
  /** Open documents that changed since the last analysis. */
  readonly #pending = new Set<Uri>();
  readonly #files = new Map<Uri, KnownFile>();
  readonly #listeners: ((analysis: Analysis) => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void)[] = [];
  #tools: LoweringTools = {};

  constructor({ folders, documents, guard, debounce }: WorkspaceParts) {
    this.folders = folders;
    this.documents = documents;
    this.#guard = guard;
    this.#debounce = debounce;
  }

  onAnalysed(listener: (analysis: Analysis) => void): void {
    this.#listeners.push(listener);
  }

  /** The snapshot of the documents as they are now; analyses what is pending first. */
  current(): Snapshot {
    if (this.#pending.size > 0) this.#flush();
    return this.#host.snapshot;
  }

  /** Waits until typing pauses, then gives the snapshot of the documents as they are then. */
  async settled(): Promise<Snapshot> {
    if (this.#pending.size > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.current();
  }

  /** Whether a file of this name may say something about sessions. */
  concerns(uri: Uri): boolean {
    return isRelevant(relativePath(this.folders.rootOf(uri), uri)) || this.#host.concerns(uri);
  }

  /** Files that others name and that were not read yet: to be read, and told of as gone where they are not there. */
  wanted(): readonly Uri[] {
    let wanted: readonly Uri[] = [];
    this.#guard.run('wanted files', () => {
      wanted = this.#host.wanted;
    });
    return wanted;
  }

  /** Whether a file of this name was read and is of a kind that says something: most files of a workspace are not. */
  speaks(uri: Uri): boolean {
    const { snapshot } = this.#host;
    return snapshot.file(uri) !== undefined || snapshot.configurationTree(uri) !== undefined;
  }

  /** All files with their texts as they were last given to the analysis. */
  known(): ReadonlyMap<Uri, KnownFile> {
    return this.#files;
  }

  /** What files are read with; another object where a reader has been loaded since. */
  get tools(): LoweringTools {
    return this.#tools;
  }

  /** All files with a text, analysed or not. */
  knownUris(): readonly Uri[] {
    return [...this.#files.keys()];
  }

  /** The lines of the text that was last given to the analysis. */
  linesOf(uri: Uri): LineIndex | undefined {
    const analysed = this.#host.snapshot.file(uri)?.lines;
    if (analysed !== undefined) return analysed;
    const file = this.#files.get(uri);
    if (file === undefined) return undefined;
    file.lines ??= new LineIndex(file.text);
    return file.lines;
  }

  /** An open document has changed. It is analysed when typing pauses, or when someone asks before. */
  documentChanged(uri: Uri): void {
    if (!this.concerns(uri)) return;
    this.#pending.add(uri);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#guard.run('analysis', () => {
        this.#flush();
      });
    }, this.#debounce);
  }

  /** A document is no longer open: nothing of it is kept ready for the next change. */
  documentClosed(uri: Uri): void {
    this.#host.edit(uri, false);
  }

  /** Files were read or are gone (null). Those that are open are left out: what one types is newer. */
  filesRead(files: ReadonlyMap<Uri, string | null>): void {
    const changes: FileChange[] = [];
    for (const [uri, text] of files) {
      if (this.documents.get(uri) === undefined) changes.push(this.#change(uri, text));
    }
    this.#apply(changes);
  }

  /** Takes in a reader that was loaded meanwhile; what all files say may change by it. */
  provide(tools: LoweringTools): void {
    this.#tools = { ...this.#tools, ...tools };
    const snapshot = this.#host.provide(tools);
    const uris = snapshot.files().map(({ uri }) => uri);
    for (const listener of this.#listeners) listener({ snapshot, uris });
  }

  /** Stops the clock and lets nobody wait for ever. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#release();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    const changes = [...this.#pending].flatMap((uri) => {
      const text = this.documents.get(uri)?.getText();
      this.#host.edit(uri, text !== undefined);
      return text === undefined ? [] : [this.#change(uri, text)];
    });
    this.#pending.clear();
    try {
      this.#apply(changes);
    } finally {
      this.#release();
    }
  }

  #change(uri: Uri, text: string | null): FileChange {
    return { uri, root: this.folders.rootOf(uri), text };
  }

  #apply(changes: readonly FileChange[]): void {
    const real = changes.filter(({ uri, text, root }) => {
      const known = this.#files.get(uri);
      if (text === null) return known !== undefined || this.#host.concerns(uri);
      return known?.text !== text || known.root !== root;
    });
    if (real.length === 0) return;
    for (const { uri, text, root } of real) {
      if (text === null) this.#files.delete(uri);
      else this.#files.set(uri, { text, root });
    }
    const snapshot = this.#analyse(real);
    const analysis = { snapshot, uris: real.map(({ uri }) => uri) };
    for (const listener of this.#listeners) listener(analysis);
  }

  /** The analysis is total; should one file prove it wrong, the others must not go down with it. */
  #analyse(changes: readonly FileChange[]): Snapshot {
    try {
      return this.#host.apply(changes);
    } catch (error) {
      const [only, ...others] = changes;
      if (others.length === 0) this.#guard.log(`analysis of ${only?.uri ?? 'nothing'}`, error);
      else for (const change of changes) this.#analyse([change]);
      return this.#host.snapshot;
    }
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
