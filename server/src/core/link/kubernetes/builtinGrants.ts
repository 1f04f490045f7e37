import type { RoleRule } from '../../knowledge/kubernetes/defaultRoles.js';
import type { KubernetesRight } from '../../knowledge/kubernetes/rights.js';
import { nonResourceRight, rightOf } from '../../knowledge/kubernetes/rights.js';
import type { Grant } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';

/** The grants of a role that no file holds but every cluster has; `origin` is the text that names it. */
export function builtinGrants(rules: readonly RoleRule[], origin: Origin): readonly Grant[] {
  return rules.flatMap((rule) => [
    ...rule.apiGroups.flatMap((apiGroup) =>
      rule.resources.flatMap((resource) =>
        rule.verbs.map((verb) =>
          grant({
            right: rightOf({ apiGroup, resource, verb }),
            action: actionOf(apiGroup, resource, verb),
            resource:
              rule.resourceNames === undefined ? resource : `${resource} ${rule.resourceNames.join(', ')}`,
            attributes: {
              apiGroup,
              resource,
              verb,
              namespace: null,
              resourceNames: rule.resourceNames ?? [],
            },
            origin,
          }),
        ),
      ),
    ),
    ...(rule.nonResourceURLs ?? []).flatMap((url) =>
      rule.verbs.map((verb) =>
        grant({
          right: nonResourceRight(url, verb),
          action: `${verb} ${url}`,
          resource: url,
          attributes: { nonResourceURLs: [url], verb, namespace: null },
          origin,
        }),
      ),
    ),
  ]);
}

function grant({
  right,
  action,
  resource,
  attributes,
  origin,
}: {
  readonly right: KubernetesRight;
  readonly action: string;
  readonly resource: string;
  readonly attributes: NonNullable<Grant['attributes']>;
  readonly origin: Origin;
}): Grant {
  return {
    action,
    right: action,
    access: right.access,
    system: { kind: right.kind, name: 'Kubernetes' },
    resource,
    certainty: 'platform-default',
    declaredFor: 'default',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: [],
    opens: right.opens,
    ...(right.marksOnly === true ? { conversational: true } : {}),
    attributes,
    via: [],
    origin,
  };
}

/** As kubectl names it: `get deployments.apps/scale`. */
function actionOf(group: string, resource: string, verb: string): string {
  const [name = '', sub] = resource.split('/');
  const qualified = group === '' ? name : `${name}.${group}`;
  return `${verb} ${qualified}${sub === undefined ? '' : `/${sub}`}`;
}
