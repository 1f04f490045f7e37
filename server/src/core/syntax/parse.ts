import { LineIndex } from '../text/lineIndex.js';
import { parseJson } from './parseJson.js';
import { parseYaml } from './parseYaml.js';
import type { ParsedText, SyntaxFormat, SyntaxTree } from './syntaxTree.js';

export interface ParseOptions {
  /** Whether `<<` merges mappings. Off by default: most platforms read it as an ordinary key. */
  readonly merge?: boolean;
}

/**
 * The longest text that is read, in UTF-16 units. The YAML parser reads about 7 MB a second, and nothing may
 * hold the server for longer than a part of one.
 */
export const MAX_TEXT_LENGTH = 300_000;

/** Parses a text. Total: whatever the text, the result is a tree, with problems where it could not be read. */
export function parse(text: string, format: SyntaxFormat, options: ParseOptions = {}): SyntaxTree {
  return { format, text, lines: new LineIndex(text), ...parseText(text, format, options) };
}

function parseText(text: string, format: SyntaxFormat, options: ParseOptions): ParsedText {
  if (text.length > MAX_TEXT_LENGTH) {
    const thousands = Math.round(text.length / 1000);
    return unreadable(`This file has ${String(thousands)},000 characters; TrustScope reads up to 300,000.`);
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    return unreadable('This file holds a NUL character; it is binary or not UTF-8, so it is not read.', nul);
  }
  try {
    return format === 'json' ? parseJson(text) : parseYaml(text, options.merge ?? false);
  } catch (error) {
    // The parsers recurse; only a text nested thousands deep gets here.
    if (error instanceof RangeError) return unreadable('This file is nested too deep to be read.');
    throw error;
  }
}

function unreadable(message: string, at = 0): ParsedText {
  return {
    documents: [],
    problems: [{ message, range: { start: at, end: at + 1 }, severity: 'error' }],
    complete: false,
  };
}
