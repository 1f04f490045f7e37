import type { SyntaxNode, SyntaxTree } from '../syntaxTree.js';

/** How a file is written, so that what is added looks like the rest. */
export interface WritingStyle {
  /** Columns by which a nested block is indented. */
  readonly indent: number;
  readonly lineEnd: '\n' | '\r\n';
}

/** Reads the style off the file: the first nested block's indent, the first line's end. */
export function styleOf(tree: SyntaxTree): WritingStyle {
  const lineEnd = /\r?\n/u.exec(tree.text)?.[0] === '\r\n' ? '\r\n' : '\n';
  return { indent: firstIndent(tree, tree.documents[0]) ?? 2, lineEnd };
}

function firstIndent(tree: SyntaxTree, root: SyntaxNode | undefined): number | undefined {
  if (root?.kind !== 'mapping' || root.flow) return undefined;
  const base = columnOf(tree, root.written.start);
  for (const { value } of root.entries) {
    if (value.kind !== 'mapping' || value.flow || value.range !== value.written) continue;
    const first = value.entries[0]?.key;
    if (first !== undefined) return Math.max(1, columnOf(tree, first.written.start) - base);
  }
  return undefined;
}

/** The 0-based column of an offset, a byte order mark at the start of the file not counted. */
export function columnOf(tree: SyntaxTree, offset: number): number {
  const { line, character } = tree.lines.positionAt(offset);
  return line === 0 && tree.text.startsWith('\uFEFF') ? character - 1 : character;
}

/** The offset at which the line of `offset` ends, before its line break. */
export function lineEndAt(tree: SyntaxTree, offset: number): number {
  for (let i = offset; i < tree.text.length; i++) {
    const character = tree.text.charAt(i);
    if (character === '\n' || character === '\r') return i;
  }
  return tree.text.length;
}
