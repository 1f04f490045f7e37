import type { AnalyzedFile } from '../../analysis/snapshot.js';
import type { CarriedIdentity } from '../../model/facts.js';
import { dotted } from '../../text/credentials.js';
import type { LineIndex } from '../../text/lineIndex.js';

/** A file's text as a report may show it. */
export interface ShownSource {
  readonly text: string;
  readonly lines: LineIndex;
}

/**
 * The text with every credential that is written out in it dotted over, and all that looks like one: reports go into logs, and logs are read by
 * more people than files are. All offsets stay as they are.
 */
export function shownSource({ tree, facts }: AnalyzedFile): ShownSource {
  const carried: readonly CarriedIdentity[] = [
    ...facts.sessions.flatMap((session) => session.carried),
    ...(facts.workloads ?? []).flatMap((workload) => workload.carried ?? []),
  ];
  const places = carried.filter(({ writtenOut }) => writtenOut === true).map(({ origin }) => origin.range);
  const text = places.reduce(
    (shown, { start, end }) =>
      shown.slice(0, start) + '•'.repeat(Math.max(0, end - start)) + shown.slice(end),
    tree.text,
  );
  return { text: dotted(text, true), lines: tree.lines };
}
