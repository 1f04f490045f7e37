import type { MappingNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Uri } from '../../../text/uri.js';
import type { Conditions } from '../expressions/readCondition.js';
import { truth } from '../expressions/evaluate.js';
import { ANY } from '../expressions/values.js';
import type { Include } from '../includes.js';
import { includesOf } from '../includes.js';
import { itemsOf } from '../nodes.js';
import type { Inputs } from './inputs.js';
import { filled } from './inputs.js';
import type { PipelineFiles } from './locations.js';
import { Locations } from './locations.js';
import type { MergeBudget } from './merge.js';
import { mergeMappings, virtual } from './merge.js';
import type { SourceFile } from './sources.js';
import { Sources } from './sources.js';

/** One file that a composition reads. */
export interface PipelineFile extends SourceFile {
  /** Below the workspace folder. */
  readonly path: string;
}

/** An include of which nothing is read, and why. */
export interface Unread {
  readonly include: Include;
  readonly why: string;
}

/** What the files of one pipeline come to, each node where a file wrote it. */
export interface Configuration {
  readonly root: MappingNode | undefined;
  readonly sources: Sources;
  /** Every include of every file, in order of reading, with the files that it stands for. */
  readonly includes: readonly (Include & { readonly files: readonly PipelineFile[] })[];
  readonly unread: readonly Unread[];
  /** Files that are taken in only under conditions which nothing here decides. */
  readonly conditional: ReadonlySet<Uri>;
  /** Where each key of the top level is written, in order of merging. */
  readonly writings: ReadonlyMap<string, readonly SyntaxEntry[]>;
}

/** https://docs.gitlab.com/administration/settings/continuous_integration/#set-maximum-includes */
const MOST_INCLUDES = 150;

export interface ComposeOptions {
  readonly files: PipelineFiles<PipelineFile>;
  readonly conditions: Conditions;
  readonly budget: MergeBudget;
}

/** Puts files together, each after those that it includes. */
export class Composition {
  readonly #sources: Sources;
  readonly #locations: Locations<PipelineFile>;
  readonly #includes: (Include & { readonly files: readonly PipelineFile[] })[] = [];
  readonly #unread: Unread[] = [];
  readonly #conditional = new Set<Uri>();
  readonly #always = new Set<Uri>();
  readonly #writings = new Map<string, SyntaxEntry[]>();
  #left = MOST_INCLUDES;

  /** @param above files of the pipeline that starts this one, whose values may be handed on to it */
  constructor(
    readonly entry: PipelineFile,
    readonly options: ComposeOptions,
    above: readonly SourceFile[] = [],
  ) {
    this.#sources = new Sources(entry);
    for (const file of above) this.#sources.add(file);
    this.#locations = new Locations(options.files, entry.path);
  }

  /** The configuration that begins at the file. */
  ofEntry(inputs: Inputs = new Map()): Configuration {
    this.#always.add(this.entry.uri);
    return this.#result(this.#file(this.entry, inputs, [], true));
  }

  /**
   * The configuration that a list of includes makes: a child pipeline's.
   * https://docs.gitlab.com/ci/yaml/#triggerinclude, https://docs.gitlab.com/ci/yaml/#triggerinputs
   */
  ofIncludes(node: SyntaxNode, inputs?: SyntaxNode): Configuration {
    const merged = this.#merge(this.#included(node, [], true, inputs), virtual(node, []));
    return this.#result(merged);
  }

  #result(root: MappingNode | undefined): Configuration {
    for (const uri of this.#always) this.#conditional.delete(uri);
    return {
      root,
      sources: this.#sources,
      includes: this.#includes,
      unread: this.#unread,
      conditional: this.#conditional,
      writings: this.#writings,
    };
  }

  #file(file: PipelineFile, inputs: Inputs, path: readonly Uri[], always: boolean): MappingNode | undefined {
    const { root } = filled(file.tree, inputs);
    if (root === undefined) return undefined;
    const include = get(root, 'include');
    const below = include === undefined ? [] : this.#included(include, [...path, file.uri], always);
    for (const item of new Map(root.entries.map((each) => [each.key.text, each])).values()) {
      const known = this.#writings.get(item.key.text);
      if (known === undefined) this.#writings.set(item.key.text, [item]);
      else known.push(item);
    }
    return this.#merge(below, root);
  }

  #merge(below: readonly MappingNode[], own: MappingNode): MappingNode {
    return mergeMappings([...below, own], this.options.budget);
  }

  #included(
    node: SyntaxNode,
    path: readonly Uri[],
    always: boolean,
    inputs?: SyntaxNode,
  ): readonly MappingNode[] {
    return includesOf(node).flatMap((written) => {
      const include = inputs === undefined ? written : { inputs, ...written };
      const taken = this.#decision(include);
      if (taken === 'no') return [];
      if (this.#left <= 0) {
        this.#leaveOut(include, 'more files are included than GitLab takes');
        return [];
      }
      return this.#take(include, path, always && taken === 'yes');
    });
  }

  #take(include: Include, path: readonly Uri[], always: boolean): readonly MappingNode[] {
    const located = this.#locations.of(include);
    this.#includes.push({ ...include, files: located.files });
    if ('why' in located) {
      this.#leaveOut(include, located.why);
      return [];
    }
    const inputs = new Map(entries(include.inputs).map(({ key, value }) => [key.text, value]));
    return located.files.flatMap((file) => {
      if (path.includes(file.uri)) {
        this.#leaveOut(include, 'it includes itself');
        return [];
      }
      this.#left--;
      this.#sources.add(file);
      (always ? this.#always : this.#conditional).add(file.uri);
      const root = this.#file(file, inputs, path, always);
      if (root === undefined) this.#leaveOut(include, 'it is no mapping of keywords and jobs');
      return root ?? [];
    });
  }

  #leaveOut(include: Include, why: string): void {
    this.#unread.push({ include, why });
  }

  /**
   * Whether an include is taken in. Its rules see variables of the project and of whoever starts the pipeline, so that
   * most of them stay open.
   * https://docs.gitlab.com/ci/yaml/#includerules
   */
  #decision({ rules }: Include): 'yes' | 'no' | 'maybe' {
    const items = itemsOf(rules);
    if (items.length === 0) return 'yes';
    const outcomes = new Set<boolean>();
    let isDecided = false;
    for (const rule of items) {
      const holds = this.#holds(rule);
      if (holds === 'no') continue;
      outcomes.add(textOf(get(rule, 'when')) !== 'never');
      isDecided = holds === 'yes';
      if (isDecided) break;
    }
    if (!isDecided) outcomes.add(false);
    return outcomes.size > 1 ? 'maybe' : outcomes.has(true) ? 'yes' : 'no';
  }

  #holds(rule: SyntaxNode): 'yes' | 'no' | 'maybe' {
    const condition = get(rule, 'if');
    const asksFiles = entry(rule, 'exists') !== undefined || entry(rule, 'changes') !== undefined;
    if (condition === undefined) return asksFiles ? 'maybe' : 'yes';
    const read = condition.kind === 'scalar' ? this.options.conditions.read(condition.text) : undefined;
    const holds = read === undefined ? 'maybe' : truth(read, { asked: NOTHING_ASKED, variable: () => ANY });
    return asksFiles && holds === 'yes' ? 'maybe' : holds;
  }
}

const NOTHING_ASKED = { names: new Set<string>(), patterns: new Set<string>(), byDefault: false };
