import type { Block } from '../../text/block.js';
import type { PieceEntry, ScalarNode, SyntaxNode, SyntaxProblem } from '../syntaxTree.js';
import { blockNode, entryOf, keyAt } from './readBlocks.js';
import { Char, NotPlain, Scan } from './scan.js';

/** A part of a text, and the block that its nodes stand in. */
export interface Extract {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly block: Block;
  readonly merge: boolean;
}

/** What was read, with its problems. */
export interface Read<T> {
  readonly value: T;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads the content of a document of the subset of YAML that most files are written in. `undefined` for all else, errors among it:
 * then the library reads it, and what this gives is what the library would give.
 */
export function readDocument(
  extract: Extract & { readonly contentAt: number },
): Read<SyntaxNode> | undefined {
  return plainly(extract, (scan) => {
    scan.at = extract.contentAt;
    scan.toContent();
    if (scan.indent < 0) return undefined;
    // A scalar alone may begin in ways that its continuation does not show.
    const node = blockNode(scan, -1, 0);
    return node.kind === 'scalar' || (node.kind === 'mapping' && node.flow) ? undefined : node;
  });
}

/** Reads one entry of a mapping that is indented by `column`, and nothing but that. */
export function readEntry(extract: Extract, column: number, depth: number): PieceEntry | undefined {
  const read = plainly(extract, (scan) => {
    scan.toContent();
    if (scan.indent !== column) return undefined;
    return entryOf(scan, keyAt(scan), column, depth);
  });
  return read && { entry: read.value, problems: read.problems };
}

/** The key of an entry that has nothing more on its line, and how long that line is. */
export function readHeading(
  extract: Extract,
  column: number,
): { readonly key: ScalarNode; readonly length: number } | undefined {
  const { text, from, to, block, merge } = extract;
  const scan = new Scan({ text, from, end: to, block, merge, problems: [] });
  return orUndefined(() => {
    scan.toContent();
    if (scan.indent !== column) return undefined;
    const key = keyAt(scan);
    if (merge && key.text === '<<') return undefined;
    scan.at++;
    scan.skipSpaces();
    return scan.isLineOver() ? { key, length: scan.lineEndFrom(scan.at) + 1 - from } : undefined;
  });
}

function orUndefined<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

function plainly<T>(extract: Extract, read: (scan: Scan) => T | undefined): Read<T> | undefined {
  const { text, from, to, block, merge } = extract;
  const problems: SyntaxProblem[] = [];
  const scan = new Scan({ text, from, end: to, block, merge, problems });
  return orUndefined(() => {
    const value = read(scan);
    return value === undefined || scan.indent >= 0 ? undefined : { value, problems };
  });
}

/**
 * Where the content of a document begins, behind the line `---`; `undefined` where it has line ends that are not
 * usual, or begins in a way that only the library reads.
 */
export function contentStart(text: string): number | undefined {
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== Char.LineFeed) return undefined;
  }
  const marker = firstContent(text);
  if (!text.startsWith('---', marker)) return 0;
  const rest = /^(?:[ ]*|[ ]+#[^\r\n]*)$/u;
  const end = text.indexOf('\n', marker);
  const line = text.slice(marker + 3, end < 0 ? text.length : end).replace(/\r$/u, '');
  if (!rest.test(line)) return 0;
  return end < 0 ? text.length : end + 1;
}

/** Where the first line begins that is neither blank nor a comment. */
function firstContent(text: string): number {
  let start = 0;
  for (;;) {
    let at = start;
    while (text.charCodeAt(at) === Char.Space) at++;
    const code = text.charCodeAt(at);
    if (code !== Char.Hash && code !== Char.LineFeed && code !== Char.Return) return start;
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    start = end + 1;
  }
}
