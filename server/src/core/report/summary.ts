import type { Severity, WidthBand } from '../model/vocabulary.js';
import type { Selection } from './selection.js';
import { SEVERITIES } from './severity.js';
import { counted } from '../text/phrases.js';

/** Widths, widest first: the order in which they are told. */
export const WIDTHS: readonly WidthBand[] = ['unbounded', 'broad', 'unknown', 'moderate', 'narrow'];

/** The counts at the end of a report. Suppressed findings are counted apart and nowhere else. */
export interface Summary {
  readonly files: number;
  readonly sessions: number;
  readonly widths: Readonly<Record<WidthBand, number>>;
  readonly findings: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  /** Findings that say the same as one of another file, counted among the others too. */
  readonly copies: number;
  /** Findings that are decided on with another one of their session, counted among the others too. */
  readonly together: number;
  readonly safelyFixable: number;
  /** Findings that have no fix only because their file is too long to try one. */
  readonly untried: number;
  /** Files that could not be read whole. */
  readonly broken: number;
  /** Findings that a baseline accepts, and entries of it that are no more; absent without one. */
  readonly baseline?: { readonly accepted: number; readonly stale: number };
}

/** Counts what a report speaks of. */
export function summarize(selection: Selection): Summary {
  const open = selection.findings.filter(({ finding }) => finding.suppressed === null);
  return {
    files: selection.files.length,
    sessions: selection.scopes.length,
    widths: tally(WIDTHS, selection.scopes, (scope) => scope.width.band),
    findings: tally(SEVERITIES, open, ({ finding }) => finding.severity),
    suppressed: selection.findings.length - open.length,
    copies: open.filter((selected) => selection.copies.firstOf(selected) !== undefined).length,
    together: open.filter((selected) => selection.together.firstOf(selected) !== undefined).length,
    safelyFixable: open.filter(({ fixes }) => fixes.some((fix) => fix.applicability === 'safe')).length,
    untried: open.filter(({ fixes, hasUntriedFix }) => fixes.length === 0 && hasUntriedFix).length,
    broken: selection.files.filter(({ problems }) => problems.some((problem) => problem.severity === 'error'))
      .length,
    ...(selection.baseline === undefined
      ? {}
      : {
          baseline: {
            accepted: selection.baseline.accepted,
            stale: selection.baseline.stale.length,
          },
        }),
  };
}

function tally<K extends string, T>(keys: readonly K[], items: readonly T[], keyOf: (item: T) => K) {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const item of items) counts[keyOf(item)]++;
  return counts;
}

/**
 * The last line of a text report: widths first, since the point is sessions.
 * `3 sessions broad, 9 moderate, 31 narrow · 2 errors, 5 warnings (4 with a safe fix) · 43 files`
 */
export function summaryLine(summary: Summary): string {
  return [widthsPart(summary), findingsPart(summary), filesPart(summary)].join(' · ');
}

function widthsPart({ sessions, widths }: Summary): string {
  const parts = WIDTHS.filter((band) => widths[band] > 0).map((band) => [widths[band], band] as const);
  const [first, ...rest] = parts;
  if (first === undefined) return counted(sessions, 'session');
  const head = `${counted(first[0], 'session')} ${widthWords(first[1])}`;
  return [head, ...rest.map(([count, band]) => `${String(count)} ${widthWords(band)}`)].join(', ');
}

/** Of some sessions it is not known how wide they are. */
function widthWords(band: WidthBand): string {
  return band === 'unknown' ? 'not known' : band;
}

const NOUNS: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  information: ['note', 'notes'],
  hint: ['hint', 'hints'],
};

function findingsPart({
  findings,
  copies,
  together,
  safelyFixable,
  untried,
  suppressed,
  baseline,
}: Summary): string {
  const parts = SEVERITIES.filter((severity) => findings[severity] > 0).map((severity) =>
    counted(findings[severity], ...NOUNS[severity]),
  );
  const asides = [
    ...(copies > 0 ? [`${String(copies)} of them the same in another file`] : []),
    ...(together > 0 ? [`${String(together)} told with another`] : []),
    ...(safelyFixable > 0 ? [`${String(safelyFixable)} with a safe fix`] : []),
    ...(untried > 0 ? [`${String(untried)} without a fix as the file is too long to try one`] : []),
    ...(suppressed > 0 ? [`${String(suppressed)} suppressed`] : []),
    ...(baseline === undefined ? [] : [`${String(baseline.accepted)} accepted in the baseline`]),
    ...((baseline?.stale ?? 0) > 0
      ? [`${counted(baseline?.stale ?? 0, 'entry', 'entries')} of it stale`]
      : []),
  ];
  const told = parts.length === 0 ? 'no findings' : parts.join(', ');
  return asides.length === 0 ? told : `${told} (${asides.join(', ')})`;
}

function filesPart({ files, broken }: Summary): string {
  return broken === 0
    ? counted(files, 'file')
    : `${counted(files, 'file')}, ${String(broken)} not read whole`;
}
