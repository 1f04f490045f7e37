import type { Snapshot } from '../../analysis/snapshot.js';
import type { Markdown } from '../../text/markdown.js';
import { code, items, mark, plain } from '../../text/markdown.js';
import type { Uri } from '../../text/uri.js';
import { coverageLines, coverageOf } from '../coverage.js';
import { annotationsOf } from '../formats/annotation.js';
import type { Annotation } from '../formats/annotation.js';
import type { SelectionOptions } from '../selection.js';
import { select } from '../selection.js';
import { SEVERITIES } from '../severity.js';
import { summarize, summaryLine } from '../summary.js';
import { lineColumn } from '../text/layout.js';
import type { Answer } from './answer.js';

/** What is found, the gravest first, each with its place, its rule and the safe fix that there is. */
export function findingsAnswer(snapshot: Snapshot, root: Uri, options: SelectionOptions): Answer {
  const selection = select(snapshot, root, options);
  const all = annotationsOf(selection);
  const ordered = SEVERITIES.flatMap((severity) => all.filter((each) => each.severity === severity));
  return {
    head: [
      plain(summaryLine(summarize(selection))),
      items(coverageLines(coverageOf(selection)).slice(0, 5).map(plain)),
    ],
    items: ordered.map(line),
    noun: ['finding', 'findings'],
    more: 'Ask for one path, one rule or a higher severity.',
  };
}

function line({ severity, code: rule, message, place, finding }: Annotation): Markdown {
  const safe = finding?.fixes.find(({ applicability }) => applicability === 'safe');
  const fix = safe === undefined ? undefined : mark` Safe fix: ${plain(safe.title)}.`;
  return mark`${plain(severity)} ${code(`${place.path}:${lineColumn(place)}`)} ${plain(message)} (${code(rule)})${fix}`;
}
