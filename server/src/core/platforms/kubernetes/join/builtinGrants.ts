import type { RoleRule } from '../../../knowledge/kubernetes/defaultRoles.js';
import type { KubernetesRight } from '../../../knowledge/kubernetes/rights.js';
import { nonResourceRight, rightOf } from '../../../knowledge/kubernetes/rights.js';
import { apiResource } from '../../../knowledge/kubernetes/resources.js';
import type { Breadth } from '../../../model/breadth.js';
import type { Grant } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';

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
            breadth: breadthOf([apiGroup, resource, verb], origin),
            limitable: apiResource(apiGroup, resource)?.namespaced,
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
          breadth: [],
          limitable: false,
          attributes: { nonResourceURLs: [url], verb, namespace: null },
          origin,
        }),
      ),
    ),
  ]);
}

/** A role of the cluster's own that leaves nothing out; that it is so is the vendor's choice, to bind it is the file's. */
function breadthOf(line: readonly string[], origin: Origin): readonly Breadth[] {
  if (!line.every((part) => part === '*')) return [];
  return (['action', 'resource'] as const).map((dimension) => ({
    dimension,
    form: 'all',
    text: '*',
    covers: dimension === 'action' ? 'every verb' : 'every object of every kind',
    whole: true,
    narrowable: false,
    customary: true,
    options: [],
    origin,
  }));
}

function grant({
  right,
  action,
  resource,
  breadth,
  limitable,
  attributes,
  origin,
}: {
  readonly right: KubernetesRight;
  readonly action: string;
  readonly resource: string;
  readonly breadth: readonly Breadth[];
  readonly limitable: boolean | undefined;
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
    ...(breadth.length === 0 ? {} : { breadth }),
    ...(limitable === undefined ? {} : { limitable }),
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
