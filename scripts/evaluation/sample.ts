import { createHash } from 'node:crypto';
import type { FoundFinding } from './scan.js';

/**
 * `count` findings by chance. Each one's lot hangs on the seed and on itself alone, so that a finding that is mended
 * away leaves the rest of the sample, and the labels given to it, as they were.
 */
export function drawSample(
  findings: readonly FoundFinding[],
  count: number,
  seed: number,
): readonly FoundFinding[] {
  return findings
    .map((found) => ({
      found,
      lot: createHash('sha256')
        .update(`${seed} ${keyOf(found)}`)
        .digest('hex'),
    }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, count)
    .map(({ found }) => found);
}

/** By what a finding is known between runs. */
export function keyOf({ repository, path, line, finding }: FoundFinding): string {
  return `${repository} ${path}:${line} ${finding.rule}`;
}

const CONTEXT_LINES = 12;

/** A finding as it is read for labelling: what it says, and the text around it. */
export function renderForLabelling(found: FoundFinding, number: number): string {
  const { repository, path, line, finding, text } = found;
  const lines = text.split('\n');
  const from = Math.max(0, line - 1 - CONTEXT_LINES / 2);
  const shown = lines.slice(from, from + CONTEXT_LINES + 1).map((content, index) => {
    const at = from + index + 1;
    return `${at === line ? '>' : ' '}${String(at).padStart(5)} | ${content}`;
  });
  return [
    `[${number}] ${repository} ${path}:${line}  ${finding.severity} ${finding.rule} (${finding.confidence})`,
    `    ${finding.message}`,
    ...finding.related.map(({ message }) => `    - ${message}`),
    ...shown,
    '',
  ].join('\n');
}
