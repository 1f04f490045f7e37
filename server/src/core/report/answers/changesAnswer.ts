import type { Markdown } from '../../text/markdown.js';
import { code, mark, plain } from '../../text/markdown.js';
import type { ChangeRow, Comparison } from '../change/comparison.js';
import { changeAsides, changeLine, comparisonSummary, GROUPS, rowsOf } from '../change/comparison.js';
import { lineColumn } from '../text/layout.js';
import type { Answer } from './answer.js';

/** What changed between two states: what got wider first. */
export function changesAnswer(comparison: Comparison): Answer {
  return {
    head: [plain(`${comparisonSummary(comparison)}.`)],
    items: GROUPS.flatMap(({ title, directions }) =>
      rowsOf(comparison, directions).map((row) => line(title, row)),
    ),
    noun: ['change', 'changes'],
    more: 'trustscope diff --all tells every one.',
  };
}

function line(title: string, row: ChangeRow): Markdown {
  const { place } = row;
  const at = place === undefined ? row.change.session.path : `${place.path}:${lineColumn(place)}`;
  return mark`${plain(title)}: ${plain([changeLine(row), ...changeAsides(row)].join(' · '))} ${code(at)}`;
}
