import { within } from '../../text/block.js';
import type { TemplateToken } from './templateTokens.js';

type TextToken = Extract<TemplateToken, { kind: 'text' }>;

/**
 * Leaves out the blanks beside a `~`: of the line alone that touches it, as HashiCorp's reader takes texts line by line.
 * Only a text in quotation marks is one piece.
 *
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/parser_template.go, parseTemplateParts
 */
export function withoutBlanks(tokens: readonly TemplateToken[], isQuoted: boolean): readonly TemplateToken[] {
  return tokens.map((token, at) => {
    if (token.kind !== 'text') return token;
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    const start = before !== undefined && before.kind !== 'text' && before.trimsAfter;
    const end = after !== undefined && after.kind !== 'text' && after.trimsBefore;
    return withoutStart(withoutEnd(token, end, isQuoted), start, isQuoted);
  });
}

function withoutStart(token: TextToken, trims: boolean, isQuoted: boolean): TextToken {
  if (!trims) return token;
  const line = isQuoted ? token.text : (/^[^\n]*\n?/u.exec(token.text)?.[0] ?? '');
  return cutStart(token, line.length - line.trimStart().length);
}

function withoutEnd(token: TextToken, trims: boolean, isQuoted: boolean): TextToken {
  if (!trims) return token;
  const line = isQuoted ? token.text : (/[^\n]*\n?$/u.exec(token.text)?.[0] ?? '');
  const cut = line.length - line.trimEnd().length;
  const { text, range } = token;
  const length = range.end - range.start;
  return {
    ...token,
    text: text.slice(0, text.length - cut),
    range: within(range, 0, Math.max(0, length - cut)),
  };
}

function cutStart(token: TextToken, cut: number): TextToken {
  const { text, range } = token;
  const length = range.end - range.start;
  return { ...token, text: text.slice(cut), range: within(range, Math.min(cut, length), length) };
}

/**
 * The pieces of a heredoc with `<<-`, each line of which is one or more pieces, without the indent that all lines have.
 * What is filled in at the start of a line has none.
 *
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/parser_template.go, flushHeredocTemplateParts
 */
export function withoutIndent(tokens: readonly TemplateToken[]): readonly TemplateToken[] {
  const starts = tokens.filter((_, at) => {
    const before = tokens[at - 1];
    return before === undefined || (before.kind === 'text' && before.text.endsWith('\n'));
  });
  const indents = starts.flatMap((token) => {
    if (token.kind !== 'text') return [0];
    const indent = token.text.length - token.text.trimStart().length;
    const isBlank = indent === token.text.length && token.text.endsWith('\n');
    return isBlank ? [] : [indent];
  });
  const least = indents.reduce((a, b) => Math.min(a, b), Infinity);
  if (!Number.isFinite(least) || least === 0) return tokens;
  const lines = new Set(starts);
  return tokens.map((token) => {
    if (token.kind !== 'text' || !lines.has(token)) return token;
    const indent = token.text.length - token.text.trimStart().length;
    const isBlank = indent === token.text.length && token.text.endsWith('\n');
    return isBlank ? token : cutStart(token, Math.min(least, indent));
  });
}
