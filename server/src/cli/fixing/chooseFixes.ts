import type { FileEdits, Finding, Fix } from '../../core/analysis/snapshot.js';
import type { SelectedFinding } from '../../core/report/selection.js';
import type { TextEdit } from '../../core/text/textRange.js';
import type { Uri } from '../../core/text/uri.js';

/** Which fixes may be taken. */
export interface FixPolicy {
  /** Takes fixes that could stop something from working, too. */
  readonly unsafe: boolean;
  /** Files that may be changed. */
  readonly mayChange: (uri: Uri) => boolean;
}

export interface ChosenFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Fixes that can be done at once, with their edits by file. */
export interface ChosenFixes {
  readonly chosen: readonly ChosenFix[];
  readonly edits: ReadonlyMap<Uri, readonly TextEdit[]>;
}

/**
 * Picks the first allowed fix of every finding, as long as it meets none picked before. A fix of several files is
 * taken whole or not at all; what is left out has its turn in the next pass.
 */
export function chooseFixes(findings: readonly SelectedFinding[], policy: FixPolicy): ChosenFixes {
  const edits = new Map<Uri, TextEdit[]>();
  const chosen: ChosenFix[] = [];
  for (const { finding, fixes } of findings) {
    if (finding.suppressed !== null) continue;
    const fix = fixes.find((candidate) => isAllowed(candidate, policy));
    if (fix?.changes.every((change) => fits(change, edits)) !== true) continue;
    chosen.push({ finding, fix });
    for (const { uri, edits: added } of fix.changes) edits.set(uri, [...(edits.get(uri) ?? []), ...added]);
  }
  return { chosen, edits };
}

function isAllowed({ applicability, changes }: Fix, { unsafe, mayChange }: FixPolicy): boolean {
  return (
    (unsafe || applicability === 'safe') && changes.length > 0 && changes.every(({ uri }) => mayChange(uri))
  );
}

function fits({ uri, edits }: FileEdits, taken: ReadonlyMap<Uri, readonly TextEdit[]>): boolean {
  const others = taken.get(uri) ?? [];
  return edits.every((edit) => others.every((other) => !meet(edit, other)));
}

/** Edits that touch count as meeting: of two insertions at one place nobody could say which comes first. */
function meet(a: TextEdit, b: TextEdit): boolean {
  return a.range.start <= b.range.end && b.range.start <= a.range.end;
}
