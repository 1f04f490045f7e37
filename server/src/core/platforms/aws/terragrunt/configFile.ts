import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import { blockOf } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';
import { entryAt, mappingAt, objectAt, refAt, seenFrom, unknownAt } from '../terraform/build.js';
import type { Block } from '../terraform/configuration.js';
import { blocksNamed, each, readConfiguration } from '../terraform/configuration.js';
import type { Dialect } from '../terraform/evaluator.js';
import { ALONE } from '../terraform/evaluator.js';
import { NO_SCOPE } from '../terraform/scope.js';
import { folderOf } from '../terraform/unit/module.js';
import { OtherFiles } from '../terraform/unit/otherFiles.js';
import { settingsIn } from '../terraform/unit/settings.js';
import type { UnitReading } from '../terraform/unit/unitReading.js';
import { Values } from '../terraform/values.js';
import type { Surrounding } from './functions.js';
import { functionNode } from './functions.js';
import { belowWorkspace, configurationAt } from './unitFiles.js';

/** Configurations that read one another; nobody nests deeper. */
const MOST_NESTED = 8;

/** What configurations of one unit are read with. */
export interface ConfigContext {
  readonly unit: UnitReading;
  /** What stands before names that would mean another in another unit. */
  readonly prefix: string;
  readonly parameters: Map<string, SyntaxNode>;
  /** What an output of the unit of another configuration comes to, or all of them; `undefined` where it is not known. */
  readonly output: (path: string, name: string | undefined, range: TextRange) => SyntaxNode | undefined;
}

/** A configuration that another one takes in. */
export interface Include {
  readonly name: string;
  readonly strategy: 'no_merge' | 'shallow' | 'deep';
  readonly file: ConfigFile;
}

/**
 * One configuration of Terragrunt as it is read for a unit. One that is included is read where the unit stands; one that
 * is read by `read_terragrunt_config` where it stands itself.
 */
export class ConfigFile implements Surrounding {
  readonly values: Values;
  readonly root: SyntaxNode | undefined;
  readonly #others = new Map<string, ConfigFile | undefined>();
  #includes: readonly Include[] | undefined;

  constructor(
    readonly context: ConfigContext,
    readonly path: string,
    readonly around: {
      /** The folder from which its functions and paths are seen. */
      readonly at: string;
      /** The folder of the unit for which all of this is read. */
      readonly original: string;
      readonly includedBy?: ConfigFile;
      readonly depth: number;
    },
  ) {
    const { unit, parameters } = context;
    const file = unit.composing.file(path);
    const tree = file?.as('hcl');
    const [root] = tree?.documents ?? [];
    const block = root && blockOf(root.range);
    if (file !== undefined && tree !== undefined && block !== undefined) {
      unit.places.set(block, { uri: file.uri, tree });
    }
    this.root = root;
    const files = new OtherFiles(unit, around.at);
    const surroundings = { ...ALONE, file: (at: string) => files.at(at), dialect: this.#dialect() };
    this.values = new Values(unit.reading, readConfiguration({ root }), surroundings, parameters);
  }

  get unit(): UnitReading {
    return this.context.unit;
  }
  get prefix(): string {
    return this.context.prefix;
  }
  get at(): string {
    return this.around.at;
  }
  get original(): string {
    return this.around.original;
  }

  /** What an attribute of the configuration comes to. */
  value(node: SyntaxNode | undefined): SyntaxNode | undefined {
    return node && this.values.value(node, NO_SCOPE);
  }

  /** The blocks of a type that have a name. */
  blocks(type: string): readonly Block[] {
    return blocksNamed(get(this.root, type));
  }

  /**
   * What it includes, in order of writing.
   *
   * https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/#include
   */
  get includes(): readonly Include[] {
    if (this.#includes !== undefined) return this.#includes;
    // What a path is made of may ask for what is included, which Terragrunt refuses.
    this.#includes = [];
    const bare = each(get(this.root, 'include')).filter((body) => textOf(get(body, 'path')) !== undefined);
    const all = [
      ...bare.map((body) => ({ name: '', body })),
      ...this.blocks('include').map(({ name, body }) => ({ name, body })),
    ];
    const { at, original, depth } = this.around;
    // An included configuration may not include in turn.
    const isFinal = this.around.includedBy !== undefined || depth > MOST_NESTED;
    this.#includes = isFinal
      ? []
      : all.flatMap(({ name, body }): readonly Include[] => {
          const path = textOf(this.value(get(body, 'path')));
          const found = path === undefined ? undefined : configurationAt(this.unit.composing, at, path);
          if (found === undefined || found === this.path) return [];
          const strategy = textOf(get(body, 'merge_strategy'));
          return [
            {
              name,
              strategy: strategy === 'no_merge' || strategy === 'deep' ? strategy : 'shallow',
              file: new ConfigFile(this.context, found, { at, original, includedBy: this, depth: depth + 1 }),
            },
          ];
        });
    return this.#includes;
  }

  /** The folder of what is included by a name, or of this configuration itself where it is what is included. */
  includedFolder(name: string | undefined): string | undefined {
    if (this.around.includedBy !== undefined) return folderOf(this.path);
    const { includes } = this;
    const [only] = includes;
    // Without includes the two are in one folder.
    if (only === undefined) return get(this.root, 'include') === undefined ? this.at : undefined;
    const found = includes.length === 1 ? only : includes.find((one) => one.name === name);
    return found && folderOf(found.file.path);
  }

  /** Another configuration, as `read_terragrunt_config` reads it. */
  other(path: string, range: TextRange): SyntaxNode | undefined {
    const found = configurationAt(this.unit.composing, this.at, path);
    const { depth, original } = this.around;
    if (found === undefined || depth > MOST_NESTED) return undefined;
    if (!this.#others.has(found)) {
      const around = { at: folderOf(found), original, depth: depth + 1 };
      this.#others.set(found, new ConfigFile(this.context, found, around));
    }
    return this.#others.get(found)?.object(range);
  }

  /** Whether a configuration that is named is certainly not there: it would lie in the workspace. */
  isAbsent(path: string): boolean {
    return (
      belowWorkspace(this.at, path) !== undefined &&
      path.endsWith('.hcl') &&
      configurationAt(this.unit.composing, this.at, path) === undefined
    );
  }

  /** What a file of settings gives, as an object. */
  settings(path: string, range: TextRange): SyntaxNode | undefined {
    const below = belowWorkspace(this.at, path);
    if (below === undefined || !/\.tfvars(?:\.json)?$/u.test(below)) return undefined;
    const found = settingsIn(below, this.unit.composing, this.unit.places);
    return found.length === 0
      ? undefined
      : mappingAt(
          range,
          found.map(([name, node]) => entryAt(range, name, seenFrom(node, range))),
        );
  }

  /** The configuration as an object, as those see it that read or include it. */
  object(range: TextRange): SyntaxNode {
    return objectAt(range, { locals: () => this.#locals(range), inputs: () => this.inputs(range) });
  }

  /** The inputs, with those of what it includes. */
  inputs(range: TextRange): SyntaxNode {
    const own = this.value(get(this.root, 'inputs')) ?? mappingAt(range, []);
    // What stands further down counts over what stands before it.
    return [...this.includes].reverse().reduce((child, { strategy, file }) => {
      if (strategy === 'no_merge') return child;
      return mergedInputs(file.inputs(range), child, strategy === 'deep', range);
    }, own);
  }

  #locals(range: TextRange): SyntaxNode {
    const names = each(get(this.root, 'locals')).flatMap((block) =>
      entries(block).map(({ key }) => key.text),
    );
    return objectAt(
      range,
      Object.fromEntries(
        names.map((name) => [name, () => this.values.local(name) ?? unknownAt(range, `local.${name}`)]),
      ),
    );
  }

  #dialect(): Dialect {
    return {
      call: (evaluator, name, args, range) => functionNode(this, evaluator, { name, args, range }),
      word: (evaluator, word, steps, { range, shown }) => {
        const names = steps.map((step) => (step.kind === 'attribute' ? step.name : undefined));
        const [first, second, third] = names;
        if (first === undefined) return undefined;
        if (word === 'dependency') {
          if (second !== 'outputs') return { node: unknownAt(range, shown), taken: steps.length };
          const node = this.#output(first, third, range) ?? unknownAt(range, shown);
          return { node: seenFrom(node, range), taken: third === undefined ? 2 : 3 };
        }
        if (word === 'include') {
          const bare = this.includes.find(({ name }) => name === '');
          const named = this.includes.find(({ name }) => name === first);
          const found = named ?? bare;
          if (found === undefined) return { node: unknownAt(range, shown), taken: steps.length };
          return { node: found.file.object(range), taken: named === undefined ? 0 : 1 };
        }
        if (word === 'feature' && second === 'value') {
          const fallback = get(this.blocks('feature').find(({ name }) => name === first)?.body, 'default');
          if (fallback?.kind !== 'scalar') return undefined;
          const name = `${this.prefix}feature.${first}`;
          evaluator.parameter(name, fallback);
          return { node: refAt(range, name), taken: 2 };
        }
        return undefined;
      },
    };
  }

  /** What an output of a dependency comes to: by its own block, or by that of what it is merged with. */
  #output(dependency: string, name: string | undefined, range: TextRange): SyntaxNode | undefined {
    const { includedBy } = this.around;
    const files = [
      this,
      ...(includedBy === undefined ? [] : [includedBy]),
      ...this.includes.map(({ file }) => file),
    ];
    for (const file of files) {
      const block = file.blocks('dependency').find((one) => one.name === dependency);
      const path = textOf(file.value(get(block?.body, 'config_path')));
      if (block === undefined || path === undefined || path === '') continue;
      // What it says instead of outputs counts always then.
      if (textOf(get(block.body, 'skip_outputs')) === 'true') {
        const mock = file.value(get(block.body, 'mock_outputs'));
        return name === undefined ? mock : get(mock, name);
      }
      const found = configurationAt(file.unit.composing, file.at, path);
      return found === undefined ? undefined : this.context.output(found, name, range);
    }
    return undefined;
  }
}

/** https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/#include, "What is deep merge?" */
function mergedInputs(parent: SyntaxNode, child: SyntaxNode, isDeep: boolean, range: TextRange): SyntaxNode {
  if (parent.kind !== 'mapping' || child.kind !== 'mapping') {
    return isDeep && parent.kind === 'sequence' && child.kind === 'sequence'
      ? { ...child, items: [...parent.items, ...child.items] }
      : child;
  }
  const own = new Map(child.entries.map((entry) => [entry.key.text, entry]));
  const kept = parent.entries.flatMap((entry) => {
    const over = own.get(entry.key.text);
    if (over === undefined) return [entry];
    own.delete(entry.key.text);
    return [isDeep ? { ...over, value: mergedInputs(entry.value, over.value, true, range) } : over];
  });
  return mappingAt(range, [...kept, ...own.values()]);
}
