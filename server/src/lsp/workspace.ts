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
import { LinkingInTurns } from './linkingInTurns.js';

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
  /** How many messages came in so far. */
  readonly received?: (() => number) | undefined;
}

/** A file as it was last given to the analysis. */
export interface KnownFile {
  readonly text: string;
  readonly root: Uri;
  /** Made when asked for: of an analysed file the tree has them already. */
  lines?: LineIndex;
}

/**
 * Characters of documents that are analysed at a time. Some typing is always less; when an editor opens with hundreds of
 * documents, the one that is asked for does not wait for all the others.
 */
const SLICE = 50_000;

/** Milliseconds before the next slice. */
const IDLE = 10;

/** So often the next slice waits for answers to leave that it would hold up: who asked may have gone. */
const PATIENCE = 100;

/** Texts of files in, snapshots out. Open documents win over what is on the disk. */
export class Workspace {
  readonly folders: Folders;
  readonly documents: TextDocuments<TextDocument>;
  readonly #host = new AnalysisHost({ lean: true, bySlices: true });
  readonly #linking: LinkingInTurns;
  readonly #guard: Guard;
  readonly #debounce: number;
  /** Open documents that changed since the last analysis. */
  readonly #pending = new Set<Uri>();
  readonly #files = new Map<Uri, KnownFile>();
  readonly #listeners: ((analysis: Analysis) => void)[] = [];
  readonly #lateListeners: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void)[] = [];
  #tools: LoweringTools = {};
  /** Documents that somebody waits for: they are analysed before others. */
  readonly #awaited = new Set<Uri>();
  /** Documents that are analysed and about to be asked about. */
  readonly #asking = new Set<Uri>();
  #patience = PATIENCE;
  /** Whether typing has paused and what was typed before is worked off, slice by slice. */
  #isCatchingUp = false;

  constructor({ folders, documents, guard, debounce, received }: WorkspaceParts) {
    this.folders = folders;
    this.documents = documents;
    this.#guard = guard;
    this.#debounce = debounce;
    this.#linking = new LinkingInTurns(this.#host, guard, {
      received,
      late: () => {
        for (const listener of this.#lateListeners) listener();
      },
    });
  }

  onAnalysed(listener: (analysis: Analysis) => void): void {
    this.#listeners.push(listener);
  }

  /** Told once all is linked where somebody was answered before it was. */
  onLinkedLate(listener: () => void): void {
    this.#lateListeners.push(listener);
  }

  /**
   * The snapshot in which this document, if one is asked about, is as it is now. What else is pending is analysed first as well, unless it is much:
   * then it follows, and listeners are told.
   */
  current(uri?: Uri): Snapshot {
    if (uri !== undefined) {
      this.#asking.delete(uri);
      this.#awaited.add(uri);
    }
    const isPending = uri !== undefined && this.#pending.has(uri);
    if (isPending || !this.#isCatchingUp) this.#flush();
    if (uri !== undefined && !this.#host.isLinked) {
      this.#host.linkFirst(uri);
      this.#linking.askedEarly();
      this.#linking.begin();
    }
    return this.#host.snapshot;
  }

  /**
   * Waits until what this document rests on is linked, or as much as anybody who asks about one document waits for:
   * `current` then says what is known.
   */
  async reached(uri: Uri): Promise<void> {
    this.#awaited.add(uri);
    if (this.#pending.has(uri) || !this.#isCatchingUp) this.#flush();
    await this.#linking.some();
  }

  /** Waits until typing pauses and this document is analysed. */
  async paused(uri: Uri): Promise<void> {
    this.#awaited.add(uri);
    while (this.#pending.has(uri) || (this.#pending.size > 0 && !this.#isCatchingUp)) await this.#nextSlice();
    if (this.#isCatchingUp) this.#asking.add(uri);
  }

  /**
   * Waits until typing pauses, nothing is pending and all is linked, then gives the snapshot of all documents as they are
   * then.
   */
  async settled(): Promise<Snapshot> {
    do {
      while (this.#pending.size > 0) await this.#nextSlice();
      await this.#linking.all();
    } while (this.#pending.size > 0);
    return this.#host.snapshot;
  }

  async #nextSlice(): Promise<void> {
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** While more is on its way, what is here is linked for whoever asks alone. */
  expectMore(isExpected: boolean): void {
    this.#linking.hold(isExpected);
  }

  /** Whether all that was analysed is linked. */
  get isLinked(): boolean {
    return this.#host.isLinked;
  }

  /** Whether a file of this name may say something about sessions. */
  concerns(uri: Uri): boolean {
    return isRelevant(relativePath(this.folders.rootOf(uri), uri)) || this.#host.concerns(uri);
  }

  /** Files that others name and that were not read yet: to be read, and told of as gone where they are not there. */
  async wanted(): Promise<readonly Uri[]> {
    await this.#linking.all();
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
    this.#isCatchingUp = false;
    this.#flushIn(this.#debounce);
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
    this.#linking.begin();
    const uris = snapshot.files().map(({ uri }) => uri);
    for (const listener of this.#listeners) listener({ snapshot, uris });
  }

  /** Stops the clock and lets nobody wait for ever. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#pending.clear();
    this.#linking.dispose();
    this.#release();
  }

  #flushIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#guard.run('analysis', () => {
        if (this.#asking.size === 0 || this.#patience === 0) this.#flush();
        else {
          this.#patience -= 1;
          this.#flushIn(IDLE);
        }
      });
    }, milliseconds);
  }

  /** Analyses what is pending; what is too much for one slice follows soon. */
  #flush(): void {
    if (this.#pending.size === 0) return;
    this.#asking.clear();
    this.#patience = PATIENCE;
    const changes = this.#slice();
    this.#isCatchingUp = this.#pending.size > 0;
    if (this.#isCatchingUp) this.#flushIn(IDLE);
    else clearTimeout(this.#timer);
    try {
      this.#apply(changes);
    } finally {
      this.#release();
    }
  }

  /** Takes out of what is pending what is analysed next. */
  #slice(): readonly FileChange[] {
    const changes: FileChange[] = [];
    let characters = 0;
    for (const uri of new Set([...this.#awaited, ...this.#pending])) {
      if (!this.#pending.has(uri)) {
        this.#awaited.delete(uri);
        continue;
      }
      const text = this.documents.get(uri)?.getText();
      characters += text?.length ?? 0;
      if (changes.length > 0 && characters > SLICE) break;
      this.#pending.delete(uri);
      this.#awaited.delete(uri);
      this.#host.edit(uri, text !== undefined);
      if (text !== undefined) changes.push(this.#change(uri, text));
    }
    return changes;
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
    this.#linking.begin();
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
