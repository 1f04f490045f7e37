import type { AnalyzedFile, FileProblem, Finding, Fix, Snapshot } from '../analysis/snapshot.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import type { Uri } from '../text/uri.js';
import type { ControlId } from '../frameworks/controlId.js';
import type { Baseline, BaselineUse } from './baseline.js';
import { withoutAccepted } from './baseline.js';
import type { Copies } from './copies.js';
import { copiesAmong } from './copies.js';
import { decidedTogether } from './oneDecision.js';
import { comparePlaces, compareText, Places } from './places.js';
import type { SelectedFinding } from './selectedFinding.js';
import { atLeast } from './severity.js';

export type { SelectedFinding } from './selectedFinding.js';

/** A file or folder that was not read, or not whole. */
export interface NotRead {
  readonly path: string;
  readonly why: string;
}

/** What of a snapshot goes into a report. */
export interface SelectionOptions {
  /** Files to speak of; absent means all. Other files of the snapshot are there only to be linked with. */
  readonly files?: ReadonlySet<Uri>;
  /** Findings below it are left out. */
  readonly minSeverity?: Severity;
  /** What whoever gathered the files could not read, or left out, with the reason; paths as the report has them. */
  readonly notRead?: readonly NotRead[];
  /** Ids of the only rules whose findings are wanted; absent means all. */
  readonly rules?: ReadonlySet<string>;
  /** Whether a finding that touches these controls is wanted; absent means all. */
  readonly controls?: (id: ControlId) => boolean;
  /** Findings that were accepted as they were there: they are left out, and counted. */
  readonly baseline?: Baseline;
}

export interface SelectedFile {
  readonly path: string;
  readonly file: AnalyzedFile;
  readonly problems: readonly FileProblem[];
}

/** All that a report speaks of, in the order in which it does: by path, then by place. */
export interface Selection {
  readonly places: Places;
  readonly files: readonly SelectedFile[];
  readonly scopes: readonly TrustScope[];
  readonly findings: readonly SelectedFinding[];
  /** Which of the findings say the same of copies of one text. Looked for when it is first asked for. */
  readonly copies: Copies;
  /** Which of the others of their session they are decided on with. Looked for when it is first asked for. */
  readonly together: Copies;
  readonly notRead: readonly NotRead[];
  /** Present where findings were held against a baseline. */
  readonly baseline?: BaselineUse;
}

/** Picks and orders the part of a snapshot that a report is about. */
export function select(snapshot: Snapshot, root: Uri, options: SelectionOptions = {}): Selection {
  const places = new Places(snapshot, root);
  const wanted = (uri: Uri): boolean => options.files?.has(uri) ?? true;
  const files = snapshot
    .files()
    .filter((file) => wanted(file.uri))
    .map((file) => ({ path: places.path(file.uri), file, problems: snapshot.problems(file.uri) }))
    .sort((a, b) => compareText(a.path, b.path));
  const { baseline } = options;
  // What was accepted is accepted at whatever severity; what is asked for is chosen among the rest.
  const all = selectFindings(snapshot, places, wanted, baseline === undefined ? options : {});
  const held =
    baseline === undefined ? undefined : withoutAccepted(all, baseline, new Places(snapshot, baseline.root));
  const findings = held === undefined ? all : held.findings.filter(isWanted(options));
  let copies: Copies | undefined;
  let together: Copies | undefined;
  const lookForCopies = (): Copies =>
    (copies ??= copiesAmong(findings, places, (id) => snapshot.model.scope(id)?.facts.label));
  return {
    places,
    files,
    scopes: selectScopes(snapshot, places, wanted),
    findings,
    get copies() {
      return lookForCopies();
    },
    get together() {
      return (together ??= decidedTogether(findings, lookForCopies()));
    },
    notRead: options.notRead ?? [],
    ...(held === undefined ? {} : { baseline: held.use }),
  };
}

function selectScopes(snapshot: Snapshot, places: Places, wanted: (uri: Uri) => boolean): TrustScope[] {
  return snapshot.model.scopes
    .filter((scope) => wanted(scope.file.uri))
    .map((scope) => ({ scope, place: places.place(scope.facts.origin) }))
    .sort((a, b) => comparePlaces(a.place, b.place) || compareText(a.scope.id, b.scope.id))
    .map(({ scope }) => scope);
}

function selectFindings(
  snapshot: Snapshot,
  places: Places,
  wanted: (uri: Uri) => boolean,
  options: SelectionOptions,
): SelectedFinding[] {
  const uris = new Set([...snapshot.files().map((file) => file.uri), ...snapshot.configurationFiles()]);
  return [...uris]
    .filter(wanted)
    .flatMap((uri) => snapshot.findings(uri))
    .map((finding) => selected(finding, snapshot, places))
    .filter(isWanted(options))
    .sort((a, b) => comparePlaces(a.place, b.place) || compareText(a.finding.rule, b.finding.rule));
}

function isWanted({
  minSeverity = 'hint',
  rules,
  controls,
}: SelectionOptions): (selected: SelectedFinding) => boolean {
  return ({ finding }) =>
    atLeast(finding.severity, minSeverity) &&
    (rules?.has(finding.rule) ?? true) &&
    (controls === undefined || finding.controls.some(controls));
}

function selected(finding: Finding, snapshot: Snapshot, places: Places): SelectedFinding {
  let fixes: readonly Fix[] | undefined;
  let hasUntriedFix: boolean | undefined;
  return {
    finding,
    place: places.place(finding.origin),
    // Fixes cost a computation of edits each, and not every format tells them.
    get fixes() {
      return (fixes ??= snapshot.fixes(finding));
    },
    get hasUntriedFix() {
      return (hasUntriedFix ??= snapshot.hasUntriedFix(finding));
    },
    scope: finding.session === null ? undefined : snapshot.model.scope(finding.session),
  };
}
