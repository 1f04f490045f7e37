import { BuiltMapping, BuiltSequence } from '../nodes.js';
import type { ScalarNode, SyntaxEntry, SyntaxNode } from '../syntaxTree.js';
import { KeysSeen } from './repeatedKeys.js';
import { beginsPlain, quotedScalar } from './readScalars.js';
import { Char, notPlain } from './scan.js';
import type { Scan } from './scan.js';
import { takeTag } from './readTag.js';

const MAX_DEPTH = 100;

/** A list or mapping in brackets, gone past; the rest of its line is left. */
export function flowCollection(
  scan: Scan,
  parent: number,
  depth: number,
  tag: string | undefined,
): SyntaxNode {
  if (depth >= MAX_DEPTH) notPlain();
  scan.brackets++;
  const isList = scan.code(scan.at) === Char.OpenBracket;
  const node = isList ? flowSequence(scan, parent, depth, tag) : flowMapping(scan, parent, depth, tag);
  scan.brackets--;
  return node;
}

function flowSequence(scan: Scan, parent: number, depth: number, tag: string | undefined): SyntaxNode {
  const from = scan.at++;
  const items: SyntaxNode[] = [];
  skipBetween(scan, parent);
  while (scan.code(scan.at) !== Char.CloseBracket) {
    items.push(flowValue(scan, parent, depth + 1));
    skipBetween(scan, parent);
    takeComma(scan, parent, Char.CloseBracket);
  }
  scan.at++;
  const written = scan.placed(from, scan.at);
  return new BuiltSequence({ written, anchors: undefined, tag }, items, true);
}

function flowMapping(scan: Scan, parent: number, depth: number, tag: string | undefined): SyntaxNode {
  const from = scan.at++;
  const entries: SyntaxEntry[] = [];
  const seen = new KeysSeen();
  skipBetween(scan, parent);
  while (scan.code(scan.at) !== Char.CloseBrace) {
    const key = flowKey(scan, parent);
    scan.skipSpaces();
    if (scan.code(scan.at) !== Char.Colon || !scan.isBlank(scan.at + 1)) notPlain();
    scan.at++;
    skipBetween(scan, parent);
    entries.push({ key, value: flowValue(scan, parent, depth + 1), merged: false });
    seen.check(entries, scan.problems);
    skipBetween(scan, parent);
    takeComma(scan, parent, Char.CloseBrace);
  }
  scan.at++;
  const written = scan.placed(from, scan.at);
  return new BuiltMapping({ written, anchors: undefined, tag }, entries, true);
}

function flowKey(scan: Scan, parent: number): ScalarNode {
  const code = scan.code(scan.at);
  const isQuoted = code === Char.Quote || code === Char.Apostrophe;
  const key = isQuoted ? quotedScalar(scan, parent, undefined) : flowPlain(scan, undefined);
  if (scan.merge && key.text === '<<') notPlain();
  return key;
}

/** A comma with what follows it, unless the bracket closes. */
function takeComma(scan: Scan, parent: number, close: number): void {
  const code = scan.code(scan.at);
  if (code === close) return;
  if (code !== Char.Comma) notPlain();
  scan.at++;
  skipBetween(scan, parent);
}

function flowValue(scan: Scan, parent: number, depth: number): SyntaxNode {
  const tag = scan.code(scan.at) === Char.Exclamation ? takeTag(scan) : undefined;
  switch (scan.code(scan.at)) {
    case Char.OpenBracket:
    case Char.OpenBrace:
      return flowCollection(scan, parent, depth, tag);
    case Char.Quote:
    case Char.Apostrophe:
      return quotedScalar(scan, parent, tag);
    default:
      return flowPlain(scan, tag);
  }
}

/** A plain scalar in brackets, on one line. */
function flowPlain(scan: Scan, tag: string | undefined): ScalarNode {
  const { text, end } = scan;
  const from = scan.at;
  if (!beginsPlain(scan.code(from)) || isIndicator(scan, from)) notPlain();
  let last = from;
  let at = from;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === Char.Colon) {
      if (scan.isBlank(at + 1) || isFlow(scan.code(at + 1))) break;
      last = at + 1;
    } else if (code === Char.LineFeed || code === Char.Return || isFlow(code)) break;
    else if (code === Char.Space || code === Char.Tab) {
      if (scan.code(at + 1) === Char.Hash) notPlain();
    } else last = at + 1;
  }
  if (last === from) notPlain();
  scan.at = last;
  return scan.scalar(from, last, text.slice(from, last), 'plain', tag);
}

/** `-`, `?` or `:` on its own. */
function isIndicator(scan: Scan, at: number): boolean {
  const code = scan.code(at);
  if (code !== Char.Minus && code !== Char.Question && code !== Char.Colon) return false;
  return scan.isBlank(at + 1) || isFlow(scan.code(at + 1));
}

function isFlow(code: number): boolean {
  return (
    code === Char.Comma ||
    code === Char.OpenBracket ||
    code === Char.CloseBracket ||
    code === Char.OpenBrace ||
    code === Char.CloseBrace
  );
}

/** Past blanks, line ends and comments; what stands on a new line must be indented. */
function skipBetween(scan: Scan, parent: number): void {
  for (;;) {
    scan.skipSpaces();
    const code = scan.code(scan.at);
    if (code === Char.Hash) {
      if (!scan.isBlank(scan.at - 1)) notPlain();
      scan.at = scan.lineEndFrom(scan.at);
    } else if (code !== Char.LineFeed && code !== Char.Return) return;
    if (scan.at >= scan.end) notPlain();
    scan.at += scan.code(scan.at) === Char.Return ? 2 : 1;
    const start = scan.at;
    scan.skipSpaces();
    const next = scan.code(scan.at);
    if (next === Char.Tab) notPlain();
    const isEmpty = next === Char.LineFeed || next === Char.Return || next === Char.Hash;
    if (!isEmpty && !isIndentedEnough(scan, start, parent)) notPlain();
  }
}

/** The bracket that closes all may stand below what the value is of, all else must stand deeper. */
function isIndentedEnough(scan: Scan, start: number, parent: number): boolean {
  const indent = scan.at - start;
  const code = scan.code(scan.at);
  const isClose = code === Char.CloseBracket || code === Char.CloseBrace;
  if (isClose && indent === parent && scan.brackets === 1) return true;
  // At the very start of a line there may be a marker.
  return indent > parent && indent > 0;
}
