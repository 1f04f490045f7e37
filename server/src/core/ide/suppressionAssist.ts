import {
  hasComments,
  isComment,
  lineText,
  suppressibleLine,
  suppressionComments,
} from '../analysis/suppressionComments.js';
import type { Origin } from '../model/origin.js';
import { code, mark, NOTHING, plain } from '../text/markdown.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import { touches } from '../text/textRange.js';
import type { TextEdit } from '../text/textRange.js';
import type { AssistHover, AssistItem, RuleTitle } from './assist.js';

/** Left of the cursor: a comment to TrustScope whose bracket is still open, with the ids before and the one begun. */
const OPEN_BRACKET = /#[ \t]*trustscope:[ \t]*ignore[ \t]*\[(?<before>[^\]]*?)(?<begun>[^\s,\][]*)$/u;

/** Left of the cursor: a comment to TrustScope in which nothing but the first word is begun. */
const DIRECTIVE = /#[ \t]*trustscope:[ \t]*(?<begun>[\w-]*)$/u;

/** What a person is to replace by the reason; until then the suppression is not in force. */
const REASON_PLACEHOLDER = '<why this is accepted>';

/** Completion inside a suppression comment: `ignore[…]` first, then the ids of rules. */
export function completeSuppression(
  tree: SyntaxTree,
  offset: number,
  rules: readonly RuleTitle[],
): readonly AssistItem[] {
  const { line } = tree.lines.positionAt(offset);
  const left = tree.text.slice(tree.lines.lineStart(line), offset);
  const bracket = OPEN_BRACKET.exec(left);
  const match = bracket ?? DIRECTIVE.exec(left);
  if (match === null || !isComment(tree, offset - left.length + match.index)) return [];
  const { before = '', begun = '' } = match.groups ?? {};
  const range = { start: offset - begun.length, end: offset };
  if (bracket === null) {
    const insertText = `ignore[] ${REASON_PLACEHOLDER}`;
    return [
      {
        label: 'ignore[…] reason',
        insertText,
        detail: 'Suppress findings of this line',
        documentation: NOTHING,
        range,
      },
    ];
  }
  const named = new Set(before.split(/[\s,]+/u));
  return rules
    .filter(({ id }) => !named.has(id))
    .map(({ id, title }) => ({ label: id, insertText: id, detail: title, documentation: NOTHING, range }));
}

/** Hover on a rule's id inside a suppression comment. */
export function hoverSuppression(
  tree: SyntaxTree,
  offset: number,
  rules: readonly RuleTitle[],
): AssistHover | undefined {
  const comment = suppressionComments(tree).find(({ range }) => touches(range, offset));
  const named = comment?.rules?.find(({ range }) => touches(range, offset));
  if (comment === undefined || named === undefined) return undefined;
  const rule = rules.find(({ id }) => id === named.id);
  const title = rule === undefined ? 'No rule has this id.' : plain(rule.title);
  const reason =
    comment.reason === ''
      ? 'No reason is given, so it is not suppressed.'
      : mark`Suppressed: ${plain(comment.reason)}`;
  return { range: named.range, markdown: mark`**${code(named.id)}**\n\n${title}\n\n${reason}` };
}

/**
 * The edit that suppresses a finding: a comment line above it, in the same column. `undefined` in a format that has
 * no comments.
 */
export function suppressEdit(
  tree: SyntaxTree,
  origin: Origin,
  ruleId: string,
  reason: string = REASON_PLACEHOLDER,
): TextEdit | undefined {
  if (!hasComments(tree)) return undefined;
  const line = suppressibleLine(tree, origin.range.start);
  const text = lineText(tree, line);
  const byteOrderMark = text.startsWith('\uFEFF') ? 1 : 0;
  const start = tree.lines.lineStart(line) + byteOrderMark;
  const indent = /^[ \t]*/u.exec(text.slice(byteOrderMark))?.[0] ?? '';
  const comment = `${indent}# trustscope: ignore[${ruleId}] ${reason}${lineEnd(tree.text)}`;
  return { range: { start, end: start }, newText: comment };
}

/** The file's own line end: the first one in it. */
function lineEnd(text: string): string {
  return /\r\n|\r|\n/u.exec(text)?.[0] ?? '\n';
}
