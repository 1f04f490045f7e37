import { orderedControls } from '../../frameworks/findingClasses.js';
import type { ControlId } from '../../frameworks/controlId.js';
import type { RuleMeta } from '../../rules/rule.js';
import { ruleUri } from '../ruleUri.js';
import { level } from './results.js';
import type { Taxonomies } from './taxonomies.js';

/** The controls of a rule, primary first. */
export function controlsOfRule({ findingClass, primaryControls }: RuleMeta): readonly ControlId[] {
  return orderedControls(findingClass, primaryControls);
}

/** A rule as SARIF describes it. `page` is its documentation in Markdown. */
export function reportingDescriptor(
  meta: RuleMeta,
  taxonomies: Taxonomies,
  page: string | undefined,
): object {
  return {
    id: meta.id,
    shortDescription: { text: meta.title },
    fullDescription: { text: firstParagraph(page) ?? meta.title },
    helpUri: ruleUri(meta.id),
    help: { text: page ?? meta.title, ...(page === undefined ? {} : { markdown: page }) },
    defaultConfiguration: { level: level(meta.severity) },
    relationships: controlsOfRule(meta).map((id) => ({
      target: taxonomies.reference(id),
      kinds: ['relevant'],
    })),
    properties: { tags: ['security'], since: meta.since },
  };
}

/** The first running text of a page: what stands between its headings, tables and comments. */
function firstParagraph(page: string | undefined): string | undefined {
  return page
    ?.split(/\r?\n\s*\r?\n/u)
    .map((block) => block.trim())
    .find((block) => /^[\p{L}`]/u.test(block))
    ?.replace(/\s+/gu, ' ');
}
