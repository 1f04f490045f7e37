/**
 * Holds every rule against its trio (source, page, fixtures), and prints what is missing or does not fit.
 * See docs/adding-a-rule.md.
 */
import { RULES } from '../server/src/core/rules/index.js';
import { checkFixtures } from './rule-trio/checkFixtures.js';
import { checkIds } from './rule-trio/checkIds.js';
import { checkMeta } from './rule-trio/checkMeta.js';
import { checkPage } from './rule-trio/checkPage.js';
import { checkSource, strayParts } from './rule-trio/checkSource.js';

const complaints = [
  ...strayParts(RULES),
  ...checkIds(RULES),
  ...RULES.flatMap((rule) =>
    [...checkSource(rule), ...checkMeta(rule), ...checkPage(rule), ...checkFixtures(rule)].map(
      (complaint) => `${rule.meta.id}: ${complaint}`,
    ),
  ),
];

for (const complaint of complaints) console.log(complaint);
if (complaints.length > 0) process.exitCode = 1;
else console.log(`${RULES.length} rules, each with source, page and fixtures`);
