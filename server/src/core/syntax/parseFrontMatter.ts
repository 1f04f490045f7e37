import { Block, Placed } from '../text/block.js';
import { BuiltScalar } from './nodes.js';
import { parseYaml } from './parseYaml.js';
import type { ParsedText } from './syntaxTree.js';

const OPENING = /^\uFEFF?---[ \t]*(?:\r\n|\r|\n)/u;
const CLOSING = /(?:^|\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?=\r\n|\r|\n|$)/gu;

/** Parses the front matter of a Markdown file; one that has none gives no document. */
export function parseFrontMatter(text: string): ParsedText {
  const opening = OPENING.exec(text)?.[0];
  if (opening === undefined) return { documents: [], problems: [], complete: true };
  CLOSING.lastIndex = opening.length - 1;
  const closing = CLOSING.exec(text);
  // Front matter that nothing ends is being typed, or is none.
  if (closing === null) return { documents: [], problems: [], complete: false };
  // Blanks in the place of the first line keep every offset as it is.
  const front = opening.replace(/[^\r\n]/gu, ' ') + text.slice(opening.length, closing.index);
  const parsed = parseYaml(front, false);
  if (parsed.complete && parsed.problems.length === 0) return parsed;
  const plain = parseYaml(withPlainProse(front), false);
  return plain.complete && plain.problems.length === 0 ? plain : parsed;
}

/** Keys under which people write prose. */
const PROSE =
  /^((?:description|argument-hint|when_to_use|title|summary)[ \t]*:[ \t]+)(?![|>]|"[^"\r\n]*"[ \t]*$)(\S[^\r\n]*)/gmu;

/**
 * The text with signs of YAML taken out of its prose. Agents read front matter whose description holds a colon and a
 * space, or begins with a bracket, although it is no YAML.
 */
function withPlainProse(text: string): string {
  return text.replace(
    PROSE,
    (_whole, key: string, prose: string) => key + prose.replace(/[:#&*!|>'"%@`{}[\],?\\-]/gu, '_'),
  );
}

/** A text that only its platform can read: one scalar. */
export function parsePlain(text: string): ParsedText {
  const written = new Placed(new Block(0), 0, text.length);
  return {
    documents: [new BuiltScalar({ written, anchors: undefined, tag: undefined }, text, text, 'plain')],
    problems: [],
    complete: true,
  };
}
