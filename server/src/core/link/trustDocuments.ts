import { admissionsOf } from '../knowledge/aws/trust/admissions.js';
import type { SessionFacts } from '../model/facts.js';
import type { PermissionSet } from '../model/permissionSet.js';
import type { LinkInput } from './workspaceIndex.js';

/**
 * Says who may take a role whose trust policy stands in another file, as in Terraform, where all files of a folder are
 * one. Where that file is not in the workspace, this stays unknown.
 */
export function withTrustDocuments(inputs: readonly LinkInput[]): readonly LinkInput[] {
  if (!inputs.some(({ facts }) => facts.sessions.some(isOpen))) return inputs;
  const sets = new Map<string, PermissionSet>();
  for (const set of inputs.flatMap(({ facts }) => facts.sets ?? [])) {
    for (const { key } of [set.key, ...(set.aliases ?? [])]) sets.set(key, set);
  }
  return inputs.map((input) => {
    if (!input.facts.sessions.some(isOpen)) return input;
    const sessions = input.facts.sessions.map((facts) => trusted(facts, sets));
    return { ...input, facts: { ...input.facts, sessions } };
  });
}

function isOpen({ trustDocument }: SessionFacts): boolean {
  return trustDocument !== undefined;
}

function trusted(facts: SessionFacts, sets: ReadonlyMap<string, PermissionSet>): SessionFacts {
  if (facts.trustDocument === undefined) return facts;
  const { target, unknown } = facts.trustDocument;
  const set = sets.get(target.key);
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
