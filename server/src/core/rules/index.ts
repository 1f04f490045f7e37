import type { Rule } from './rule.js';

/** Every rule, by id. */
export const RULES: readonly Rule[] = [];
