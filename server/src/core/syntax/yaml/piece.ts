import type { Block } from '../../text/block.js';
import type { Piece, Pieces } from '../syntaxTree.js';

/** The pieces as they stand `by` code units further on in their document, which begins at `documentStart`. */
export function placedAt(piece: Piece, by: number, documentStart: number): Piece {
  piece.block.start = documentStart + piece.start + by;
  const inner = piece.inner.map((each) => placedAt(each, by, documentStart));
  return by === 0 ? piece : { ...piece, start: piece.start + by, end: piece.end + by, inner };
}

/** Says where pieces stand whose document begins at `documentStart`. */
export function placePieces(pieces: readonly Piece[], documentStart: number): void {
  for (const { block, start, inner } of pieces) {
    block.start = documentStart + start;
    placePieces(inner, documentStart);
  }
}

/** The blocks of pieces, and of those inside of them. */
export function blocksOf(pieces: readonly Piece[]): readonly Block[] {
  return pieces.flatMap((piece) => [piece.block, ...blocksOf(piece.inner)]);
}

/** Finds the pieces of an earlier text again in the text that was made from it. */
export class KnownPieces {
  readonly #byStart = new Map<number, Piece>();
  /** How much the texts have in common at their starts and ends. */
  readonly #prefix: number;
  readonly #suffix: number;
  readonly #delta: number;

  constructor(
    { text: before, pieces }: Pieces,
    readonly text: string,
  ) {
    this.#prefix = commonPrefix(before, text);
    this.#suffix = commonSuffix(before, text, Math.min(before.length, text.length) - this.#prefix);
    this.#delta = text.length - before.length;
    this.#add(pieces);
  }

  /** The piece that had the text between two offsets; each only once. */
  take(start: number, end: number, column: number, depth: number): { piece: Piece; by: number } | undefined {
    const isBefore = end <= this.#prefix;
    if (!isBefore && start < this.text.length - this.#suffix) return undefined;
    const by = isBefore ? 0 : this.#delta;
    const piece = this.#byStart.get(start - by);
    if (piece === undefined || piece.end - piece.start !== end - start) return undefined;
    if (piece.column !== column || piece.depth !== depth) return undefined;
    return { piece, by };
  }

  /** The piece whose first line stood between two offsets, and whose value was read by pieces too. */
  heading(start: number, lineEnd: number, column: number, depth: number): Piece | undefined {
    const isBefore = lineEnd <= this.#prefix;
    if (!isBefore && start < this.text.length - this.#suffix) return undefined;
    const piece = this.#byStart.get(start - (isBefore ? 0 : this.#delta));
    if (piece === undefined || piece.inner.length === 0) return undefined;
    return piece.column === column && piece.depth === depth ? piece : undefined;
  }

  #add(pieces: readonly Piece[]): void {
    for (const piece of pieces) {
      this.#byStart.set(piece.start, piece);
      this.#add(piece.inner);
    }
  }
}

/** Texts are held against each other by so much at once: that is quicker than by characters. */
const STEP = 1_024;

function commonPrefix(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let at = 0;
  while (at + STEP <= limit && a.slice(at, at + STEP) === b.slice(at, at + STEP)) at += STEP;
  while (at < limit && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

function commonSuffix(a: string, b: string, limit: number): number {
  let count = 0;
  const same = (step: number): boolean =>
    a.slice(a.length - count - step, a.length - count) === b.slice(b.length - count - step, b.length - count);
  while (count + STEP <= limit && same(STEP)) count += STEP;
  while (count < limit && same(1)) count++;
  return count;
}
