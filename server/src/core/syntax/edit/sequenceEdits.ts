import type { TextEdit } from '../../text/textRange.js';
import type { SequenceNode, SyntaxNode, SyntaxTree } from '../syntaxTree.js';
import { isOwn } from './mappingEdits.js';
import { columnOf, lineEndAt, styleOf } from './style.js';
import type { WritableValue } from './written.js';
import { flowValueText, scalarWritten } from './written.js';

/** Edits of sequences in place. `undefined` where the text is read at more than one place. */

/** Takes an item away that is not the only one, with its line in block style. */
export function removeItem(tree: SyntaxTree, sequence: SequenceNode, index: number): TextEdit | undefined {
  const item = sequence.items[index];
  const next = sequence.items[index + 1];
  const previous = sequence.items[index - 1];
  if (!isOwn(sequence) || item === undefined || sequence.items.length < 2) return undefined;
  if (isNamedElsewhere(item)) return undefined;
  if (sequence.flow) {
    if (next !== undefined) {
      return { range: { start: beforeTag(tree, item), end: beforeTag(tree, next) }, newText: '' };
    }
    if (previous === undefined) return undefined;
    return { range: { start: endOf(previous), end: endOf(item) }, newText: '' };
  }
  const dash = dashOf(tree, sequence, index);
  if (dash === undefined) return undefined;
  const lineStart = tree.lines.lineStart(tree.lines.positionAt(dash).line);
  if (/\S/u.test(tree.text.slice(lineStart, dash).replace('\uFEFF', ''))) {
    // The first item stands behind the dash of an outer sequence: what goes is the text up to the next dash.
    const nextDash = dashOf(tree, sequence, index + 1);
    return nextDash === undefined ? undefined : { range: { start: dash, end: nextDash }, newText: '' };
  }
  return { range: { start: lineStart, end: nextLine(tree, endOf(item)) }, newText: '' };
}

/** What parts an item from the one before it in brackets: a space, or the line break and indent of the others. */
export function itemGap(tree: SyntaxTree, sequence: SequenceNode, index: number): string {
  const item = sequence.items[index];
  if (item === undefined) return ' ';
  const before = index === 0 ? sequence.written.start + 1 : endOf(sequence.items[index - 1] ?? item);
  return /\r?\n[ \t]*$/u.exec(tree.text.slice(before, beforeTag(tree, item)))?.[0] ?? ' ';
}

/** Whether the node or something in it bears an anchor that an alias names: without it, the alias would name nothing. */
export function isNamedElsewhere(node: SyntaxNode): boolean {
  if (node.range !== node.written) return false;
  if (node.shared) return true;
  if (node.kind === 'sequence') return node.items.some(isNamedElsewhere);
  return node.kind === 'mapping' && node.entries.some(({ value }) => isNamedElsewhere(value));
}

/** Where the dash of an item stands. */
export function dashOf(tree: SyntaxTree, sequence: SequenceNode, index: number): number | undefined {
  const item = sequence.items[index];
  if (item === undefined) return undefined;
  if (index === 0) return sequence.written.start;
  const column = columnOf(tree, sequence.written.start);
  const first = tree.lines.positionAt(endOf(sequence.items[index - 1] ?? item)).line;
  for (let line = tree.lines.positionAt(item.written.start).line; line > first; line--) {
    const at = tree.lines.lineStart(line) + column;
    if (tree.text.charAt(at) === '-' && tree.text.slice(at - column, at).trim() === '') return at;
  }
  return undefined;
}

/** The end of an item, behind the name where it is an alias. */
export function endOf(item: SyntaxNode): number {
  return item.range === item.written ? item.written.end : item.range.end;
}

/** The start of an item, its tag included. */
export function beforeTag(tree: SyntaxTree, item: SyntaxNode): number {
  const { start } = item.range;
  if (item.tag === undefined) return start;
  const at = tree.text.lastIndexOf(item.tag, start);
  return at >= 0 && tree.text.slice(at + item.tag.length, start).trim() === '' ? at : start;
}

function nextLine(tree: SyntaxTree, offset: number): number {
  const end = lineEndAt(tree, offset);
  if (tree.text.startsWith('\r\n', end)) return end + 2;
  return Math.min(end + 1, tree.text.length);
}

/** Adds items behind the last one, each on one line. */
export function appendItems(
  tree: SyntaxTree,
  sequence: SequenceNode,
  values: readonly WritableValue[],
): readonly TextEdit[] | undefined {
  const last = sequence.items.at(-1);
  if (!isOwn(sequence) || last === undefined || values.length === 0) return undefined;
  const texts = values.map((value) =>
    typeof value === 'object' || sequence.flow
      ? flowValueText(tree, value, { lineEnd: '', indent: '', step: undefined })
      : scalarWritten(tree, value, false),
  );
  if (sequence.flow) {
    const at = endOf(last);
    const gap = `,${itemGap(tree, sequence, sequence.items.length - 1)}`;
    return [{ range: { start: at, end: at }, newText: texts.map((text) => gap + text).join('') }];
  }
  const at = lineEndAt(tree, endOf(last));
  const dash = `${styleOf(tree).lineEnd}${' '.repeat(columnOf(tree, sequence.written.start))}- `;
  return [{ range: { start: at, end: at }, newText: texts.map((text) => dash + text).join('') }];
}
