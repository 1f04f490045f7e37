import { MOST_EXTENDS, MOST_REFERENCES } from '../../knowledge/gitlab/keywords.js';
import type { MappingNode, ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entry, get } from '../../syntax/syntaxTree.js';
import { mergeMappings, virtual } from './compose/merge.js';
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

/** A node with the references in it followed. */
interface Followed {
  readonly node: SyntaxNode;
  readonly missing: readonly Missing[];
}

/**
 * Puts jobs together of the templates that they extend, then of the parts that `!reference` names: what is named has
 * been extended by then.
 * https://docs.gitlab.com/ci/yaml/#extends, https://docs.gitlab.com/ci/yaml/yaml_optimization/
 */
export class Templates {
  readonly #raw: ReadonlyMap<string, SyntaxNode>;
  readonly #extended = new Map<string, Composed>();
  readonly #composed = new Map<string, Composed>();
  /** What became of nodes that several jobs share. */
  readonly #followed = new Map<SyntaxNode, Followed>();
  readonly #references: boolean;

  /** Templates whose bases are being put together, each inside of the one before. */
  readonly #open = new Set<string>();

  constructor(
    readonly reading: Reading,
    root: MappingNode,
  ) {
    this.#raw = new Map(root.entries.map(({ key, value }) => [key.text, value]));
    this.#references = reading.says('!reference');
  }

  /** A top-level mapping of this name; `undefined` where there is none. */
  compose(name: string): Composed | undefined {
    const known = this.#composed.get(name);
    if (known !== undefined) return known;
    const extended = this.#extend(name);
    if (extended === undefined) return undefined;
    const missing = [...extended.missing];
    const body = this.#entries(extended.body, missing);
    const composed = { body, missing };
    this.#composed.set(name, composed);
    return composed;
  }

  /** A part of the file with `!reference` followed. */
  followed(node: SyntaxNode): Followed {
    const missing: Missing[] = [];
    return { node: this.#follow(node, missing, 0), missing };
  }

  #extend(name: string): Composed | undefined {
    const known = this.#extended.get(name);
    if (known !== undefined) return known;
    const raw = this.#raw.get(name);
    if (raw?.kind !== 'mapping' || this.#open.has(name) || this.#open.size > MOST_EXTENDS) return undefined;
    this.#open.add(name);
    const missing: Missing[] = [];
    const bases = namesIn(get(raw, 'extends')).flatMap((base) => {
      const composed = this.#extend(base.text);
      if (composed === undefined) missing.push({ by: 'extends', name: base.text, node: base });
      missing.push(...(composed?.missing ?? []));
      return composed === undefined ? [] : [composed.body];
    });
    this.#open.delete(name);
    const spend = (entries: number): boolean => this.reading.spend('templates', entries);
    const result = { body: mergeMappings([...bases, raw], { spend }), missing };
    this.#extended.set(name, result);
    return result;
  }

  /** A job with the references in each of its keys followed; jobs that share a template share what comes of it. */
  #entries(body: MappingNode, missing: Missing[]): MappingNode {
    if (!this.#references) return body;
    const entries = body.entries.map((item) => {
      const known = this.#followed.get(item.value) ?? this.followed(item.value);
      this.#followed.set(item.value, known);
      missing.push(...known.missing);
      return known.node === item.value ? item : { ...item, value: known.node };
    });
    return entries.every((item, index) => item === body.entries[index]) ? body : virtual(body, entries);
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

  /** What `!reference [job, key, …]` names, among what the job extends too. */
  #target(node: Extract<SyntaxNode, { kind: 'sequence' }>, missing: Missing[], depth: number): SyntaxNode {
    const [first = '', ...rest] = node.items.map((item) => (item.kind === 'scalar' ? item.text : ''));
    const target = rest.reduce<SyntaxNode | undefined>(
      (at, key) => entry(at, key)?.value,
      this.#extend(first)?.body ?? this.#raw.get(first),
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

function absent(node: SyntaxNode): ScalarNode {
  const { range, written } = node;
  return { kind: 'scalar', value: null, text: '', style: 'absent', range, written, shared: true };
}
