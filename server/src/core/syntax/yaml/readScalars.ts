import type { ScalarNode } from '../syntaxTree.js';
import { Char, notPlain } from './scan.js';
import type { Scan } from './scan.js';

/** What of a line is a plain scalar, and whether a `:` behind it makes it a key. */
export interface PlainPart {
  readonly end: number;
  readonly isKey: boolean;
}

/** Whether a plain scalar can begin with a character, as far as that does not hang on the next one. */
export function beginsPlain(code: number): boolean {
  switch (code) {
    case Char.Exclamation:
    case Char.Quote:
    case Char.Hash:
    case Char.Percent:
    case Char.Ampersand:
    case Char.Apostrophe:
    case Char.Asterisk:
    case Char.Comma:
    case Char.Greater:
    case Char.At:
    case Char.OpenBracket:
    case Char.CloseBracket:
    case Char.Backtick:
    case Char.OpenBrace:
    case Char.Bar:
    case Char.CloseBrace:
    case Char.Tab:
    case 0xfeff:
      return false;
    default:
      return true;
  }
}

/** Goes past a plain scalar outside of brackets as far as its line goes: to the `:`, the comment or the line's end. */
export function plainPart(scan: Scan): PlainPart {
  const { text, end } = scan;
  let at = scan.at;
  let last = at;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code > Char.Colon) last = at + 1;
    else if (code === Char.Colon) {
      if (scan.isBlank(at + 1)) {
        scan.at = at;
        return { end: last, isKey: true };
      }
      last = at + 1;
    } else if (code === Char.LineFeed || code === Char.Return) break;
    else if (code === Char.Space || code === Char.Tab) {
      if (scan.code(at + 1) === Char.Hash) {
        at++;
        break;
      }
    } else last = at + 1;
  }
  scan.at = at;
  return { end: last, isKey: false };
}

/**
 * A plain scalar from `from` on, the first line of which is known already. Lines that are indented deeper than what it
 * is the value of belong to it: their ends become blanks.
 */
export function plainScalar(
  scan: Scan,
  from: number,
  part: PlainPart,
  parent: number,
  tag: string | undefined,
): ScalarNode {
  let to = part.end;
  let text = scan.text.slice(from, to);
  const isCommented = scan.code(scan.at) === Char.Hash;
  if (!isCommented) {
    for (let next = continuation(scan, parent); next !== undefined; next = continuation(scan, parent)) {
      const start = scan.at;
      const more = plainPart(scan);
      if (more.isKey) notPlain();
      text += (next === 0 ? ' ' : '\n'.repeat(next)) + scan.text.slice(start, more.end);
      to = more.end;
      if (scan.code(scan.at) === Char.Hash) break;
    }
  }
  const node = scan.scalar(from, to, text, 'plain', tag);
  scan.toNextLine();
  return node;
}

/** Goes to the next line that a scalar has, when there is one; tells how many lines are empty before it. */
function continuation(scan: Scan, parent: number): number | undefined {
  let empty = -1;
  let at = scan.at;
  for (;;) {
    if (scan.code(at) === Char.Return) at++;
    if (at >= scan.end) return undefined;
    const start = ++at;
    while (scan.code(at) === Char.Space) at++;
    const code = scan.code(at);
    if (code === Char.Tab) notPlain();
    empty++;
    if (code === Char.LineFeed || code === Char.Return) {
      if (at >= scan.end) return undefined;
      continue;
    }
    if (code === Char.Hash || at - start <= parent) return undefined;
    scan.at = at;
    return empty;
  }
}

/** A scalar in quotation marks, gone past; the rest of its line is left. */
export function quotedScalar(scan: Scan, parent: number, tag: string | undefined): ScalarNode {
  const from = scan.at;
  const quote = scan.code(from);
  const close = quote === Char.Quote ? closingQuote(scan) : closingApostrophe(scan);
  scan.at = close + 1;
  const raw = scan.text.slice(from + 1, close);
  const lines = raw.includes('\n') ? foldedLines(raw, parent, quote === Char.Quote) : raw;
  const style = quote === Char.Quote ? 'double' : 'single';
  const text = quote === Char.Quote ? unescaped(lines) : lines.replaceAll("''", "'");
  return scan.scalar(from, close + 1, text, style, tag);
}

function closingQuote({ text, at, end }: Scan): number {
  for (let close = at + 1; close < end; close++) {
    const code = text.charCodeAt(close);
    if (code === Char.Quote) return close;
    if (code === Char.Backslash) close++;
  }
  return notPlain();
}

function closingApostrophe({ text, at, end }: Scan): number {
  let close = text.indexOf("'", at + 1);
  while (close >= 0 && close + 1 < end && text.charCodeAt(close + 1) === Char.Apostrophe) {
    close = text.indexOf("'", close + 2);
  }
  return close < 0 || close >= end ? notPlain() : close;
}

/** Lines of a text in quotation marks as one: an end of a line is a blank, an empty line stands for a line break. */
function foldedLines(raw: string, parent: number, hasEscapes: boolean): string {
  const [first = '', ...others] = raw.split(/\r?\n/u);
  const last = others.length - 1;
  let empty = 0;
  let { text, isJoined } = trimmedEnd(first, hasEscapes);
  for (const [index, line] of others.entries()) {
    const own = line.replace(/^[ \t]+/u, '');
    if (index < last && own === '') {
      empty++;
      continue;
    }
    // What a backslash at the end comes to with empty lines behind it is left to the library.
    if (!isIndented(line, parent) || (isJoined && empty > 0)) notPlain();
    if (!isJoined) text += empty === 0 ? ' ' : '\n'.repeat(empty);
    const trimmed = index < last ? trimmedEnd(own, hasEscapes) : { text: own, isJoined: false };
    text += trimmed.text;
    ({ isJoined } = trimmed);
    empty = 0;
  }
  return text;
}

/** A line that others follow without the blanks at its end, and whether a backslash there joins the next one to it. */
function trimmedEnd(line: string, hasEscapes: boolean): { text: string; isJoined: boolean } {
  const text = line.replace(/(?<![ \t])[ \t]+$/u, '');
  if (!hasEscapes || !endsInEscape(text)) return { text, isJoined: false };
  // The backslash is of the blanks then.
  return text === line ? { text: text.slice(0, -1), isJoined: true } : notPlain();
}

/** Whether the last character of a text is a backslash that is not itself behind one. */
function endsInEscape(text: string): boolean {
  let count = 0;
  while (text.charCodeAt(text.length - 1 - count) === Char.Backslash) count++;
  return count % 2 === 1;
}

function isIndented(line: string, parent: number): boolean {
  let indent = 0;
  while (line.charCodeAt(indent) === Char.Space) indent++;
  return indent > parent && line.charCodeAt(indent) !== Char.Tab;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  ' ': ' ',
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  f: '\f',
  v: '\v',
  N: '\u0085',
  _: '\u00A0',
  L: '\u2028',
  P: '\u2029',
};

/** How many digits of the character's number follow a letter. */
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function ofDigits(digits: string, length: number): string {
  if (length === 0 || digits.length !== length || !/^[0-9a-fA-F]+$/u.test(digits)) notPlain();
  const code = parseInt(digits, 16);
  return code > 0x10_ff_ff ? notPlain() : String.fromCodePoint(code);
}

function unescaped(text: string): string {
  let at = text.indexOf('\\');
  if (at < 0) return text;
  let result = '';
  let from = 0;
  for (; at >= 0; at = text.indexOf('\\', from)) {
    const letter = text.charAt(at + 1);
    const simple = ESCAPES[letter];
    const length = DIGITS[letter] ?? 0;
    const digits = text.slice(at + 2, at + 2 + length);
    result += text.slice(from, at) + (simple ?? ofDigits(digits, length));
    from = at + 2 + length;
  }
  return result + text.slice(from);
}
