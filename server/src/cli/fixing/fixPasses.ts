import type { AnalysisHost } from '../../core/analysis/analysisHost.js';
import type { SelectionOptions } from '../../core/report/selection.js';
import { select } from '../../core/report/selection.js';
import { lineColumn } from '../../core/report/text/layout.js';
import { applyEdits } from '../../core/text/textRange.js';
import type { Uri } from '../../core/text/uri.js';
import type { FixPolicy } from './chooseFixes.js';
import { chooseFixes } from './chooseFixes.js';

/** One fix may make room for another; more rounds than this mean that two fixes undo each other. */
const MOST_PASSES = 10;

export interface FixRun {
  /** The new texts of the files that changed. */
  readonly texts: ReadonlyMap<Uri, string>;
  /** What was done, a line each. */
  readonly done: readonly string[];
}

/** Applies fixes in the host, round after round, until none is left. Writes nothing. */
export function fixPasses(
  host: AnalysisHost,
  reportRoot: Uri,
  rootOf: (uri: Uri) => Uri,
  selection: SelectionOptions,
  policy: FixPolicy,
): FixRun {
  const texts = new Map<Uri, string>();
  const done: string[] = [];
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const { findings, places } = select(host.snapshot, reportRoot, selection);
    const { chosen, edits } = chooseFixes(findings, policy);
    if (chosen.length === 0) break;
    for (const { finding, fix } of chosen) {
      const place = places.place(finding.origin);
      done.push(`${place.path}:${lineColumn(place)} ${finding.rule}: ${fix.title}`);
    }
    const changes = [...edits].map(([uri, list]) => {
      const text = applyEdits(host.snapshot.file(uri)?.text ?? '', list);
      texts.set(uri, text);
      return { uri, root: rootOf(uri), text };
    });
    host.apply(changes);
  }
  return { texts, done };
}
