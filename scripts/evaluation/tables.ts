import type { Severity } from '../../server/src/core/model/vocabulary.js';
import type { CorpusScan, FoundFinding } from './scan.js';

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Findings per rule and severity, and in how many repositories: a Markdown table. */
export function ruleTable(findings: readonly FoundFinding[]): string {
  const rules = [...new Set(findings.map(({ finding }) => finding.rule))].sort();
  const rows = rules.map((rule) =>
    row(
      rule,
      findings.filter(({ finding }) => finding.rule === rule),
    ),
  );
  return markdownTable(['rule', ...SEVERITIES, 'repositories'], [...rows, row('all', findings)]);
}

function row(name: string, findings: readonly FoundFinding[]): readonly string[] {
  const counts = SEVERITIES.map(
    (severity) => findings.filter(({ finding }) => finding.severity === severity).length,
  );
  const repositories = new Set(findings.map(({ repository }) => repository)).size;
  return [name, ...counts.map(String), String(repositories)];
}

/** The median over all repositories, those without a finding included. */
export function medianPerRepository(scan: CorpusScan, wanted: readonly Severity[]): number {
  const counts = scan.repositories
    .map(
      ({ name }) =>
        scan.findings.filter((found) => found.repository === name && wanted.includes(found.finding.severity))
          .length,
    )
    .sort((a, b) => a - b);
  const middle = counts.length / 2;
  const low = counts[Math.ceil(middle) - 1] ?? 0;
  const high = counts[Math.floor(middle)] ?? 0;
  return (low + high) / 2;
}

/** Findings per repository. */
export function repositoryTable(scan: CorpusScan): string {
  const rows = scan.repositories.map(({ name, roots }) => {
    const own = scan.findings.filter(({ repository }) => repository === name);
    return [name, String(roots.flat().length), ...row(name, own).slice(1, -1)];
  });
  return markdownTable(['repository', 'files', ...SEVERITIES], rows);
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cell(cells[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => cell(text).padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
