import type { TextRange } from '../text/textRange.js';

/**
 * The parts of a YAML stream, each with one document at least, in order and without a gap. A line that starts with
 * `---` and goes on with a space or ends there parts documents wherever it stands, also in quotes and block scalars:
 * https://yaml.org/spec/1.2.2/#912-document-markers. A part begins with its marker; directives stay with the
 * document that they speak of.
 */
export function splitDocuments(text: string): readonly TextRange[] {
  const parts: TextRange[] = [];
  let start = 0;
  for (let at = nextMarker(text, 0); at >= 0; at = nextMarker(text, at + 3)) {
    if (at === start || endsInDirectives(text, start, at)) continue;
    parts.push({ start, end: at });
    start = at;
  }
  parts.push({ start, end: text.length });
  return parts;
}

/** The offset of the next line that is a marker, from `from` on; -1 when there is none. */
function nextMarker(text: string, from: number): number {
  for (let at = from; ; at++) {
    at = text.indexOf('---', at);
    if (at < 0) return -1;
    const before = text.charCodeAt(at - 1);
    const isLineStart = at === 0 || before === 10 || before === 13;
    if (isLineStart && (at + 3 === text.length || /\s/u.test(text.charAt(at + 3)))) return at;
  }
}

/** Whether the last that the text between two offsets says, comments and blank lines apart, is a directive. */
function endsInDirectives(text: string, from: number, to: number): boolean {
  let end = to;
  while (end > from) {
    // Before the first character there is none: asked for one, the search would begin at the start again.
    const start = Math.max(from, end < 2 ? 0 : text.lastIndexOf('\n', end - 2) + 1);
    const line = text.slice(start, end).replace(/^\uFEFF/u, '');
    if (line.startsWith('%')) {
      return true;
    }
    if (line.trim() !== '' && !line.trimStart().startsWith('#')) {
      return false;
    }
    end = start;
  }
  return false;
}
