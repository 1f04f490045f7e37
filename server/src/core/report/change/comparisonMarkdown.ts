import { cell, code, mark, markdownText, plain } from '../../text/markdown.js';
import { lineColumn } from '../text/layout.js';
import type { ChangeRow, Comparison } from './comparison.js';
import { comparisonSummary, GROUPS, rowsOf, UNREADABLE } from './comparison.js';
import { unreadableWords } from './unreadable.js';

/** Rows of a group before the rest is counted; all are in the JSON. */
const MOST_ROWS = 50;

const HEAD = '| | identity | change | on | started by | gate | because |';
const RULE = '| --- | --- | --- | --- | --- | --- | --- |';

/** A comparison as GitHub-flavoured Markdown, for a comment on a pull request: what got wider first. */
export function comparisonMarkdown(comparison: Comparison): string {
  const groups = GROUPS.flatMap(({ title, directions }) => {
    const rows = rowsOf(comparison, directions);
    if (rows.length === 0) return [];
    const more = rows.length - MOST_ROWS;
    const lines = [
      `### ${title}`,
      '',
      HEAD,
      RULE,
      ...rows.slice(0, MOST_ROWS).map(rowLine),
      ...(more > 0 ? ['', `… and ${String(more)} more.`] : []),
    ];
    return [lines.join('\n')];
  });
  return `${['## Session trust scope', markdownText(plain(comparisonSummary(comparison))), ...contractList(comparison), ...unreadableList(comparison), ...groups].join('\n\n')}\n`;
}

function rowLine(row: ChangeRow): string {
  const { sign, identity, verb, what, on, startedBy, gate, place } = row;
  const cells = [
    code(sign),
    plain(identity),
    mark`${plain(verb)} ${plain(what)}`,
    plain(on),
    plain(startedBy),
    plain(gate),
    code(place === undefined ? row.change.session.path : `${place.path}:${lineColumn(place)}`),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** What goes beyond the contract, before all else. */
function contractList({ contract = [] }: Comparison): readonly string[] {
  if (contract.length === 0) return [];
  const more = contract.length - MOST_ROWS;
  return [
    [
      '### Beyond the contract',
      '',
      ...contract
        .slice(0, MOST_ROWS)
        .map(({ finding, place }) =>
          markdownText(mark`- ${plain(finding.message)} ${code(`${place.path}:${lineColumn(place)}`)}`),
        ),
      ...(more > 0 ? ['', `… and ${String(more)} more.`] : []),
    ].join('\n'),
  ];
}

/** What nobody can compare, before what was compared. */
function unreadableList({ unreadable = [] }: Comparison): readonly string[] {
  if (unreadable.length === 0) return [];
  const more = unreadable.length - MOST_ROWS;
  return [
    [
      `### ${UNREADABLE}`,
      '',
      ...unreadable
        .slice(0, MOST_ROWS)
        .map((file) => markdownText(mark`- ${code(file.path)}: ${plain(unreadableWords(file))}`)),
      ...(more > 0 ? ['', `… and ${String(more)} more.`] : []),
    ].join('\n'),
  ];
}
