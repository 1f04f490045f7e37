import { append } from '../../../collections/grouping.js';
import type { ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';

/**
 * A condition of a template expression around a part: `${{ if … }}`, one that an `${{ else }}` turns round, or a loop,
 * of which nothing is known.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/template-expressions#conditional-insertion
 */
interface Guard {
  /** The condition without `if`; empty for a loop and for what is put in by an expression. */
  readonly text: string;
  readonly negated: boolean;
  readonly node: SyntaxNode;
}

export type Guards = readonly Guard[];

/** An item of a list, or an entry of a mapping, with the conditions under which it is there. */
export interface Guarded<T> {
  readonly value: T;
  readonly guards: Guards;
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: SyntaxNode;
}

const EXPRESSION_KEY = /^\s*\$\{\{\s*(if|elseif|else|each|insert)\b([\s\S]*?)\}\}\s*$/u;

/** Nested deeper than people write; a template of expressions in expressions ends here. */
const DEPTH = 20;

/** The items of a list, with those that template expressions put in. */
export function itemsOf(list: SyntaxNode | undefined, guards: Guards = [], depth = 0): Guarded<SyntaxNode>[] {
  if (list?.kind !== 'sequence' || depth > DEPTH) return [];
  const items: Guarded<SyntaxNode>[] = [];
  let chain: Guards = [];
  for (const item of list.items) {
    const [only] = item.kind === 'mapping' ? item.entries : [];
    if (item.kind !== 'mapping' || only === undefined || !EXPRESSION_KEY.test(only.key.text)) {
      items.push({ value: item, guards });
      continue;
    }
    // The branches of one condition are items of their own, one behind the other.
    for (const { key, value } of item.entries) {
      const found = guardOf(key, chain);
      chain = found.chain;
      const inner = [...guards, ...found.guards];
      if (value.kind === 'sequence') items.push(...itemsOf(value, inner, depth + 1));
      else items.push({ value, guards: inner });
    }
  }
  return items;
}

/** The entries of a mapping, with those that template expressions put in. */
export function entriesOf(node: SyntaxNode | undefined, guards: Guards = [], depth = 0): Guarded<Entry>[] {
  if (node?.kind !== 'mapping' || depth > DEPTH) return [];
  const found: Guarded<Entry>[] = [];
  let chain: Guards = [];
  for (const { key, value } of node.entries) {
    if (!key.text.includes('${{') || !EXPRESSION_KEY.test(key.text)) {
      found.push({ value: { key, value }, guards });
      continue;
    }
    const branch = guardOf(key, chain);
    chain = branch.chain;
    found.push(...entriesOf(value, [...guards, ...branch.guards], depth + 1));
  }
  return found;
}

/** @param chain the conditions of the branches before, none of which holds in an `else` */
function guardOf(key: ScalarNode, chain: Guards): { readonly guards: Guards; readonly chain: Guards } {
  const [, word = '', rest = ''] = EXPRESSION_KEY.exec(key.text) ?? [];
  const text = rest.trim();
  const own: Guard = { text, negated: false, node: key };
  const others = chain.map((guard) => ({ ...guard, negated: true }));
  switch (word) {
    case 'if':
      return { guards: [own], chain: [own] };
    case 'elseif':
      return { guards: [...others, own], chain: [...chain, own] };
    case 'else':
      return { guards: others.length === 0 ? [{ ...own, text: '' }] : others, chain: [] };
    default:
      return { guards: word === 'insert' ? [] : [{ ...own, text: '' }], chain: [] };
  }
}

/** The entries of a mapping by key, as they are read most. */
export class Properties {
  readonly #byKey = new Map<string, Guarded<Entry>[]>();

  constructor(readonly node: SyntaxNode | undefined) {
    for (const entry of entriesOf(node)) append(this.#byKey, entry.value.key.text, entry);
  }

  /** What stands under a key: where no condition is around it, else the first of what may stand there. */
  get(key: string): SyntaxNode | undefined {
    return this.entry(key)?.value;
  }

  entry(key: string): Entry | undefined {
    const found = this.#byKey.get(key) ?? [];
    return (found.findLast(({ guards }) => guards.length === 0) ?? found[0])?.value;
  }

  /** Everything that may stand under a key. */
  all(key: string): readonly Guarded<Entry>[] {
    return this.#byKey.get(key) ?? [];
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** The scalar under a key, unless it is empty. */
  scalar(key: string): ScalarNode | undefined {
    const value = this.get(key);
    return value?.kind === 'scalar' && value.value !== null ? value : undefined;
  }

  text(key: string): string | undefined {
    return this.scalar(key)?.text;
  }

  get keys(): readonly string[] {
    return [...this.#byKey.keys()];
  }
}
