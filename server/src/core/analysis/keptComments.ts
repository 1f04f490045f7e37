import { columnOf, lineEndAt, lineIndentAt, styleOf } from '../syntax/edit/style.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import type { TextEdit } from '../text/textRange.js';
import { hasComments, isComment, MARK } from './suppressionComments.js';

interface Comment {
  readonly start: number;
  readonly text: string;
}

/**
 * The edit, with the comments of people that it would take along left where they were. Of several lines that go as one,
 * such as a whole object, what is said inside of them goes with them.
 */
export function keepingComments(tree: SyntaxTree, edit: TextEdit): TextEdit {
  const { range, newText } = edit;
  const removed = tree.text.slice(range.start, range.end);
  if (!removed.includes('#')) return edit;
  const inside = commentsIn(tree, range.start, range.end).filter(({ text }) => !newText.includes(text));
  const coded = codeLines(tree, edit, inside);
  const kept = inside.filter(
    ({ start }) => newText !== '' || coded.length <= 1 || start > (coded.at(-1) ?? range.end),
  );
  if (kept.length === 0) return edit;
  const { lineEnd } = styleOf(tree);
  const texts = kept.map(({ text }) => text);
  if (newText !== '') {
    const indent = ' '.repeat(columnOf(tree, kept[0]?.start ?? 0));
    const own = isAlone(tree, kept[0]?.start ?? 0) ? indent : lineIndentAt(tree, range.end);
    return { range, newText: newText + texts.map((text) => lineEnd + own + text).join('') };
  }
  if (tree.text.slice(range.start - columnOf(tree, range.start), range.start).trim() !== '') {
    const indent = ' '.repeat(columnOf(tree, range.start));
    return { range, newText: texts.map((text) => text + lineEnd + indent).join('') };
  }
  const indent = lineIndentAt(tree, range.start);
  return { range, newText: texts.map((text) => indent + text + lineEnd).join('') };
}

/**
 * What a person has written beside the text that an edit takes away or changes, or on the line above it: it may say what
 * the text is there for. `undefined` where nothing stands there.
 */
export function statedBeside(tree: SyntaxTree, { range }: TextEdit): string | undefined {
  if (range.start === range.end || !hasComments(tree)) return undefined;
  const line = tree.lines.positionAt(range.start).line;
  const above = tree.lines.lineStart(Math.max(0, line - 1));
  const [found] = commentsIn(tree, above, lineEndAt(tree, Math.max(range.start, range.end - 1))).filter(
    ({ start }) => start >= tree.lines.lineStart(line) || isAlone(tree, start),
  );
  return found?.text.replace(/^#+\s*/u, '').trim();
}

function commentsIn(tree: SyntaxTree, from: number, to: number): readonly Comment[] {
  if (!hasComments(tree)) return [];
  const found: Comment[] = [];
  for (let at = tree.text.indexOf('#', from); at >= 0 && at < to; at = tree.text.indexOf('#', at + 1)) {
    if (!isComment(tree, at)) continue;
    const end = lineEndAt(tree, at);
    const text = tree.text.slice(at, end).trimEnd();
    if (!text.includes(MARK)) found.push({ start: at, text });
    at = end;
  }
  return found;
}

/** The ends of the lines in an edit's range that hold more than a comment. */
function codeLines(tree: SyntaxTree, { range }: TextEdit, comments: readonly Comment[]): readonly number[] {
  const ends: number[] = [];
  for (let at = range.start; at < range.end;) {
    const end = Math.min(lineEndAt(tree, at), range.end);
    const comment = comments.find(({ start }) => start >= at && start < end);
    if (tree.text.slice(at, comment?.start ?? end).trim() !== '') ends.push(end);
    at = end + (tree.text.startsWith('\r\n', end) ? 2 : 1);
  }
  return ends;
}

function isAlone(tree: SyntaxTree, offset: number): boolean {
  return tree.text.slice(tree.lines.lineStart(tree.lines.positionAt(offset).line), offset).trim() === '';
}
