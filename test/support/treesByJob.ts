import { parse } from '../../server/src/core/syntax/parse.js';
import type { SyntaxEntry, SyntaxNode, SyntaxTree } from '../../server/src/core/syntax/syntaxTree.js';
import { entries } from '../../server/src/core/syntax/syntaxTree.js';
import type { Block } from '../../server/src/core/text/block.js';
import { Placed } from '../../server/src/core/text/block.js';

interface Part {
  readonly block: Block;
  readonly entry: SyntaxEntry;
}

/**
 * Trees of a workflow's texts as it is edited, in which each top-level key and each job stands in a block of its own, and
 * what reads as it did is the same nodes as before.
 */
export class TreesByJob {
  #before: ReadonlyMap<string, Part> = new Map();

  next(text: string): SyntaxTree {
    const whole = parse(text, 'yaml');
    const [root, ...others] = whole.documents;
    if (root?.kind !== 'mapping' || root.entries.some(({ merged }) => merged)) return whole;
    const parts = new Map<string, Part>();
    const taken = (all: readonly SyntaxEntry[]): readonly SyntaxEntry[] =>
      all.map((entry, at) => this.#take(parts, text, entry, all[at + 1]));
    const found = root.entries.map((entry, at) => {
      const [first] = entry.key.text === 'jobs' ? entries(entry.value) : [];
      if (entry.value.kind !== 'mapping' || first === undefined) {
        return this.#take(parts, text, entry, root.entries[at + 1]);
      }
      const { key } = this.#take(parts, text, { ...entry, value: NOTHING }, first);
      return { ...entry, key, value: { ...entry.value, entries: taken(entry.value.entries) } };
    });
    this.#before = parts;
    return { ...whole, documents: [{ ...root, entries: found }, ...others] };
  }

  #take(
    parts: Map<string, Part>,
    text: string,
    entry: SyntaxEntry,
    next: SyntaxEntry | undefined,
  ): SyntaxEntry {
    const start = text.lastIndexOf('\n', entry.key.range.start - 1) + 1;
    const end = next === undefined ? text.length : text.lastIndexOf('\n', next.key.range.start - 1) + 1;
    const own = text.slice(start, Math.max(start, end));
    const part = this.#before.get(own) ?? read(own);
    if (part === undefined || parts.has(own)) return entry;
    const moved = part.block.start;
    part.block.start = start;
    // By itself it may read otherwise: what it refers to stands elsewhere, or what comes before reaches into it.
    const same = entry.value === NOTHING ? sameText(part.entry.key, entry.key) : sameText(part.entry, entry);
    if (!same) {
      part.block.start = moved;
      return entry;
    }
    parts.set(own, part);
    return part.entry;
  }
}

/** Stands for the value of `jobs`, whose parts are taken one by one. */
const [NOTHING] = parse('a', 'yaml').documents as readonly [SyntaxNode];

function sameText(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function read(text: string): Part | undefined {
  const tree = parse(text, 'yaml');
  const [entry, ...others] = entries(tree.documents[0]);
  const range = entry?.key.range;
  if (entry === undefined || others.length > 0 || !(range instanceof Placed)) return undefined;
  return { block: range.block, entry };
}
