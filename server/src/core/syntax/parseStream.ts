import type { TextRange } from '../text/textRange.js';
import { parseYaml } from './parseYaml.js';
import { shifted, shiftedRange } from './shifted.js';
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

/** Parses the documents of a YAML stream one by one, those that are known from before not again. */
export function parseStream(
  text: string,
  ranges: readonly TextRange[],
  { merge, skip, previous = [] }: StreamOptions,
): ParsedStream {
  const known = new Map(previous.map((part) => [part.text, part]));
  const parts: ParsedPart[] = [];
  let read = 0;
  for (const { start, end } of ranges) {
    const own = text.slice(start, end);
    if (isBlank(own) || skip?.(own) === true) {
      parts.push(placed(own, start, null));
      continue;
    }
    const fits = read + own.length <= MAX_STREAM_LENGTH;
    read += fits ? own.length : 0;
    const before = known.get(own);
    const parsed = before?.parsed ?? PAST_THE_END;
    if (!fits) parts.push(placed(own, start, PAST_THE_END));
    else if (before === undefined || parsed === PAST_THE_END) {
      parts.push(placed(own, start, parsePart(own, merge)));
    } else parts.push(before.start === start ? before : placed(own, start, parsed));
  }
  return {
    parts,
    documents: parts.flatMap((part) => part.documents),
    problems: problemsOf(parts),
    complete: parts.every(({ parsed }) => parsed?.complete ?? true),
  };
}

function problemsOf(parts: readonly ParsedPart[]): readonly SyntaxProblem[] {
  const problems = parts.flatMap(
    ({ parsed, start }) => parsed?.problems.map((problem) => moved(problem, start)) ?? [],
  );
  const first = parts.find(({ parsed }) => parsed === PAST_THE_END);
  const limit: SyntaxProblem[] =
    first === undefined
      ? []
      : [
          {
            message: 'TrustScope reads 1,500,000 characters of a file; from here on it is not read.',
            range: shiftedRange(firstLine(first.text), first.start),
            severity: 'error',
          },
        ];
  return [...problems.slice(0, MAX_PROBLEMS), ...limit];
}

function placed(text: string, start: number, parsed: ParsedText | null): ParsedPart {
  return { text, start, parsed, documents: parsed?.documents.map((node) => shifted(node, start)) ?? [] };
}

function moved(problem: SyntaxProblem, by: number): SyntaxProblem {
  return { ...problem, range: shiftedRange(problem.range, by) };
}

/** Nothing but a marker, comments and blank lines. */
function isBlank(text: string): boolean {
  return /^(?:---[^\S\n]*)?(?:#[^\n]*)?(?:\n[^\S\n]*(?:#[^\n]*)?)*$/u.test(text);
}

/** One document that cannot be read does not keep the others from being read. */
function parsePart(text: string, merge: boolean): ParsedText {
  if (text.length > MAX_DOCUMENT_LENGTH) {
    const thousands = String(Math.round(text.length / 1000));
    return unread(text, `This document has ${thousands},000 characters; TrustScope reads up to 300,000.`);
  }
  try {
    return parseYaml(text, merge);
  } catch (error) {
    // The parser recurses; only a text nested thousands deep gets here.
    if (error instanceof RangeError) return unread(text, 'This document is nested too deep to be read.');
    throw error;
  }
}

function unread(text: string, message: string): ParsedText {
  const problem: SyntaxProblem = { message, range: firstLine(text), severity: 'error' };
  return { documents: [], problems: [problem], complete: false };
}

function firstLine(text: string): TextRange {
  return { start: 0, end: Math.max(1, /^[^\r\n]+/u.exec(text)?.[0].length ?? 1) };
}
