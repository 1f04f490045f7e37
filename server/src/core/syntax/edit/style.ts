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

/** The white space with which the line of `offset` starts. */
export function lineIndentAt(tree: SyntaxTree, offset: number): string {
  const start = tree.lines.lineStart(tree.lines.positionAt(offset).line);
  return /^\uFEFF?([ \t]*)/u.exec(tree.text.slice(start, lineEndAt(tree, start)))?.[1] ?? '';
}

/** Whether what is in the braces or brackets of `node` starts on a line of its own. */
export function isSpread(tree: SyntaxTree, node: SyntaxNode): boolean {
  const first =
    node.kind === 'mapping' ? node.entries[0]?.key : node.kind === 'sequence' ? node.items[0] : undefined;
  if (first === undefined) return false;
  return tree.lines.positionAt(node.written.start).line < tree.lines.positionAt(first.written.start).line;
}

/** What a level of braces adds to the indent: read off the first collection that is spread over lines; else two spaces. */
export function flowStep(tree: SyntaxTree): string {
  const root = tree.documents[0];
  if (root === undefined || !isSpread(tree, root)) return '  ';
  const first =
    root.kind === 'mapping' ? root.entries[0]?.key : root.kind === 'sequence' ? root.items[0] : undefined;
  const outer = lineIndentAt(tree, root.written.start);
  const step = lineIndentAt(tree, first?.written.start ?? 0).slice(outer.length);
  return step === '' ? '  ' : step;
}

/** By how many columns an item of a block sequence stands right of the key that holds it, as the file does it. */
export function sequenceIndent(tree: SyntaxTree): number {
  for (const root of tree.documents) {
    const found = firstSequenceIndent(tree, root);
    if (found !== undefined) return found;
  }
  return styleOf(tree).indent;
}

function firstSequenceIndent(tree: SyntaxTree, node: SyntaxNode): number | undefined {
  if (node.kind === 'scalar' || node.flow || node.range !== node.written) return undefined;
  const children = node.kind === 'sequence' ? node.items : node.entries.map(({ value }) => value);
  for (const [index, child] of children.entries()) {
    if (
      node.kind === 'mapping' &&
      child.kind === 'sequence' &&
      !child.flow &&
      child.range === child.written
    ) {
      const key = node.entries[index]?.key;
      if (key !== undefined) return columnOf(tree, child.written.start) - columnOf(tree, key.written.start);
    }
    const found = firstSequenceIndent(tree, child);
    if (found !== undefined) return found;
  }
  return undefined;
}
