/** A place in a text: 0-based line, and UTF-16 code units into that line. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Start and (exclusive) end of a span by line and character. */
export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

/**
 * Converts between offsets and positions of one text. The only place where this is done.
 * Lines end at `\n`, `\r\n` or a lone `\r`, as in the Language Server Protocol.
 */
export class LineIndex {
  readonly #text: string;
  readonly #length: number;
  #known: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#length = text.length;
  }

  /** Found when they are first asked for: of most texts nobody asks. */
  get #starts(): readonly number[] {
    return (this.#known ??= lineStarts(this.#text));
  }

  /** Number of lines; a text without a line break has one. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** The offset at which `line` starts, or the text's length past the last line. */
  lineStart(line: number): number {
    return this.#starts[line] ?? this.#length;
  }

  /** The position of `offset`, which is clamped into the text. */
  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - (this.#starts[low] ?? 0) };
  }

  /** The offset of `position`, clamped to its line and the text. */
  offsetAt(position: Position): number {
    const start = this.lineStart(position.line);
    const next = this.lineStart(position.line + 1);
    return Math.min(start + position.character, next, this.#length);
  }

  /** The positions of both ends of a range of offsets. */
  rangeAt(range: { readonly start: number; readonly end: number }): PositionRange {
    return { start: this.positionAt(range.start), end: this.positionAt(range.end) };
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) starts.push(i + 1);
    else if (code === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1);
  }
  return starts;
}
