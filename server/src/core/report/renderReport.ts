import type { Snapshot } from '../analysis/snapshot.js';
import type { Uri } from '../text/uri.js';
import { renderGitHub } from './github.js';
import { renderMarkdown } from './markdown.js';
import { buildReport } from './report.js';
import type { ReportFormat } from './reportFormats.js';
import type { SarifOptions } from './sarif/sarif.js';
import { renderSarif } from './sarif/sarif.js';
import type { TextOptions } from './text/text.js';
import { renderText } from './text/text.js';

export type RenderOptions = SarifOptions & TextOptions;

/**
 * A snapshot as a report in one of the formats.
 *
 * @param root the folder that paths in the report are relative to.
 */
export function renderReport(
  snapshot: Snapshot,
  root: Uri,
  format: ReportFormat,
  options: RenderOptions,
): string {
  switch (format) {
    case 'text':
      return renderText(snapshot, root, options);
    case 'json':
      return `${JSON.stringify(buildReport(snapshot, root, options), undefined, 2)}\n`;
    case 'sarif':
      return renderSarif(snapshot, root, options);
    case 'markdown':
      return renderMarkdown(snapshot, root, options);
    case 'github':
      return renderGitHub(snapshot, root, options);
  }
}
