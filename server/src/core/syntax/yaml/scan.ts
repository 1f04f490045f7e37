import type { Block } from '../../text/block.js';
import { Placed } from '../../text/block.js';
import { BuiltScalar } from '../nodes.js';
import type { ScalarNode, ScalarStyle, SyntaxProblem } from '../syntaxTree.js';
import { coreScalar } from './coreScalar.js';

/** Thrown where the text holds what only the library reads, or an error; it never leaves this folder. */
export class NotPlain extends Error {}

/** One for all: where it was thrown is of no use, and to find that out costs more than to read a file. */
const NOT_PLAIN = new NotPlain('only the library reads this');

/** Gives the text up to the library. */
export function notPlain(): never {
  throw NOT_PLAIN;
}

/** What characters of YAML's syntax are, as numbers. */
export const Char = {
  Tab: 9,
  LineFeed: 10,
  Return: 13,
  Space: 32,
  Exclamation: 33,
  Quote: 34,
  Hash: 35,
  Percent: 37,
  Ampersand: 38,
  Apostrophe: 39,
  Asterisk: 42,
  Plus: 43,
  Comma: 44,
  Minus: 45,
  Dot: 46,
  Colon: 58,
  Greater: 62,
  Question: 63,
  At: 64,
  OpenBracket: 91,
  Backslash: 92,
  CloseBracket: 93,
  Backtick: 96,
  OpenBrace: 123,
  Bar: 124,
  CloseBrace: 125,
} as const;

interface ScanStart {
  readonly text: string;
  readonly from: number;
  readonly end: number;
  /** What the nodes stand in; it begins at `from`. */
  readonly block: Block;
  readonly merge: boolean;
  readonly problems: SyntaxProblem[];
}

/** Where a reader of YAML is in its text. After each node it stands at the next one, on a later line. */
export class Scan {
  at: number;
  /** Where the line of `at` begins. */
  lineStart: number;
  /** How far the line is indented that comes next; -1 when there is none. */
  indent = -1;

  /** How many brackets are open. */
  brackets = 0;
  readonly text: string;
  readonly end: number;
  readonly block: Block;
  readonly base: number;
  readonly merge: boolean;
  readonly problems: SyntaxProblem[];

  constructor(start: ScanStart) {
    this.text = start.text;
    this.end = start.end;
    this.block = start.block;
    this.base = start.from;
    this.merge = start.merge;
    this.problems = start.problems;
    this.at = start.from;
    this.lineStart = start.from;
  }

  code(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : Char.LineFeed;
  }

  /** Whether a blank, the end of the line or of the text stands at an offset. */
  isBlank(at: number): boolean {
    const code = this.code(at);
    return code === Char.Space || code === Char.LineFeed || code === Char.Return || code === Char.Tab;
  }

  placed(from: number, to: number): Placed {
    return new Placed(this.block, from - this.base, to - this.base);
  }

  scalar(from: number, to: number, text: string, style: ScalarStyle, tag: string | undefined): ScalarNode {
    const value = style === 'plain' && tag === undefined ? coreScalar(text) : text;
    return new BuiltScalar({ written: this.placed(from, to), anchors: undefined, tag }, value, text, style);
  }

  absent(at: number): ScalarNode {
    return new BuiltScalar(
      { written: this.placed(at, at), anchors: undefined, tag: undefined },
      null,
      '',
      'absent',
    );
  }

  /** From the start of a line to the first character of the next one that says something. */
  toContent(): void {
    const { text, end } = this;
    let at = this.at;
    for (;;) {
      const start = at;
      let code = at < end ? text.charCodeAt(at) : 0;
      while (code === Char.Space) code = ++at < end ? text.charCodeAt(at) : 0;
      if (at >= end) {
        this.at = end;
        this.indent = -1;
        return;
      }
      if (code === Char.Hash) at = this.lineEndFrom(at) + 1;
      else if (code === Char.LineFeed) at++;
      else if (code === Char.Return) at += 2;
      else if (code === Char.Tab) notPlain();
      else {
        this.at = at;
        this.lineStart = start;
        this.indent = at - start;
        if (at === start && this.#isMarker(code)) notPlain();
        return;
      }
    }
  }

  /** Past the blanks and the comment behind a node, to what comes next. Anything else there is not plain. */
  toNextLine(): void {
    this.skipSpaces();
    const code = this.code(this.at);
    if (code === Char.Hash) {
      if (!this.isBlank(this.at - 1)) notPlain();
      this.at = this.lineEndFrom(this.at) + 1;
    } else if (code === Char.LineFeed) this.at++;
    else if (code === Char.Return) this.at += 2;
    else notPlain();
    this.toContent();
  }

  skipSpaces(): void {
    while (this.code(this.at) === Char.Space) this.at++;
  }

  /** Where the line break is, or the text ends. */
  lineEndFrom(at: number): number {
    const found = this.text.indexOf('\n', at);
    return found < 0 || found > this.end ? this.end : found;
  }

  /** Whether nothing but a comment is left of the line. */
  isLineOver(): boolean {
    const code = this.code(this.at);
    return (
      code === Char.LineFeed ||
      code === Char.Return ||
      (code === Char.Hash && this.code(this.at - 1) === Char.Space)
    );
  }

  /** Directives, the ends and starts of documents, byte order marks. */
  #isMarker(code: number): boolean {
    if (code === Char.Percent || code === 0xfeff) return true;
    return (
      (code === Char.Minus || code === Char.Dot) &&
      this.code(this.at + 1) === code &&
      this.code(this.at + 2) === code &&
      this.isBlank(this.at + 3)
    );
  }
}
