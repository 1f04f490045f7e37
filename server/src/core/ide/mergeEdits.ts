import type { FileEdits } from '../analysis/snapshot.js';
import type { TextEdit, TextRange } from '../text/textRange.js';
import { sameRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';

/**
 * Puts the changes of several fixes together. A fix counts whole or not at all: one of which any edit would meet
 * an edit of an earlier fix is left out, and is offered again once those are done. Equal edits count once.
 */
export function mergeChanges(fixes: readonly (readonly FileEdits[])[]): readonly FileEdits[] {
  const merged = new Map<Uri, TextEdit[]>();
  for (const changes of fixes) {
    const fresh = changes.map(({ uri, edits }) => ({
      uri,
      edits: edits.filter((edit) => !isIn(merged.get(uri), edit)),
    }));
    if (fresh.some(({ uri, edits }) => edits.some((edit) => meetsAny(merged.get(uri), edit)))) continue;
    for (const { uri, edits } of fresh) {
      if (edits.length > 0) merged.set(uri, [...(merged.get(uri) ?? []), ...edits]);
    }
  }
  return [...merged].map(([uri, edits]) => ({
    uri,
    edits: edits.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end),
  }));
}

function isIn(edits: readonly TextEdit[] | undefined, edit: TextEdit): boolean {
  return (
    edits?.some((other) => sameRange(other.range, edit.range) && other.newText === edit.newText) ?? false
  );
}

function meetsAny(edits: readonly TextEdit[] | undefined, edit: TextEdit): boolean {
  return edits?.some((other) => meets(other.range, edit.range)) ?? false;
}

/** Edits that only touch count as meeting: which of the two texts comes first would be a guess. */
function meets(a: TextRange, b: TextRange): boolean {
  return a.start <= b.end && b.start <= a.end;
}
