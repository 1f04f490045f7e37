import type { LinkMemo } from '../link/link.js';
import type { LoweringTools } from '../model/shellScript.js';
import type { Platform } from '../platforms/platform.js';
import { platformFor } from '../platforms/index.js';
import type { Rule } from '../rules/rule.js';
import { RULES } from '../rules/index.js';
import { parse } from '../syntax/parse.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import { relativePath } from '../text/uri.js';
import type { Uri } from '../text/uri.js';
import type { Configuration } from './configuration.js';
import { configurationResolver, isConfigurationFile } from './configurationResolver.js';
import { moved } from './moved.js';
import type { ReadConfiguration } from './readConfiguration.js';
import { readConfiguration } from './readConfiguration.js';
import type { AnalyzedFile, FileChange, Snapshot } from './snapshot.js';
import { INEFFECTIVE_SUPPRESSION } from './suppressionFindings.js';
import type { SnapshotInput } from './workspaceSnapshot.js';
import { WorkspaceSnapshot } from './workspaceSnapshot.js';

export interface AnalysisOptions {
  /** The rules to run; all by default. */
  readonly rules?: readonly Rule[];
  /** A configuration that counts for every file, whatever lies in their folders. */
  readonly configuration?: Configuration;
  readonly tools?: LoweringTools;
}

/** One file with the folder it belongs to. */
interface HeldFile {
  readonly root: Uri;
  readonly platform: Platform;
  readonly analyzed: AnalyzedFile;
}

/**
 * Holds the workspace's files and makes a snapshot after each change. A file whose text did not change is not read
 * again; a snapshot links and runs rules when it is first asked.
 */
export class AnalysisHost {
  readonly #files = new Map<Uri, HeldFile>();
  readonly #configurations = new Map<
    Uri,
    { readonly text: string; readonly tree: SyntaxTree } & ReadConfiguration
  >();
  readonly #rules: readonly Rule[];
  readonly #fixed: Configuration | undefined;
  #tools: LoweringTools;
  #snapshot: WorkspaceSnapshot;

  constructor(options: AnalysisOptions = {}) {
    this.#rules = options.rules ?? RULES;
    this.#fixed = options.configuration;
    this.#tools = options.tools ?? {};
    this.#snapshot = this.#makeSnapshot(undefined);
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Takes in changes, in order. The snapshot is the same object when nothing that counts has changed. */
  apply(changes: readonly FileChange[]): Snapshot {
    const changed = changes.map((change) => this.#take(change));
    if (changed.includes(true)) this.#snapshot = this.#makeSnapshot(this.#snapshot.memo);
    return this.#snapshot;
  }

  /** Takes in readers that have been loaded since, and reads the files again that could gain by them. */
  provide(tools: LoweringTools): Snapshot {
    this.#tools = { ...this.#tools, ...tools };
    for (const [uri, held] of this.#files) {
      const analyzed = analyze(held.platform, uri, held.analyzed.tree, this.#tools, held.analyzed.lastWhole);
      this.#files.set(uri, { ...held, analyzed });
    }
    this.#snapshot = this.#makeSnapshot(undefined);
    return this.#snapshot;
  }

  #take(change: FileChange): boolean {
    return isConfigurationFile(change.uri) ? this.#takeConfiguration(change) : this.#takeFile(change);
  }

  #takeConfiguration({ uri, text }: FileChange): boolean {
    if (text === null) return this.#configurations.delete(uri);
    if (this.#configurations.get(uri)?.text === text) return false;
    const tree = parse(text, 'yaml');
    const read = readConfiguration(uri, tree, [
      ...RULES.map((rule) => rule.meta.id),
      INEFFECTIVE_SUPPRESSION,
    ]);
    this.#configurations.set(uri, { text, tree, ...read });
    return true;
  }

  #takeFile({ uri, root, text }: FileChange): boolean {
    if (text === null) return this.#files.delete(uri);
    const held = this.#files.get(uri);
    if (held?.analyzed.tree.text === text && held.root === root) return false;
    const file = { uri, path: relativePath(root, uri), text };
    const platform = platformFor(file);
    if (platform === undefined) return this.#files.delete(uri);
    const tree = parse(text, platform.format(file));
    const analyzed = analyze(platform, uri, tree, this.#tools, held?.analyzed.lastWhole);
    this.#files.set(uri, { root, platform, analyzed });
    return true;
  }

  #makeSnapshot(previous: LinkMemo | undefined): WorkspaceSnapshot {
    const configurations = new Map(
      [...this.#configurations].map(([uri, { configuration }]) => [uri, configuration]),
    );
    const fixed = this.#fixed;
    const input: SnapshotInput = {
      files: new Map(this.#files),
      rules: this.#rules,
      previous,
      configurationFor: fixed === undefined ? configurationResolver(configurations) : () => fixed,
      configurationFiles: new Map(this.#configurations),
    };
    return new WorkspaceSnapshot(input);
  }
}

function analyze(
  platform: Platform,
  uri: Uri,
  tree: SyntaxTree,
  tools: LoweringTools,
  lastWhole: AnalyzedFile['lastWhole'],
): AnalyzedFile {
  const facts = platform.lower(uri, tree, tools);
  const common = { uri, platform: platform.id, tree, facts };
  if (facts.complete) return { ...common, shown: facts, lastWhole: { text: tree.text, facts } };
  if (lastWhole === undefined) return { ...common, shown: facts, lastWhole };
  return {
    ...common,
    shown: { ...moved(lastWhole.facts, lastWhole.text, tree.text), complete: false },
    lastWhole,
  };
}
