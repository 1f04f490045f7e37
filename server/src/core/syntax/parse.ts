import { BlockStarts } from '../text/block.js';
import { LineIndex } from '../text/lineIndex.js';
import { parseHcl } from './hcl/parseHcl.js';
import { parseFrontMatter, parsePlain } from './parseFrontMatter.js';
import { parseJson } from './parseJson.js';
import { parseNats } from './parseNats.js';
import { parseToml } from './parseToml.js';
import { MAX_DOCUMENT_LENGTH, parseStream, streamOf } from './parseStream.js';
import { parseYaml } from './parseYaml.js';
import type { ParsedPart, ParsedText, SyntaxFormat, SyntaxProblem, SyntaxTree } from './syntaxTree.js';

export interface ParseOptions {
  /** Whether `<<` merges mappings. Off by default: most platforms read it as an ordinary key. */
  readonly merge?: boolean;
  /** Documents that need not be read, by a cheap look at the text of each. */
  readonly skip?: (document: string) => boolean;
  /** The tree of an earlier text, read with the same options: what did not change is not read again. */
  readonly previous?: SyntaxTree | undefined;
}

/**
 * The longest document that is read, in UTF-16 units. The YAML parser reads about 7 MB a second, and nothing may
 * hold the server for longer than a part of one. Documents of one YAML file are read, and remembered, one by one.
 */
export const MAX_TEXT_LENGTH = MAX_DOCUMENT_LENGTH;

/** Parses a text. Total: whatever the text, the result is a tree, with problems where it could not be read. */
export function parse(text: string, format: SyntaxFormat, options: ParseOptions = {}): SyntaxTree {
  const parsed = parseText(text, format, options);
  const starts = new BlockStarts(parsed.parts?.map(({ block }) => block) ?? []);
  const problems = parsed.problems.map((problem) => insideOf(text, problem));
  return { format, text, lines: new LineIndex(text), starts, ...parsed, problems };
}

/** What breaks off at the end of a text is marked at its last character: there is nothing behind it. */
function insideOf(text: string, problem: SyntaxProblem): SyntaxProblem {
  const { start, end } = problem.range;
  if (end <= text.length) return problem;
  return { ...problem, range: { start: Math.max(0, Math.min(start, text.length - 1)), end: text.length } };
}

type Parsed = ParsedText & { readonly parts?: readonly ParsedPart[] };

function parseText(text: string, format: SyntaxFormat, options: ParseOptions): Parsed {
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    return unreadable('This file holds a NUL character; it is binary or not UTF-8, so it is not read.', nul);
  }
  const stream = format === 'yaml' ? streamOf(text) : undefined;
  if (stream !== undefined) {
    const { merge = false, skip, previous } = options;
    return parseStream(text, stream, { merge, skip, previous: previous?.parts });
  }
  if (options.skip?.(text) === true) return { documents: [], problems: [], complete: true };
  if (text.length > MAX_TEXT_LENGTH) {
    const thousands = Math.round(text.length / 1000);
    return unreadable(`This file has ${String(thousands)},000 characters; TrustScope reads up to 300,000.`);
  }
  try {
    return read(text, format, options);
  } catch (error) {
    // The parsers recurse; only a text nested thousands deep gets here.
    if (error instanceof RangeError) return unreadable('This file is nested too deep to be read.');
    throw error;
  }
}

function read(text: string, format: SyntaxFormat, options: ParseOptions): ParsedText {
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
    case 'yaml':
      return parseYaml(text, options.merge ?? false);
  }
}

function unreadable(message: string, at = 0): ParsedText {
  return {
    documents: [],
    problems: [{ message, range: { start: at, end: at + 1 }, severity: 'error' }],
    complete: false,
  };
}
