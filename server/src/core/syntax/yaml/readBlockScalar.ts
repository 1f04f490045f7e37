import type { ScalarNode } from '../syntaxTree.js';
import { Char, notPlain } from './scan.js';
import type { Scan } from './scan.js';

/** A literal (`|`) or folded (`>`) scalar: the lines that are indented deeper than what it is the value of. */
export function blockScalar(scan: Scan, parent: number, tag: string | undefined): ScalarNode {
  const from = scan.at;
  const chomp = scan.code(from + 1);
  const at = endOfHeader(scan, chomp === Char.Minus || chomp === Char.Plus ? from + 2 : from + 1) + 1;
  const indent = indentOf(scan, at, parent);
  // Nothing in it: where that ends hangs on what follows.
  if (indent === undefined) notPlain();
  const isLiteral = scan.code(from) === Char.Bar;
  const lines = new Lines(scan, at, indent, isLiteral);
  while (lines.take());
  let { text } = lines;
  if (chomp === Char.Plus) text += '\n'.repeat(lines.empty + 1);
  else if (chomp !== Char.Minus) text += '\n';
  const node = scan.scalar(from, lines.to, text, isLiteral ? 'literal' : 'folded', tag);
  scan.at = Math.min(lines.at, scan.end);
  scan.toContent();
  return node;
}

/** Where the line of the header ends, which nothing follows but a comment. */
function endOfHeader(scan: Scan, at: number): number {
  scan.at = at;
  scan.skipSpaces();
  // An indentation that is told, or something that is none of a header.
  if (!scan.isLineOver()) notPlain();
  return scan.lineEndFrom(scan.at);
}

/** How far the first line is indented that says something; `undefined` where it is none of the scalar's. */
function indentOf(scan: Scan, from: number, parent: number): number | undefined {
  let most = 0;
  for (let at = from; at < scan.end; at++) {
    const start = at;
    while (scan.code(at) === Char.Space) at++;
    const code = scan.code(at);
    const indent = at - start;
    if (code !== Char.LineFeed && code !== Char.Return) {
      return indent > parent && indent > 0 && most <= indent ? indent : undefined;
    }
    most = Math.max(most, indent);
    at = scan.lineEndFrom(at);
  }
  return undefined;
}

/** The lines of a literal or folded scalar, put together as they are met. */
class Lines {
  text = '';
  /** Where the last line ends that says something. */
  to: number;
  /** How many empty lines were met since. */
  empty = 0;
  /** What joins the next line to the text of a folded scalar. */
  #join = '';
  /** Whether the last line was indented deeper than the first one, which keeps its ends as they are. */
  #isDeep = false;
  #hasContent = false;

  constructor(
    readonly scan: Scan,
    public at: number,
    readonly indent: number,
    readonly isLiteral: boolean,
  ) {
    this.to = at;
  }

  /** Takes the next line; false when it is none of the scalar's. */
  take(): boolean {
    const { scan, at: start } = this;
    if (start >= scan.end) return false;
    const first = start + this.indent;
    let at = start;
    while (scan.code(at) === Char.Space) at++;
    const code = scan.code(at);
    const isOver = code === Char.LineFeed || code === Char.Return;
    if (isOver && at <= first) this.empty++;
    else if (at < first) return code === Char.Tab ? notPlain() : false;
    // Blanks beyond the indent are content.
    else this.#add(first, scan.lineEndFrom(at), at > first || code === Char.Tab);
    this.at = scan.lineEndFrom(at) + 1;
    return true;
  }

  #add(from: number, lineEnd: number, isDeep: boolean): void {
    const { scan } = this;
    this.to = lineEnd < scan.end && scan.code(lineEnd - 1) === Char.Return ? lineEnd - 1 : lineEnd;
    const line = scan.text.slice(from, this.to);
    if (this.isLiteral) {
      if (this.empty > 0) this.text += '\n'.repeat(this.empty);
      this.text += this.#hasContent ? `\n${line}` : line;
    } else this.#fold(line, isDeep);
    this.#hasContent = true;
    this.empty = 0;
  }

  /** Line ends become blanks, but not around lines that are indented deeper. */
  #fold(line: string, isDeep: boolean): void {
    for (let count = 0; count < this.empty; count++) {
      if (this.#join === '\n') this.text += '\n';
      else this.#join = '\n';
    }
    if (isDeep) {
      if (this.#join === ' ') this.#join = '\n';
      else if (!this.#isDeep && this.#join === '\n') this.#join = '\n\n';
    }
    this.text += this.#join + line;
    this.#join = isDeep ? '\n' : ' ';
    this.#isDeep = isDeep;
  }
}
