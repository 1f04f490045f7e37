import type { Rule } from '../rules/rule.js';
import type { Uri } from '../text/uri.js';
import { RULES } from '../rules/index.js';
import type { AnalyzedFile, Finding } from './snapshot.js';
import type { SuppressionProblem } from './suppression.js';
import { applySuppressions } from './suppression.js';

/** The id under which a suppression comment that does nothing is reported. */
export const INEFFECTIVE_SUPPRESSION = 'ineffective-suppression';

/** Findings with what suppresses them, and the comments of the file that suppress nothing as findings of their own. */
export function suppressed(
  file: AnalyzedFile | undefined,
  findings: readonly Finding[],
  rules: readonly Rule[],
  setting: (uri: Uri, ruleId: string) => Finding['severity'] | 'off' | undefined,
): readonly Finding[] {
  if (file === undefined) return findings;
  const known = new Set(RULES.map((rule) => rule.meta.id));
  const active = new Set(rules.map((rule) => rule.meta.id));
  const applied = applySuppressions(file, findings, known, active);
  const own =
    active.size === known.size
      ? applied.problems.flatMap((problem) => {
          const severity = setting(file.uri, INEFFECTIVE_SUPPRESSION) ?? problem.severity;
          return severity === 'off' ? [] : [problemFinding(file, problem, severity)];
        })
      : [];
  return [...applied.findings, ...own].sort((a, b) => a.origin.range.start - b.origin.range.start);
}

function problemFinding(
  file: AnalyzedFile,
  problem: SuppressionProblem,
  severity: Finding['severity'],
): Finding {
  return {
    rule: INEFFECTIVE_SUPPRESSION,
    severity,
    confidence: 'high',
    message: problem.message,
    origin: { uri: file.uri, range: problem.range },
    session: null,
    related: [],
    controls: [],
    offers: [],
    unnecessary: problem.severity === 'hint',
    suppressed: null,
    ...(problem.meant === undefined ? {} : { meant: problem.meant }),
  };
}
