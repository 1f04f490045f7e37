import type { TextEdit } from '../../../text/textRange.js';

/** All edits, or none when one of them cannot be done. */
export function all(edits: readonly (TextEdit | undefined)[]): readonly TextEdit[] | undefined {
  const possible = edits.filter((edit) => edit !== undefined);
  return possible.length === edits.length && possible.length > 0 ? mergeInsertions(possible) : undefined;
}

/** Insertions at one place become one, in order: two edits there would have no single meaning. */
function mergeInsertions(edits: readonly TextEdit[]): readonly TextEdit[] {
  const merged: TextEdit[] = [];
  for (const edit of edits) {
    const { start, end } = edit.range;
    const twin = merged.findIndex(
      (other) => start === end && other.range.start === start && other.range.end === end,
    );
    const known = merged[twin];
    if (known === undefined) merged.push(edit);
    else merged[twin] = { range: known.range, newText: known.newText + edit.newText };
  }
  return merged;
}
