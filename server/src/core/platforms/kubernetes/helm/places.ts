import { isRange } from '../../../text/shift.js';
import { within } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Rendered } from './render.js';

/** Where what stands in a rendered text comes from in its template: the same text, or the action that put it there. */
export class RenderedPlaces {
  readonly text: string;
  readonly #starts: readonly number[];
  readonly #known = new Map<TextRange, TextRange>();

  /** @param whole the template's whole text */
  constructor(
    readonly pieces: readonly Rendered[],
    readonly whole: TextRange,
  ) {
    const starts: number[] = [];
    let at = 0;
    for (const { text } of pieces) {
      starts.push(at);
      at += text.length;
    }
    this.#starts = starts;
    this.text = pieces.map(({ text }) => text).join('');
  }

  /** Facts of the rendered text as facts of its template. */
  moved<T>(value: T): T {
    return this.#moved(value) as T;
  }

  #moved(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#moved(item));
    if (typeof value !== 'object' || value === null) return value;
    if (isRange(value)) return this.#range(value);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#moved(item)]));
  }

  #range(range: TextRange): TextRange {
    const known = this.#known.get(range);
    if (known !== undefined) return known;
    const start = this.#offset(range.start, 'start');
    const found = within(this.whole, start, Math.max(start, this.#offset(range.end, 'end')));
    this.#known.set(range, found);
    return found;
  }

  /** The end of a range belongs to the piece before it. */
  #offset(offset: number, side: 'start' | 'end'): number {
    const at = this.#pieceAt(side === 'start' ? offset : Math.max(0, offset - 1));
    const piece = this.pieces[at];
    const from = this.#starts[at] ?? 0;
    if (piece === undefined) return 0;
    if (!piece.isLiteral) return side === 'start' ? piece.start : piece.end;
    return Math.min(piece.start + offset - from, piece.end);
  }

  #pieceAt(offset: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
