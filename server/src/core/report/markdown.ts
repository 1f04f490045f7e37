import type { Snapshot } from '../analysis/snapshot.js';
import { controlLink } from '../frameworks/controlLabel.js';
import type { Uri } from '../text/uri.js';
import type { Markdown } from '../text/markdown.js';
import { cell, code, items, markdownText, mark, plain, together } from '../text/markdown.js';
import { besides, toldAlone } from './oneDecision.js';
import type { SelectedFinding, Selection, SelectionOptions } from './selection.js';
import { select } from './selection.js';
import { SEVERITIES } from './severity.js';
import { counted } from '../text/phrases.js';
import { coverageOf } from './coverage.js';
import { summarize, summaryLine, WIDTHS } from './summary.js';
import { circumstances } from './text/circumstances.js';
import { lineColumn } from './text/layout.js';
import { verdictWords } from '../ide/describe/verdict.js';
import type { TrustScope } from '../model/trustScope.js';

/** A job summary may hold 1 MiB; past these many rows nobody reads on, and every row stays well below 2 KiB. */
const MOST_FINDINGS = 200;
const MOST_SESSIONS = 100;
const LABELS = 3;

/** The report as GitHub-flavoured Markdown, for a job summary or a comment: findings, then the widest sessions. */
export function renderMarkdown(snapshot: Snapshot, root: Uri, options: SelectionOptions = {}): string {
  const selection = select(snapshot, root, options);
  const sections = [
    '## Session trust scope',
    summaryLine(summarize(selection)),
    problemsSection(selection),
    findingsSection(selection),
    sessionsSection(selection),
    coverageSection(selection),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function problemsSection({ files, places }: Selection): string {
  const lines = files.flatMap(({ path, file, problems }) =>
    problems.map((problem) => {
      const at = lineColumn({ path, range: places.range(file.uri, problem.range) });
      return mark`${code(`${path}:${at}`)} ${plain(problem.message)}`;
    }),
  );
  return lines.length === 0
    ? ''
    : `### Not read whole\n\n${shortened(
        lines.map((line) => markdownText(items([line]))),
        MOST_FINDINGS,
      ).join('\n')}`;
}

/** What the rest of the report does not speak of. */
function coverageSection(selection: Selection): string {
  const { read, notRead, sessionsWithUnknowns } = coverageOf(selection);
  const lines = [
    `- ${counted(read, 'file')} read`,
    `- ${counted(sessionsWithUnknowns, 'session')} with something that is not known`,
    ...notRead.map(({ path, why }) => markdownText(items([mark`${code(path)}: ${plain(why)}`]))),
  ];
  return `### Coverage\n\n${shortened(lines, MOST_FINDINGS).join('\n')}`;
}

function findingsSection(selection: Selection): string {
  const open = toldAlone(selection);
  if (open.length === 0) return '';
  const graveFirst = SEVERITIES.flatMap((severity) =>
    open.filter(({ finding }) => finding.severity === severity),
  );
  const rows = graveFirst.map((selected) => findingRow(selected, besides(selected, selection, lineColumn)));
  return table('### Findings', ['Severity', 'Place', 'Finding', 'Controls'], rows, MOST_FINDINGS);
}

function findingRow({ finding, place }: SelectedFinding, elsewhere: readonly string[]): Markdown[] {
  const message = mark`${plain(finding.message)} ${code(finding.rule)}`;
  return [
    plain(finding.severity),
    code(`${place.path}:${lineColumn(place)}`),
    together([message, ...elsewhere.map(plain)], '<br>'),
    together(
      finding.controls.slice(0, LABELS).map((id) => controlLink(id)),
      '<br>',
    ),
  ];
}

/** Narrow sessions are counted above; listing them would bury the others. */
function sessionsSection({ scopes, places }: Selection): string {
  const rows = WIDTHS.filter((band) => band !== 'narrow').flatMap((band) =>
    scopes
      .filter((scope) => scope.width.band === band)
      .map((scope) => sessionRow(scope, places.path(scope.file.uri))),
  );
  return rows.length === 0
    ? ''
    : table('### Sessions', ['Width', 'Session', 'Circumstances', 'Because'], rows, MOST_SESSIONS);
}

function sessionRow(scope: TrustScope, path: string): Markdown[] {
  const { reasons } = scope.width;
  const name = mark`${code(scope.facts.name)}<br>${code(path)}`;
  return [plain(verdictWords(scope.width)), name, plain(circumstances(scope)), plain(reasons.join('; '))];
}

function table(title: string, head: readonly string[], rows: readonly Markdown[][], most: number): string {
  const lines = rows.map((cells) => `| ${cells.map(cell).join(' | ')} |`);
  const rule = `|${' --- |'.repeat(head.length)}`;
  return [title, '', `| ${head.join(' | ')} |`, rule, ...shortened(lines, most)].join('\n');
}

function shortened(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), '', `… and ${String(lines.length - most)} more.`];
}
