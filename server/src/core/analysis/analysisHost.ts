import type { LinkMemo } from '../link/link.js';
import type { DeclaredParts } from '../model/declaredParts.js';
import type { LoweringTools } from '../model/loweringTools.js';
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
import { couldGain } from './lazyTools.js';
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
  /** What the configuration said of included parts when the file was read. */
  readonly declaredParts: DeclaredParts;
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
  #configurationFor: (uri: Uri) => Configuration;
  #snapshot: WorkspaceSnapshot;

  constructor(options: AnalysisOptions = {}) {
    this.#rules = options.rules ?? RULES;
    this.#fixed = options.configuration;
    this.#tools = options.tools ?? {};
    this.#configurationFor = this.#makeResolver();
    this.#snapshot = this.#makeSnapshot(undefined);
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Takes in changes, in order. The snapshot is the same object when nothing that counts has changed. */
  apply(changes: readonly FileChange[]): Snapshot {
    const changed = changes.map((change) => this.#take(change));
    for (const [uri, held] of this.#files) {
      if (held.declaredParts !== this.#configurationFor(uri).actions) this.#readAgain(uri, held);
    }
    if (changed.includes(true)) this.#snapshot = this.#makeSnapshot(this.#snapshot.memo);
    return this.#snapshot;
  }

  /** Takes in readers that have been loaded since, and reads the files again that could gain by them. */
  provide(tools: LoweringTools): Snapshot {
    this.#tools = { ...this.#tools, ...tools };
    for (const [uri, held] of this.#files) {
      if (couldGain(held.analyzed.tree.text, tools)) this.#readAgain(uri, held);
    }
    this.#snapshot = this.#makeSnapshot(undefined);
    return this.#snapshot;
  }

  #take(change: FileChange): boolean {
    return isConfigurationFile(change.uri) ? this.#takeConfiguration(change) : this.#takeFile(change);
  }

  #takeConfiguration({ uri, text }: FileChange): boolean {
    const held = this.#configurations.get(uri);
    if (text === held?.text || (text === null && held === undefined)) return false;
    if (text === null) this.#configurations.delete(uri);
    else {
      const tree = parse(text, 'yaml');
      const read = readConfiguration(uri, tree, [
        ...RULES.map((rule) => rule.meta.id),
        INEFFECTIVE_SUPPRESSION,
      ]);
      const actions = sameOr(held?.configuration.actions, read.configuration.actions);
      this.#configurations.set(uri, {
        text,
        tree,
        ...read,
        configuration: { ...read.configuration, actions },
      });
    }
    this.#configurationFor = this.#makeResolver();
    return true;
  }

  #takeFile({ uri, root, text }: FileChange): boolean {
    if (text === null) return this.#files.delete(uri);
    const held = this.#files.get(uri);
    if (held?.analyzed.tree.text === text && held.root === root) return false;
    const file = { uri, path: relativePath(root, uri), text };
    const platform = platformFor(file);
    if (platform === undefined) return this.#files.delete(uri);
    const previous = held?.platform === platform ? held.analyzed.tree : undefined;
    const tree = parse(text, platform.format(file), { ...platform.parsing?.(file), previous });
    const declaredParts = this.#configurationFor(uri).actions;
    const tools = { ...this.#tools, declaredParts };
    const analyzed = analyze(platform, uri, tree, tools, held?.analyzed.lastWhole);
    this.#files.set(uri, { root, platform, declaredParts, analyzed });
    return true;
  }

  /** Takes the facts out of the text anew: there are other tools, or the configuration says something else. */
  #readAgain(uri: Uri, held: HeldFile): void {
    const { root, platform, analyzed } = held;
    const declaredParts = this.#configurationFor(uri).actions;
    const tools = { ...this.#tools, declaredParts };
    const whole = analyzed.facts.complete ? undefined : analyzed.lastWhole?.text;
    const tree = whole === undefined ? undefined : parse(whole, analyzed.tree.format);
    const lastWhole = tree && {
      text: tree.text,
      starts: tree.starts,
      facts: platform.lower(uri, tree, tools),
    };
    this.#files.set(uri, {
      root,
      platform,
      declaredParts,
      analyzed: analyze(platform, uri, analyzed.tree, tools, lastWhole),
    });
  }

  #makeResolver(): (uri: Uri) => Configuration {
    const fixed = this.#fixed;
    if (fixed !== undefined) return () => fixed;
    return configurationResolver(
      new Map([...this.#configurations].map(([uri, { configuration }]) => [uri, configuration])),
    );
  }

  #makeSnapshot(previous: LinkMemo | undefined): WorkspaceSnapshot {
    const input: SnapshotInput = {
      files: new Map(this.#files),
      rules: this.#rules,
      previous,
      tools: this.#tools,
      configurationFor: this.#configurationFor,
      configurationFiles: new Map(this.#configurations),
    };
    return new WorkspaceSnapshot(input);
  }
}

/** The earlier of two equal sets, so that what was read with it need not be read again. */
function sameOr(before: DeclaredParts | undefined, now: DeclaredParts): DeclaredParts {
  return before !== undefined && JSON.stringify([...before]) === JSON.stringify([...now]) ? before : now;
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
  if (facts.complete)
    return { ...common, shown: facts, lastWhole: { text: tree.text, starts: tree.starts, facts } };
  if (lastWhole === undefined) return { ...common, shown: facts, lastWhole };
  return {
    ...common,
    shown: { ...moved(lastWhole.facts, lastWhole, tree.text), complete: false },
    lastWhole,
  };
}
