import type { Snapshot } from '../../analysis/snapshot.js';
import type { Severity } from '../../model/vocabulary.js';
import type { Uri } from '../../text/uri.js';
import { coverageOf } from '../coverage.js';
import { fingerprintsOf } from '../sarif/fingerprint.js';
import type { Selection, SelectionOptions } from '../selection.js';
import { select } from '../selection.js';
import { shownJson } from '../shownJson.js';
import type { Annotation } from './annotation.js';
import { annotationsOf, NOWHERE } from './annotation.js';

/** GitLab's words for how grave an issue is. */
const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
};

/** One issue, with the properties that GitLab reads; it ignores all others of Code Climate's format. */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/**
 * A code quality report for GitLab, which compares those of two branches by their fingerprints; paths have to be those in
 * the repository. A file that was not read is an issue of its own, so that a report does not look complete without it.
 *
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function renderGitLab(snapshot: Snapshot, root: Uri, options: SelectionOptions = {}): string {
  const selection = select(snapshot, root, options);
  const annotations = [...annotationsOf(selection), ...notRead(selection)];
  const marks = fingerprintsOf(annotations.map((annotation) => marksOf(annotation, selection)));
  return `${shownJson(annotations.map((annotation, index) => issue(annotation, marks[index] ?? '')))}\n`;
}

function notRead(selection: Selection): readonly Annotation[] {
  return coverageOf(selection).notRead.map(({ path, why }) => ({
    severity: 'information',
    code: 'not-read',
    message: `Not read: ${why}.`,
    place: { path, range: NOWHERE },
    isRule: false,
  }));
}

/** What stays while lines move: the rule, the file, the session and the text pointed at. */
function marksOf({ code, message, place, finding }: Annotation, { places }: Selection): readonly string[] {
  if (finding === undefined) return [code, place.path, message];
  const { uri, range } = finding.finding.origin;
  const text = (places.text(uri) ?? '').slice(range.start, range.end).replace(/\s+/gu, ' ');
  return [code, place.path, finding.scope?.facts.localId ?? '', text];
}

function issue({ severity, code, message, place }: Annotation, fingerprint: string): Issue {
  return {
    description: message,
    check_name: code,
    fingerprint,
    severity: SEVERITIES[severity],
    location: { path: place.path, lines: { begin: place.range.start.line + 1 } },
  };
}
