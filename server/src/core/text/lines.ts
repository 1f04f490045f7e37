/** A piece of a text with its place in UTF-16 units. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The lines of a text, without their ends and without a byte order mark. */
export function linesOf(text: string): readonly Piece[] {
  const lines: Piece[] = [];
  const first = text.startsWith('\uFEFF') ? 1 : 0;
  const ends = /\r\n|\r|\n/gu;
  let start = first;
  for (let end = ends.exec(text); end !== null; end = ends.exec(text)) {
    if (end.index >= start) lines.push({ text: text.slice(start, end.index), start, end: end.index });
    start = end.index + end[0].length;
  }
  if (start < text.length) lines.push({ text: text.slice(start), start, end: text.length });
  return lines;
}

/** The words of a line, apart by white space, or by what else keeps them apart. */
export function wordsOf(line: Piece, apart = /\s/u): readonly Piece[] {
  const words: Piece[] = [];
  let start = line.start;
  const add = (end: number): void => {
    if (end > start) words.push({ text: line.text.slice(start - line.start, end - line.start), start, end });
    start = end + 1;
  };
  for (let at = 0; at < line.text.length; at += 1) if (apart.test(line.text.charAt(at))) add(line.start + at);
  add(line.start + line.text.length);
  return words;
}
