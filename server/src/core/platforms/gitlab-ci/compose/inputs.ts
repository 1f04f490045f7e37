import type { MappingNode, ScalarNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, entry, get } from '../../../syntax/syntaxTree.js';
import type { SyntaxTree } from '../../../syntax/syntaxTree.js';
import { virtual } from './merge.js';

/** Values of inputs by name, each where it is written. */
export type Inputs = ReadonlyMap<string, SyntaxNode>;

/** A file without its header, with the inputs filled in. */
export interface FilledFile {
  readonly root: MappingNode | undefined;
  /** Inputs that have no default and are given no value. */
  readonly missing: readonly string[];
}

/**
 * The content of a file, with `$[[ inputs.x ]]` replaced by what is handed over, else by the default. What has neither
 * stays as it is written.
 * https://docs.gitlab.com/ci/inputs/, https://docs.gitlab.com/ci/yaml/#specinputs
 */
export function filled(tree: SyntaxTree, given: Inputs): FilledFile {
  const { header, content } = partsOf(tree);
  if (content?.kind !== 'mapping') return { root: undefined, missing: [] };
  const declared = entries(get(get(header, 'spec'), 'inputs'));
  const values = new Map(
    declared.flatMap(({ key, value }): [string, SyntaxNode][] => {
      const found = given.get(key.text) ?? get(value, 'default');
      return found === undefined ? [] : [[key.text, found]];
    }),
  );
  const missing = declared.map(({ key }) => key.text).filter((name) => !values.has(name));
  if (header === undefined || !tree.text.includes(OPEN)) return { root: content, missing };
  const root = new Filling(values).node(content, 0);
  return { root: root.kind === 'mapping' ? root : undefined, missing };
}

/** A document before the first `---` may declare inputs. https://docs.gitlab.com/ci/yaml/#header-keywords */
function partsOf({ documents }: SyntaxTree): {
  readonly header?: SyntaxNode;
  readonly content: SyntaxNode | undefined;
} {
  const [first, second] = documents;
  const isHeader = first?.kind === 'mapping' && entry(first, 'spec') !== undefined && second !== undefined;
  return isHeader ? { header: first, content: second } : { content: first };
}

/** What opens a part that is filled in. */
export const OPEN = '$[[';

/** https://docs.gitlab.com/ci/inputs/ : whatever stands between the brackets, functions behind it. */
const BLOCK = /\$\[\[\s*(?<expression>[^\]]{1,300}?)\s*\]\]/gu;
const WHOLE = /^\$\[\[\s*(?<expression>[^\]]{1,300}?)\s*\]\]$/u;

/** Deeper than any text is read. */
const DEEPEST = 120;

class Filling {
  constructor(readonly values: Inputs) {}

  node(node: SyntaxNode, depth: number): SyntaxNode {
    if (depth > DEEPEST) return node;
    if (node.kind === 'scalar') return this.#scalar(node);
    if (node.kind === 'sequence') {
      const items = node.items.map((item) => this.node(item, depth + 1));
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    const found = node.entries.map((item) => this.#entry(item, depth));
    return found.every((item, index) => item === node.entries[index]) ? node : virtual(node, found);
  }

  #entry(item: SyntaxEntry, depth: number): SyntaxEntry {
    const value = this.node(item.value, depth + 1);
    const key = item.key.text.includes(OPEN) ? this.#text(item.key) : item.key;
    return value === item.value && key === item.key ? item : { ...item, key, value };
  }

  #scalar(node: ScalarNode): SyntaxNode {
    if (!node.text.includes(OPEN)) return node;
    // A value that is nothing but an input keeps its kind: a list stays a list.
    const expression = WHOLE.exec(node.text)?.groups?.['expression'];
    const { value, functions } = this.#read(expression ?? '');
    if (value !== undefined && functions.length === 0) return value;
    return this.#text(node);
  }

  #text(node: ScalarNode): ScalarNode {
    const text = node.text.replace(BLOCK, (whole, expression: string) => this.#filledIn(expression) ?? whole);
    return text === node.text ? node : { ...node, text, value: text, shared: true };
  }

  #filledIn(expression: string): string | undefined {
    const { value, functions } = this.#read(expression);
    if (value?.kind !== 'scalar') return undefined;
    return functions.reduce<string | undefined>(
      (text, call) => (text === undefined ? undefined : applied(call, text)),
      value.text,
    );
  }

  #read(expression: string): {
    readonly value: SyntaxNode | undefined;
    readonly functions: readonly string[];
  } {
    const [access = '', ...functions] = expression.split('|').map((part) => part.trim());
    const name = /^inputs\.([\w-]+)$/u.exec(access)?.[1];
    return { value: name === undefined ? undefined : this.values.get(name), functions };
  }
}

/**
 * A function of GitLab's on a text; `undefined` for one that is not known. Variables that `expand_vars` would fill in
 * stay, to be read as variables.
 * https://docs.gitlab.com/ci/inputs/#specify-functions-to-manipulate-input-values
 */
function applied(call: string, text: string): string | undefined {
  const [, name, first, second] =
    /^(\w+)(?:\(\s*(?:["']?([^,)"']*)["']?)?\s*(?:,\s*["']?([^,)"']*)["']?)?\s*\))?$/u.exec(call) ?? [];
  switch (name) {
    case 'expand_vars':
      return text;
    case 'truncate': {
      const from = Number(first);
      return text.slice(from, from + Number(second));
    }
    case 'posix_escape':
      return text.replace(/[^\w\-.,:+/@\n]/gu, '\\$&');
    default:
      return undefined;
  }
}
