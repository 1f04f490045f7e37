import { Block, Placed } from '../text/block.js';
import type { TextRange } from '../text/textRange.js';
import { parseYaml } from './parseYaml.js';
import { splitDocuments } from './splitDocuments.js';
import type { ParsedPart, ParsedText, SyntaxProblem } from './syntaxTree.js';

/** The longest document that is read, in UTF-16 units: the YAML parser reads about 7 MB a second. */
export const MAX_DOCUMENT_LENGTH = 300_000;
/** The most that is read of a stream of documents, and the most documents that are read one by one. */
const MAX_STREAM_LENGTH = 1_500_000;
const MAX_DOCUMENTS = 5_000;
const MAX_PROBLEMS = 50;

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
}

/** Whether the text has more than one document, few enough to be read one by one. */
export function streamOf(text: string): readonly TextRange[] | undefined {
  const parts = splitDocuments(text);
  return parts.length > 1 && parts.length <= MAX_DOCUMENTS ? parts : undefined;
}

/**
 * Parses the documents of a YAML stream one by one, those that are known from before not again: their very nodes are
 * taken over, and their block says where they stand now.
 */
export function parseStream(
  text: string,
  ranges: readonly TextRange[],
  { merge, skip, previous = [] }: StreamOptions,
): ParsedStream {
  const texts = ranges.map(({ start, end }) => text.slice(start, end));
  const known = sameParts(texts, previous);
  let read = 0;
  const parts = ranges.map(({ start }, index): ParsedPart => {
    const own = texts[index] ?? '';
    const before = known[index];
    const block = before?.block ?? new Block(start);
    block.start = start;
    if (isBlank(own) || skip?.(own) === true) return { text: own, block, parsed: null };
    const fits = read + own.length <= MAX_STREAM_LENGTH;
    read += fits ? own.length : 0;
    if (!fits) return { text: own, block, parsed: PAST_THE_END };
    if (before !== undefined && before.parsed !== null && before.parsed !== PAST_THE_END) return before;
    return { text: own, block, parsed: parsePart(own, merge, block) };
  });
  return {
    parts,
    documents: parts.flatMap(({ parsed }) => parsed?.documents ?? []),
    problems: problemsOf(parts),
    complete: parts.every(({ parsed }) => parsed?.complete ?? true),
  };
}

/**
 * For each text the part of before that it takes over, none twice: those before and behind an edit by their order, so
 * that of documents with the same text each keeps its own, the others by their text.
 */
function sameParts(
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
  const others = new Map<string, ParsedPart[]>();
  for (const part of previous.slice(first, previous.length - last)) {
    const alike = others.get(part.text);
    if (alike === undefined) others.set(part.text, [part]);
    else alike.push(part);
  }
  for (let at = first; at < texts.length - last; at++) same[at] = others.get(texts[at] ?? '')?.shift();
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
            message: 'TrustScope reads 1,500,000 characters of a file; from here on it is not read.',
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

/** One document that cannot be read does not keep the others from being read. */
function parsePart(text: string, merge: boolean, block: Block): ParsedText {
  if (text.length > MAX_DOCUMENT_LENGTH) {
    const thousands = String(Math.round(text.length / 1000));
    return unread(
      text,
      block,
      `This document has ${thousands},000 characters; TrustScope reads up to 300,000.`,
    );
  }
  try {
    return parseYaml(text, merge, block);
  } catch (error) {
    // The parser recurses; only a text nested thousands deep gets here.
    if (error instanceof RangeError)
      return unread(text, block, 'This document is nested too deep to be read.');
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
