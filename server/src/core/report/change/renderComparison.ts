import { renderRdjsonChanges } from '../formats/rdjson.js';
import { renderGitHubChanges } from '../github.js';
import type { SarifOptions } from '../sarif/sarif.js';
import { renderSarifChanges } from '../sarif/sarif.js';
import type { Comparison } from './comparison.js';
import type { ComparisonFormat } from './comparisonFormats.js';
import { comparisonJson } from './comparisonJson.js';
import { comparisonMarkdown } from './comparisonMarkdown.js';
import type { ComparisonOptions } from './comparisonText.js';
import { comparisonText } from './comparisonText.js';

/** A comparison in one of the formats. */
export function renderComparison(
  comparison: Comparison,
  format: ComparisonFormat,
  options: ComparisonOptions & SarifOptions,
): string {
  switch (format) {
    case 'text':
      return comparisonText(comparison, options);
    case 'json':
      return comparisonJson(comparison, options.version);
    case 'markdown':
      return comparisonMarkdown(comparison);
    case 'sarif':
      return renderSarifChanges(comparison, options);
    case 'github':
      return renderGitHubChanges(comparison);
    case 'rdjson':
      return renderRdjsonChanges(comparison);
  }
}
