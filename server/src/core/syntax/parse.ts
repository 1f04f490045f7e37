import { BlockStarts } from '../text/block.js';
import { LineIndex } from '../text/lineIndex.js';
import { parseHcl } from './hcl/parseHcl.js';
import { parseFrontMatter, parsePlain } from './parseFrontMatter.js';
import { parseJson } from './parseJson.js';
import { parseNats } from './parseNats.js';
import { parseToml } from './parseToml.js';
import { grouped, MAX_TEXT_LENGTH, parseStream } from './parseStream.js';
import type {
  ParsedPart,
  ParsedText,
  ReadCount,
  SyntaxFormat,
  SyntaxProblem,
  SyntaxTree,
} from './syntaxTree.js';
import { blocksOf } from './yaml/piece.js';

export interface ParseOptions {
  /** Whether `<<` merges mappings. Off by default: most platforms read it as an ordinary key. */
  readonly merge?: boolean;
  /** Documents that need not be read, by a cheap look at the text of each. */
  readonly skip?: (document: string) => boolean;
  /** The tree of an earlier text, read with the same options: what did not change is not read again. */
  readonly previous?: SyntaxTree | undefined;
}

/** The most that is read of a text of a format, in characters: so much that nothing waits for long. */
const LIMITS: Readonly<Partial<Record<SyntaxFormat, number>>> = { json: MAX_TEXT_LENGTH };
const OTHER_LIMIT = 300_000;

/** Parses a text. Total: whatever the text, the result is a tree, with problems where it could not be read. */
export function parse(text: string, format: SyntaxFormat, options: ParseOptions = {}): SyntaxTree {
  const parsed = parseText(text, format, options);
  const blocks = parsed.parts?.flatMap(({ block, pieces }) => [block, ...blocksOf(pieces)]);
  const starts = new BlockStarts(blocks ?? []);
  const problems = parsed.problems.map((problem) => insideOf(text, problem));
  return { format, text, lines: new LineIndex(text), starts, ...parsed, problems };
}

/** What breaks off at the end of a text is marked at its last character: there is nothing behind it. */
function insideOf(text: string, problem: SyntaxProblem): SyntaxProblem {
  const { start, end } = problem.range;
  if (end <= text.length) return problem;
  return { ...problem, range: { start: Math.max(0, Math.min(start, text.length - 1)), end: text.length } };
}

type Parsed = ParsedText & { readonly parts?: readonly ParsedPart[]; readonly count?: ReadCount };

function parseText(text: string, format: SyntaxFormat, options: ParseOptions): Parsed {
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    return unreadable('This file holds a NUL character; it is binary or not UTF-8, so it is not read.', nul);
  }
  try {
    return readText(text, format, options);
  } catch (error) {
    // The parsers recurse; only a text nested thousands deep gets here.
    if (error instanceof RangeError) return unreadable('This file is nested too deep to be read.');
    const said = error instanceof Error ? error.message : 'unknown';
    return unreadable(`This file could not be read, which is an error in TrustScope (${said}).`);
  }
}

function readText(text: string, format: SyntaxFormat, options: ParseOptions): Parsed {
  if (format === 'yaml') {
    const { merge = false, skip, previous } = options;
    return parseStream(text, { merge, skip, previous: previous?.parts });
  }
  if (options.skip?.(text) === true) return { documents: [], problems: [], complete: true };
  const limit = LIMITS[format] ?? OTHER_LIMIT;
  if (text.length > limit) {
    return unreadable(
      `This file has ${grouped(text.length)} characters; TrustScope reads up to ${grouped(limit)}.`,
    );
  }
  return read(text, format);
}

function read(text: string, format: Exclude<SyntaxFormat, 'yaml'>): ParsedText {
  switch (format) {
    case 'json':
      return parseJson(text);
    case 'toml':
      return parseToml(text);
    case 'nats':
      return parseNats(text);
    case 'hcl':
      return parseHcl(text);
    case 'front-matter':
      return parseFrontMatter(text);
    case 'text':
      return parsePlain(text);
  }
}

function unreadable(message: string, at = 0): ParsedText {
  return {
    documents: [],
    problems: [{ message, range: { start: at, end: at + 1 }, severity: 'error' }],
    complete: false,
  };
}
