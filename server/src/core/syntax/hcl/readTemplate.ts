import type { HclCursor } from './cursor.js';
import type { HclTemplate } from './expression.js';
import { quoted } from '../../text/quoted.js';
import { withoutBlanks, withoutIndent } from './templateBlanks.js';
import type { ReadExpression } from './templateTokens.js';
import { TemplateTokens } from './templateTokens.js';
import { templateTree } from './templateTree.js';

/**
 * A text in quotation marks.
 *
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
 */
export function readQuoted(cursor: HclCursor, expression: ReadExpression): HclTemplate {
  const start = cursor.at;
  cursor.at++;
  const pieces = new TemplateTokens(cursor, expression);
  while (!cursor.isAtEnd() && cursor.next !== '"' && cursor.next !== '\n') {
    if (cursor.next === '\\') pieces.escape();
    else pieces.step();
  }
  pieces.flush();
  if (!cursor.take('"')) cursor.complain('This text is not closed with a quotation mark.', start);
  const parts = templateTree(withoutBlanks(pieces.done(), true), cursor);
  return { kind: 'template', form: 'quoted', parts, range: cursor.rangeFrom(start) };
}

/**
 * A text of several lines, `<<EOF`. With `<<-` the indent that all lines have is taken off.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/strings#heredoc-strings
 */
export function readHeredoc(cursor: HclCursor, expression: ReadExpression): HclTemplate | undefined {
  const start = cursor.at;
  const opening = cursor.takePattern(/<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy);
  if (opening === undefined) return undefined;
  const [, flush, marker = ''] = opening;
  const pieces = new TemplateTokens(cursor, expression);
  for (;;) {
    const line = lineAt(cursor);
    if (line.trim() === marker) {
      cursor.at += line.length - line.trimStart().length + marker.length;
      break;
    }
    if (cursor.isAtEnd()) {
      cursor.complain(`The line ${quoted(marker)} that ends this text is missing.`, start);
      break;
    }
    readLine(cursor, pieces);
  }
  const tokens = withoutBlanks(pieces.done(), false);
  return {
    kind: 'template',
    form: 'heredoc',
    parts: templateTree(flush === '-' ? withoutIndent(tokens) : tokens, cursor),
    range: cursor.rangeFrom(start),
  };
}

/** One line of a heredoc with its end; what is filled in may itself go over several. */
function readLine(cursor: HclCursor, pieces: TemplateTokens): void {
  while (!cursor.isAtEnd()) {
    const isLast = cursor.next === '\n';
    pieces.step();
    if (isLast) break;
  }
  pieces.flush();
}

/** A text as the whole of a template, as it stands in a string of JSON or in a file. */
export function readTemplateText(cursor: HclCursor, expression: ReadExpression): HclTemplate {
  const pieces = new TemplateTokens(cursor, expression);
  while (!cursor.isAtEnd()) pieces.step();
  const parts = templateTree(withoutBlanks(pieces.done(), false), cursor);
  return { kind: 'template', form: 'quoted', parts, range: cursor.rangeFrom(0) };
}

function lineAt({ text, at, end }: HclCursor): string {
  const found = text.indexOf('\n', at);
  return text.slice(at, found < 0 ? end : Math.min(found, end));
}
