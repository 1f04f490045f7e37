import { Block } from '../../../server/src/core/text/block.js';
import { parseYaml } from '../../../server/src/core/syntax/parseYaml.js';
import { splitDocuments } from '../../../server/src/core/syntax/splitDocuments.js';
import type { ParsedText, SyntaxNode } from '../../../server/src/core/syntax/syntaxTree.js';

/** A node as lines of text: what it is, what it says and where it stands, and the same of all in it. */
export function plainNode(node: SyntaxNode, lines: string[] = []): readonly string[] {
  const { range, written, shared, tag } = node;
  const places = [range, ...(range === written ? [] : [written])];
  const place = places.map(({ start, end }) => `${String(start)}..${String(end)}`).join(' of ');
  const head = `${place}${shared ? ' shared' : ''}${tag === undefined ? '' : ` ${tag}`}`;
  if (node.kind === 'scalar') {
    lines.push(
      `${head} ${node.style} ${typeof node.value} ${String(node.value)} ${JSON.stringify(node.text)}`,
    );
  } else if (node.kind === 'sequence') {
    lines.push(`${head} ${node.flow ? '[' : '-'} ${String(node.items.length)}`);
    for (const item of node.items) plainNode(item, lines);
  } else {
    lines.push(`${head} ${node.flow ? '{' : ':'} ${String(node.entries.length)}`);
    for (const { key, value, merged } of node.entries) {
      if (merged) lines.push('merged');
      plainNode(key, lines);
      plainNode(value, lines);
    }
  }
  return lines;
}

/** All that a text gives, as lines of text; documents that hold nothing are left out, as a stream leaves out some. */
export function plainText({ documents, problems, complete }: ParsedText): readonly string[] {
  return [
    ...documents.filter((node) => !isNothing(node)).flatMap((node) => [...plainNode(node)]),
    ...problems.map(
      ({ message, range, severity }) => `${severity} ${String(range.start)}..${String(range.end)} ${message}`,
    ),
    ...(complete ? [] : ['not complete']),
  ];
}

function isNothing(node: SyntaxNode): boolean {
  return node.kind === 'scalar' && node.style === 'absent';
}

/** What the library gives for a text, each of its documents for itself, as lines of text. */
export function byLibrary(text: string, merge = false): readonly string[] {
  const parts = splitDocuments(text).map(({ start, end }) =>
    parseYaml(text.slice(start, end), merge, new Block(start)),
  );
  const problems = parts.flatMap((part) => part.problems).slice(0, 50);
  return plainText({
    documents: parts.flatMap(({ documents }) => documents),
    // What breaks off at the end of a text is marked at its last character.
    problems: problems.map((problem) =>
      problem.range.end <= text.length
        ? problem
        : { ...problem, range: { start: Math.min(problem.range.start, text.length - 1), end: text.length } },
    ),
    complete: parts.every(({ complete }) => complete),
  });
}
