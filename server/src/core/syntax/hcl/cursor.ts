import { Block, Placed } from '../../text/block.js';
import type { TextRange } from '../../text/textRange.js';
import type { SyntaxProblem } from '../syntaxTree.js';

/** Blocks, lists and calls in each other; deeper is no configuration that anybody wrote. */
const MOST_DEPTH = 100;

/** Where a reader of HCL is in its text, and what it met that is none. */
export class HclCursor {
  readonly problems: SyntaxProblem[] = [];
  /** False between brackets, where a line may end anywhere. */
  lineEnds = true;
  #depth = 0;
  readonly #identifier = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

  constructor(
    readonly text: string,
    public at = 0,
    readonly end = text.length,
    /** What the offsets of the text are counted in. */
    readonly block = new Block(0),
  ) {}

  /** Whether nothing is left. A method, since each step changes the answer. */
  isAtEnd(): boolean {
    return this.at >= this.end;
  }

  /** The character that comes next; an empty text at the end. */
  get next(): string {
    return this.at < this.end ? this.text.charAt(this.at) : '';
  }

  startsWith(text: string): boolean {
    return this.at + text.length <= this.end && this.text.startsWith(text, this.at);
  }

  /** Goes past `text` when it comes next. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.at += text.length;
    return true;
  }

  /** The name that comes next, gone past. */
  takeName(): string | undefined {
    this.#identifier.lastIndex = this.at;
    const [name] = this.#identifier.exec(this.text) ?? [];
    if (name === undefined || this.at + name.length > this.end) return undefined;
    this.at += name.length;
    return name;
  }

  /** Goes past what stands between `start` and the end by a pattern with the flag `y`. */
  takePattern(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null || this.at + found[0].length > this.end) return undefined;
    this.at += found[0].length;
    return found;
  }

  /** Goes past blanks and comments, and past the ends of lines where those say nothing. */
  skipBlank(lineEnds = !this.lineEnds): void {
    for (; this.at < this.end; this.at++) {
      const character = this.next;
      if (character === '\n') {
        if (!lineEnds) return;
      } else if (character === '#' || this.startsWith('//')) {
        this.toLineEnd();
        this.at--;
      } else if (this.startsWith('/*')) {
        const close = this.text.indexOf('*/', this.at + 2);
        const isClosed = close >= 0 && close + 2 <= this.end;
        if (!isClosed) this.complain('This comment is not closed with `*/`.');
        this.at = isClosed ? close + 1 : this.end - 1;
      } else if (!/[ \t\r\uFEFF\f\v]/u.test(character)) return;
    }
  }

  /** Goes to the line break that comes next. */
  toLineEnd(): void {
    const found = this.text.indexOf('\n', this.at);
    this.at = found < 0 ? this.end : Math.min(found, this.end);
  }

  rangeFrom(start: number): TextRange {
    return new Placed(this.block, start, Math.max(start, this.at));
  }

  /** Remembers what is wrong at the place where the cursor is. */
  complain(message: string, start = this.at): void {
    const at = Math.max(0, Math.min(start, this.text.length - 1));
    // One slip makes a reader stumble more than once.
    if (this.problems.some(({ range }) => range.start === at) || this.problems.length >= 20) return;
    this.problems.push({ message, range: new Placed(this.block, at, at + 1), severity: 'error' });
  }

  /** Reads something that lies within something else; gives up on the rest of a text that is nested too deep. */
  within<T>(read: () => T, lineEnds = this.lineEnds): T {
    const outer = this.lineEnds;
    this.lineEnds = lineEnds;
    if (++this.#depth > MOST_DEPTH) {
      this.complain('This is nested too deep to be read.');
      this.at = this.end;
    }
    const result = read();
    this.#depth--;
    this.lineEnds = outer;
    return result;
  }
}
