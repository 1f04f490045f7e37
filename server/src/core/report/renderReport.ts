import type { Snapshot } from '../analysis/snapshot.js';
import type { Uri } from '../text/uri.js';
import { renderGitLab } from './formats/gitlab.js';
import { renderJUnit } from './formats/junit.js';
import { renderRdjson } from './formats/rdjson.js';
import { renderGitHub } from './github.js';
import { renderMarkdown } from './markdown.js';
import { jsonParts } from './jsonParts.js';
import { reportMembers } from './report.js';
import type { ReportFormat } from './reportFormats.js';
import type { SarifOptions } from './sarif/sarif.js';
import { renderSarif } from './sarif/sarif.js';
import type { TextOptions } from './text/text.js';
import { renderText } from './text/text.js';

export type RenderOptions = SarifOptions & TextOptions;

/**
 * A snapshot as a report in one of the formats, in pieces to be written one after the other.
 *
 * @param root the folder that paths in the report are relative to.
 */
export function reportParts(
  snapshot: Snapshot,
  root: Uri,
  format: ReportFormat,
  options: RenderOptions,
): Iterable<string> {
  switch (format) {
    case 'text':
      return [renderText(snapshot, root, options)];
    case 'json':
      return jsonReport(snapshot, root, options);
    case 'sarif':
      return [renderSarif(snapshot, root, options)];
    case 'markdown':
      return [renderMarkdown(snapshot, root, options)];
    case 'github':
      return [renderGitHub(snapshot, root, options)];
    case 'gitlab':
      return [renderGitLab(snapshot, root, options)];
    case 'rdjson':
      return [renderRdjson(snapshot, root, options)];
    case 'junit':
      return [renderJUnit(snapshot, root, options)];
  }
}

/** A snapshot as a report in one of the formats, as one text. */
export function renderReport(
  snapshot: Snapshot,
  root: Uri,
  format: ReportFormat,
  options: RenderOptions,
): string {
  return [...reportParts(snapshot, root, format, options)].join('');
}

function jsonReport(snapshot: Snapshot, root: Uri, options: RenderOptions): Iterable<string> {
  const { files, sessions, findings, ...rest } = reportMembers(snapshot, root, options);
  const lists = { files: { items: files }, sessions: { items: sessions }, findings: { items: findings } };
  const { coverage, summary, baseline, ...first } = rest;
  const last = baseline === undefined ? {} : { baseline };
  return jsonParts(Object.entries({ ...first, ...lists, coverage, summary, ...last }));
}
