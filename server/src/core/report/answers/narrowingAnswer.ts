import type { Fix, Snapshot } from '../../analysis/snapshot.js';
import type { Markdown } from '../../text/markdown.js';
import { code, mark, paragraphs, plain, verbatim } from '../../text/markdown.js';
import { counted } from '../../text/phrases.js';
import { applyEdits } from '../../text/textRange.js';
import type { Uri } from '../../text/uri.js';
import { unifiedDiff } from '../diff.js';
import type { SelectedFinding, SelectionOptions } from '../selection.js';
import { select } from '../selection.js';
import type { Places } from '../places.js';
import { SEVERITIES } from '../severity.js';
import { lineColumn } from '../text/layout.js';
import type { Answer } from './answer.js';

const RANK: Readonly<Record<Fix['applicability'], number>> = { safe: 0, unsafe: 1 };

/**
 * The changes of files that would narrow what is found, as differences of texts: safe ones first, then those of the gravest
 * findings. None is offered that would stop a login or take away what is known to be needed.
 */
export function narrowingAnswer(snapshot: Snapshot, root: Uri, options: SelectionOptions): Answer {
  const { findings, places } = select(snapshot, root, options);
  const open = findings.filter(({ finding }) => finding.suppressed === null);
  const offers = open
    .flatMap((selected) => selected.fixes.map((fix) => ({ selected, fix })))
    .sort(
      (a, b) =>
        RANK[a.fix.applicability] - RANK[b.fix.applicability] ||
        SEVERITIES.indexOf(a.selected.finding.severity) - SEVERITIES.indexOf(b.selected.finding.severity),
    );
  const without = open.filter(({ fixes }) => fixes.length === 0).length;
  const head = [
    plain(`${counted(offers.length, 'change')} would narrow something; nothing was written.`),
    without === 0
      ? plain('')
      : plain(`For ${counted(without, 'finding')} there is none that could be proposed.`),
  ];
  return {
    head,
    items: offers.map(({ selected, fix }) => proposal(selected, fix, places)),
    noun: ['change', 'changes'],
    more: 'Ask for one path or one rule.',
  };
}

function proposal({ finding, place }: SelectedFinding, fix: Fix, places: Places): Markdown {
  const { title, applicability, caution } = fix;
  const diff = fix.changes
    .map(({ uri, edits }) => {
      const text = places.text(uri) ?? '';
      return unifiedDiff(places.path(uri), text, applyEdits(text, edits));
    })
    .join('');
  return paragraphs([
    mark`### ${plain(title)} (${plain(caution === undefined ? applicability : `${applicability}: ${caution}`)})`,
    mark`For ${code(finding.rule)} at ${code(`${place.path}:${lineColumn(place)}`)}: ${plain(finding.message)}`,
    verbatim(diff, 'diff'),
  ]);
}
