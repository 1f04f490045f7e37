import type { Delegation } from './trustScope.js';
import { accessRank } from './vocabulary.js';

/** One right that a callee asks for beyond what its caller has. */
export type Excess = Delegation['excess'][number];

/** One entry for each right: the most that is asked, and the least that is given. */
export function widestExcess(excess: readonly Excess[]): readonly Excess[] {
  const byRight = new Map<string, Excess>();
  for (const one of excess) {
    const known = byRight.get(one.right) ?? one;
    const asked = accessRank(one.asked) > accessRank(known.asked) ? one.asked : known.asked;
    const given = accessRank(one.given) < accessRank(known.given) ? one.given : known.given;
    byRight.set(one.right, { ...known, asked, given });
  }
  return [...byRight.values()];
}
