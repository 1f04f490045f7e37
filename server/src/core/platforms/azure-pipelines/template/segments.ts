/** A stretch of a text: as written, or a template expression without its braces. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly text: string; readonly written: string };

/** The stretches of a text, with the template expressions `${{ … }}` in it; one that does not end is text. */
export function segmentsOf(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (let open = text.indexOf('${{'); open >= 0;) {
    const end = endOf(text, open + 3);
    if (end === undefined) break;
    if (open > from) segments.push({ kind: 'text', text: text.slice(from, open) });
    segments.push({
      kind: 'expression',
      text: text.slice(open + 3, end).trim(),
      written: text.slice(open, end + 2),
    });
    from = end + 2;
    open = text.indexOf('${{', from);
  }
  if (from < text.length || segments.length === 0) segments.push({ kind: 'text', text: text.slice(from) });
  return segments;
}

/** Where the braces close, those within quotation marks not counted. */
function endOf(text: string, from: number): number | undefined {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "'") quoted = !quoted;
    else if (!quoted && character === '}' && text.charAt(at + 1) === '}') return at;
  }
  return undefined;
}

/** The one template expression that a text is as a whole, without its braces. */
export function wholeExpression(text: string): string | undefined {
  if (!text.includes('${{')) return undefined;
  const [only, ...others] = segmentsOf(text.trim());
  return others.length === 0 && only?.kind === 'expression' ? only.text : undefined;
}
