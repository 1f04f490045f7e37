import { append } from '../../collections/grouping.js';
import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import type { Guarded, Guards } from './template/flatten.js';
import { entriesOf, itemsOf, Properties } from './template/flatten.js';

/** A variable that a file gives a value to. */
export interface Variable {
  readonly name: string;
  readonly node: ScalarNode;
  readonly guards: Guards;
}

/** What a block `variables:` says. */
export interface Variables {
  readonly own: readonly Variable[];
  /** Variable groups, which the project holds. */
  readonly groups: readonly ScalarNode[];
  readonly templates: readonly ScalarNode[];
  /** What stands in the block, item by item. */
  readonly nodes: readonly SyntaxNode[];
}

const NONE: Variables = { own: [], groups: [], templates: [], nodes: [] };

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/variables */
export function readVariables(node: SyntaxNode | undefined): Variables {
  if (node === undefined || node.kind === 'scalar') return NONE;
  if (node.kind === 'mapping') {
    return {
      ...NONE,
      own: entriesOf(node).flatMap(({ value: { key, value }, guards }) =>
        value.kind === 'scalar' ? [{ name: key.text, node: value, guards }] : [],
      ),
    };
  }
  const items = itemsOf(node);
  return {
    own: items.flatMap(named),
    groups: items.flatMap((item) => scalarOf(item, 'group')),
    templates: items.flatMap((item) => scalarOf(item, 'template')),
    nodes: items.map(({ value }) => value),
  };
}

function named({ value, guards }: Guarded<SyntaxNode>): readonly Variable[] {
  const properties = new Properties(value);
  const name = properties.text('name');
  const node = properties.get('value');
  if (name === undefined) {
    // Under a condition, variables may stand as in a mapping.
    if (
      value.kind !== 'mapping' ||
      guards.length === 0 ||
      properties.has('group') ||
      properties.has('template')
    ) {
      return [];
    }
    return entriesOf(value, guards).flatMap((entry) =>
      entry.value.value.kind === 'scalar'
        ? [{ name: entry.value.key.text, node: entry.value.value, guards: entry.guards }]
        : [],
    );
  }
  return node?.kind === 'scalar' ? [{ name, node, guards }] : [];
}

function scalarOf({ value }: Guarded<SyntaxNode>, key: string): readonly ScalarNode[] {
  const scalar = new Properties(value).scalar(key);
  return scalar === undefined ? [] : [scalar];
}

/** A parameter of a pipeline, with the value that it has where nobody gives another. */
export interface Parameter {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly byDefault: SyntaxNode | undefined;
  /** Its type as written; a text where none is. */
  readonly type?: string;
}

/** `parameters:` as a list, or as a mapping of names to defaults, as old templates have it. */
export function readParameters(node: SyntaxNode | undefined): readonly Parameter[] {
  if (node?.kind === 'mapping') {
    return node.entries.map(({ key, value }) => ({ name: key.text, node: key, byDefault: value }));
  }
  return itemsOf(node).flatMap(({ value }) => {
    const properties = new Properties(value);
    const name = properties.scalar('name');
    const type = properties.text('type');
    if (name === undefined) return [];
    const found = { name: name.text, node: name, byDefault: properties.get('default') };
    return [type === undefined ? found : { ...found, type }];
  });
}

/** How often a value may name another variable. */
const ROUNDS = 4;
/** Longer than any name or ARN. */
const LONGEST = 4096;

/** The values that a part of a file may name: blocks further in come before those around them. Names have no case. */
export class Values {
  readonly #own = new Map<string, Variable[]>();
  readonly #parameters: ReadonlyMap<string, Parameter>;

  /**
   * @param fills whether the defaults of parameters are what a run has, unless somebody chooses others
   * @param around what the part around sees; undefined for the whole file
   */
  constructor(
    block: Variables,
    parameters: ReadonlyMap<string, Parameter>,
    readonly fills: boolean,
    readonly around?: Values,
  ) {
    for (const variable of block.own) append(this.#own, variable.name.toLowerCase(), variable);
    this.#parameters = parameters;
  }

  static ofFile(block: Variables, parameters: readonly Parameter[], fills: boolean): Values {
    const byName = new Map(parameters.map((parameter) => [parameter.name.toLowerCase(), parameter]));
    return new Values(block, byName, fills);
  }

  /** The values that a part inside sees. */
  inside(block: Variables): Values {
    return block.own.length === 0 ? this : new Values(block, this.#parameters, this.fills, this);
  }

  /** The variables of all blocks but that of the whole file. */
  get inner(): readonly Variable[] {
    if (this.around === undefined) return [];
    const outer = this.around.inner.filter(({ name }) => !this.#own.has(name.toLowerCase()));
    return [...outer, ...[...this.#own.values()].flat()];
  }

  /** All variables that the file gives a value to. */
  get variables(): readonly Variable[] {
    const own = [...this.#own.values()].flat();
    const outer = this.around?.variables.filter(({ name }) => !this.#own.has(name.toLowerCase())) ?? [];
    return [...outer, ...own];
  }

  defines(name: string): boolean {
    return this.variable(name).length > 0;
  }

  /** The values that a variable may have, as written. */
  variable(name: string): readonly Variable[] {
    return this.#own.get(name.toLowerCase()) ?? this.around?.variable(name) ?? [];
  }

  parameter(name: string): Parameter | undefined {
    return this.#parameters.get(name.toLowerCase());
  }

  /** A text with the variables and parameters put in whose one value the file tells; others stay as they are. */
  fill(text: string): string {
    let current = text;
    for (let round = 0; round < ROUNDS && current.includes('$'); round++) {
      const next = current.replace(
        PLACE,
        (whole, macro: string | undefined, context: string, name: string) =>
          macro === undefined
            ? (this.#valueOf(context.toLowerCase(), name) ?? whole)
            : (this.#only(macro) ?? whole),
      );
      if (next === current || next.length > LONGEST) break;
      current = next;
    }
    return current;
  }

  #valueOf(context: string, name: string): string | undefined {
    if (context === 'variables') return this.#only(name);
    const { byDefault } = this.parameter(name) ?? {};
    return this.fills && byDefault?.kind === 'scalar' && byDefault.value !== null
      ? byDefault.text
      : undefined;
  }

  #only(name: string): string | undefined {
    const [first, ...others] = this.variable(name);
    return first === undefined || others.length > 0 ? undefined : first.node.text;
  }
}

/** `$(name)`, `${{ variables.name }}`, `${{ parameters.name }}`, `$[ variables['name'] ]`. */
const PLACE =
  /\$\(([\w.-]+)\)|\$(?:\{\{|\[)\s*(variables|parameters)(?:\.|\[')([\w.-]+)(?:'\])?\s*(?:\}\}|\])/giu;

/** The macros `$(name)` in a text, each once, with the names as written. */
export function macrosIn(text: string): readonly string[] {
  if (!text.includes('$(')) return [];
  return [...new Set([...text.matchAll(/\$\(([A-Za-z_][\w.-]*)\)/gu)].map(([, name = '']) => name))];
}
