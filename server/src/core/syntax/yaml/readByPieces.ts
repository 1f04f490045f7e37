import { Block, Placed } from '../../text/block.js';
import { BuiltMapping } from '../nodes.js';
import { parseYamlEntry } from '../parseYaml.js';
import type { Piece, ReadCount, ScalarNode, SyntaxEntry, SyntaxNode, SyntaxProblem } from '../syntaxTree.js';
import type { Pieces } from './piece.js';
import { KnownPieces, placedAt } from './piece.js';
import { contentStart, readDocument, readEntry, readHeading } from './readPlainly.js';
import { KeysSeen } from './repeatedKeys.js';
import { splitEntries } from './splitEntries.js';

/** What is longer is read by pieces, in characters. */
const LONG = 2_000;
/** Deeper no pieces are made: there is little left to be read again. */
const MAX_DEPTH = 6;

/** A document without errors, and what the next reading of it may take over. */
export interface ReadByPieces extends Pieces {
  readonly node: SyntaxNode;
  readonly problems: readonly SyntaxProblem[];
  readonly count: ReadCount;
}

export interface PiecesOptions {
  readonly merge: boolean;
  /** What the document stands in. */
  readonly block: Block;
  /** What an earlier text of the document gave. */
  readonly previous?: Pieces | undefined;
}

/**
 * Reads a document entry by entry, and takes over those that an earlier text had at the same place. `undefined` where
 * that cannot be done: an entry holds an error, or an anchor, which may count elsewhere.
 */
export function readByPieces(text: string, options: PiecesOptions): ReadByPieces | undefined {
  const from = contentStart(text);
  if (from === undefined) return undefined;
  const split = text.length > LONG ? splitEntries(text, from, text.length, -1) : undefined;
  if (split?.column !== 0) return readAtOnce(text, from, options);
  const reader = new PieceReader(text, options);
  const pieces = reader.pieces(split.starts, text.length, 0, 0);
  if (pieces === undefined) return undefined;
  const { node, problems } = mappingOf(pieces, options.block);
  return { text, pieces, node, problems, count: reader.count };
}

function readAtOnce(text: string, from: number, { merge, block }: PiecesOptions): ReadByPieces | undefined {
  const read = readDocument({ text, from: 0, contentAt: from, to: text.length, block, merge });
  if (read === undefined) return undefined;
  const { value: node, problems } = read;
  return { text, pieces: [], node, problems, count: { blocks: 1, characters: text.length } };
}

class PieceReader {
  readonly count = { blocks: 0, characters: 0 };
  readonly #known: KnownPieces | undefined;

  constructor(
    readonly text: string,
    readonly options: PiecesOptions,
  ) {
    const { previous } = options;
    this.#known = previous === undefined ? undefined : new KnownPieces(previous, text);
  }

  /** The entries that begin at `starts`, the last one to `end`. */
  pieces(
    starts: readonly number[],
    end: number,
    column: number,
    depth: number,
  ): readonly Piece[] | undefined {
    const pieces: Piece[] = [];
    for (const [index, start] of starts.entries()) {
      const piece = this.#piece(start, starts[index + 1] ?? end, column, depth);
      if (piece === undefined) return undefined;
      pieces.push(piece);
    }
    return pieces;
  }

  #piece(start: number, end: number, column: number, depth: number): Piece | undefined {
    const known = this.#known?.take(start, end, column, depth);
    const documentStart = this.options.block.start;
    if (known !== undefined) return placedAt(known.piece, known.by, documentStart);
    const block = new Block(documentStart + start);
    const place = { start, end, column, depth, block };
    const long = end - start > LONG && depth < MAX_DEPTH ? this.#longPiece(place) : undefined;
    if (long !== undefined) return long.piece;
    const read = this.#entry(place);
    return read && { ...place, entry: read.value, problems: read.problems, inner: [] };
  }

  /** A piece the value of which is read by pieces; `piece` is undefined where those cannot be read. */
  #longPiece(place: Place): { readonly piece: Piece | undefined } | undefined {
    const { start, end, column, depth, block } = place;
    const lineEnd = Math.min(end, this.text.indexOf('\n', start) + 1);
    const heading = readHeading(this.#extract({ ...place, end: lineEnd }), column);
    if (heading === undefined) return undefined;
    const inner = splitEntries(this.text, start + heading.length, end, column);
    if (inner === undefined || inner.starts.length < 2) return undefined;
    const pieces = this.pieces(inner.starts, end, inner.column, depth + 1);
    if (pieces === undefined) return { piece: undefined };
    const { node, problems } = mappingOf(pieces, block);
    return { piece: { ...place, entry: entryOf(heading.key, node), problems, inner: pieces } };
  }

  #entry(place: Place): { value: SyntaxEntry; problems: readonly SyntaxProblem[] } | undefined {
    const { column, depth, block } = place;
    this.count.blocks++;
    this.count.characters += place.end - place.start;
    const extract = this.#extract(place);
    const plain = readEntry(extract, column, depth);
    if (plain !== undefined) return plain;
    const own = this.text.slice(place.start, place.end);
    return parseYamlEntry(own, { merge: this.options.merge, block, column, depth });
  }

  /** A part of the text to be read: of a later text, apart from it, or its nodes would keep the whole of it alive. */
  #extract({ start, end, block }: Place): {
    text: string;
    from: number;
    to: number;
    block: Block;
    merge: boolean;
  } {
    const { merge, previous } = this.options;
    if (previous === undefined) return { text: this.text, from: start, to: end, block, merge };
    const own = detached(this.text.slice(start, end));
    return { text: own, from: 0, to: own.length, block, merge };
  }
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly column: number;
  readonly depth: number;
  readonly block: Block;
}

/** A copy of a text that does not hold on to the one that it was cut out of: engines cut by pointing. */
function detached(text: string): string {
  return ` ${text}`.slice(1);
}

function entryOf(key: ScalarNode, value: SyntaxNode): SyntaxEntry {
  return { key, value, merged: false };
}

/** The mapping that pieces make up, and all their problems in order of reading. */
function mappingOf(
  pieces: readonly Piece[],
  block: Block,
): { readonly node: SyntaxNode; readonly problems: readonly SyntaxProblem[] } {
  const problems: SyntaxProblem[] = [];
  const entries: SyntaxEntry[] = [];
  const seen = new KeysSeen();
  for (const piece of pieces) {
    problems.push(...piece.problems);
    entries.push(piece.entry);
    seen.check(entries, problems);
  }
  const from = (entries[0]?.key.written.start ?? block.start) - block.start;
  const to = (entries.at(-1)?.value.written.end ?? block.start) - block.start;
  const written = new Placed(block, from, to);
  return {
    node: new BuiltMapping({ written, anchors: undefined, tag: undefined }, entries, false),
    problems,
  };
}
