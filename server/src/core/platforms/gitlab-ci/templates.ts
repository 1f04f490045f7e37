import { MOST_EXTENDS, MOST_REFERENCES } from '../../knowledge/gitlab/keywords.js';
import type { MappingNode, ScalarNode, SyntaxEntry, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entry, get } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';

/** A name that leads to nothing in this file. */
export interface Missing {
  readonly by: 'extends' | 'reference';
  readonly name: string;
  readonly node: SyntaxNode;
}

/** A job or template with all that it takes from others. */
export interface Composed {
  readonly body: MappingNode;
  readonly missing: readonly Missing[];
}

/**
 * Puts jobs together of the templates that they extend, and of the parts that `!reference` names.
 * https://docs.gitlab.com/ci/yaml/#extends, https://docs.gitlab.com/ci/yaml/yaml_optimization/
 */
export class Templates {
  readonly #raw: ReadonlyMap<string, SyntaxNode>;
  readonly #composed = new Map<string, Composed>();
  readonly #references: boolean;

  constructor(
    readonly reading: Reading,
    root: MappingNode,
  ) {
    this.#raw = new Map(root.entries.map(({ key, value }) => [key.text, value]));
    this.#references = reading.tree.text.includes('!reference');
  }

  /** A top-level mapping of this name; `undefined` where there is none. */
  compose(name: string): Composed | undefined {
    return this.#compose(name, []);
  }

  /** A part of the file with `!reference` followed. */
  followed(node: SyntaxNode): { readonly node: SyntaxNode; readonly missing: readonly Missing[] } {
    const missing: Missing[] = [];
    return { node: this.#follow(node, missing, 0), missing };
  }

  #compose(name: string, path: readonly string[]): Composed | undefined {
    const known = this.#composed.get(name);
    if (known !== undefined) return known;
    const raw = this.#raw.get(name);
    if (raw?.kind !== 'mapping' || path.includes(name) || path.length > MOST_EXTENDS) return undefined;
    const missing: Missing[] = [];
    const own = this.#follow(raw, missing, 0);
    const bases = namesIn(get(own, 'extends')).flatMap((base) => {
      const composed = this.#compose(base.text, [...path, name]);
      if (composed === undefined) missing.push({ by: 'extends', name: base.text, node: base });
      missing.push(...(composed?.missing ?? []));
      return composed === undefined ? [] : [composed.body];
    });
    const body = [...bases, own].reduce<SyntaxNode>((under, over) => this.#merge(under, over), empty(raw));
    const result = { body: body.kind === 'mapping' ? body : empty(raw), missing };
    this.#composed.set(name, result);
    return result;
  }

  /** Mappings are merged key by key; everything else gives way to what stands over it. */
  #merge(under: SyntaxNode, over: SyntaxNode): SyntaxNode {
    if (under.kind !== 'mapping' || over.kind !== 'mapping') return over;
    if (under.entries.length === 0 || !this.reading.spend('templates', under.entries.length)) return over;
    const merged = new Map(under.entries.map((item): [string, SyntaxEntry] => [item.key.text, item]));
    for (const item of over.entries) {
      const below = merged.get(item.key.text);
      merged.set(
        item.key.text,
        below === undefined ? item : { ...item, value: this.#merge(below.value, item.value) },
      );
    }
    return virtual(over, [...merged.values()]);
  }

  #follow(node: SyntaxNode, missing: Missing[], depth: number): SyntaxNode {
    if (!this.#references || node.kind === 'scalar') return node;
    if (node.kind === 'sequence') {
      if (node.tag === '!reference') return this.#target(node, missing, depth);
      const items = node.items.map((item) => this.#follow(item, missing, depth));
      return items.every((item, index) => item === node.items[index])
        ? node
        : { kind: 'sequence', flow: false, items, range: node.range, written: node.written, shared: true };
    }
    const entries = node.entries.map((item) => {
      const value = this.#follow(item.value, missing, depth);
      return value === item.value ? item : { ...item, value };
    });
    return entries.every((item, index) => item === node.entries[index]) ? node : virtual(node, entries);
  }

  /** What `!reference [job, key, …]` names, as it is written there, without what is extended. */
  #target(node: Extract<SyntaxNode, { kind: 'sequence' }>, missing: Missing[], depth: number): SyntaxNode {
    const [first = '', ...rest] = node.items.map((item) => (item.kind === 'scalar' ? item.text : ''));
    const target = rest.reduce<SyntaxNode | undefined>(
      (at, key) => entry(at, key)?.value,
      this.#raw.get(first),
    );
    if (
      target === undefined ||
      depth >= MOST_REFERENCES ||
      !this.reading.spend('references', sizeOf(target))
    ) {
      missing.push({ by: 'reference', name: [first, ...rest].join('.'), node });
      return absent(node);
    }
    return this.#follow(target, missing, depth + 1);
  }
}

function sizeOf(node: SyntaxNode): number {
  return node.kind === 'scalar'
    ? 1
    : node.kind === 'sequence'
      ? node.items.length + 1
      : node.entries.length + 1;
}

function namesIn(node: SyntaxNode | undefined): readonly ScalarNode[] {
  if (node?.kind === 'scalar') return node.text === '' ? [] : [node];
  return node?.kind === 'sequence' ? node.items.filter((item) => item.kind === 'scalar') : [];
}

/** A mapping that stands nowhere as it is, in the place of one that does. */
export function virtual(node: SyntaxNode, entries: readonly SyntaxEntry[]): MappingNode {
  return { kind: 'mapping', flow: false, entries, range: node.range, written: node.written, shared: true };
}

function empty(node: SyntaxNode): MappingNode {
  return virtual(node, []);
}

function absent(node: SyntaxNode): ScalarNode {
  const { range, written } = node;
  return { kind: 'scalar', value: null, text: '', style: 'absent', range, written, shared: true };
}
