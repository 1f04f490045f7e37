import { RULES } from '../rules/index.js';
import type { RuleMeta } from '../rules/rule.js';

/** What describes each rule, in the order of the rule list. */
export function ruleMetas(): readonly RuleMeta[] {
  return RULES.map(({ meta }) => meta);
}
