import type { Snapshot } from '../../analysis/snapshot.js';
import type { Severity } from '../../model/vocabulary.js';
import type { Position, PositionRange } from '../../text/lineIndex.js';
import { LineIndex } from '../../text/lineIndex.js';
import type { Uri } from '../../text/uri.js';
import type { Comparison } from '../change/comparison.js';
import { coverageOf } from '../coverage.js';
import type { Places } from '../places.js';
import { ruleUri } from '../ruleUri.js';
import type { SelectedFinding, SelectionOptions } from '../selection.js';
import { select } from '../selection.js';
import { shownJson } from '../shownJson.js';
import type { Annotation } from './annotation.js';
import { annotationsOf, annotationsOfChanges } from './annotation.js';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'ERROR',
  warning: 'WARNING',
  information: 'INFO',
  hint: 'INFO',
};

const SOURCE = { name: 'trustscope', url: 'https://github.com/trustscope/trustscope' };

/**
 * One result in reviewdog's diagnostic format. Columns count bytes of UTF-8. A safe fix that is one edit at the file of
 * the finding is a suggestion; what takes several edits is none, since each suggestion is taken by itself.
 *
 * https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/jsonschema/DiagnosticResult.json
 */
export function renderRdjson(snapshot: Snapshot, root: Uri, options: SelectionOptions = {}): string {
  const selection = select(snapshot, root, options);
  const { places } = selection;
  const columns = new ByteColumns(places);
  const unread = coverageOf(selection).notRead.map(({ path, why }) => ({
    message: `Not read: ${why}.`,
    location: { path },
    severity: SEVERITIES.information,
    code: { value: 'not-read' },
  }));
  return result([
    ...annotationsOf(selection).map((annotation) => ({
      ...diagnostic(annotation, columns),
      ...suggestions(annotation.finding, places, columns),
    })),
    ...unread,
  ]);
}

/** The same of a comparison: what got wider as warnings, what is no longer known as information. */
export function renderRdjsonChanges(comparison: Comparison): string {
  const columns = new ByteColumns(comparison.after);
  return result(annotationsOfChanges(comparison).map((annotation) => diagnostic(annotation, columns)));
}

function result(diagnostics: readonly object[]): string {
  return `${shownJson({ source: SOURCE, diagnostics })}\n`;
}

function diagnostic(
  { severity, code, message, place, uri, isRule }: Annotation,
  columns: ByteColumns,
): object {
  return {
    message,
    location: { path: place.path, range: columns.range(uri, place.range) },
    severity: SEVERITIES[severity],
    code: { value: code, ...(isRule ? { url: ruleUri(code) } : {}) },
  };
}

function suggestions(finding: SelectedFinding | undefined, places: Places, columns: ByteColumns): object {
  if (finding === undefined) return {};
  const { path } = finding.place;
  const found = finding.fixes.flatMap(({ applicability, changes }) => {
    const [change, ...others] = changes;
    const [edit, ...more] = change?.edits ?? [];
    if (applicability !== 'safe' || change === undefined || edit === undefined) return [];
    if (others.length > 0 || more.length > 0 || places.path(change.uri) !== path) return [];
    return [{ range: columns.range(change.uri, places.range(change.uri, edit.range)), text: edit.newText }];
  });
  return found.length === 0 ? {} : { suggestions: found };
}

/** Turns UTF-16 columns into those of the format: bytes of UTF-8, from 1. */
class ByteColumns {
  readonly #places: Places;
  readonly #lines = new Map<Uri, LineIndex>();

  constructor(places: Places) {
    this.#places = places;
  }

  range(uri: Uri | undefined, { start, end }: PositionRange): object {
    return { start: this.#position(uri, start), end: this.#position(uri, end) };
  }

  #position(uri: Uri | undefined, { line, character }: Position): object {
    const text = uri === undefined ? undefined : this.#places.text(uri);
    if (uri === undefined || text === undefined) return { line: line + 1, column: character + 1 };
    const lines = this.#lines.get(uri) ?? new LineIndex(text);
    this.#lines.set(uri, lines);
    const start = lines.lineStart(line);
    return { line: line + 1, column: utf8Length(text.slice(start, start + character)) + 1 };
  }
}

/** Bytes that a text takes in UTF-8. */
function utf8Length(text: string): number {
  let length = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return length;
}
