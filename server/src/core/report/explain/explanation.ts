import { frameworks } from '../../frameworks/catalogue.js';
import { PERMISSION_SCOPES } from '../../knowledge/github/permissions.js';
import { explainLabel } from './explainControl.js';
import { explainPermission } from './explainPermission.js';
import { explainRule } from './explainRule.js';
import type { ExplainSources } from './sources.js';

/**
 * What there is to know, in Markdown, about a rule, a permission or a control, however it is cited; undefined when
 * the name means nothing here.
 */
export function explanation(topic: string, sources: ExplainSources): string | undefined {
  return explainRule(topic, sources) ?? explainPermission(topic) ?? explainLabel(topic, sources.rules);
}

/** All names that `explanation` knows, for suggestions. */
export function explainableNames({ rules }: ExplainSources): string[] {
  return [
    ...rules.map(({ id }) => id),
    ...PERMISSION_SCOPES.map(({ name }) => name),
    ...frameworks().flatMap(({ controls }) => controls.map(({ code }) => code)),
  ];
}
