import { Block, Placed } from '../text/block.js';
import type { TextRange } from '../text/textRange.js';
import { parseYaml } from './parseYaml.js';
import { splitDocuments } from './splitDocuments.js';
import type { ParsedPart, ParsedText, ReadCount, SyntaxProblem } from './syntaxTree.js';
import { placePieces } from './yaml/piece.js';
import { readByPieces } from './yaml/readByPieces.js';
import { MAX_PROBLEMS } from './yaml/repeatedKeys.js';

/** The most that is read of one file, in characters: of what is written plainly, about 60 million a second are read. */
export const MAX_TEXT_LENGTH = 8_000_000;
/** The most that the library is given at once: it reads about 7 million a second. */
const MAX_LIBRARY_LENGTH = 1_000_000;
/** The most documents that are read one by one. */
const MAX_DOCUMENTS = 100_000;

/** Stands for what a document would give that comes after as much as is read. */
const PAST_THE_END: ParsedText = { documents: [], problems: [], complete: false };

interface StreamOptions {
  readonly merge: boolean;
  /** Documents that need not be read, by a cheap look at their text. */
  readonly skip?: ((document: string) => boolean) | undefined;
  /** What an earlier text gave: documents with the same text are taken over. */
  readonly previous?: readonly ParsedPart[] | undefined;
}

/** What a stream gives, its documents apart. */
interface ParsedStream extends ParsedText {
  readonly parts: readonly ParsedPart[];
  readonly count: ReadCount;
}

/**
 * Parses the documents of a YAML stream one by one, those that are known from before not again: their very nodes are
 * taken over, and their block says where they stand now.
 */
export function parseStream(text: string, { merge, skip, previous = [] }: StreamOptions): ParsedStream {
  const found = splitDocuments(text);
  const ranges = found.length <= MAX_DOCUMENTS ? found : [{ start: 0, end: text.length }];
  const isOne = ranges.length === 1;
  const texts = isOne ? [text] : ranges.map(({ start, end }) => text.slice(start, end));
  const known = partsBefore(texts, previous);
  const count = { blocks: 0, characters: 0 };
  let length = 0;
  const parts = ranges.map(({ start }, index): ParsedPart => {
    const own = texts[index] ?? '';
    const before = known[index];
    const same = before?.text === own ? before : undefined;
    if ((!isOne && isBlank(own)) || skip?.(own) === true) {
      return { text: own, block: new Block(start), parsed: null, pieces: [] };
    }
    const fits = length + own.length <= MAX_TEXT_LENGTH;
    length += fits ? own.length : 0;
    if (!fits) return { text: own, block: new Block(start), parsed: PAST_THE_END, pieces: [] };
    if (same !== undefined && same.parsed !== null && same.parsed !== PAST_THE_END) {
      return placedPart(same, start);
    }
    return readPart(own, { merge, start, before, isOne, count });
  });
  return {
    parts,
    documents: parts.flatMap(({ parsed }) => parsed?.documents ?? []),
    problems: problemsOf(parts),
    complete: parts.every(({ parsed }) => parsed?.complete ?? true),
    count,
  };
}

/** A part that another text has too, where it stands in that. */
function placedPart(part: ParsedPart, start: number): ParsedPart {
  if (part.block.start === start) return part;
  part.block.start = start;
  placePieces(part.pieces, start);
  return part;
}

/**
 * For each text the part of before that it was made from, none twice: those before and behind an edit by their order,
 * so that of documents with the same text each keeps its own, the others by their text, or else by their order too.
 */
function partsBefore(
  texts: readonly string[],
  previous: readonly ParsedPart[],
): readonly (ParsedPart | undefined)[] {
  const same: (ParsedPart | undefined)[] = texts.map(() => undefined);
  const limit = Math.min(texts.length, previous.length);
  let first = 0;
  while (first < limit && previous[first]?.text === texts[first]) {
    same[first] = previous[first];
    first++;
  }
  let last = 0;
  while (last < limit - first && previous.at(-1 - last)?.text === texts.at(-1 - last)) {
    same[texts.length - 1 - last] = previous.at(-1 - last);
    last++;
  }
  const others = new Set(previous.slice(first, previous.length - last));
  const byText = new Map<string, ParsedPart[]>();
  for (const part of others) {
    const alike = byText.get(part.text);
    if (alike === undefined) byText.set(part.text, [part]);
    else alike.push(part);
  }
  for (let at = first; at < texts.length - last; at++) {
    const part = byText.get(texts[at] ?? '')?.pop();
    same[at] = part;
    if (part !== undefined) others.delete(part);
  }
  const rest = [...others].reverse();
  for (let at = first; at < texts.length - last; at++) same[at] ??= rest.pop();
  return same;
}

function problemsOf(parts: readonly ParsedPart[]): readonly SyntaxProblem[] {
  const problems = parts.flatMap(({ parsed }) => parsed?.problems ?? []);
  const first = parts.find(({ parsed }) => parsed === PAST_THE_END);
  const limit: SyntaxProblem[] =
    first === undefined
      ? []
      : [
          {
            message: `TrustScope reads ${grouped(MAX_TEXT_LENGTH)} characters of a file; from here on it is not read.`,
            range: firstLine(first.text, first.block),
            severity: 'error',
          },
        ];
  return [...problems.slice(0, MAX_PROBLEMS), ...limit];
}

/** Nothing but a marker, comments and blank lines. */
function isBlank(text: string): boolean {
  return /^(?:---[^\S\n]*)?(?:#[^\n]*)?(?:\n[^\S\n]*(?:#[^\n]*)?)*$/u.test(text);
}

interface PartOptions {
  readonly merge: boolean;
  readonly start: number;
  /** The part that the text was made from, as far as that can be told. */
  readonly before: ParsedPart | undefined;
  /** Whether the file has no other document. */
  readonly isOne: boolean;
  readonly count: { blocks: number; characters: number };
}

/** Reads a document: by pieces, or by the library. One that cannot be read does not keep the others from it. */
function readPart(text: string, { merge, start, before, isOne, count }: PartOptions): ParsedPart {
  const block = new Block(start);
  const earlier = before?.pieces.length === 0 ? before.earlier : before;
  const read = readByPieces(text, { merge, block, previous: earlier });
  if (read !== undefined) {
    const { node, problems, complete, pieces } = read;
    count.blocks += read.count.blocks;
    count.characters += read.count.characters;
    return { text, block, pieces, parsed: { documents: [node], problems, complete } };
  }
  count.blocks++;
  count.characters += text.length;
  return {
    text,
    block,
    pieces: [],
    earlier,
    parsed: readWhole(text, { merge, block, what: isOne ? 'file' : 'document' }),
  };
}

interface WholeOptions {
  readonly merge: boolean;
  readonly block: Block;
  readonly what: 'file' | 'document';
}

function readWhole(text: string, { merge, block, what }: WholeOptions): ParsedText {
  if (text.length > MAX_LIBRARY_LENGTH) {
    return unread(
      text,
      block,
      `This ${what} has ${grouped(text.length)} characters, and errors, anchors or the like, for which TrustScope reads up to ${grouped(MAX_LIBRARY_LENGTH)}.`,
    );
  }
  try {
    return parseYaml(text, merge, block);
  } catch (error) {
    // The parser recurses; only a text nested thousands deep gets here.
    if (error instanceof RangeError) {
      return unread(text, block, `This ${what} is nested too deep to be read.`);
    }
    throw error;
  }
}

function unread(text: string, block: Block, message: string): ParsedText {
  const problem: SyntaxProblem = { message, range: firstLine(text, block), severity: 'error' };
  return { documents: [], problems: [problem], complete: false };
}

function firstLine(text: string, block: Block): TextRange {
  return new Placed(block, 0, Math.max(1, /^[^\r\n]+/u.exec(text)?.[0].length ?? 1));
}

/** A number with its thousands apart. */
export function grouped(count: number): string {
  return String(count).replace(/(?<=\d)(?=(?:\d{3})+$)/gu, ',');
}
