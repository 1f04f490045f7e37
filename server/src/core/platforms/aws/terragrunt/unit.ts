import type { Related } from '../../../model/origin.js';
import type { KnownModule } from '../../../knowledge/terraformModules/knownModule.js';
import { knownModule } from '../../../knowledge/terraformModules/lookup.js';
import type { ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import { quoted } from '../../../text/quoted.js';
import type { TextRange } from '../../../text/textRange.js';
import { entryAt, mappingAt, scalarAt, unknownAt } from '../terraform/build.js';
import { each } from '../terraform/configuration.js';
import { moduleSeenAt } from '../terraform/unit/described.js';
import type { Run } from '../terraform/unit/instances.js';
import { ModuleTree } from '../terraform/unit/instances.js';
import type { Module } from '../terraform/unit/module.js';
import { folderOf, moduleOf } from '../terraform/unit/module.js';
import type { UnitReading } from '../terraform/unit/unitReading.js';
import { isTerraformPath } from '../terraform/select.js';
import { ConfigFile } from './configFile.js';
import { belowWorkspace } from './unitFiles.js';

/** Where a unit says which module it runs. */
interface Source {
  /** The text, where it is known whole. */
  readonly text: string | undefined;
  /** The text as it is written, and the key before it. */
  readonly node: SyntaxNode;
  readonly key: ScalarNode;
}

/** Sources that are no path: addresses, and registries. */
const REMOTE = /^(?:[\w+.-]+::|[\w+.-]+:\/\/|git@|[\w-]+\.[\w.-]+\/)/u;

/** One unit of Terragrunt: a module that is run with inputs. */
export class TerragruntUnit {
  readonly folder: string;
  readonly config: ConfigFile;
  readonly parameters = new Map<string, SyntaxNode>();
  #tree: ModuleTree | undefined;
  #isMade = false;
  #inputs: SyntaxNode | undefined;

  constructor(
    readonly unit: UnitReading,
    readonly path: string,
    /** What stands before the addresses of its blocks; empty for the unit that is told. */
    readonly prefix: string,
    output: (path: string, name: string | undefined, range: TextRange) => SyntaxNode | undefined,
  ) {
    this.folder = folderOf(path);
    this.config = new ConfigFile({ unit, prefix, parameters: this.parameters, output }, path, {
      at: this.folder,
      original: this.folder,
      depth: 0,
    });
  }

  /** Its own source, or else that of what it includes, of which what stands further down counts. */
  get source(): Source | undefined {
    const { config } = this;
    const merged = config.includes.filter(({ strategy }) => strategy !== 'no_merge').map(({ file }) => file);
    for (const file of [config, ...merged.reverse()]) {
      for (const block of each(get(file.root, 'terraform'))) {
        const found = entry(block, 'source');
        if (found === undefined) continue;
        return { text: textOf(file.value(found.value)), node: found.value, key: found.key };
      }
    }
    return undefined;
  }

  /** The folder of the module that it runs; `undefined` for one that is not of this workspace, or not known. */
  get moduleFolder(): string | undefined {
    const { source } = this;
    if (source === undefined) return this.#hasOwnFiles ? this.folder : undefined;
    const { text } = source;
    if (text === undefined || text === '' || REMOTE.test(text)) return undefined;
    return belowWorkspace(this.folder, text.replace(/\?.*$/su, ''));
  }

  /** The configuration that it runs; `undefined` where that is not known. */
  get tree(): ModuleTree | undefined {
    if (this.#isMade) return this.#tree;
    this.#isMade = true;
    const module = this.#module();
    if (module === undefined) return undefined;
    const run: Run = {
      module,
      prefix: this.prefix,
      parameters: this.parameters,
      argument: (name) => get((this.#inputs ??= this.config.inputs(this.#range)), name),
      calls: this.#calls,
    };
    return (this.#tree = new ModuleTree(this.unit, this.folder, run));
  }

  /** An output, or all of them as one object; `undefined` for one that there is not. */
  output(name: string | undefined, range: TextRange): SyntaxNode | undefined {
    const { tree } = this;
    if (tree === undefined) return undefined;
    const { seen } = tree.root;
    if (name !== undefined) return seen.output(name);
    return mappingAt(
      range,
      seen.outputs.map((one) => entryAt(range, one, seen.output(one) ?? unknownAt(range, one))),
    );
  }

  /** Says of a module that is not here that what it makes is not known. */
  note(): void {
    const { source, tree } = this;
    if (source === undefined) return;
    const { reading } = this.unit;
    const read = this.#described?.read;
    if (tree !== undefined && read === undefined) return;
    const shown = quoted(source.text ?? 'this source');
    reading.note({
      origin: reading.originOf(source.node),
      title: 'Module of this unit',
      text:
        read !== undefined
          ? `What ${shown} makes of its inputs is known as of ${read}; its own text is not read here.`
          : `What ${shown} makes is not read together with this file: roles and policies of its own are not known here.`,
      source: 'https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/#terraform',
    });
  }

  get #described(): KnownModule | undefined {
    const text = this.source?.text;
    return text !== undefined && REMOTE.test(text) ? knownModule(text, undefined) : undefined;
  }

  get #hasOwnFiles(): boolean {
    return this.unit.composing.folder(this.folder).some(isTerraformPath);
  }

  #module(): Module | undefined {
    const { source, moduleFolder } = this;
    if (moduleFolder !== undefined) {
      if (moduleFolder === this.folder || !this.#hasOwnFiles) return this.unit.module(moduleFolder);
      const module = moduleOf(moduleFolder, this.unit.composing, this.folder);
      this.unit.met(module);
      return module;
    }
    const described = this.#described;
    if (source === undefined || described === undefined) return undefined;
    const key = scalarAt(source.node.range, 'source', 'plain');
    return moduleSeenAt(described, { key }, this.folder);
  }

  get #calls(): readonly Related[] {
    const { reading } = this.unit;
    const at = this.source?.node ?? this.config.root;
    if (at === undefined) return [];
    return [
      {
        origin: reading.originOf(at),
        message: `made here by the Terragrunt unit ${quoted(this.folder === '' ? '.' : this.folder)}`,
      },
    ];
  }

  get #range(): TextRange {
    return this.config.root?.range ?? { start: 0, end: 0 };
  }
}
