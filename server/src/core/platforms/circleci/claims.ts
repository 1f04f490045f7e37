import { CIRCLECI_ISSUER, CIRCLECI_ROOT_ISSUER, circleciClaims } from '../../knowledge/circleci/oidc.js';
import type { TokenVersion } from '../../knowledge/circleci/oidc.js';
import type { ClaimSet } from '../../model/claims.js';
import type { Run } from './runs.js';

/** More ways of running than that are not told apart. */
const MOST = 64;

/** The id of the initiator that a run belongs to. */
export function initiatorOf({ cause, candidate }: Run): string {
  return cause === 'push' && candidate.kind === 'tag' ? 'tag' : cause;
}

/** A token that a job shows. */
export interface ShownToken {
  readonly version: TokenVersion;
  /** Undefined where it is not known; nothing is said of it then. */
  readonly audience: string | undefined;
  readonly isOfRoot?: boolean;
}

/** What the runs of a job claim, one set for each branch and tag that the file tells apart. */
export function claimSetsOf(
  runs: readonly Run[],
  { version, audience, isOfRoot }: ShownToken,
): readonly ClaimSet[] {
  const sets = runs.map((run): ClaimSet => {
    const { kind, pattern } = run.candidate;
    const ref = `refs/${kind === 'tag' ? 'tags' : 'heads'}/${pattern}`;
    return {
      issuer: isOfRoot === true ? CIRCLECI_ROOT_ISSUER : CIRCLECI_ISSUER,
      initiator: initiatorOf(run),
      values: { ...circleciClaims(version, ref), ...(audience === undefined ? {} : { aud: audience }) },
      absent: [],
    };
  });
  return [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()].slice(0, MOST);
}
