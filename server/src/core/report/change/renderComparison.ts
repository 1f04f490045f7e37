import { renderRdjsonChanges } from '../formats/rdjson.js';
import { renderGitHubChanges } from '../github.js';
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
  options: ComparisonOptions & { readonly version: string },
): string {
  switch (format) {
    case 'text':
      return comparisonText(comparison, options);
    case 'json':
      return comparisonJson(comparison, options.version);
    case 'markdown':
      return comparisonMarkdown(comparison);
    case 'github':
      return renderGitHubChanges(comparison);
    case 'rdjson':
      return renderRdjsonChanges(comparison);
  }
}
