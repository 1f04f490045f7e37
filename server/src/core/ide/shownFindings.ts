import type { Finding } from '../analysis/snapshot.js';
import { control } from '../frameworks/catalogue.js';
import type { Severity } from '../model/vocabulary.js';

/** What a person wants to see in the editor, whatever the configuration of the repository says. */
export interface Wishes {
  /** The least severe finding that is shown. */
  readonly minSeverity: Severity;
  /** Severities of single rules, by id; `off` hides the rule. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** The id of a framework: only findings that touch a control of it. */
  readonly framework?: string;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The findings that are not suppressed and that the person wants to see, as severe as that person has it. */
export function shownFindings(findings: readonly Finding[], wishes: Wishes): readonly Finding[] {
  const least = SEVERITIES.indexOf(wishes.minSeverity);
  return findings.flatMap((finding) => {
    const severity = wishes.rules[finding.rule] ?? finding.severity;
    if (finding.suppressed !== null || severity === 'off') return [];
    if (SEVERITIES.indexOf(severity) > least || !touchesFramework(finding, wishes.framework)) return [];
    return [severity === finding.severity ? finding : { ...finding, severity }];
  });
}

function touchesFramework({ controls }: Finding, framework: string | undefined): boolean {
  return framework === undefined || controls.some((id) => control(id).framework === framework);
}
