import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import type { Snapshot } from '../../../server/src/core/analysis/snapshot.js';
import { codeLenses } from '../../../server/src/core/ide/codeLenses.js';
import { codeActions } from '../../../server/src/core/ide/codeActions.js';
import { hover } from '../../../server/src/core/ide/hover.js';
import { inlayHints } from '../../../server/src/core/ide/inlayHints.js';
import { needsActions } from '../../../server/src/core/ide/needsActions.js';
import { sessionCard } from '../../../server/src/core/ide/sessionCard.js';
import type { LoweringTools } from '../../../server/src/core/model/loweringTools.js';
import { needsOf } from '../../../server/src/core/report/needsReport.js';
import type { Uri } from '../../../server/src/core/text/uri.js';
import { originsIn } from '../contract/origins.js';
import type { Repository } from '../repository.js';
import { ROOT, uriOf } from '../repository.js';
import { markdownText } from '../../../server/src/core/text/markdown.js';

/** The part that a text plays, as there are other habits for each. */
export type SpokenKind =
  | 'message'
  | 'related'
  | 'title'
  | 'action'
  | 'caution'
  | 'problem'
  | 'why'
  | 'what'
  | 'need'
  | 'lens'
  | 'hint'
  | 'hover'
  | 'card';

/** Behind the title of an action that is offered twice at one place; too long to be a title. */
const TWICE = '(offered twice at this place, in the same words as another action)';

/** A text that a person would read. */
export interface Spoken {
  readonly kind: SpokenKind;
  readonly text: string;
  /** The path of the file, for a message. */
  readonly path: string;
}

/** Everything that is said of a repository, in findings, hovers, lenses, hints, cards and reports. */
export function everythingSaidOf(repository: Repository, tools: LoweringTools): readonly Spoken[] {
  const host = new AnalysisHost({ tools });
  const snapshot = host.apply(
    [...repository].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text })),
  );
  return [...repository.keys()].flatMap((path) =>
    [...said(snapshot, uriOf(path))].map(([kind, text]) => ({ kind, text, path })),
  );
}

type Saying = readonly [kind: SpokenKind, text: string];

function* said(snapshot: Snapshot, uri: Uri): Generator<Saying> {
  yield* findingsOf(snapshot, uri);
  for (const { message } of snapshot.problems(uri)) yield ['problem', message];
  for (const { title } of codeLenses(snapshot, uri)) yield ['lens', title];
  const text = snapshot.file(uri)?.tree.text ?? '';
  const whole = { start: 0, end: text.length };
  for (const { label, tooltip } of inlayHints(snapshot, uri, whole)) {
    yield ['hint', label];
    yield ['hover', markdownText(tooltip)];
  }
  for (const { title } of needsActions(snapshot, uri, whole)) yield ['action', title];
  for (const { rights, unknown } of needsOf(snapshot, [uri], ROOT)) {
    for (const why of [...rights.flatMap((right) => right.why), ...unknown]) yield ['need', why];
  }
  yield* scopesOf(snapshot, uri);
}

function* findingsOf(snapshot: Snapshot, uri: Uri): Generator<Saying> {
  for (const finding of snapshot.findings(uri)) {
    yield ['message', finding.message];
    for (const { message } of finding.related) yield ['related', message];
    for (const { title, caution } of finding.offers) {
      yield ['title', title];
      if (caution !== undefined) yield ['caution', caution];
    }
    const offered = codeActions(snapshot, uri, finding.origin.range).map(({ title }) => title);
    for (const title of offered) yield ['action', title];
    // What stands twice at one place cannot be told apart in a menu.
    for (const title of offered.filter((one, index) => offered.indexOf(one) !== index)) {
      yield ['action', `${title} ${TWICE}`];
    }
  }
}

function* scopesOf(snapshot: Snapshot, uri: Uri): Generator<Saying> {
  const places = new Set<number>();
  for (const scope of snapshot.model.scopesOf(uri)) {
    const card = sessionCard(scope, snapshot.findings(uri), snapshot.model);
    yield ['title', card.title];
    yield ['card', markdownText(card.markdown)];
    for (const { what, why } of scope.unknowns) {
      yield ['what', what];
      yield ['why', why];
    }
    for (const [, origin] of originsIn(scope)) if (origin.uri === uri) places.add(origin.range.start);
  }
  for (const place of places) {
    const content = hover(snapshot, uri, place);
    if (content !== undefined) yield ['hover', markdownText(content.markdown)];
  }
}
