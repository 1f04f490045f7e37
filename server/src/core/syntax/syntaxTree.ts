import type { Block, BlockStarts } from '../text/block.js';
import type { LineIndex } from '../text/lineIndex.js';
import type { TextRange } from '../text/textRange.js';

/**
 * `front-matter` is the YAML between the lines `---` at the start of a Markdown file; `text` is one scalar, the whole
 * text; `hcl` has the shape of Terraform's JSON syntax.
 */
export type SyntaxFormat = 'yaml' | 'json' | 'toml' | 'nats' | 'hcl' | 'front-matter' | 'text';

/** A scalar's value after the format's own rules: YAML 1.2 core, or JSON. */
export type ScalarValue = string | number | boolean | null;

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'absent';

interface NodeBase {
  /** Where to point at: the alias, for all that is reached through one. Never includes a trailing line break. */
  readonly range: TextRange;
  /** Where the text is written. Equal to `range` unless the node was reached through an alias. */
  readonly written: TextRange;
  /** Whether the written text is read at more than one place, so that an edit of it would change them all. */
  readonly shared: boolean;
  /** An explicit tag such as `!Ref`, as written. */
  readonly tag?: string;
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly flow: boolean;
  /** In order of writing; of duplicate keys all are here, and the tree has a problem. */
  readonly entries: readonly SyntaxEntry[];
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly SyntaxNode[];
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
  /** The scalar as a string, quotes and folding resolved, without type conversion: `1.10` stays `1.10`. */
  readonly text: string;
  readonly style: ScalarStyle;
}

export type SyntaxNode = MappingNode | SequenceNode | ScalarNode;

export interface SyntaxEntry {
  readonly key: ScalarNode;
  readonly value: SyntaxNode;
  /** Whether the entry came in through a merge key. */
  readonly merged: boolean;
}

/** What is wrong with the text itself. */
export interface SyntaxProblem {
  readonly message: string;
  readonly range: TextRange;
  readonly severity: 'error' | 'warning';
}

/** What a parser of one format gives; `parse` adds the rest. */
export interface ParsedText {
  /** One root per document; none for an empty file. */
  readonly documents: readonly SyntaxNode[];
  readonly problems: readonly SyntaxProblem[];
  /** False when part of the text could not be read. */
  readonly complete: boolean;
}

/** An entry with all problems in it, in order of reading, but for what cannot be read. */
export interface PieceEntry {
  readonly entry: SyntaxEntry;
  readonly problems: readonly SyntaxProblem[];
}

/** One entry of a block mapping, read for itself, so that it need not be read again when the text around it changes. */
export interface Piece {
  /** Where it begins and ends in the text of its document. */
  readonly start: number;
  readonly end: number;
  /** How far its key is indented, and how deep the mapping lies: the same text means something else elsewhere. */
  readonly column: number;
  readonly depth: number;
  /** What its nodes stand in, where they do not stand in the block of an inner piece. */
  readonly block: Block;
  /** One entry; none or several where the text is broken. */
  readonly entries: readonly PieceEntry[];
  /** What of the text cannot be read. */
  readonly error?: SyntaxProblem | undefined;
  /** The entries of its value, where that is long enough to be read by pieces too. */
  readonly inner: readonly Piece[];
}

/** How much was read anew. */
export interface ReadCount {
  readonly blocks: number;
  readonly characters: number;
}

/** One document of a stream, remembered for the next parse of the text. */
export interface ParsedPart {
  readonly text: string;
  /** Where it begins in the file; its nodes stand in it. */
  readonly block: Block;
  /** What its text alone gives; null when it was not read. */
  readonly parsed: ParsedText | null;
  /** The entries that the next reading may take over; none where the document was read as a whole. */
  readonly pieces: readonly Piece[];
  /** What an earlier text gave that was read by pieces, where this one could not be: it may be whole again soon. */
  readonly earlier?: Pieces | undefined;
}

/** A document that was read by pieces. */
export interface Pieces {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/**
 * One parsed file; building it never throws. Nothing in it changes but where its ranges are: a tree that was given as
 * `previous` shares nodes with the newer one, and from then on their ranges speak of the newer text.
 */
export interface SyntaxTree extends ParsedText {
  readonly format: SyntaxFormat;
  readonly text: string;
  readonly lines: LineIndex;
  /** Where the blocks of its nodes began in `text`, for who looks at the tree after a newer one took blocks over. */
  readonly starts: BlockStarts;
  /** The documents of a YAML file. */
  readonly parts?: readonly ParsedPart[];
  /** What of a YAML file was read, where the rest was taken over from an earlier tree. */
  readonly count?: ReadCount;
}

/** The value of `key` in a mapping (the last one written, as every parser in use here takes it). */
export function get(node: SyntaxNode | undefined, key: string): SyntaxNode | undefined {
  return entry(node, key)?.value;
}

/** The entry of `key` in a mapping; `undefined` when there is none or the node is no mapping. */
export function entry(node: SyntaxNode | undefined, key: string): SyntaxEntry | undefined {
  if (node?.kind !== 'mapping') return undefined;
  if (node.entries.length > FEW_ENTRIES) return lastByKey(node).get(key);
  return node.entries.findLast((candidate) => candidate.key.text === key);
}

/** So many entries are looked through; of more, each key is noted once. */
const FEW_ENTRIES = 16;

const noted = new WeakMap<MappingNode, ReadonlyMap<string, SyntaxEntry>>();

/** The entries of a mapping by key, the last one written of each. */
function lastByKey(node: MappingNode): ReadonlyMap<string, SyntaxEntry> {
  const known = noted.get(node) ?? new Map(node.entries.map((one) => [one.key.text, one]));
  noted.set(node, known);
  return known;
}

/** The entries of a mapping; none for any other node. */
export function entries(node: SyntaxNode | undefined): readonly SyntaxEntry[] {
  return node?.kind === 'mapping' ? node.entries : [];
}

/** The text of a scalar that is not null; `undefined` for everything else. */
export function textOf(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

/** Whether the node is absent or an empty (null) scalar. */
export function isAbsent(node: SyntaxNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}
