import { lineColumn } from '../text/layout.js';
import { wrap } from '../text/columns.js';
import type { Paint } from '../text/paint.js';
import type { SelectedFinding } from '../selection.js';
import { visible } from '../../text/visible.js';
import type { ChangeRow, Comparison } from './comparison.js';
import { changeAsides, changeLine, comparisonSummary, GROUPS, rowsOf, UNREADABLE } from './comparison.js';
import { unreadableWords } from './unreadable.js';

/** How a comparison is laid out. */
export interface ComparisonOptions {
  readonly paint: Paint;
  /** Columns of the terminal; undefined where lines may be as long as they like. */
  readonly width: number | undefined;
  /** Rows of a group before the rest is counted. */
  readonly most: number;
}

/** A comparison for a terminal: what got wider first, two lines each, and a last line that counts. */
export function comparisonText(comparison: Comparison, options: ComparisonOptions): string {
  const groups = GROUPS.flatMap(({ title, directions }) => {
    const rows = rowsOf(comparison, directions);
    if (rows.length === 0) return [];
    const shown = rows.slice(0, options.most).flatMap((row) => rowLines(row, options));
    const more = rows.length - options.most;
    return [
      [
        options.paint.strong(`${title} (${String(rows.length)})`),
        ...shown,
        ...(more > 0 ? [options.paint.quiet(`  and ${String(more)} more`)] : []),
      ].join('\n'),
    ];
  });
  const beyond = contractLines(comparison.contract ?? [], options);
  const unread = unreadableLines(comparison, options);
  return `${[...beyond, ...unread, ...groups, visible(comparisonSummary(comparison))].join('\n\n')}\n`;
}

function rowLines(row: ChangeRow, { paint, width }: ComparisonOptions): readonly string[] {
  const { sign, place } = row;
  const head = visible(changeLine(row));
  const at = place === undefined ? row.change.session.path : `${place.path}:${lineColumn(place)}`;
  const below = visible([...changeAsides(row), at].join(' · '));
  const lines = (text: string): readonly string[] =>
    width === undefined ? [text] : wrap(text, Math.max(20, width - 4));
  const [first = '', ...rest] = lines(head);
  const painted = row.change.direction === 'wider' ? paint.severity('warning', sign) : paint.quiet(sign);
  return [
    `  ${painted} ${first}`,
    ...rest.map((line) => `    ${line}`),
    ...lines(below).map((line) => `    ${paint.quiet(line)}`),
  ];
}

/** What nobody can compare, before what was compared. */
function unreadableLines(
  { unreadable = [] }: Comparison,
  { paint, most }: ComparisonOptions,
): readonly string[] {
  if (unreadable.length === 0) return [];
  const shown = unreadable
    .slice(0, most)
    .flatMap((file) => [
      `  ${paint.severity('warning', '?')} ${visible(file.path)}`,
      `    ${paint.quiet(visible(unreadableWords(file)))}`,
    ]);
  const more = unreadable.length - most;
  return [
    [
      paint.strong(`${UNREADABLE} (${String(unreadable.length)})`),
      ...shown,
      ...(more > 0 ? [paint.quiet(`  and ${String(more)} more`)] : []),
    ].join('\n'),
  ];
}

/** What goes beyond the contract, before all else: nobody has agreed on it. */
function contractLines(
  contract: readonly SelectedFinding[],
  { paint, width, most }: ComparisonOptions,
): readonly string[] {
  if (contract.length === 0) return [];
  const shown = contract.slice(0, most).flatMap(({ finding, place }) => {
    const text = visible(finding.message);
    const [first = '', ...rest] = width === undefined ? [text] : wrap(text, Math.max(20, width - 4));
    return [
      `  ${paint.severity(finding.severity, '>')} ${first}`,
      ...rest.map((line) => `    ${line}`),
      `    ${paint.quiet(visible(`${place.path}:${lineColumn(place)}`))}`,
    ];
  });
  const more = contract.length - most;
  return [
    [
      paint.strong(`Beyond the contract (${String(contract.length)})`),
      ...shown,
      ...(more > 0 ? [paint.quiet(`  and ${String(more)} more`)] : []),
    ].join('\n'),
  ];
}
