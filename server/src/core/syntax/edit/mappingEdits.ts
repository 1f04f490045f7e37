import type { TextEdit } from '../../text/textRange.js';
import type { MappingNode, SyntaxEntry, SyntaxNode, SyntaxTree } from '../syntaxTree.js';
import { isAbsent } from '../syntaxTree.js';
import type { Content, ContentEntry } from './content.js';
import { blockLines, flowText, flowValue, nestedLines } from './content.js';
import { columnOf, lineEndAt, styleOf } from './style.js';

/**
 * Edits of mappings in place. All of them answer `undefined` where the text is read at more than one place, or was
 * reached through an alias: a splice there would change what the reader did not ask for.
 */

/** Adds an entry behind `after`, or as the first one. */
export function insertEntry(
  tree: SyntaxTree,
  mapping: MappingNode,
  after: SyntaxEntry | undefined,
  content: ContentEntry,
  options: { readonly blankLineBefore?: boolean } = {},
): TextEdit | undefined {
  const [first] = mapping.entries;
  if (!isOwn(mapping) || first === undefined) return undefined;
  if (mapping.flow) return insertIntoFlow(first, content);
  const style = styleOf(tree);
  const column = columnOf(tree, first.key.written.start);
  const lines = blockLines(content, column, style);
  if (after === undefined) {
    const text = lines.map((line) => line + style.lineEnd).join('');
    return insertion(first.key.written.start, text + ' '.repeat(column));
  }
  if (after.merged) return undefined;
  // Behind an alias is behind its name; what it stands for is written elsewhere.
  const end = isInPlace(after.value) ? after.value.written.end : after.value.range.end;
  const at = lineEndAt(tree, Math.max(after.key.written.end, end));
  const blank = options.blankLineBefore === true ? style.lineEnd : '';
  return insertion(at, `${blank}${style.lineEnd}${' '.repeat(column)}${lines.join(style.lineEnd)}`);
}

function insertIntoFlow(first: SyntaxEntry, content: ContentEntry): TextEdit {
  return insertion(first.key.written.start, `${flowText(content)}, `);
}

/** Puts a new value in the place of an entry's value. */
export function replaceValue(
  tree: SyntaxTree,
  mapping: MappingNode,
  entry: SyntaxEntry,
  content: Content,
): TextEdit | undefined {
  const { key, value } = entry;
  if (!isOwn(mapping) || entry.merged || !isOwn(value) || !isInPlace(value)) return undefined;
  const colon = tree.text.indexOf(':', key.written.end);
  if (colon < 0) return undefined;
  // A scalar gives way exactly: what stands before it, a comment or an anchor, stays.
  if (typeof content === 'string' && value.kind === 'scalar' && !isAbsent(value)) {
    return { range: value.written, newText: content };
  }
  const range = { start: colon + 1, end: Math.max(colon + 1, value.written.end) };
  // Behind an empty value there may stand a comment, from which a space must part what is written.
  if (typeof content === 'string' && tree.text.charAt(range.end) === '#') {
    return { range, newText: ` ${content} ` };
  }
  if (mapping.flow || content.length === 0) return { range, newText: ` ${flowValue(content)}` };
  if (typeof content === 'string') return { range, newText: ` ${content}` };
  const style = styleOf(tree);
  const column = columnOf(tree, key.written.start) + style.indent;
  const newText = style.lineEnd + nestedLines(content, column, style).join(style.lineEnd);
  // A comment behind an empty value stays on the key's line.
  return isAbsent(value) ? insertion(lineEndAt(tree, range.end), newText) : { range, newText };
}

/** Takes an entry away, its line with it in block style. `undefined` for the last one left: the mapping would go. */
export function removeEntry(
  tree: SyntaxTree,
  mapping: MappingNode,
  entry: SyntaxEntry,
): TextEdit | undefined {
  if (!isOwn(mapping) || entry.merged || !isInPlace(entry.value) || mapping.entries.length < 2) {
    return undefined;
  }
  const start = entry.key.written.start;
  const end = Math.max(entry.key.written.end, entry.value.written.end);
  if (mapping.flow) return removeFromFlow(tree, mapping, entry, start, end);
  const isFirst = mapping.entries[0] === entry;
  const next = mapping.entries[mapping.entries.indexOf(entry) + 1];
  // The first entry may stand behind `- `: what goes is the text up to the next key.
  if (isFirst && next !== undefined && tree.lines.positionAt(start).character > 0) {
    const before = tree.text.slice(tree.lines.lineStart(tree.lines.positionAt(start).line), start);
    if (before.trim() !== '') return { range: { start, end: next.key.written.start }, newText: '' };
  }
  const lineStart = tree.lines.lineStart(tree.lines.positionAt(start).line);
  return { range: { start: lineStart, end: afterLine(tree, end) }, newText: '' };
}

function removeFromFlow(
  tree: SyntaxTree,
  mapping: MappingNode,
  entry: SyntaxEntry,
  start: number,
  end: number,
): TextEdit {
  const index = mapping.entries.indexOf(entry);
  const next = mapping.entries[index + 1];
  if (next !== undefined) return { range: { start, end: next.key.written.start }, newText: '' };
  const comma = tree.text.lastIndexOf(',', start);
  return { range: { start: comma, end }, newText: '' };
}

function afterLine(tree: SyntaxTree, offset: number): number {
  const end = lineEndAt(tree, offset);
  if (tree.text.startsWith('\r\n', end)) return end + 2;
  return Math.min(end + 1, tree.text.length);
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

/** Whether an edit of the node's text changes this one place only. */
export function isOwn(node: SyntaxNode): boolean {
  return isInPlace(node) && !node.shared;
}

/** Whether the node is written here, not named by an alias. */
function isInPlace(node: SyntaxNode): boolean {
  return node.range === node.written;
}
