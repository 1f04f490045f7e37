import { BuiltMapping, BuiltSequence } from '../nodes.js';
import type { ScalarNode, SyntaxEntry, SyntaxNode } from '../syntaxTree.js';
import { KeysSeen } from './repeatedKeys.js';
import { blockScalar } from './readBlockScalar.js';
import { flowCollection } from './readFlow.js';
import { beginsPlain, plainPart, plainScalar, quotedScalar } from './readScalars.js';
import { takeTag } from './readTag.js';
import { Char, notPlain } from './scan.js';
import type { Scan } from './scan.js';

const MAX_DEPTH = 100;
/** The most that the library takes between the start of a key and its colon. */
const MAX_KEY = 1_000;

/** The node that begins where the scan is; it is a value of what is indented by `parent`. */
export function blockNode(scan: Scan, parent: number, depth: number, tag?: string): SyntaxNode {
  if (depth > MAX_DEPTH) notPlain();
  const column = scan.at - scan.lineStart;
  const code = scan.code(scan.at);
  if (code === Char.Minus && scan.isBlank(scan.at + 1)) return sequence(scan, column, depth, tag);
  if (code === Char.Quote || code === Char.Apostrophe) return quotedOrMapping(scan, parent, depth, tag);
  if (!beginsPlain(code)) return otherValue(scan, parent, depth, tag);
  const from = scan.at;
  if (isIndicator(scan, code)) notPlain();
  const part = plainPart(scan);
  if (!part.isKey) return plainScalar(scan, from, part, parent, tag);
  const key = scan.scalar(from, part.end, scan.text.slice(from, part.end), 'plain', undefined);
  return mapping(scan, key, { from, column, depth, tag });
}

function quotedOrMapping(scan: Scan, parent: number, depth: number, tag: string | undefined): SyntaxNode {
  const from = scan.at;
  const column = from - scan.lineStart;
  const node = quotedScalar(scan, parent, undefined);
  scan.skipSpaces();
  if (scan.code(scan.at) === Char.Colon && scan.isBlank(scan.at + 1)) {
    if (scan.text.slice(from, scan.at).includes('\n')) notPlain();
    return mapping(scan, node, { from, column, depth, tag });
  }
  scan.toNextLine();
  return tag === undefined ? node : scan.scalar(from, from + lengthOf(node), node.text, node.style, tag);
}

function lengthOf({ written }: ScalarNode): number {
  return written.end - written.start;
}

/** A value that its first character tells. */
function otherValue(scan: Scan, parent: number, depth: number, tag: string | undefined): SyntaxNode {
  switch (scan.code(scan.at)) {
    case Char.OpenBracket:
    case Char.OpenBrace: {
      const node = flowCollection(scan, parent, depth, tag);
      scan.toNextLine();
      return node;
    }
    case Char.Bar:
    case Char.Greater:
      return blockScalar(scan, parent, tag);
    case Char.Quote:
    case Char.Apostrophe: {
      const node = quotedScalar(scan, parent, tag);
      scan.toNextLine();
      return node;
    }
    case Char.Exclamation:
      return tag === undefined ? tagged(scan, parent, depth) : notPlain();
    default:
      return notPlain();
  }
}

function tagged(scan: Scan, parent: number, depth: number): SyntaxNode {
  const tag = takeTag(scan);
  if (!scan.isLineOver()) return inlineValue(scan, parent, depth, tag);
  scan.toNextLine();
  const code = scan.code(scan.at);
  // What is no collection could be read as the tag's own line goes on.
  if (scan.indent <= parent || !(beginsPlain(code) || code === Char.Quote)) notPlain();
  const node = blockNode(scan, parent, depth, tag);
  return node.kind === 'scalar' ? notPlain() : node;
}

/** A value that stands behind its key or tag on the same line, where no key may stand. */
function inlineValue(scan: Scan, parent: number, depth: number, tag?: string): SyntaxNode {
  const code = scan.code(scan.at);
  if (!beginsPlain(code)) return otherValue(scan, parent, depth, tag);
  if (isIndicator(scan, code)) notPlain();
  const from = scan.at;
  const part = plainPart(scan);
  return part.isKey ? notPlain() : plainScalar(scan, from, part, parent, tag);
}

/** `-`, `?` or `:` on its own. */
function isIndicator(scan: Scan, code: number): boolean {
  return (code === Char.Minus || code === Char.Question || code === Char.Colon) && scan.isBlank(scan.at + 1);
}

/** Where a mapping stands, and what it is in. */
interface MappingPlace {
  readonly from: number;
  readonly column: number;
  readonly depth: number;
  readonly tag: string | undefined;
}

/** A mapping the first key of which has been read: the scan is at its colon. */
function mapping(scan: Scan, first: ScalarNode, { from, column, depth, tag }: MappingPlace): SyntaxNode {
  const entries: SyntaxEntry[] = [];
  const seen = new KeysSeen();
  let key = first;
  for (;;) {
    entries.push(entryOf(scan, key, column, depth));
    seen.check(entries, scan.problems);
    if (scan.indent !== column) break;
    key = keyAt(scan);
  }
  if (scan.indent > column) notPlain();
  const written = scan.placed(from, endOf(entries.at(-1)?.value, scan));
  return new BuiltMapping({ written, anchors: undefined, tag }, entries, false);
}

/** The entry of a key that has been read: the scan is at its colon. */
export function entryOf(scan: Scan, key: ScalarNode, column: number, depth: number): SyntaxEntry {
  if (scan.merge && key.text === '<<' && key.style === 'plain') notPlain();
  if (key.text.length > MAX_KEY) notPlain();
  scan.at++;
  scan.skipSpaces();
  if (!scan.isLineOver()) return { key, value: inlineValue(scan, column, depth + 1), merged: false };
  const at = scan.at;
  scan.toNextLine();
  const isDeeper = scan.indent > column;
  if (isDeeper || (scan.indent === column && isItem(scan))) {
    return { key, value: blockNode(scan, column, depth + 1), merged: false };
  }
  return { key, value: scan.absent(at), merged: false };
}

/** The key that stands where the scan is, which then is at its colon. */
export function keyAt(scan: Scan): ScalarNode {
  const from = scan.at;
  const code = scan.code(from);
  if (code === Char.Quote || code === Char.Apostrophe) {
    const key = quotedScalar(scan, -1, undefined);
    scan.skipSpaces();
    if (scan.code(scan.at) !== Char.Colon || !scan.isBlank(scan.at + 1)) notPlain();
    return scan.text.slice(from, scan.at).includes('\n') ? notPlain() : key;
  }
  if (!beginsPlain(code) || isIndicator(scan, code)) notPlain();
  const part = plainPart(scan);
  if (!part.isKey) notPlain();
  return scan.scalar(from, part.end, scan.text.slice(from, part.end), 'plain', undefined);
}

function sequence(scan: Scan, column: number, depth: number, tag: string | undefined): SyntaxNode {
  const from = scan.at;
  const items: SyntaxNode[] = [];
  do {
    scan.at++;
    scan.skipSpaces();
    if (!scan.isLineOver()) items.push(blockNode(scan, column, depth + 1));
    else {
      const at = scan.at;
      scan.toNextLine();
      items.push(scan.indent > column ? blockNode(scan, column, depth + 1) : scan.absent(at));
    }
  } while (scan.indent === column && isItem(scan));
  if (scan.indent > column) notPlain();
  const written = scan.placed(from, endOf(items.at(-1), scan));
  return new BuiltSequence({ written, anchors: undefined, tag }, items, false);
}

function isItem(scan: Scan): boolean {
  return scan.code(scan.at) === Char.Minus && scan.isBlank(scan.at + 1);
}

/** Where a node ends in the text. */
function endOf(node: SyntaxNode | undefined, scan: Scan): number {
  return node === undefined ? scan.at : node.written.end - scan.block.start + scan.base;
}
