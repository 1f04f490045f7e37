import { sufficientGrants } from '../../model/needs.js';
import { ownGrants } from '../../model/reach.js';
import type { GrantSet } from '../../model/remediation.js';
import type { TrustModel, TrustScope } from '../../model/trustScope.js';
import type { AccessLevel } from '../../model/vocabulary.js';
import { accessRank } from '../../model/vocabulary.js';
import { grantSet } from '../../model/words.js';
import { askedByCallees, runsCode, writtenGrants } from './sessions.js';

/** What is enough for all sessions that share a block; `undefined` where that is not known of one. */
export function enoughForAll(sharing: readonly TrustScope[], model: TrustModel): GrantSet | undefined {
  const union: Record<string, AccessLevel> = {};
  for (const scope of sharing) {
    const enough = enoughFor(scope, model);
    if (enough === undefined) return undefined;
    for (const [right, level] of Object.entries(enough)) {
      if (accessRank(level) > accessRank(union[right])) union[right] = level;
    }
  }
  return union;
}

/** What it and its callees use. A callee's own block must be granted whole, used or not: else the run is refused. */
function enoughFor(scope: TrustScope, model: TrustModel): GrantSet | undefined {
  const written = grantSet(writtenGrants(scope));
  if (!runsCode(scope)) return atMost(askedByCallees(scope, model), written);
  // What a caller leaves of it is no reason to keep less than the text needs with another one.
  return sufficientGrants(scope, { ...written, ...grantSet(ownGrants(scope)), ...written });
}

/** What callees ask for that the caller has; what it lacks is a rule of its own. */
function atMost(asked: GrantSet | undefined, written: GrantSet): GrantSet | undefined {
  if (asked === undefined) return undefined;
  const entries = Object.entries(asked).flatMap(([right, level]) => {
    const has = written[right];
    if (has === undefined) return [];
    return [[right, accessRank(level) < accessRank(has) ? level : has] as const];
  });
  return Object.fromEntries(entries);
}
