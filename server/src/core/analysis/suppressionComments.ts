import type { SyntaxTree } from '../syntax/syntaxTree.js';
import type { TextRange } from '../text/textRange.js';
import { scalarSpanAt } from './scalarSpans.js';

/** A comment that speaks to TrustScope, as written. */
export interface SuppressionComment {
  /** From `#` to the end of the line. */
  readonly range: TextRange;
  /** The word behind `trustscope:`; only `ignore` means something. */
  readonly directive: string;
  /** What stands between the brackets; `undefined` without brackets, or with one that is not closed. */
  readonly rules: readonly SuppressedRule[] | undefined;
  /** Empty when none is given. */
  readonly reason: string;
  /** The line of which findings are suppressed; `undefined` when nothing follows a comment that stands alone. */
  readonly line: number | undefined;
}

/** One id between the brackets. */
export interface SuppressedRule {
  readonly id: string;
  readonly range: TextRange;
}

/** What every such comment has in it. */
export const MARK = 'trustscope:';

const COMMENT = /#[ \t]*trustscope:[ \t]*(?<directive>[\w-]*)(?<rest>[^\r\n]*)/gu;
const BRACKETS = /^[ \t]*\[(?<ids>[^\]]*)\]/u;

/** What an editor writes where a person is to give the reason: angle brackets around a question are none. */
const PLACEHOLDER = /^<[^>]*>$/u;

/** All comments of the form `# trustscope: ignore[rule-id, other-id] reason`, in order. */
export function suppressionComments(tree: SyntaxTree): readonly SuppressionComment[] {
  if (!hasComments(tree)) return [];
  return [...tree.text.matchAll(COMMENT)]
    .filter(({ index }) => isComment(tree, index))
    .map((match) => commentOf(tree, match));
}

/** Whether `#` starts comments in the format of the file. JSON has none: there the configuration suppresses. */
export function hasComments({ format }: SyntaxTree): boolean {
  return format !== 'json';
}

/** Whether the `#` at `offset` starts a comment. */
export function isComment(tree: SyntaxTree, offset: number): boolean {
  // Files that are read line by line have comments on lines of their own.
  if (tree.format === 'text') {
    return /^[\s\uFEFF]*$/u.test(tree.text.slice(tree.lines.lineStart(lineOf(tree, offset)), offset));
  }
  if (offset > 0 && !/[\s\uFEFF]/u.test(tree.text.charAt(offset - 1))) return false;
  // Below its front matter a Markdown file has headings.
  if (tree.format === 'front-matter' && offset > (tree.documents[0]?.range.end ?? 0)) return false;
  const scalar = scalarSpanAt(tree, offset);
  return scalar === undefined || (scalar.isBlock && scalar.line === lineOf(tree, offset));
}

/**
 * The line at which a suppression would stand for `offset`. Inside a scalar of several lines no comment can be
 * written, so that its first line speaks for all of it.
 */
export function suppressibleLine(tree: SyntaxTree, offset: number): number {
  if (tree.format === 'text') return lineOf(tree, offset);
  return scalarSpanAt(tree, offset)?.line ?? lineOf(tree, offset);
}

/** The text of a line, without its line break. */
export function lineText({ lines, text }: SyntaxTree, line: number): string {
  return text.slice(lines.lineStart(line), lines.lineStart(line + 1)).replace(/[\r\n]+$/u, '');
}

function commentOf(tree: SyntaxTree, match: RegExpExecArray): SuppressionComment {
  const { directive = '', rest = '' } = match.groups ?? {};
  const range = { start: match.index, end: match.index + match[0].length };
  const brackets = BRACKETS.exec(rest);
  const reason = rest
    .slice(brackets?.[0].length ?? 0)
    .replace(/^[\s:\-\u2013\u2014]+/u, '')
    .trim();
  return {
    range,
    directive,
    rules: brackets === null ? undefined : rulesBetween(brackets, range.end - rest.length),
    reason: PLACEHOLDER.test(reason) ? '' : reason,
    line: coveredLine(tree, range.start),
  };
}

function rulesBetween(brackets: RegExpExecArray, start: number): readonly SuppressedRule[] {
  const ids = brackets.groups?.['ids'] ?? '';
  const idsStart = start + brackets[0].length - 1 - ids.length;
  return [...ids.matchAll(/[^\s,]+/gu)].map(({ 0: id, index }) => {
    return { id, range: { start: idsStart + index, end: idsStart + index + id.length } };
  });
}

function coveredLine(tree: SyntaxTree, comment: number): number | undefined {
  const line = lineOf(tree, comment);
  if (tree.text.slice(tree.lines.lineStart(line), comment).replace('\uFEFF', '').trim() !== '') return line;
  for (let next = line + 1; next < tree.lines.lineCount; next++) {
    const text = lineText(tree, next).trim();
    if (text !== '' && !text.startsWith('#')) return next;
  }
  return undefined;
}

function lineOf({ lines }: SyntaxTree, offset: number): number {
  return lines.positionAt(offset).line;
}
