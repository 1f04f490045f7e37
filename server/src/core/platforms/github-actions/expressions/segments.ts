import type { ScalarNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { within } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';

/** One `${{ … }}` of a scalar. */
export interface ExpressionSegment {
  /** The expression without its braces, quotes of the YAML scalar resolved. */
  readonly text: string;
  /** The whole segment, braces included. */
  readonly range: TextRange;
  /** What stands between the braces. */
  readonly inner: TextRange;
  /** Whether offsets inside `text` are offsets inside `inner`: not so for quoted scalars with escapes. */
  readonly exact: boolean;
}

/**
 * The expression segments of a scalar, with their places. A segment ends at the first `}}` outside a string
 * literal; one that never ends is left out, as GitHub refuses it.
 */
export function expressionSegments(tree: SyntaxTree, scalar: ScalarNode): readonly ExpressionSegment[] {
  if (!scalar.text.includes('${{')) return [];
  const aliased = scalar.range !== scalar.written;
  const written = tree.text.slice(scalar.written.start, scalar.written.end);
  // What was put in from another file is not written here: its own text is read.
  const raw = aliased && !written.includes('${{') ? scalar.text : written;
  // Held against each other once: to do so at each expression takes the square of a long text.
  const isAsRead = raw === scalar.text;
  const segments: ExpressionSegment[] = [];
  for (let at = raw.indexOf('${{'); at >= 0; at = raw.indexOf('${{', at)) {
    const end = segmentEnd(raw, at + 3, scalar.style === 'single');
    if (end === undefined) break;
    const inner = raw.slice(at + 3, end);
    const text = isAsRead ? inner : unescape(inner, scalar.style);
    segments.push({
      text,
      range: aliased ? scalar.range : within(scalar.written, at, end + 2),
      inner: aliased ? scalar.written : within(scalar.written, at + 3, end),
      exact: !aliased && text === inner,
    });
    at = end + 2;
  }
  return segments;
}

/** The offset of the closing `}}`. In a single-quoted scalar the expression's own quotes are written doubled. */
function segmentEnd(raw: string, from: number, doubled: boolean): number | undefined {
  const quote = doubled ? "''" : "'";
  let inString = false;
  for (let i = from; i < raw.length; i++) {
    if (raw.startsWith(quote, i)) {
      inString = !inString;
      i += quote.length - 1;
    } else if (!inString && raw.startsWith('}}', i)) {
      return i;
    }
  }
  return undefined;
}

function unescape(text: string, style: ScalarNode['style']): string {
  if (style === 'single') return text.replaceAll("''", "'");
  if (style === 'double') return text.replace(/\\(["\\/])/gu, '$1');
  return text;
}
