import type { TextEdit, TextRange } from '../../../server/src/core/text/textRange.js';

/** Where a range stands after edits of its text. What an edit replaces becomes that edit's new text. */
export function shiftRange(range: TextRange, edits: readonly TextEdit[]): TextRange {
  return { start: shiftOffset(range.start, edits), end: shiftOffset(range.end, edits) };
}

function shiftOffset(offset: number, edits: readonly TextEdit[]): number {
  return edits.reduce((shifted, edit) => {
    const { start, end } = edit.range;
    if (end <= offset) return shifted + edit.newText.length - (end - start);
    // Inside of what is replaced there is no such place any more: take where the replacement starts.
    return start < offset ? shifted + start - offset : shifted;
  }, offset);
}
