import { existsSync, readFileSync } from 'node:fs';
import type { FoundFinding } from './scan.js';
import { markdownTable } from './tables.js';

/** A finding as somebody judged it, reading the workflow. A new severity needs a new judgement. */
export interface Label {
  readonly repository: string;
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly severity: string;
  readonly verdict: 'right' | 'wrong';
  readonly reason: string;
}

export function readLabels(path: string): readonly Label[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly Label[]) : [];
}

/** The sample with the labels given to it; what nobody has judged yet is `open`. */
export function labelTable(sample: readonly FoundFinding[], labels: readonly Label[]): string {
  const rows = sample.map((found) => {
    const { repository, path, line, finding } = found;
    const label = labels.find((candidate) => isOf(candidate, found));
    return [
      repository,
      shortPath(path),
      String(line),
      finding.rule,
      finding.severity,
      label?.verdict ?? 'open',
      label?.reason ?? '',
    ];
  });
  return markdownTable(['repository', 'path', 'line', 'rule', 'severity', 'verdict', 'reason'], rows);
}

/** How many of the sample are right, wrong and open. */
export function verdictWords(sample: readonly FoundFinding[], labels: readonly Label[]): string {
  const verdicts = sample.map((found) => labels.find((label) => isOf(label, found))?.verdict ?? 'open');
  const count = (verdict: string): number => verdicts.filter((other) => other === verdict).length;
  return `${count('right')} right, ${count('wrong')} wrong, ${count('open')} open`;
}

function isOf(label: Label, { repository, path, line, finding }: FoundFinding): boolean {
  return (
    label.repository === repository &&
    label.path === path &&
    label.line === line &&
    label.rule === finding.rule &&
    label.severity === finding.severity
  );
}

function shortPath(path: string): string {
  return path.replace('.github/workflows/', '');
}
