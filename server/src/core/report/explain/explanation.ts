import { frameworks } from '../../frameworks/catalogue.js';
import { PERMISSION_SCOPES } from '../../knowledge/github/permissions.js';
import { closestName } from '../../text/closestName.js';
import { actionNames, explainAction } from './explainAction.js';
import { explainLabel } from './explainControl.js';
import { explainGate, GATE_NAMES } from './explainGate.js';
import { explainPermission } from './explainPermission.js';
import { explainProblem, PROBLEM_NAMES } from './explainProblem.js';
import { explainResource, resourceNames } from './explainResource.js';
import { explainRule } from './explainRule.js';
import type { ExplainSources } from './sources.js';

/**
 * What there is to know, in Markdown, about a rule, a kind of problem, a permission of GITHUB_TOKEN, an action of AWS, a
 * verb or a resource of Kubernetes, a gate, or a control however it is cited; undefined when the name means nothing here.
 * A name that several know, such as `deployments`, is told of all.
 */
export function explanation(topic: string, sources: ExplainSources): string | undefined {
  const rule = explainRule(topic, sources);
  if (rule !== undefined) return rule;
  const told = [
    explainProblem(topic),
    explainGate(topic),
    explainPermission(topic),
    explainAction(topic, sources),
    explainResource(topic),
  ].filter((text) => text !== undefined);
  return told.length > 0 ? told.join('\n\n') : explainLabel(topic, sources.rules);
}

/** The name that was probably meant by one that means nothing here. */
export function explainableName(topic: string, sources: ExplainSources): string | undefined {
  return closestName(topic, [
    ...sources.rules.map(({ id }) => id),
    ...PERMISSION_SCOPES.map(({ name }) => name),
    ...actionNames(topic, sources),
    ...PROBLEM_NAMES,
    ...GATE_NAMES,
    ...resourceNames(),
    ...frameworks().flatMap(({ controls }) => controls.map(({ code }) => code)),
  ]);
}
