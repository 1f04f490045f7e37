import type { TextRange } from './textRange.js';

export { sameRange } from './textRange.js';

/** A part of a text with offsets of its own. Where it begins changes when the text before it is edited. */
export class Block {
  constructor(public start: number) {}

  /** Two blocks are the same only as the same object: where one stands says nothing of where the other will. */
  equals(other: unknown): boolean {
    return other === this;
  }
}

/**
 * A range inside of a block; `start` and `end` are offsets in the file's text as it is now. What holds on to the
 * object is right again after an edit before it, so it must be handed on as it is, never copied number by number.
 */
export class Placed implements TextRange {
  constructor(
    readonly block: Block,
    readonly from: number,
    readonly to: number,
  ) {}

  get start(): number {
    return this.block.start + this.from;
  }

  get end(): number {
    return this.block.start + this.to;
  }

  toJSON(): { start: number; end: number } {
    return { start: this.start, end: this.end };
  }
}

/** From the start of one range to the end of another that stands in another block: it moves with both. */
class Spanning implements TextRange {
  constructor(
    readonly first: TextRange,
    readonly last: TextRange,
  ) {}

  get start(): number {
    return this.first.start;
  }

  get end(): number {
    return this.last.end;
  }

  toJSON(): { start: number; end: number } {
    return { start: this.start, end: this.end };
  }
}

/** Part of a range, by offsets from its start; in the same block, so that it moves with it. */
export function within(range: TextRange, from: number, to: number): TextRange {
  if (range instanceof Placed) return new Placed(range.block, range.from + from, range.from + to);
  if (range instanceof Spanning) return within(range.first, from, to);
  return { start: range.start + from, end: range.start + to };
}

/** From the start of one range to the end of another; in a block where both stand in the same one. */
export function spanning(first: TextRange, last: TextRange): TextRange {
  if (first instanceof Spanning) return spanning(first.first, last);
  if (last instanceof Spanning) return spanning(first, last.last);
  if (first instanceof Placed && last instanceof Placed && first.block === last.block) {
    return new Placed(first.block, first.from, last.to);
  }
  if (first instanceof Placed || last instanceof Placed) return new Spanning(first, last);
  return { start: first.start, end: last.end };
}

/** The block that a range stands in; of one that goes over several, that of its start. */
export function blockOf(range: TextRange): Block | undefined {
  if (range instanceof Spanning) return blockOf(range.first);
  return range instanceof Placed ? range.block : undefined;
}

/** Where a range starts within its block, which edits before it do not change; in no block, within the whole text. */
export function placeOf(range: TextRange): { readonly block: Block | undefined; readonly from: number } {
  if (range instanceof Spanning) return placeOf(range.first);
  return range instanceof Placed
    ? { block: range.block, from: range.from }
    : { block: undefined, from: range.start };
}

/** Where blocks began in one text, whatever became of them since. */
export class BlockStarts {
  readonly #blocks: readonly Block[];
  readonly #starts: readonly number[];
  #byBlock: ReadonlyMap<Block, number> | undefined;

  constructor(blocks: readonly Block[]) {
    this.#blocks = blocks;
    this.#starts = blocks.map(({ start }) => start);
  }

  /** A range as it stood in that text; what stands in no block of it is taken as it is. */
  rangeThen(range: TextRange): TextRange {
    return { start: this.#startThen(range), end: this.#endThen(range) };
  }

  #startThen(range: TextRange): number {
    if (range instanceof Placed) return this.#startOf(range.block) + range.from;
    return range instanceof Spanning ? this.#startThen(range.first) : range.start;
  }

  #endThen(range: TextRange): number {
    if (range instanceof Placed) return this.#startOf(range.block) + range.to;
    return range instanceof Spanning ? this.#endThen(range.last) : range.end;
  }

  #startOf(block: Block): number {
    // Asked of few texts only: those that were whole before one that is not.
    this.#byBlock ??= new Map(this.#blocks.map((each, index) => [each, this.#starts[index] ?? each.start]));
    return this.#byBlock.get(block) ?? block.start;
  }
}

/** Whether a value is a range that moves with the text, and not data to be looked into. */
export function isPlaced(value: unknown): value is TextRange {
  return value instanceof Placed || value instanceof Spanning;
}
