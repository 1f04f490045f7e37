import type { IsOver } from '../engine/runtime.js';
import { Linker } from '../link/linker.js';
import type { DeclaredParts } from '../model/declaredParts.js';
import type { LoweringTools } from '../model/loweringTools.js';
import type { JoinInput } from '../platforms/joiner.js';
import type { FileDescriptor, Platform } from '../platforms/platform.js';
import { PLATFORMS, platformFor } from '../platforms/index.js';
import type { Rule } from '../rules/rule.js';
import { RULES } from '../rules/index.js';
import { applyEdits } from '../text/textRange.js';
import { relativePath } from '../text/uri.js';
import type { Uri } from '../text/uri.js';
import type { Configuration } from './configuration.js';
import { isConfigurationFile } from './configurationResolver.js';
import { Configurations } from './configurations.js';
import type { ReadingOf } from './analyzedFile.js';
import { ComposedFile, ReadFile } from './analyzedFile.js';
import { assumptionsOf } from './assumptionsOf.js';
import { ComposedFiles } from './composedFiles.js';
import { DEFAULT_CONFIGURATION } from './defaultConfiguration.js';
import { isSettingsFile, SettingsFiles } from './facts/settings.js';
import type { Fetch } from './fetching.js';
import { Fetching } from './fetching.js';
import { Findings } from './findings.js';
import type { Linked } from './fixJudge.js';
import { joinersOf } from './joiners.js';
import { Joining } from './joining.js';
import { couldGain } from './lazyTools.js';
import { Linking } from './linking.js';
import { configuredPath, isIgnored } from './ruleSetting.js';
import type { AnalyzedFile, FileChange, FileEdits, Snapshot } from './snapshot.js';
import { WorkspaceSnapshot } from './workspaceSnapshot.js';

export interface AnalysisOptions {
  /** The rules to run; all by default. */
  readonly rules?: readonly Rule[];
  /** A configuration that counts for every file, whatever lies in their folders. */
  readonly configuration?: Configuration;
  readonly tools?: LoweringTools;
  /** Whether only the files that `edit` names are kept ready for the next change; the others are held as facts alone. */
  readonly lean?: boolean;
  /**
   * Whether whoever runs the analysis has changes linked by `linkSome`: what is asked before that is answered from what is
   * linked so far. Else all is linked when something is asked.
   */
  readonly bySlices?: boolean;
  /** The platforms that read files; all by default. */
  readonly platforms?: readonly Platform[];
  /** Without it files that units name are `wanted`, and the units composed again once they are handed over. */
  readonly fetch?: Fetch;
}

/** One file with the folder it belongs to. */
interface HeldFile {
  readonly root: Uri;
  readonly platform: Platform;
  /** What the configuration said of included parts when the file was read. */
  readonly declaredParts: DeclaredParts;
  readonly analyzed: ReadFile;
  /** The same with what units say in it. */
  readonly composed: AnalyzedFile;
}

type Reading = ReadingOf & Pick<HeldFile, 'declaredParts'>;

/**
 * Holds the workspace's files as inputs, and gives a snapshot after each change. A file whose text did not change is not
 * read again; what is asked of a snapshot is worked out when it is asked for, and remembered by what it rests on.
 */
export class AnalysisHost {
  readonly #files = new Map<Uri, HeldFile>();
  readonly #configurations: Configurations;
  readonly #settings = new SettingsFiles();
  readonly #rules: readonly Rule[];
  readonly #lean: boolean;
  readonly #bySlices: boolean;
  readonly #edited = new Set<Uri>();
  readonly #platforms: readonly Platform[];
  /** Texts that no platform reads by itself: units may. */
  readonly #others = new Map<Uri, { readonly root: Uri; readonly text: string }>();
  /** Files that units say are of a platform. */
  readonly #adopted = new Map<Uri, Platform>();
  readonly #composed: ComposedFiles;
  readonly #fetching: Fetching;
  readonly #joining: Joining;
  readonly #linker = new Linker();
  /** By which a fix that was tried out is taken back: by the linker, the compositions, the joins and the host itself. */
  readonly #journal = this.#linker.engine.journal;
  readonly #findings: Findings;
  /** What has changed reaches the linker when something is asked. */
  readonly #linking: Linking;
  #tools: LoweringTools;
  /** The tools with what the configuration says, one object for each, so that the same are known as such. */
  #toolSets = new WeakMap<DeclaredParts, LoweringTools>();
  #snapshot: WorkspaceSnapshot;

  constructor(options: AnalysisOptions = {}) {
    this.#rules = options.rules ?? RULES;
    this.#configurations = new Configurations(options.configuration);
    this.#lean = options.lean ?? false;
    this.#bySlices = options.bySlices ?? false;
    this.#tools = options.tools ?? {};
    this.#platforms = options.platforms ?? PLATFORMS;
    this.#fetching = new Fetching(options.fetch, this.#platforms);
    this.#composed = new ComposedFiles({
      journal: this.#journal,
      platforms: this.#platforms,
      input: (uri) => this.#composedInput(uri),
      adopt: (uri, platform) => {
        this.#adopt(uri, platform);
      },
      fetch: (uri) => this.#fetching.get(uri),
    });
    this.#joining = new Joining(joinersOf(this.#platforms), this.#journal);
    this.#findings = new Findings(this.#linker, this.#rules, DEFAULT_CONFIGURATION);
    this.#linking = new Linking({
      journal: this.#journal,
      linker: this.#linker,
      joining: this.#joining,
      findings: this.#findings,
      compose: (uris) => {
        this.#compose(uris);
      },
      inputOf: (uri) => this.#inputOf(uri),
      configurationFor: (uri) => this.#configurations.of(uri),
      lengthOf: (uri) => this.#files.get(uri)?.analyzed.text.length ?? 0,
      isEdited: (uri) => this.#edited.has(uri),
      folds: this.#lean,
    });
    this.#linker.provide(this.#tools.aws);
    this.#snapshot = this.#makeSnapshot();
  }

  /** The newest state. A snapshot that was handed out before speaks of the newest state too. */
  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** How often each query was worked out, for budgets in tests and benchmarks. */
  get computed(): ReadonlyMap<string, number> {
    return new Map([...this.#composed.computed, ...this.#linker.engine.computed]);
  }

  /**
   * Files that units name and that nobody has handed over yet, all inside of their workspace folders. Whoever runs the
   * analysis reads them and applies what it finds, null for one that is not there, until nothing is wanted any more.
   */
  get wanted(): readonly Uri[] {
    this.#linking.all();
    return this.#composed.wanted();
  }

  /** Whether all changes are linked. */
  get isLinked(): boolean {
    return this.#linking.isDone;
  }

  /** How many values were worked out so far; what reading took is counted in about as many. */
  get work(): number {
    return this.#linking.work;
  }

  /** Links what has changed, piece by piece, until it is over. True once all is done; there is a new snapshot then. */
  linkSome(isOver: IsOver): boolean {
    const wasLinked = this.isLinked;
    const isDone = this.#linking.some(isOver);
    if (!wasLinked) this.#snapshot = this.#makeSnapshot();
    return isDone;
  }

  /** Links one file with what is linked so far of others, as somebody asks about it. */
  linkFirst(uri: Uri): void {
    if (this.isLinked) return;
    this.#linking.first(uri);
    this.#snapshot = this.#makeSnapshot();
  }

  /** Whether units have asked for a file of this name, so that its changes count. */
  concerns(uri: Uri): boolean {
    return this.#composed.concerns(uri);
  }

  /** Takes in changes, in order. The snapshot is the same object when nothing that counts has changed. */
  apply(changes: readonly FileChange[]): Snapshot {
    let changed = false;
    let configured = false;
    for (const change of changes) {
      if (isConfigurationFile(change.uri)) {
        configured = this.#configurations.set(change.uri, change.text) || configured;
      } else if (isSettingsFile(change.uri)) {
        configured = this.#settings.set(change.uri, change.text) || configured;
      } else if (this.#takeFile(change)) {
        changed = true;
        this.#linking.add(change.uri);
      }
    }
    if (configured) {
      for (const [uri, held] of this.#files) {
        this.#linking.add(uri);
        if (held.declaredParts !== this.#configurations.of(uri).actions) this.#readAgain(uri, held);
      }
    }
    if (configured || changed) this.#snapshot = this.#makeSnapshot();
    return this.#snapshot;
  }

  /** Takes in readers that have been loaded since, and reads the files again that could gain by them. */
  provide(tools: LoweringTools): Snapshot {
    this.#tools = { ...this.#tools, ...tools };
    this.#toolSets = new WeakMap();
    this.#linker.provide(this.#tools.aws);
    this.#linking.unsettle();
    for (const [uri, held] of this.#files) {
      const gains = couldGain(held.analyzed.text, tools);
      if (gains) this.#readAgain(uri, held);
      if (gains || held.platform.composer !== undefined) this.#linking.add(uri);
    }
    this.#snapshot = this.#makeSnapshot();
    return this.#snapshot;
  }

  /** Whether the file is being edited, and so kept ready for the next change. */
  edit(uri: Uri, isEdited: boolean): void {
    if (isEdited === this.#edited.has(uri)) return;
    if (isEdited) this.#edited.add(uri);
    else this.#edited.delete(uri);
    const held = this.#files.get(uri);
    if (held === undefined || !this.#lean) return;
    this.#readAgain(uri, held);
    this.#linking.add(uri);
  }

  /** Composes what rests on these files, and on those that are fetched meanwhile; adds those that say something else now. */
  #compose(uris: Set<Uri>): void {
    for (let next: Iterable<Uri> = [...uris]; ;) {
      for (const uri of this.#composed.apply(next)) uris.add(uri);
      const fetched = this.#fetching.taken().filter((change) => this.#takeFile(change));
      if (fetched.length === 0) return;
      next = fetched.map(({ uri }) => uri);
      for (const uri of next) uris.add(uri);
    }
  }

  /** Something is asked: all has to be linked first, unless whoever runs the analysis sees to that. */
  #linkAsked(): void {
    if (!this.#bySlices) this.#linking.all();
  }

  /** What the files come to together, as far as they are linked. */
  get #linked(): Linked {
    return { model: this.#linker.model, findings: this.#findings };
  }

  /**
   * Answers a question of the workspace as it would be after edits. Changed files are read by themselves, so that nothing
   * which the held ones consist of moves. What comes of it is taken back by the journal: nothing is worked out again.
   */
  #try<T>(changes: readonly FileEdits[], ask: (linked: Linked) => T): T {
    this.#linking.all();
    this.#fetching.isHeld = true;
    try {
      return this.#journal.tryOut(() => {
        for (const uri of new Set(changes.map((change) => change.uri))) {
          const file = this.#files.get(uri);
          if (file === undefined) continue;
          const edits = changes.filter((change) => change.uri === uri).flatMap((change) => change.edits);
          const text = applyEdits(file.analyzed.text, edits);
          const reading = this.#readingOf({ uri, path: relativePath(file.root, uri), text }, file.platform);
          const analyzed = new ReadFile({ ...reading, keeps: false }, undefined);
          this.#journal.put(this.#files, uri, { ...file, analyzed });
          this.#linking.add(uri);
        }
        this.#linking.all();
        return ask(this.#linked);
      });
    } finally {
      this.#fetching.isHeld = false;
    }
  }

  /** The file as it takes part in linking; null for one that is gone, or kept out by the configuration. */
  #inputOf(uri: Uri): JoinInput | null {
    const held = this.#files.get(uri);
    if (held === undefined) return null;
    const configuration = this.#configurations.of(uri);
    if (isIgnored(configuration, configuredPath(configuration, uri))) return null;
    const facts = this.#composed.factsOf(uri) ?? held.analyzed.shown;
    const assumptions = assumptionsOf(configuration, this.#settings.of(uri));
    return { facts, root: held.root, assumptions };
  }

  #composedInput(uri: Uri): ReturnType<ConstructorParameters<typeof ComposedFiles>[0]['input']> {
    const held = this.#files.get(uri);
    if (held === undefined) {
      const other = this.#others.get(uri);
      return other && { ...other, ignored: true };
    }
    const { root, platform, analyzed, declaredParts } = held;
    const isEdited = this.#keeps(uri);
    const configuration = this.#configurations.of(uri);
    const ignored = isIgnored(configuration, configuredPath(configuration, uri));
    return {
      root,
      text: analyzed.text,
      ignored,
      read: { platform, analyzed, tools: this.#toolsWith(declaredParts), isEdited },
    };
  }

  /** Units say that a file is of a platform; or of the one that reads it by itself again. */
  #adopt(uri: Uri, platform: Platform | undefined): void {
    if (platform === undefined) this.#journal.drop(this.#adopted, uri);
    else this.#journal.put(this.#adopted, uri, platform);
    const known = this.#files.get(uri);
    const text = known?.analyzed.text ?? this.#others.get(uri)?.text;
    const root = known?.root ?? this.#others.get(uri)?.root;
    this.#journal.drop(this.#files, uri);
    if (text !== undefined && root !== undefined) this.#takeFile({ uri, root, text });
  }

  #takeFile({ uri, root, text }: FileChange): boolean {
    this.#composed.told(uri, text);
    const other = this.#others.get(uri);
    this.#journal.drop(this.#others, uri);
    if (text === null) return this.#journal.drop(this.#files, uri) || other !== undefined;
    const held = this.#files.get(uri);
    if (held?.analyzed.text === text && held.root === root) return false;
    const file = { uri, path: relativePath(root, uri), text };
    const platform = this.#adopted.get(uri) ?? platformFor(file, this.#platforms);
    if (platform === undefined) {
      this.#journal.put(this.#others, uri, { root, text });
      return this.#journal.drop(this.#files, uri) || other?.text !== text || other.root !== root;
    }
    const before = held?.platform === platform ? held.analyzed : undefined;
    this.#hold(root, this.#readingOf(file, platform), (reading) => new ReadFile(reading, before));
    return true;
  }

  #hold(root: Uri, reading: Reading, read: (reading: ReadingOf) => ReadFile): void {
    const { declaredParts, platform } = reading;
    const { uri } = reading.file;
    const analyzed = read(reading);
    const composed = new ComposedFile(analyzed, () => {
      this.#linkAsked();
      return this.#composed.factsOf(uri);
    });
    this.#journal.put(this.#files, uri, { root, platform, declaredParts, analyzed, composed });
  }

  /** Takes the facts out of the text anew: there are other tools, or the configuration says something else. */
  #readAgain(uri: Uri, { root, platform, analyzed }: HeldFile): void {
    const reading = this.#readingOf({ uri, path: relativePath(root, uri), text: analyzed.text }, platform);
    this.#hold(root, reading, (again) => analyzed.again(again));
  }

  #toolsWith(declaredParts: DeclaredParts): LoweringTools {
    const known = this.#toolSets.get(declaredParts) ?? { ...this.#tools, declaredParts, composed: true };
    this.#toolSets.set(declaredParts, known);
    return known;
  }

  #readingOf(file: FileDescriptor, platform: Platform): Reading {
    const declaredParts = this.#configurations.of(file.uri).actions;
    const tools = this.#toolsWith(declaredParts);
    return { file, platform, tools, declaredParts, keeps: this.#keeps(file.uri) };
  }

  #keeps(uri: Uri): boolean {
    return !this.#lean || this.#edited.has(uri);
  }

  #makeSnapshot(): WorkspaceSnapshot {
    return new WorkspaceSnapshot({
      linked: () => {
        this.#linkAsked();
        return this.#linked;
      },
      tried: (changes, ask) => this.#try(changes, ask),
      joinFailures: (uri) => [...this.#composed.failuresIn(uri), ...this.#joining.failuresIn(uri)],
      files: this.#files,
      rules: this.#rules,
      configurationFor: (uri) => this.#configurations.of(uri),
      configurationFiles: this.#configurations.files,
      settings: this.#settings,
    });
  }
}
