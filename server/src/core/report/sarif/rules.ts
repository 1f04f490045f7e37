import { orderedControls } from '../../frameworks/findingClasses.js';
import type { ControlId } from '../../frameworks/controlId.js';
import { control } from '../../frameworks/catalogue.js';
import type { Severity } from '../../model/vocabulary.js';
import type { RuleMeta } from '../../rules/rule.js';
import { ruleUri } from '../ruleUri.js';
import { level } from './results.js';
import type { Taxonomies } from './taxonomies.js';

/** The controls of a rule, primary first. */
export function controlsOfRule({ findingClass, primaryControls }: RuleMeta): readonly ControlId[] {
  return orderedControls(findingClass, primaryControls);
}

/**
 * What GitHub shows as critical from 9.0, high from 7.0, medium from 4.0 and low below; rules have the severity of their
 * plain case. By default a check of GitHub fails from high on, here for an error.
 * https://github.blog/changelog/2021-07-19-codeql-code-scanning-new-severity-levels-for-security-alerts/
 */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  error: '8.0',
  warning: '5.5',
  information: '3.0',
  hint: '1.0',
};

/** A rule as SARIF describes it. `page` is its documentation in Markdown, of which those parts are taken that say why. */
export function reportingDescriptor(
  meta: RuleMeta,
  taxonomies: Taxonomies,
  page: string | undefined,
): object {
  const found = sectionOf(page, 'What it finds');
  const parts = ['What it finds', 'Why it matters', 'Remediation'].flatMap((title) => {
    const text = sectionOf(page, title);
    return text === undefined ? [] : [`## ${title}\n\n${text}`];
  });
  return {
    id: meta.id,
    shortDescription: { text: meta.title },
    fullDescription: { text: firstParagraph(found) ?? meta.title },
    helpUri: ruleUri(meta.id),
    help: {
      text: `${meta.title}. ${ruleUri(meta.id)}`,
      ...(parts.length === 0 ? {} : { markdown: `# ${meta.id}\n\n${parts.join('\n\n')}` }),
    },
    defaultConfiguration: { level: level(meta.severity) },
    relationships: controlsOfRule(meta).map((id) => ({
      target: taxonomies.reference(id),
      kinds: ['relevant'],
    })),
    properties: {
      tags: ['security', ...weaknesses(meta)],
      'security-severity': SECURITY_SEVERITY[meta.severity],
      since: meta.since,
    },
  };
}

/** Tags by which GitHub knows weaknesses: `external/cwe/cwe-613`. It shows ten tags, and takes twenty. */
function weaknesses(meta: RuleMeta): readonly string[] {
  return controlsOfRule(meta)
    .map(control)
    .filter(({ framework }) => framework === 'mitre-cwe')
    .map(({ code }) => `external/cwe/${code.toLowerCase()}`);
}

/** What stands under a heading of a page. */
function sectionOf(page: string | undefined, title: string): string | undefined {
  const [, text] = page?.split(new RegExp(`^## ${title}$`, 'mu')) ?? [];
  return text?.split(/^## /mu)[0]?.trim();
}

/** The first running text: what stands between headings, tables and comments. */
function firstParagraph(text: string | undefined): string | undefined {
  return text
    ?.split(/\r?\n\s*\r?\n/u)
    .map((block) => block.trim())
    .find((block) => /^[\p{L}`]/u.test(block))
    ?.replace(/\s+/gu, ' ');
}
