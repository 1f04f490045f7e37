import type { AnalyzedFile, FileProblem, Finding, Fix, Snapshot } from '../analysis/snapshot.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import type { Uri } from '../text/uri.js';
import type { ReportPlace } from './document.js';
import { comparePlaces, compareText, Places } from './places.js';
import { atLeast } from './severity.js';

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
}

/** A finding with its place and the fixes that can be done now. */
export interface SelectedFinding {
  readonly finding: Finding;
  readonly place: ReportPlace;
  readonly fixes: readonly Fix[];
  readonly scope: TrustScope | undefined;
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
  readonly notRead: readonly NotRead[];
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
  return {
    places,
    files,
    scopes: selectScopes(snapshot, places, wanted),
    findings: selectFindings(snapshot, places, wanted, options),
    notRead: options.notRead ?? [],
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
  { minSeverity = 'hint', rules }: SelectionOptions,
): SelectedFinding[] {
  const uris = new Set([...snapshot.files().map((file) => file.uri), ...snapshot.configurationFiles()]);
  return [...uris]
    .filter(wanted)
    .flatMap((uri) => snapshot.findings(uri))
    .filter((finding) => atLeast(finding.severity, minSeverity) && (rules?.has(finding.rule) ?? true))
    .map((finding) => selected(finding, snapshot, places))
    .sort((a, b) => comparePlaces(a.place, b.place) || compareText(a.finding.rule, b.finding.rule));
}

function selected(finding: Finding, snapshot: Snapshot, places: Places): SelectedFinding {
  let fixes: readonly Fix[] | undefined;
  return {
    finding,
    place: places.place(finding.origin),
    // Fixes cost a computation of edits each, and not every format tells them.
    get fixes() {
      return (fixes ??= snapshot.fixes(finding));
    },
    scope: finding.session === null ? undefined : snapshot.model.scope(finding.session),
  };
}
