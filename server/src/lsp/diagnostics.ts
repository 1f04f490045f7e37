import type { Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { FileProblem, Finding, Snapshot } from '../core/analysis/snapshot.js';
import { shownFindings } from '../core/ide/shownFindings.js';
import type { Severity } from '../core/model/vocabulary.js';
import { plainMessage } from '../core/text/quoted.js';
import type { Uri } from '../core/text/uri.js';
import type { ClientFeatures } from './clientFeatures.js';
import type { FolderSettings } from './settings.js';
import type { ToProtocol } from './toProtocol.js';

/** Shown with every diagnostic, and the way in which clients tell ours apart. */
export const SOURCE = 'trustscope';

const RULE_PAGES = 'https://github.com/trustscope/trustscope/blob/main/docs/rules/';

/** So many places stand with a finding: an editor's hover gives each a line of the ten that it has. */
const MOST_RELATED = 3;

/** So many problems of one file are shown: a text of 100,000 broken parts would fill the memory of an editor. */
const MOST_PROBLEMS = 1_000;

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Makes the diagnostics of a file: its findings that are not suppressed, and what is wrong with its text. */
export class Diagnostics {
  readonly #convert: ToProtocol;
  readonly #client: ClientFeatures;

  constructor(convert: ToProtocol, client: ClientFeatures) {
    this.#convert = convert;
    this.#client = client;
  }

  /** The diagnostics of a file under the settings of its folder; none where the folder is switched off. */
  of(snapshot: Snapshot, uri: Uri, settings: FolderSettings): Diagnostic[] {
    if (!settings.enable) return [];
    const findings = shownFindings(snapshot.findings(uri), settings);
    const problems = snapshot.problems(uri);
    return [
      ...problems.slice(0, MOST_PROBLEMS).map((problem) => this.#problem(problem)),
      ...this.#beyond(problems),
      ...findings.map((finding) => this.#finding(finding)),
    ];
  }

  /** The first problem beyond those that are shown, which says how many more there are. */
  #beyond(problems: readonly FileProblem[]): Diagnostic[] {
    const [first, ...others] = problems.slice(MOST_PROBLEMS);
    if (first === undefined) return [];
    const message = `${first.message} ${String(others.length)} more problems of this file are not shown here.`;
    return [this.#problem({ ...first, message })];
  }

  #finding(finding: Finding): Diagnostic {
    return {
      range: this.#convert.range(finding.origin.uri, finding.origin.range),
      severity: SEVERITIES[finding.severity],
      code: finding.rule,
      codeDescription: { href: `${RULE_PAGES}${finding.rule}.md` },
      source: SOURCE,
      message: plainMessage(finding.message),
      ...(finding.unnecessary && this.#client.diagnosticTags ? { tags: [DiagnosticTag.Unnecessary] } : {}),
      ...this.#related(finding),
    };
  }

  #related(finding: Finding): Pick<Diagnostic, 'relatedInformation'> {
    if (!this.#client.relatedInformation || finding.related.length === 0) return {};
    return {
      relatedInformation: finding.related.slice(0, MOST_RELATED).map(({ origin, message }) => ({
        location: this.#convert.location(origin),
        message: plainMessage(message),
      })),
    };
  }

  #problem(problem: FileProblem): Diagnostic {
    return {
      range: this.#convert.range(problem.uri, problem.range),
      severity: SEVERITIES[problem.severity],
      code: problem.kind,
      source: SOURCE,
      message: plainMessage(problem.message),
    };
  }
}
