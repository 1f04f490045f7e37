import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Block } from '../../text/block.js';
import { Placed, within } from '../../text/block.js';
import { quoted } from '../../text/quoted.js';
import type { TextRange } from '../../text/textRange.js';
import type { AnchorScope } from '../nodes.js';
import { BuiltMapping, BuiltScalar, BuiltSequence, throughAlias } from '../nodes.js';
import type {
  ScalarNode,
  ScalarStyle,
  ScalarValue,
  SyntaxEntry,
  SyntaxNode,
  SyntaxProblem,
} from '../syntaxTree.js';
import { MAX_PROBLEMS, repeatedKey, shorten } from './repeatedKeys.js';

/** More nodes than any real file has, few enough to be walked in a moment. */
const MAX_NODES = 400_000;
const MAX_DEPTH = 100;
const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** How the library is to read. */
export const OPTIONS = {
  version: '1.2',
  uniqueKeys: false,
  merge: false,
  prettyErrors: false,
  logLevel: 'silent',
  strict: true,
} as const;

/** What is wrong with a text by the words of the library. */
export function unreadable(message: string, range: TextRange): SyntaxProblem {
  return { message: readable(message), range, severity: 'error' };
}

/** The library ends some messages in advice for programmers, and hands on what the engine says of its stack. */
function readable(message: string): string {
  const [first = message] = message.split('\n');
  if (/call stack|too much recursion/iu.test(first)) return 'This YAML is nested too deep to be read.';
  return `This YAML cannot be read: ${first.charAt(0).toLowerCase()}${first.slice(1)}`.replace(
    /[.:]?\s*$/u,
    '.',
  );
}

interface Anchored {
  readonly scope: AnchorScope;
  node: SyntaxNode | undefined;
  size: number;
}

/** Makes the nodes of a document of those that the library gives. */
export class DocumentReader {
  complete = true;
  /** Whether nodes are named, or stood for by their names. */
  hasAnchors = false;
  #nodes = 0;
  #budgetSpent = false;
  readonly #anchors = new Map<string, Anchored>();

  constructor(
    readonly text: string,
    readonly merge: boolean,
    readonly problems: SyntaxProblem[],
    readonly block: Block,
    /** Where the block begins in the text. */
    readonly base = 0,
  ) {}

  read(node: Node, scope?: AnchorScope, depth = 0): SyntaxNode {
    this.#nodes++;
    if (depth > MAX_DEPTH) {
      this.#problem(
        `Nested more than ${String(MAX_DEPTH)} deep; what is below is not read.`,
        this.#rangeOf(node),
      );
      this.complete = false;
      return this.#absent(this.#startOf(node), scope);
    }
    if (isAlias(node)) this.hasAnchors = true;
    if (isAlias(node)) return this.#alias(node.source, this.#rangeOf(node), scope);
    const anchor = (node as { anchor?: string }).anchor;
    if (anchor === undefined) return this.#plain(node, scope, depth);

    this.hasAnchors = true;
    const anchored: Anchored = { scope: { uses: 0, outer: scope }, node: undefined, size: 0 };
    this.#anchors.set(anchor, anchored);
    const before = this.#nodes;
    anchored.node = this.#plain(node, anchored.scope, depth);
    anchored.size = this.#nodes - before;
    return anchored.node;
  }

  #plain(node: Node, scope: AnchorScope | undefined, depth: number): SyntaxNode {
    if (isMap(node)) return this.#mapping(node, scope, depth);
    if (isSeq(node)) return this.#sequence(node, scope, depth);
    if (isScalar(node)) return this.#scalar(node, scope);
    return this.#absent(this.#startOf(node), scope);
  }

  #alias(name: string, range: Placed, scope: AnchorScope | undefined): SyntaxNode {
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) {
      this.#problem(
        `Alias ${quoted(`*${shorten(name)}`)} names no anchor above it; it is read as empty.`,
        range,
      );
      this.complete = false;
      return this.#absent(range.from, scope);
    }
    if (anchored.node === undefined) {
      this.#problem(`Alias ${quoted(`*${name}`)} names a node that contains it; it is read as empty.`, range);
      this.complete = false;
      return this.#absent(range.from, scope);
    }
    this.#nodes += anchored.size;
    if (this.#nodes > MAX_NODES) {
      if (!this.#budgetSpent) {
        this.#problem(
          `The aliases of this file stand for more than ${String(MAX_NODES)} values; the rest is not read.`,
          range,
        );
      }
      this.#budgetSpent = true;
      this.complete = false;
      return this.#absent(range.from, scope);
    }
    anchored.scope.uses++;
    return throughAlias(anchored.node, range);
  }

  /** One entry of a mapping, whatever others it has. */
  readEntry(
    pair: Pair<Node | null, Node | null>,
    scope: AnchorScope | undefined,
    depth: number,
  ): SyntaxEntry {
    const key = this.#key(pair.key, scope, depth);
    const value =
      pair.value === null ? this.#absent(this.#endOf(key), scope) : this.read(pair.value, scope, depth + 1);
    return { key, value, merged: false };
  }

  #mapping(map: YAMLMap, scope: AnchorScope | undefined, depth: number): SyntaxNode {
    const own = new Map<string, ScalarNode>();
    const entries: SyntaxEntry[] = [];
    for (const pair of map.items as Pair<Node | null, Node | null>[]) {
      const entry = this.readEntry(pair, scope, depth);
      const { key, value } = entry;
      if (this.merge && key.text === '<<' && key.style === 'plain') {
        entries.push(...mergedEntries(value));
        continue;
      }
      if (own.has(key.text)) {
        if (this.problems.length < MAX_PROBLEMS) this.problems.push(repeatedKey(key));
      }
      own.set(key.text, key);
      entries.push(entry);
    }
    // Own keys win over merged ones wherever the merge stands.
    const kept = entries.filter((entry) => !entry.merged || !own.has(entry.key.text));
    const written = this.#extent(map, kept.findLast((entry) => !entry.merged)?.value);
    return new BuiltMapping({ written, anchors: scope, tag: map.tag }, kept, map.flow === true);
  }

  #key(node: Node | null, scope: AnchorScope | undefined, depth: number): ScalarNode {
    const read = node === null ? this.#absent(0, scope) : this.read(node, scope, depth + 1);
    if (read.kind === 'scalar') return read;
    this.#problem('A key of a mapping must be a plain word here.', read.range);
    return new BuiltScalar({ written: read.range, anchors: scope, tag: undefined }, null, '', 'plain');
  }

  #sequence(seq: YAMLSeq, scope: AnchorScope | undefined, depth: number): SyntaxNode {
    const items = (seq.items as (Node | null)[]).map((item) =>
      item === null ? this.#absent(this.#startOf(seq), scope) : this.read(item, scope, depth + 1),
    );
    const written = this.#extent(seq, items.at(-1));
    return new BuiltSequence({ written, anchors: scope, tag: seq.tag }, items, seq.flow === true);
  }

  #scalar(node: Scalar, scope: AnchorScope | undefined): SyntaxNode {
    const written = this.#rangeOf(node);
    const value = scalarValue(node.value);
    const text = node.source ?? (value === null ? '' : String(value));
    const style = written.start === written.end ? 'absent' : (STYLES[node.type ?? 'PLAIN'] ?? 'plain');
    return new BuiltScalar({ written, anchors: scope, tag: node.tag }, value, text, style);
  }

  #absent(at: number, scope: AnchorScope | undefined): ScalarNode {
    return new BuiltScalar(
      { written: new Placed(this.block, at, at), anchors: scope, tag: undefined },
      null,
      '',
      'absent',
    );
  }

  /** A block collection's own range runs on to the next token; the reader's ends with its last child. */
  #extent(node: YAMLMap | YAMLSeq, last: SyntaxNode | undefined): Placed {
    const range = this.#rangeOf(node);
    if (node.flow === true || last === undefined) return range;
    return new Placed(this.block, range.from, Math.max(Math.min(range.to, this.#endOf(last)), range.from));
  }

  #startOf({ range }: Node): number {
    return (range?.[0] ?? this.base) - this.base;
  }

  /** Where a node ends in the block, also as what an alias stands for. */
  #endOf({ range, written }: SyntaxNode): number {
    return Math.max(range.end, written.end) - this.block.start;
  }

  #rangeOf(node: Node): Placed {
    const [start, valueEnd] = node.range ?? [0, 0];
    let end = valueEnd;
    while (end > start && isLineBreak(this.text.charCodeAt(end - 1))) end--;
    return new Placed(this.block, start - this.base, end - this.base);
  }

  #problem(message: string, range: TextRange): void {
    if (this.problems.length >= MAX_PROBLEMS) return;
    this.problems.push({
      message,
      range: range.end > range.start ? range : within(range, 0, 1),
      severity: 'error',
    });
  }
}

function mergedEntries(value: SyntaxNode): SyntaxEntry[] {
  const sources = value.kind === 'sequence' ? value.items : [value];
  const merged = new Map<string, SyntaxEntry>();
  for (const source of sources) {
    if (source.kind !== 'mapping') continue;
    // The first source that has a key wins: https://yaml.org/type/merge.html
    for (const entry of source.entries) {
      if (!merged.has(entry.key.text)) merged.set(entry.key.text, { ...entry, merged: true });
    }
  }
  return [...merged.values()];
}

function scalarValue(value: unknown): ScalarValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  return null;
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}
