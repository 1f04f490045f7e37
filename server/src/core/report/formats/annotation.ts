import type { Severity } from '../../model/vocabulary.js';
import type { ChangeRow, Comparison } from '../change/comparison.js';
import { changeLine, changeAsides, rowsOf, UNREADABLE } from '../change/comparison.js';
import { unreadableWords } from '../change/unreadable.js';
import type { Uri } from '../../text/uri.js';
import type { PositionRange } from '../../text/lineIndex.js';
import type { ReportPlace } from '../document.js';
import type { SelectedFinding, Selection } from '../selection.js';

/** One thing to say beside a place of a file, for services that show a report line by line. */
export interface Annotation {
  readonly severity: Severity;
  /** The id of a rule, the kind of a problem, or what a change does to a session. */
  readonly code: string;
  readonly message: string;
  readonly place: ReportPlace;
  /** The file of the place, where its text is at hand. */
  readonly uri?: Uri;
  /** Whether the code is that of a rule, which has a page. */
  readonly isRule: boolean;
  /** The finding that is told; absent for problems of files and for changes. */
  readonly finding?: SelectedFinding;
  /** Set where it says the same as one of another file. */
  readonly isCopy?: true;
}

/** What a scan has to say: problems of files, then findings that are not suppressed. */
export function annotationsOf({ files, findings, copies, places }: Selection): readonly Annotation[] {
  return [
    ...files.flatMap(({ path, file, problems }) =>
      problems.map(({ severity, kind, message, range }) => ({
        severity,
        code: kind,
        message,
        place: { path, range: places.range(file.uri, range) },
        uri: file.uri,
        isRule: false,
      })),
    ),
    ...findings
      .filter(({ finding }) => finding.suppressed === null)
      .map((selected) => ({
        severity: selected.finding.severity,
        code: selected.finding.rule,
        message: selected.finding.message,
        place: selected.place,
        uri: selected.finding.origin.uri,
        isRule: true,
        finding: selected,
        ...(copies.firstOf(selected) === undefined ? {} : { isCopy: true as const }),
      })),
  ];
}

/** The start of a file, for what is said of it as a whole. */
export const NOWHERE: PositionRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** What a comparison has to say to a reviewer: what nobody could read, what got wider, and what is no longer known. */
export function annotationsOfChanges(comparison: Comparison): readonly Annotation[] {
  const told = (rows: readonly ChangeRow[], severity: Severity, code: string): readonly Annotation[] =>
    rows.map((row) => ({
      severity,
      code,
      message: [changeLine(row), ...changeAsides(row)].join(' · '),
      place: row.place ?? { path: row.change.session.path, range: NOWHERE },
      ...(row.place === undefined || row.change.at === undefined ? {} : { uri: row.change.at.uri }),
      isRule: false,
    }));
  const beyond = (comparison.contract ?? []).map((selected): Annotation => ({
    severity: selected.finding.severity,
    code: selected.finding.rule,
    message: selected.finding.message,
    place: selected.place,
    uri: selected.finding.origin.uri,
    isRule: true,
    finding: selected,
  }));
  const unread = (comparison.unreadable ?? []).map((file): Annotation => ({
    severity: 'warning',
    code: 'changed-not-read',
    message: `${UNREADABLE}: ${unreadableWords(file)}.`,
    place: { path: file.path, range: NOWHERE },
    isRule: false,
  }));
  return [
    ...beyond,
    ...unread,
    ...told(rowsOf(comparison, ['wider']), 'warning', 'wider'),
    ...told(rowsOf(comparison, ['became-unknown']), 'information', 'no-longer-known'),
  ];
}
