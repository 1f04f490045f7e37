import type { Snapshot } from '../analysis/snapshot.js';
import type { Uri } from '../text/uri.js';
import type { ReportDocument, ReportFile } from './document.js';
import type { Places } from './places.js';
import { coverageOf } from './coverage.js';
import { folderName } from './places.js';
import { reportFinding } from './reportFinding.js';
import { reportSession } from './reportSession.js';
import type { SelectedFile, SelectionOptions } from './selection.js';
import { select } from './selection.js';
import { summarize } from './summary.js';

/** What every format can be told. */
export interface ReportOptions extends SelectionOptions {
  /** The version of TrustScope that makes the report. */
  readonly version: string;
}

/** The report as data. The same snapshot gives the same document, whatever the machine or the order of reading. */
export function buildReport(snapshot: Snapshot, root: Uri, options: ReportOptions): ReportDocument {
  const parts = reportMembers(snapshot, root, options);
  return { ...parts, files: [...parts.files], sessions: [...parts.sessions], findings: [...parts.findings] };
}

/** The members of the document in order, with lists whose items are made when they are come to. */
export function reportMembers(
  snapshot: Snapshot,
  root: Uri,
  options: ReportOptions,
): Omit<ReportDocument, 'files' | 'sessions' | 'findings'> & {
  readonly files: Iterable<ReportDocument['files'][number]>;
  readonly sessions: Iterable<ReportDocument['sessions'][number]>;
  readonly findings: Iterable<ReportDocument['findings'][number]>;
} {
  const selection = select(snapshot, root, options);
  const { files, sessions, findings } = summarize(selection);
  return {
    version: 1,
    tool: { name: 'trustscope', version: options.version },
    root: folderName(root),
    files: each(selection.files, (file) => reportFile(file, selection.places)),
    sessions: each(selection.scopes, (scope) => reportSession(scope, selection.places)),
    findings: each(selection.findings, (selected) =>
      reportFinding(selected, selection.places, selection.copies),
    ),
    coverage: coverageOf(selection),
    summary: { files, sessions, findings },
    ...(selection.baseline === undefined
      ? {}
      : {
          baseline: {
            accepted: selection.baseline.accepted,
            stale: selection.baseline.stale.map(({ rule, path, session, since }) => ({
              rule,
              path,
              session,
              since,
            })),
          },
        }),
  };
}

function* each<T, R>(items: readonly T[], make: (item: T) => R): Generator<R> {
  for (const item of items) yield make(item);
}

function reportFile({ path, file, problems }: SelectedFile, places: Places): ReportFile {
  return {
    path,
    platform: file.platform,
    problems: problems.map(({ message, range }) => ({ message, range: places.range(file.uri, range) })),
  };
}
