/** A text with the places where `<|>` stood in it. */
export interface CursorText {
  readonly text: string;
  readonly offsets: readonly number[];
}

const MARK = '<|>';

/** Takes every `<|>` out of a text and remembers where it was. */
export function extractCursors(marked: string): CursorText {
  const parts = marked.split(MARK);
  const offsets: number[] = [];
  let length = 0;
  for (const part of parts.slice(0, -1)) {
    length += part.length;
    offsets.push(length);
  }
  return { text: parts.join(''), offsets };
}

/** The same for a text with exactly one cursor. */
export function extractCursor(marked: string): { readonly text: string; readonly offset: number } {
  const { text, offsets } = extractCursors(marked);
  const offset = offsets[0];
  if (offset === undefined || offsets.length > 1) {
    throw new Error(`expected one ${MARK} in the text, found ${offsets.length}`);
  }
  return { text, offset };
}
