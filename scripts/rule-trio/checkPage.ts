import type { Rule } from '../../server/src/core/rules/rule.js';
import { PLACES, readText } from './places.js';
import { META_SECTION } from './ruleTables.js';

const HEADINGS = [
  'What it finds',
  'Why it matters',
  'Incorrect',
  'Correct',
  'Remediation',
  'Limitations',
  'References',
];

/** Whether the page says, in its Remediation, that no edit can mend what the rule finds, and why. */
export function hasNoAutomaticFix(page: string): boolean {
  return /^## Remediation\s+No automatic fix: \S/mu.test(page);
}

export function checkPage({ meta }: Rule): readonly string[] {
  const path = `${PLACES.pages}/${meta.id}.md`;
  const page = readText(path);
  if (page === undefined) return [`no ${path}`];
  const complaints: string[] = [];
  const headings = [...page.matchAll(/^## (.+)$/gmu)].map(([, title]) => title);
  if (headings.join() !== HEADINGS.join()) {
    complaints.push(`${path}: the headings are ${headings.join(', ')}; they must be ${HEADINGS.join(', ')}`);
  }
  if (!page.startsWith(`# ${meta.id}\n`)) complaints.push(`${path}: must start with "# ${meta.id}"`);
  if (!page.includes(META_SECTION.open)) {
    complaints.push(
      `${path}: no place for the generated table; write ${META_SECTION.open} and ${META_SECTION.close}`,
    );
  }
  for (const [index, section] of page
    .split(/^## .+$/mu)
    .slice(1)
    .entries()) {
    if (section.trim() === '') complaints.push(`${path}: nothing under ${HEADINGS[index] ?? 'a heading'}`);
  }
  return complaints;
}
