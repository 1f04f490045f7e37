import { within } from '../../text/block.js';
import type { HclCursor } from './cursor.js';
import type { HclExpression, HclPart, HclTemplate } from './expression.js';
import { quoted } from '../../text/quoted.js';

/** Reads the expression that comes next. */
type ReadExpression = () => HclExpression;

/**
 * A text in quotation marks.
 *
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
 */
export function readQuoted(cursor: HclCursor, expression: ReadExpression): HclTemplate {
  const start = cursor.at;
  cursor.at++;
  const pieces = new Pieces(cursor, expression);
  while (!cursor.isAtEnd() && cursor.next !== '"' && cursor.next !== '\n') {
    if (cursor.next === '\\') pieces.escape();
    else pieces.step();
  }
  if (!cursor.take('"')) cursor.complain('This text is not closed with a quotation mark.', start);
  return { kind: 'template', form: 'quoted', parts: pieces.done(), range: cursor.rangeFrom(start) };
}

/**
 * A text of several lines, `<<EOF`. With `<<-` the indent that all lines have is taken off.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/strings#heredoc-strings
 */
export function readHeredoc(cursor: HclCursor, expression: ReadExpression): HclTemplate | undefined {
  const start = cursor.at;
  const opening = cursor.takePattern(/<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy);
  if (opening === undefined) return undefined;
  const [, flush, marker = ''] = opening;
  const pieces = new Pieces(cursor, expression);
  const lines: number[] = [];
  for (;;) {
    const line = lineAt(cursor);
    if (line.trim() === marker) {
      cursor.at += line.length - line.trimStart().length + marker.length;
      break;
    }
    if (cursor.isAtEnd()) {
      cursor.complain(`The line ${quoted(marker)} that ends this text is missing.`, start);
      break;
    }
    lines.push(pieces.count);
    readLine(cursor, pieces);
  }
  const parts = pieces.done();
  return {
    kind: 'template',
    form: 'heredoc',
    parts: flush === '-' ? withoutIndent(parts, lines) : parts,
    range: cursor.rangeFrom(start),
  };
}

/** One line of a heredoc with its end; what is filled in may itself go over several. */
function readLine(cursor: HclCursor, pieces: Pieces): void {
  while (!cursor.isAtEnd()) {
    const isLast = cursor.next === '\n';
    pieces.step();
    if (isLast) break;
  }
  pieces.flush();
}

/** A text as the whole of a template, as it stands in a string of JSON. */
export function readTemplateText(cursor: HclCursor, expression: ReadExpression): HclTemplate {
  const pieces = new Pieces(cursor, expression);
  while (!cursor.isAtEnd()) pieces.step();
  const parts = pieces.done();
  return { kind: 'template', form: 'quoted', parts, range: cursor.rangeFrom(0) };
}

function lineAt({ text, at, end }: HclCursor): string {
  const found = text.indexOf('\n', at);
  return text.slice(at, found < 0 ? end : Math.min(found, end));
}

/** Gathers the parts of a template. */
class Pieces {
  readonly #parts: HclPart[] = [];
  #text = '';
  #start: number;
  #exact = true;

  constructor(
    readonly cursor: HclCursor,
    readonly expression: ReadExpression,
  ) {
    this.#start = cursor.at;
  }

  get count(): number {
    return this.#parts.length;
  }

  /** Takes one character, or all of what is filled in. */
  step(): void {
    const { cursor } = this;
    if (cursor.startsWith('$${') || cursor.startsWith('%%{')) {
      this.#add(cursor.text.slice(cursor.at + 1, cursor.at + 3), 3);
    } else if (cursor.startsWith('${')) this.#interpolation();
    else if (cursor.startsWith('%{')) this.#directive();
    else this.#add(cursor.next, 1);
  }

  /** https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions, the table of escapes */
  escape(): void {
    const { cursor } = this;
    const found = cursor.takePattern(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))/uy);
    if (found === undefined) {
      cursor.complain('After a backslash this is no escape that HCL knows.');
      this.#add(cursor.next, 1);
      return;
    }
    const [whole, short, long, letter] = found;
    const code = parseInt(short ?? long ?? '', 16);
    cursor.at -= whole.length;
    this.#add(
      letter === undefined ? (code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD') : unescaped(letter),
      whole.length,
    );
  }

  /** Ends the part of text that is being gathered. */
  flush(): void {
    const { cursor } = this;
    if (this.#text !== '') {
      this.#parts.push({
        kind: 'text',
        text: this.#text,
        exact: this.#exact,
        range: cursor.rangeFrom(this.#start),
      });
    }
    this.#text = '';
    this.#exact = true;
    this.#start = cursor.at;
  }

  done(): readonly HclPart[] {
    this.flush();
    return this.#parts;
  }

  #add(text: string, length: number): void {
    if (text.length !== length) this.#exact = false;
    this.#text += text;
    this.cursor.at += length;
  }

  #interpolation(): void {
    const { cursor } = this;
    this.flush();
    const start = cursor.at;
    cursor.at += 2;
    cursor.take('~');
    const expression = cursor.within(() => {
      const found = this.expression();
      cursor.skipBlank();
      return found;
    }, false);
    cursor.take('~');
    if (!cursor.take('}')) cursor.complain('`}` is missing behind what is filled in here.', start);
    this.#parts.push({ kind: 'interpolation', expression, range: cursor.rangeFrom(start) });
    this.#start = cursor.at;
  }

  #directive(): void {
    const { cursor } = this;
    this.flush();
    const start = cursor.at;
    const found = cursor.takePattern(/%\{(?:[^"{}\n]|"(?:[^"\\\n]|\\.)*"|\{[^{}\n]*\})*\}/uy);
    if (found === undefined) {
      cursor.complain('This directive of a template is not closed with `}`.', start);
      cursor.at += 2;
    }
    this.#parts.push({ kind: 'directive', range: cursor.rangeFrom(start) });
    this.#start = cursor.at;
  }
}

function unescaped(letter: string): string {
  if (letter === 'n') return '\n';
  if (letter === 'r') return '\r';
  return letter === 't' ? '\t' : letter;
}

/** @param lines the parts with which lines begin */
function withoutIndent(parts: readonly HclPart[], lines: readonly number[]): readonly HclPart[] {
  const starts = new Set(lines);
  const indents = lines.flatMap((at) => {
    const part = parts[at];
    if (part?.kind !== 'text') return part === undefined ? [] : [0];
    return /\S/u.test(part.text) || !part.text.includes('\n')
      ? [/^[ \t]*/u.exec(part.text)?.[0].length ?? 0]
      : [];
  });
  const least = indents.reduce((a, b) => Math.min(a, b), Infinity);
  if (!Number.isFinite(least) || least === 0) return parts;
  return parts.map((part, at): HclPart => {
    if (!starts.has(at) || part.kind !== 'text') return part;
    const cut = Math.min(least, /^[ \t]*/u.exec(part.text)?.[0].length ?? 0);
    return {
      ...part,
      text: part.text.slice(cut),
      range: within(part.range, cut, part.range.end - part.range.start),
    };
  });
}
