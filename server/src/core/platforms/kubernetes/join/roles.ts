import type { Grant } from '../../../model/facts.js';
import type { AttachedBy } from '../../../model/permissionSet.js';
import { builtinGrants } from './builtinGrants.js';
import { Remembered } from './remembered.js';
import type { BuiltinSource, RuleSource } from './sources.js';

const BUILTIN = new Remembered<BuiltinSource, readonly Grant[]>();

/**
 * The grants that come of a source when it is bound. `within` is the namespace to which the binding limits them; null
 * when it does not.
 */
export function grantsOf(
  { sets, builtin }: Pick<RuleSource, 'sets' | 'builtin'>,
  within: string | null,
  attachedBy?: AttachedBy,
): readonly Grant[] {
  const grants = [
    ...sets.flatMap(({ fact }) => fact.grants),
    ...builtin.flatMap((each) => BUILTIN.of(each, [], () => builtinGrants(each.rules, each.origin))),
  ];
  // Paths that are no resources belong to no namespace, so that only a ClusterRoleBinding gives them.
  const counting = within === null ? grants : grants.filter((grant) => !isNonResource(grant));
  return counting.map((grant) => attached(grant, within, attachedBy));
}

/** The grants of a policy of a service mesh, in the namespace of its workloads. */
export function policyGrants({ sets }: Pick<RuleSource, 'sets'>, attachedBy?: AttachedBy): readonly Grant[] {
  return sets.flatMap(({ fact, namespace }) =>
    fact.grants.map((grant) => attached(grant, namespace, attachedBy)),
  );
}

/** The grant with the namespace in which it counts, null for the whole cluster, and with what gives it. */
function attached(grant: Grant, namespace: string | null, attachedBy: AttachedBy | undefined): Grant {
  const same = grant.attributes?.['namespace'] === namespace;
  if (attachedBy === undefined && same) return grant;
  return {
    ...grant,
    ...(same ? {} : { attributes: { ...grant.attributes, namespace } }),
    ...(attachedBy === undefined ? {} : { attachedBy }),
  };
}

function isNonResource({ attributes }: Grant): boolean {
  return attributes?.['nonResourceURLs'] !== undefined;
}
