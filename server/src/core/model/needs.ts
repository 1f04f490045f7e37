import type { Grant, NeedFacts, NeedGap, NeedItem } from './facts.js';
import type { GrantSet } from './remediation.js';
import type { TrustScope } from './trustScope.js';
import type { AccessLevel, Evidence } from './vocabulary.js';
import { accessRank } from './vocabulary.js';

/** The least that covers all known needs, by right; a right that only an optional need asks for is among them. */
export function minimumOf(needs: NeedFacts): GrantSet {
  const least: Record<string, AccessLevel> = {};
  for (const { right, access } of needs.items) {
    if (accessRank(access) > accessRank(least[right])) least[right] = access;
  }
  return least;
}

/**
 * The inferred minimum of a session all of whose parts are known; null when something is not. What a part can do without
 * is no reason to grant more: it counts only where the session has it.
 */
export function knownMinimum(scope: Pick<TrustScope, 'needs' | 'grants'>): GrantSet | null {
  const { needs, grants } = scope;
  if (needs === null || needs.gaps.length > 0) return null;
  const own = grants.filter((grant) => grant.identity === undefined);
  const items = needs.items.filter((item) => !item.optional || covers(item, item.right, own));
  return minimumOf({ ...needs, items });
}

/**
 * The least set of rights that surely is enough for a session, given what it has now: the known needs, and of what
 * unknown parts could use, all that it has. `undefined` when nothing is known to be too much, or the session has no
 * measure.
 */
export function sufficientGrants(scope: Pick<TrustScope, 'needs'>, current: GrantSet): GrantSet | undefined {
  const { needs } = scope;
  if (needs === null) return undefined;
  const sufficient: Record<string, AccessLevel> = {};
  const minimum = standInMinimum(needs, current);
  for (const [right, level] of Object.entries(current)) {
    const needed = gapsFor(needs, right).length > 0 ? level : minimum[right];
    if (needed !== undefined) sufficient[right] = accessRank(needed) < accessRank(level) ? needed : level;
  }
  return sufficient;
}

/** The minimum in terms of what the session has: where it has the other of two rights that do as well, that one. */
function standInMinimum(needs: NeedFacts, current: GrantSet): GrantSet {
  const items = needs.items.flatMap((item) => {
    const enough = accessRank(current[item.right]) >= accessRank(item.access);
    if (item.alternative === undefined || current[item.alternative] === undefined) return [item];
    const other = { ...item, right: item.alternative };
    if (!enough) return [other];
    return item.undecided === true ? [item, other] : [item];
  });
  return minimumOf({ ...needs, items });
}

/** The unknown parts that could use a right. */
export function gapsFor(needs: NeedFacts, right: string): readonly NeedGap[] {
  return needs.gaps.filter(({ rights }) => rights === 'all' || rights.includes(right));
}

/**
 * What bears on a session that holds these grants: a part that is not known can only use rights that the session has,
 * and what it would do with one that is needed anyway changes nothing.
 *
 * @param named whether the grants are written one by one
 */
export function relevantNeeds(
  needs: NeedFacts | null,
  grants: readonly Grant[],
  named: boolean,
): NeedFacts | null {
  if (needs === null) return null;
  const minimum = minimumOf(needs);
  const open = grants.filter(
    ({ right, access }) => access !== 'read' && accessRank(minimum[right]) < accessRank(access),
  );
  const rights = new Set(open.map(({ right }) => right));
  const bears = (gap: NeedGap): boolean => {
    if (gap.unlikely === true && !named) return false;
    return gap.rights === 'all' || gap.rights.some((right) => rights.has(right));
  };
  return { items: needs.items, gaps: needs.gaps.filter(bears) };
}

/** The known needs of a right, the strongest first. */
export function itemsFor(needs: NeedFacts, right: string): readonly NeedItem[] {
  return needs.items
    .filter((item) => item.right === right)
    .sort((a, b) => accessRank(b.access) - accessRank(a.access));
}

/** Needs of another right that this grant covers, because the session does not have that one. */
function standingIn(grant: Grant, needs: NeedFacts, all: readonly Grant[]): readonly NeedItem[] {
  return needs.items.filter((item) => item.alternative === grant.right && !covers(item, item.right, all));
}

/** Needs for which this grant may be the one that is asked for, although the session has the other one too. */
function mayStandIn(grant: Grant, needs: NeedFacts, all: readonly Grant[]): readonly NeedItem[] {
  return needs.items.filter(
    (item) =>
      item.undecided === true &&
      item.alternative === grant.right &&
      accessRank(item.access) >= accessRank(grant.access) &&
      covers(item, item.right, all),
  );
}

/** Whether one of the grants gives the right at the level that is needed. */
function covers(item: NeedItem, right: string | undefined, grants: readonly Grant[]): boolean {
  return grants.some((grant) => grant.right === right && accessRank(grant.access) >= accessRank(item.access));
}

/** Needs that the session cannot do without, and that no grant of its covers. */
export function missingNeeds(needs: NeedFacts | null, grants: readonly Grant[]): readonly NeedItem[] {
  return (needs?.items ?? []).filter(
    (item) => !item.optional && !covers(item, item.right, grants) && !covers(item, item.alternative, grants),
  );
}

/** The grant with what proves that it is needed, or that it is not, or leaves it open. */
export function withEvidence(grant: Grant, needs: NeedFacts | null, all: readonly Grant[]): Grant {
  if (needs === null || grant.identity !== undefined) return grant;
  const items = [...itemsFor(needs, grant.right), ...standingIn(grant, needs, all)];
  const using = items.filter((item) => accessRank(item.access) >= accessRank(grant.access));
  const gaps = [...gapsFor(needs, grant.right), ...mayStandIn(grant, needs, all)];
  const evidence: Evidence = using.length > 0 ? 'needed' : gaps.length > 0 ? 'unknown' : 'unneeded';
  const shown = using.length > 0 ? using : [...gaps, ...items];
  return { ...grant, evidence, evidenceFrom: shown.slice(0, 8).map(({ origin, why }) => ({ origin, why })) };
}
