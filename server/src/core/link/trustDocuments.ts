import { admissionsOf } from '../knowledge/aws/trust/admissions.js';
import type { SessionFacts } from '../model/facts.js';
import type { Filed } from './filed.js';

/**
 * Says whom a role trusts whose trust policy stands in another file, as in Terraform, where all files of a folder are
 * one. Where that file is not in the workspace, this stays unknown.
 */
export function withTrustDocument(filed: Filed, facts: SessionFacts): SessionFacts {
  if (facts.trustDocument === undefined) return facts;
  const { target, unknown } = facts.trustDocument;
  const set = filed.setsAt(target).at(-1)?.set;
  const policy = set?.policy;
  if (set === undefined || policy === undefined) {
    return { ...facts, unknowns: [...facts.unknowns, unknown] };
  }
  const admitted = admissionsOf(policy, {});
  return {
    ...facts,
    initiators: admitted.map(({ initiator }) => initiator),
    trust: { policy, admissions: admitted.map(({ admission }) => admission), origin: set.origin },
  };
}
