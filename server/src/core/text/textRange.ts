/** A half-open span of a text, in UTF-16 code units from its start. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Replaces `range` by `newText`. A zero-width range inserts. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** Whether `offset` lies in `range`, its end included: a cursor behind the last character still points at it. */
export function touches(range: TextRange, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Whether `inner` lies wholly inside `outer`. */
export function encloses(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether the two ranges share at least one character. */
export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether two ranges are the same. */
export function sameRange(a: TextRange, b: TextRange): boolean {
  return a.start === b.start && a.end === b.end;
}

/**
 * Applies edits to a text.
 *
 * @throws RangeError when two edits overlap or one lies outside the text: such a set has no single meaning.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  let result = '';
  let position = 0;
  for (const edit of sorted) {
    if (edit.range.start < position || edit.range.end < edit.range.start || edit.range.end > text.length) {
      throw new RangeError(
        `edit at ${String(edit.range.start)}..${String(edit.range.end)} overlaps or is outside`,
      );
    }
    result += text.slice(position, edit.range.start) + edit.newText;
    position = edit.range.end;
  }
  return result + text.slice(position);
}
