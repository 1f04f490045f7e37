import type { EscalationNeed } from '../../../knowledge/kubernetes/escalations.js';
import {
  CLUSTER_SUBJECTS,
  ESCALATION_METHODS,
  namesItsObject,
} from '../../../knowledge/kubernetes/escalations.js';
import type { ResourceLine } from '../../../knowledge/kubernetes/ruleMatch.js';
import {
  groupMatches,
  resourceLineOf,
  resourceMatches,
  verbMatches,
} from '../../../knowledge/kubernetes/ruleMatch.js';
import type { Grant } from '../../../model/facts.js';

/** A grant that allows what a method needs, with how far. */
export interface Held {
  readonly grant: Grant;
  /** Where it counts; null for the whole cluster. */
  readonly namespace: string | null;
  /** The only objects that it is for; null for any. */
  readonly names: readonly string[] | null;
}

/** The lines of a session's grants on resources. */
export interface HeldLine {
  readonly grant: Grant;
  readonly line: ResourceLine;
  readonly namespace: string | null;
}

export function linesOf(grants: readonly Grant[]): readonly HeldLine[] {
  return grants.flatMap((grant) => {
    const line = resourceLineOf(grant.attributes);
    const namespace = grant.attributes?.['namespace'];
    if (line === undefined || Array.isArray(namespace)) return [];
    return [{ grant, line, namespace: typeof namespace === 'string' ? namespace : null }];
  });
}

const NAMED = new Set(
  ESCALATION_METHODS.flatMap(({ needs }) =>
    needs.flatMap(({ resources }) => resources.map(({ apiGroup, resource }) => `${apiGroup} ${resource}`)),
  ),
);

/** The lines that any method could rest on: most of a role's are about something else. */
export function tellingLines(lines: readonly HeldLine[]): readonly HeldLine[] {
  return lines.filter(
    ({ line: { apiGroup, resource } }) =>
      apiGroup === '*' || resource.startsWith('*') || NAMED.has(`${apiGroup} ${resource}`),
  );
}

/** Every grant that allows a request of the need. */
export function heldFor(lines: readonly HeldLine[], need: EscalationNeed): readonly Held[] {
  return lines.flatMap(({ grant, line, namespace }) => {
    if (need.scope === 'cluster' && namespace !== null) return [];
    if (need.namespace !== undefined && namespace !== null && namespace !== need.namespace) return [];
    const names = namesFor(line, need, namespace);
    if (names === undefined) return [];
    const at = need.scope === 'cluster' ? null : (need.namespace ?? namespace);
    return [{ grant, namespace: at, names }];
  });
}

/** The objects for which the line allows a request of the need; null for any, `undefined` for none. */
function namesFor(
  line: ResourceLine,
  need: EscalationNeed,
  namespace: string | null,
): readonly string[] | null | undefined {
  const allowed = need.resources.some(
    ({ apiGroup, resource }) =>
      groupMatches(line.apiGroup, apiGroup) &&
      resourceMatches(line.resource, resource) &&
      (namespace === null || !CLUSTER_SUBJECTS.has(resource)) &&
      need.verbs.some(
        (verb) =>
          verbMatches(line.verb, verb) && (line.resourceNames.length === 0 || namesItsObject(resource, verb)),
      ),
  );
  if (!allowed) return undefined;
  if (line.resourceNames.length === 0) return need.names ?? null;
  if (need.anyObject === true) return undefined;
  if (need.names === undefined) return line.resourceNames;
  const common = line.resourceNames.filter((name) => need.names?.includes(name));
  return common.length > 0 ? common : undefined;
}

/** Whether whoever has `by` has all of `line` already. */
export function isCovered({ line, namespace }: HeldLine, by: HeldLine): boolean {
  return (
    (by.namespace === null || by.namespace === namespace) &&
    groupMatches(by.line.apiGroup, line.apiGroup) &&
    resourceMatches(by.line.resource, line.resource) &&
    verbMatches(by.line.verb, line.verb) &&
    (by.line.resourceNames.length === 0 ||
      (line.resourceNames.length > 0 &&
        line.resourceNames.every((name) => by.line.resourceNames.includes(name))))
  );
}

/** Whether the session may do everything with every resource of the cluster, so that there is nothing left to gain. */
export function holdsEverything(lines: readonly HeldLine[]): boolean {
  return lines.some(
    ({ line, namespace }) =>
      namespace === null &&
      line.apiGroup === '*' &&
      line.resource === '*' &&
      line.verb === '*' &&
      line.resourceNames.length === 0,
  );
}
