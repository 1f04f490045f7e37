import { Block, Placed } from '../../text/block.js';
import { BuiltMapping } from '../nodes.js';
import type {
  Piece,
  PieceEntry,
  Pieces,
  ReadCount,
  SyntaxEntry,
  SyntaxNode,
  SyntaxProblem,
} from '../syntaxTree.js';
import { KnownPieces, placedAt } from './piece.js';
import { readBrokenByLibrary, readEntryByLibrary } from './readByLibrary.js';
import type { Extract } from './readPlainly.js';
import { contentStart, readDocument, readEntry, readHeading } from './readPlainly.js';
import { KeysSeen, MAX_PROBLEMS } from './repeatedKeys.js';
import { splitEntries } from './splitEntries.js';

/** What is longer is read by pieces, in characters. */
const LONG = 2_000;
/** Deeper no pieces are made: there is little left to be read again. */
const MAX_DEPTH = 6;
/** The longest broken piece that is read for itself: it is read by the library, and then maybe all is. */
const LONGEST_BROKEN = 50_000;

/** A document, and what the next reading of it may take over. */
export interface ReadByPieces extends Pieces {
  readonly node: SyntaxNode;
  readonly problems: readonly SyntaxProblem[];
  readonly complete: boolean;
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
 * that cannot be done: an entry holds an error that counts for others, or an anchor, which may.
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
  const { count, error } = reader;
  const all = [...problems.slice(0, MAX_PROBLEMS), ...(error === undefined ? [] : [error])];
  return { text, pieces, node, problems: all, complete: error === undefined, count };
}

function readAtOnce(text: string, from: number, { merge, block }: PiecesOptions): ReadByPieces | undefined {
  const read = readDocument({ text, from: 0, contentAt: from, to: text.length, block, merge });
  if (read === undefined) return undefined;
  const { value: node, problems } = read;
  const count = { blocks: 1, characters: text.length };
  return { text, pieces: [], node, problems: problems.slice(0, MAX_PROBLEMS), complete: true, count };
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly column: number;
  readonly depth: number;
}

type PlaceInBlock = Place & { readonly block: Block };

/** What stands around a piece in its mapping. */
interface Neighbours {
  readonly before: Piece | undefined;
  readonly isLast: boolean;
}

class PieceReader {
  readonly count = { blocks: 0, characters: 0 };
  /** What cannot be read, which only one piece may hold: of several errors the library tells the first. */
  error: SyntaxProblem | undefined;
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
    const last = starts.length - 1;
    for (let index = 0; index <= last; index++) {
      const start = starts[index] ?? end;
      const place = { start, end: starts[index + 1] ?? end, column, depth };
      let piece = this.#piece(place);
      if (piece === undefined) {
        // What is broken may take the key of the next entry for a part of its own.
        index++;
        const broken = { ...place, end: starts[index + 1] ?? end };
        piece = this.#brokenPiece(broken, { before: pieces.at(-1), isLast: index >= last });
      }
      if (piece === undefined) return undefined;
      pieces.push(piece);
    }
    return pieces;
  }

  #piece(place: Place): Piece | undefined {
    const { start, end, column, depth } = place;
    const documentStart = this.options.block.start;
    const known = this.#known?.take(start, end, column, depth);
    // What follows a broken piece may be something else now.
    if (known !== undefined && isWhole(known.piece)) return placedAt(known.piece, known.by, documentStart);
    const inBlock = { ...place, block: new Block(documentStart + start) };
    const long = end - start > LONG && depth < MAX_DEPTH ? this.#longPiece(inBlock) : undefined;
    if (long !== undefined) return long.piece;
    this.count.blocks++;
    this.count.characters += end - start;
    const entry = this.#entry(inBlock);
    return entry && { ...inBlock, entries: [entry], inner: [] };
  }

  /** A piece the value of which is read by pieces; `piece` is undefined where those cannot be read. */
  #longPiece(place: PlaceInBlock): { readonly piece: Piece | undefined } | undefined {
    const { start, end, column, depth } = place;
    const lineEnd = Math.min(end, this.text.indexOf('\n', start) + 1);
    const heading = readHeading(this.#extract({ ...place, end: lineEnd }), column);
    if (heading === undefined) return undefined;
    // The key stays the same node as long as its line is what it was, whatever changes below it.
    const before = this.#known?.heading(start, start + heading.length, column, depth);
    const { block } = before ?? place;
    block.start = place.block.start;
    const key = before?.entries[0]?.entry.key ?? heading.key;
    const split = splitEntries(this.text, start + heading.length, end, column);
    if (split === undefined || split.starts.length < 2) return undefined;
    const inner = this.pieces(split.starts, end, split.column, depth + 1);
    if (inner === undefined) return { piece: undefined };
    const { node: value, problems } = mappingOf(inner, block);
    const entry = { key, value, merged: false };
    return { piece: { ...place, block, entries: [{ entry, problems }], inner } };
  }

  #entry(place: PlaceInBlock): PieceEntry | undefined {
    const { start, end, column, depth, block } = place;
    // A key that is not written stands at the end of what is before it, which is another piece.
    if (this.text[start + column] === ':' && NO_KEY.test(this.text.slice(start, end))) return undefined;
    const plain = readEntry(this.#extract(place), column, depth);
    if (plain !== undefined) return plain;
    return readEntryByLibrary(this.text.slice(start, end), {
      merge: this.options.merge,
      block,
      column,
      depth,
    });
  }

  #brokenPiece(place: Place, { before, isLast }: Neighbours): Piece | undefined {
    const { start, end, column, depth } = place;
    // What begins a mapping has a say in what it is.
    if (before === undefined || this.error !== undefined || !isWhole(before)) return undefined;
    if (end - before.start > LONGEST_BROKEN) return undefined;
    const block = new Block(this.options.block.start + start);
    const next = end === this.text.length ? 'nothing' : isLast ? 'outer' : 'sibling';
    const around = { before: this.text.slice(before.start, before.end), next } as const;
    const own = this.text.slice(start, end);
    // A key by `?`, or a value by `:` on a line of its own, pairs with what stands around in ways of its own.
    if (EXPLICIT.test(own)) return undefined;
    const broken = readBrokenByLibrary(own, { merge: this.options.merge, block, column, depth }, around);
    if (broken === undefined) return undefined;
    this.error = broken.error;
    return { ...place, block, entries: broken.entries, error: broken.error, inner: [] };
  }

  /** A part of the text to be read: of a later text, apart from it, or its nodes would keep the whole of it alive. */
  #extract({ start, end, block }: PlaceInBlock): Extract {
    const { merge, previous } = this.options;
    if (previous === undefined) return { text: this.text, from: start, to: end, block, merge };
    const own = detached(this.text.slice(start, end));
    return { text: own, from: 0, to: own.length, block, merge };
  }
}

const NO_KEY = /^ *:(?:\s|$)/u;
const EXPLICIT = /^ *[?:](?:\s|$)/mu;

function isWhole({ error, inner }: Piece): boolean {
  return error === undefined && inner.every(isWhole);
}

/** A copy of a text that does not hold on to the one that it was cut out of: engines cut by pointing. */
function detached(text: string): string {
  return ` ${text}`.slice(1);
}

/** The mapping that pieces make up, and all their problems in order of reading. */
function mappingOf(
  pieces: readonly Piece[],
  block: Block,
): { node: SyntaxNode; problems: readonly SyntaxProblem[] } {
  const problems: SyntaxProblem[] = [];
  const entries: SyntaxEntry[] = [];
  const seen = new KeysSeen();
  for (const piece of pieces) {
    for (const each of piece.entries) {
      problems.push(...each.problems);
      entries.push(each.entry);
      seen.check(entries, problems);
    }
  }
  const from = (entries[0]?.key.written.start ?? block.start) - block.start;
  const to = (entries.at(-1)?.value.written.end ?? block.start) - block.start;
  const place = { written: new Placed(block, from, to), anchors: undefined, tag: undefined };
  return { node: new BuiltMapping(place, entries, false), problems };
}
