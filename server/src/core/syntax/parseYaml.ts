import type { Node } from 'yaml';
import { parseAllDocuments } from 'yaml';
import { Block, Placed } from '../text/block.js';
import type { ParsedText, SyntaxNode, SyntaxProblem } from './syntaxTree.js';
import { DocumentReader, OPTIONS, unreadable } from './yaml/libraryDocument.js';

/**
 * Parses YAML 1.2 (core schema). Anchors and aliases are resolved in one pass in order of writing: the library's
 * own resolution walks the document at every alias. Its check for duplicate keys is quadratic, so it is made here.
 */
export function parseYaml(text: string, merge: boolean, block = new Block(0)): ParsedText {
  // The library takes a sequence behind a byte order mark for one that is indented; offsets stay the same this way.
  const plain = text.startsWith('\uFEFF') ? `\n${text.slice(1)}` : text;
  const stream = parseAllDocuments(plain, OPTIONS);
  const documents: SyntaxNode[] = [];
  const problems: SyntaxProblem[] = [];
  let complete = true;
  if (!Array.isArray(stream)) return { documents, problems, complete };
  for (const document of stream) {
    const reader = new DocumentReader(text, merge, problems, block);
    const contents = document.contents as Node | null;
    if (contents !== null) documents.push(reader.read(contents));
    complete &&= reader.complete;
    // The first error is the cause; those after it are mostly its echoes.
    const error = document.errors[0];
    if (error !== undefined) {
      complete = false;
      const [start, end] = error.pos;
      problems.push(unreadable(error.message, new Placed(block, start, Math.max(end, start + 1))));
    }
  }
  return { documents, problems, complete };
}
