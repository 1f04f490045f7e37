import type { NeedItem } from '../../server/src/core/model/facts.js';
import { missingNeeds } from '../../server/src/core/model/needs.js';
import type { TrustScope } from '../../server/src/core/model/trustScope.js';

/**
 * Why a need is not among what is declared, the gravest first. `write`: something is written that the block does not
 * allow. `read`: something is read, which a public repository lets any token do. `optional`: the step works on without,
 * so that the inferred minimum leaves it out.
 */
export const EXCESSES = ['write', 'read', 'optional'] as const;
type Excess = (typeof EXCESSES)[number];

/** A need of a job that its written permissions do not cover. */
export interface SubsetException {
  readonly scope: TrustScope;
  readonly excess: Excess;
  readonly item: NeedItem;
}

export interface SubsetResult {
  /** Jobs that are known whole and have their permissions written down. */
  readonly jobs: number;
  /** Of these, by the gravest excess that a job has; the rest need a subset of what is declared. */
  readonly exceeding: Readonly<Record<Excess, number>>;
  /** Each right of each job once, with the strongest need of it. */
  readonly exceptions: readonly SubsetException[];
}

/** Holds what jobs are found to need against what their text grants them. */
export function subsetOfDeclared(scopes: readonly TrustScope[]): SubsetResult {
  const jobs = scopes.filter(
    ({ facts, needs }) => facts.role === 'runs' && facts.grantBlock !== undefined && needs?.gaps.length === 0,
  );
  const found = jobs.map(exceptionsOf);
  const gravest = found.flatMap(
    (exceptions) => [...exceptions.map(({ excess }) => excess)].sort(byGravity)[0] ?? [],
  );
  const count = (excess: Excess): number => gravest.filter((each) => each === excess).length;
  return {
    jobs: jobs.length,
    exceeding: { write: count('write'), read: count('read'), optional: count('optional') },
    exceptions: found.flat().sort((a, b) => byGravity(a.excess, b.excess)),
  };
}

function exceptionsOf(scope: TrustScope): readonly SubsetException[] {
  const declared = scope.facts.grants.filter((grant) => grant.identity === undefined);
  const missing = (scope.needs?.items ?? [])
    .filter((item) => missingNeeds({ items: [{ ...item, optional: false }], gaps: [] }, declared).length > 0)
    .map((item): SubsetException => ({ scope, excess: excessOf(item), item }))
    .sort((a, b) => byGravity(a.excess, b.excess));
  const rights = [...new Set(missing.map(({ item }) => item.right))];
  return rights.flatMap((right) => missing.find(({ item }) => item.right === right) ?? []);
}

function excessOf({ optional, access }: NeedItem): Excess {
  if (optional) return 'optional';
  return access === 'read' ? 'read' : 'write';
}

function byGravity(a: Excess, b: Excess): number {
  return EXCESSES.indexOf(a) - EXCESSES.indexOf(b);
}
