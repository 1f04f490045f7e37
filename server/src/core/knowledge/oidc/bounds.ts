import type { Binds, ClaimFacts, ClaimPart } from './issuerTypes.js';
import type { ReadPart } from './readClaim.js';
import { readClaim } from './readClaim.js';

/** How far a demand on claims narrows whose workloads are meant, from everybody's down to one circumstance. */
export type Reach = 'anyone' | 'tenant' | 'project' | 'bound';

const ORDER: readonly Reach[] = ['anyone', 'tenant', 'project', 'bound'];

/** Orders reaches: the widest is 0. */
export function reachRank(reach: Reach): number {
  return ORDER.indexOf(reach);
}

/** What is settled by demands on claims taken together. */
export type Bounds = ReadonlySet<Binds>;

/** The reach that is left when this much is settled. A project settles its owner, too. */
export function reachOf(bounds: Bounds): Reach {
  if (bounds.has('whole')) return 'bound';
  if (!bounds.has('project')) return bounds.has('tenant') ? 'tenant' : 'anyone';
  return bounds.has('context') ? 'bound' : 'project';
}

/** One value that a claim may have, taken apart. */
export interface ClaimReading {
  readonly parts: readonly ReadPart[] | undefined;
  readonly bounds: Bounds;
}

/**
 * What one value of a claim settles.
 *
 * @param covers whether a pattern takes in all that another one does, both with `*` and `?`
 */
export function readBounds(
  claim: ClaimFacts,
  value: { readonly text: string; readonly wild: boolean },
  covers: (wide: string, narrow: string) => boolean,
): ClaimReading {
  const { text, wild } = value;
  if (claim.formats === undefined) {
    const fixed = !wild || !/[*?]/u.test(text);
    return { parts: undefined, bounds: new Set(fixed ? [claim.binds] : []) };
  }
  const parts = readClaim(claim, text, wild);
  const settled = (parts ?? []).filter((read) => settles(read, wild, covers));
  const bounds = new Set(settled.map(({ part }) => part.binds));
  // A project's name says nothing while it may be anybody's.
  const isNamed = parts?.some(({ part }) => part.binds === 'tenant') === true;
  if (isNamed && !bounds.has('tenant')) bounds.delete('project');
  return { parts, bounds };
}

function settles(
  { part, text, fixed }: ReadPart,
  wild: boolean,
  covers: (wide: string, narrow: string) => boolean,
): boolean {
  if (fixed) return true;
  // A part of a circumstance narrows it, as `ref:refs/tags/v*` does; a part of a name leaves others with the same start.
  return text !== undefined && wild && part.binds === 'context' && !isFree(part, text, covers);
}

function isFree(
  { free }: ClaimPart,
  text: string,
  covers: (wide: string, narrow: string) => boolean,
): boolean {
  return /^\**$/u.test(text) || (free ?? []).some((pattern) => covers(text, pattern));
}
