import type { Node, Pair, YAMLMap } from 'yaml';
import { isMap, isScalar, parseAllDocuments } from 'yaml';
import { Placed } from '../../text/block.js';
import type { Block } from '../../text/block.js';
import type { PieceEntry, SyntaxProblem } from '../syntaxTree.js';
import { DocumentReader, OPTIONS, unreadable } from './libraryDocument.js';

/** Where an entry of a mapping stands. */
export interface EntryPlace {
  readonly block: Block;
  readonly merge: boolean;
  /** How far the key is indented. */
  readonly column: number;
  readonly depth: number;
}

/**
 * Reads a text that is to hold one entry of a block mapping, and gives what it would be among others. `undefined`
 * where it has errors, or anchors, which may count elsewhere, or is more than an entry.
 */
export function readEntryByLibrary(text: string, place: EntryPlace): PieceEntry | undefined {
  const found = mappingIn(text);
  if (found === undefined || found.errors.length > 0) return undefined;
  const { map } = found;
  const [pair, ...others] = map.items as Pair<Node | null, Node | null>[];
  if (pair === undefined || others.length > 0 || map.anchor !== undefined || map.tag !== undefined) {
    return undefined;
  }
  const [entry] = entriesOf([pair], new Source(text, 0), place) ?? [];
  // What stands before a key, such as `?`, is the mapping's own.
  return entry?.entry.key.written.start === place.block.start + place.column ? entry : undefined;
}

/** Entries of which one is broken. */
export interface BrokenEntries {
  readonly entries: readonly PieceEntry[];
  readonly error: SyntaxProblem;
}

/** What stands around a broken part of a mapping. */
export interface Around {
  /** The entry before it, as it is written. */
  readonly before: string;
  /** What follows: another entry of the mapping, one further out, or the end of the text. */
  readonly next: 'sibling' | 'outer' | 'nothing';
}

/**
 * Reads a text with an error in it that is a part of a block mapping, and gives what it would be among the other
 * parts. It is read between the entry before it and one more; only where the library gets on with that as if nothing
 * had been, the error has no say in what follows. `undefined` where it has.
 */
export function readBrokenByLibrary(
  text: string,
  place: EntryPlace,
  around: Around,
): BrokenEntries | undefined {
  const { column, block } = place;
  const { next } = around;
  const before = `${column === 0 ? '' : 'outer:\n'}${around.before}`;
  const after = next === 'nothing' ? '' : `${next === 'sibling' ? ' '.repeat(column) : ''}${AFTER}\n`;
  const whole = before + text + after;
  const found = mappingIn(whole);
  const error = found?.errors[0];
  if (found === undefined || error === undefined || !found.errors.every(isLocal)) return undefined;
  const [start, end] = error.pos;
  if (start < before.length || start > before.length + text.length) return undefined;
  const pairs = between(found.map, column > 0, around);
  const isBefore = (node: Node | null | undefined): boolean => (node?.range?.[1] ?? 0) <= before.length;
  const first = pairs?.shift();
  if (pairs === undefined || first === undefined || !isBefore(first.key) || !isBefore(first.value)) {
    return undefined;
  }
  if (pairs.some(({ key }) => (key?.range?.[0] ?? 0) < before.length)) return undefined;
  const entries = entriesOf(pairs, new Source(whole, before.length), place);
  if (entries?.every(isNamed) !== true) return undefined;
  const range = new Placed(block, start - before.length, Math.max(end, start + 1) - before.length);
  return { entries, error: unreadable(error.message, range) };
}

const AFTER = 'after: 0';

/** Errors that end with their line, or the next: a key without a colon, a mapping behind a key on the same line. */
function isLocal({ code, message }: LibraryError): boolean {
  if (code === 'MISSING_CHAR') return message.startsWith('Implicit map keys need to be followed');
  return LOCAL.has(code);
}

const LOCAL: ReadonlySet<string> = new Set([
  'BLOCK_AS_IMPLICIT_KEY',
  'MULTILINE_IMPLICIT_KEY',
  'BAD_INDENT',
  'BAD_SCALAR_START',
  'BAD_DQ_ESCAPE',
]);

function isNamed({ entry }: PieceEntry): boolean {
  return entry.key.style !== 'absent';
}

/** The pairs up to that which was put behind them, which must be what it is without an error. */
function between(
  map: YAMLMap,
  isInner: boolean,
  { next }: Around,
): Pair<Node | null, Node | null>[] | undefined {
  const outer = map.items as Pair<Node | null, Node | null>[];
  const inner = isInner ? outer[0]?.value : map;
  if (!isMap(inner)) return undefined;
  if (isInner && outer.length !== (next === 'outer' ? 2 : 1)) return undefined;
  if (isInner && next === 'outer' && !isPut(outer[1], AFTER)) return undefined;
  const pairs = [...(inner.items as Pair<Node | null, Node | null>[])];
  const hasLast = next === 'sibling' || (next === 'outer' && !isInner);
  return !hasLast || isPut(pairs.pop(), AFTER) ? pairs : undefined;
}

function isPut(pair: Pair<Node | null, Node | null> | undefined, text: string): boolean {
  if (pair === undefined || !isScalar(pair.key) || !isScalar(pair.value)) return false;
  return `${String(pair.key.source)}: ${String(pair.value.source)}` === text;
}

/** What the library says of an error. */
interface LibraryError {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** The one mapping that a text is, and its errors. */
function mappingIn(
  text: string,
): { readonly map: YAMLMap; readonly errors: readonly LibraryError[] } | undefined {
  const stream = parseAllDocuments(text, OPTIONS);
  const [document] = stream;
  if (!Array.isArray(stream) || stream.length !== 1 || document === undefined) return undefined;
  const map = document.contents as Node | null;
  return isMap(map) && map.flow !== true ? { map, errors: document.errors } : undefined;
}

/** A text that the library was given, and where the part of it begins that was asked for. */
class Source {
  constructor(
    readonly text: string,
    readonly base: number,
  ) {}
}

function entriesOf(
  pairs: readonly Pair<Node | null, Node | null>[],
  { text, base }: Source,
  { block, merge, depth }: EntryPlace,
): readonly PieceEntry[] | undefined {
  const entries: PieceEntry[] = [];
  for (const pair of pairs) {
    const problems: SyntaxProblem[] = [];
    const reader = new DocumentReader(text, merge, problems, block, base);
    const entry = reader.readEntry(pair, undefined, depth);
    if (reader.hasAnchors || !reader.complete) return undefined;
    if (merge && entry.key.text === '<<' && entry.key.style === 'plain') return undefined;
    entries.push({ entry, problems });
  }
  return entries;
}
