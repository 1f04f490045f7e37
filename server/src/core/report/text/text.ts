import { append } from '../../collections/grouping.js';
import type { Snapshot } from '../../analysis/snapshot.js';
import type { Uri } from '../../text/uri.js';
import { compareText } from '../places.js';
import type { SelectedFile, SelectedFinding, Selection, SelectionOptions } from '../selection.js';
import { select } from '../selection.js';
import { coverageLines, coverageOf } from '../coverage.js';
import { summarize, summaryLine } from '../summary.js';
import { besides, toldAlone } from '../oneDecision.js';
import { findingLines } from './findingText.js';
import { entryHead, layoutFor, lineColumn } from './layout.js';
import { columnsOf, wrap } from './columns.js';
import { shownSource } from './shownSource.js';
import type { Paint } from './paint.js';
import { PLAIN } from './paint.js';
import { visible } from '../../text/visible.js';

export interface TextOptions extends SelectionOptions {
  /** Columns of the terminal; absent for a file or a pipe, where nothing is wrapped. */
  readonly width?: number;
  readonly paint?: Paint;
  /** How long the analysis took, for the last line. */
  readonly seconds?: number;
  /** Leaves the last line out. */
  readonly quiet?: boolean;
}

/** The report for people: findings by file, and the widths of all sessions in the last line. */
export function renderText(snapshot: Snapshot, root: Uri, options: TextOptions = {}): string {
  const selection = select(snapshot, root, options);
  const paint = options.paint ?? PLAIN;
  const blocks = byFile(selection).map((block) =>
    fileLines(block, selection, options.width, paint).join('\n'),
  );
  if (options.quiet !== true) blocks.push(lastLines(selection, options).join('\n'));
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

interface FileBlock {
  readonly path: string;
  readonly file: SelectedFile | undefined;
  readonly findings: readonly SelectedFinding[];
}

/**
 * Files that have something to tell. Suppressed findings are only counted: someone has decided on them. So are those
 * that are told with another one, which names their places.
 */
function byFile(selection: Selection): FileBlock[] {
  const { files } = selection;
  const open = toldAlone(selection);
  const known = new Map(files.map((file) => [file.path, file]));
  const grouped = new Map<string, SelectedFinding[]>();
  for (const { path, problems } of files) if (problems.length > 0) grouped.set(path, []);
  for (const selected of open) append(grouped, selected.place.path, selected);
  return [...grouped]
    .map(([path, group]) => ({ path, file: known.get(path), findings: group }))
    .sort((a, b) => compareText(a.path, b.path));
}

function fileLines(
  block: FileBlock,
  selection: Selection,
  width: number | undefined,
  paint: Paint,
): string[] {
  const { path, file, findings } = block;
  const { places } = selection;
  const problems = (file?.problems ?? []).map((problem) => ({
    problem,
    place: { path, range: places.range(problem.uri, problem.range) },
  }));
  const layout = layoutFor(
    [...problems, ...findings].map(({ place }) => place),
    width,
    paint,
  );
  const lines = [paint.path(visible(path))];
  for (const { problem, place } of problems) {
    const { severity, kind, message } = problem;
    lines.push(...entryHead({ place, severity, label: kind, message, asides: [] }, layout).lines);
  }
  // A session's circumstances are told once in a file; later findings point back to where.
  const told = new Map<string, string>();
  const source = file === undefined || findings.length === 0 ? undefined : shownSource(file.file);
  for (const selected of findings) {
    const { session } = selected.finding;
    const saidAt = session === null ? undefined : told.get(session);
    lines.push(
      ...findingLines(
        selected,
        { source, saidAt, elsewhere: besides(selected, selection, lineColumn) },
        layout,
      ),
    );
    if (session !== null && saidAt === undefined) told.set(session, lineColumn(selected.place));
  }
  return lines;
}

function lastLines(selection: Selection, { width, seconds, paint = PLAIN }: TextOptions): string[] {
  const time = seconds === undefined ? '' : ` in ${seconds.toFixed(1)} s`;
  const line = summaryLine(summarize(selection)) + time;
  const lines = width === undefined || columnsOf(line) <= width ? [line] : wrap(line, width);
  const covered = coverageLines(coverageOf(selection));
  const more = covered.length - MOST_NOT_READ;
  const shown = more > 1 ? [...covered.slice(0, MOST_NOT_READ), `… and ${String(more)} more`] : covered;
  return [
    ...lines.map((text) => paint.strong(text)),
    ...shown.flatMap((text) => (width === undefined ? [visible(text)] : wrap(visible(text), width))),
  ];
}

/** More of what was not read is in the data formats. */
const MOST_NOT_READ = 20;
