import type { PolicyStatement, PolicyText } from '../../../model/policyDocument.js';
import type { Wildcards } from '../wildcards.js';
import { covers, isEverything, literal, overlap, wildcards } from '../wildcards.js';
import type { CompiledResource } from './compiled.js';
import { compiledResource, compiledResources } from './compiled.js';
import { mayBeVoid, patternOf, variablesOf } from './patternText.js';
import type { RequestContext } from './types.js';

/** Resources as one entry of a policy names them, or all but those that a list names. */
export interface Region {
  readonly patterns: readonly Wildcards[];
  readonly inverted: boolean;
}

/** How far a statement speaks of a region: of all, of a part, of none of it; or that hangs on what is not known. */
export type Share = 'all' | 'part' | 'none' | 'unknown';

const EVERYTHING = wildcards('*');
const ANYTHING = wildcards('?*');
const EVERYWHERE: Region = { patterns: [EVERYTHING], inverted: false };

/** The one resource of a request. */
export function regionOfResource(resource: string): Region {
  return regionOfPattern(literal(resource));
}

export function regionOfPattern(pattern: Wildcards): Region {
  return { patterns: [pattern], inverted: false };
}

/** What the entries of a statement name, taken together. */
export function regionOf(
  { resources, notResources }: PolicyStatement<unknown>,
  context: RequestContext,
  version: string | undefined,
): Region {
  const texts = resources ?? notResources;
  if (texts === undefined) return EVERYWHERE;
  const patterns = compiledResources(texts).flatMap((text) => patternIn(text, context, version) ?? []);
  return { patterns, inverted: resources === undefined };
}

/** Whether the region is no resource at all, as all but all are. */
export function isNowhere({ patterns, inverted }: Region): boolean {
  return inverted && patterns.some((pattern) => isEverything(pattern) && !pattern.open);
}

/** The pattern of one entry; undefined when it names a variable that requests have not, and so nothing. */
export function patternOfResource(
  text: PolicyText<unknown>,
  context: RequestContext,
  version: string | undefined,
): Wildcards | undefined {
  return patternIn(compiledResource(text), context, version);
}

function patternIn(
  { text, pattern: fixed }: CompiledResource,
  context: RequestContext,
  version: string | undefined,
): Wildcards | undefined {
  const pattern = fixed ?? patternOf(text, { wild: true, ...variablesOf(version, context) });
  if (pattern === 'absent') return undefined;
  // No resource is empty.
  return !pattern.open && covers(pattern, ANYTHING) ? EVERYTHING : pattern;
}

/** Whether the region is every resource there is. */
export function isEverywhere({ patterns, inverted }: Region): boolean {
  return inverted
    ? patterns.length === 0
    : patterns.some((pattern) => isEverything(pattern) && !pattern.open);
}

/**
 * The share of a region that lies in another. Exact for one pattern against each of several; several that cover it only
 * together count as a part.
 */
export function shareOf(region: Region, other: Region): Share {
  if (isEverywhere(other)) return 'all';
  if (isNowhere(other)) return 'none';
  if (region.inverted) return shareOfInverted(region.patterns, other);
  const shares = region.patterns.map((pattern) => shareOfPattern(pattern, other));
  if (shares.every((share) => share === shares[0])) return shares[0] ?? 'none';
  return shares.includes('unknown') ? 'unknown' : 'part';
}

function shareOfPattern(pattern: Wildcards, { patterns, inverted }: Region): Share {
  const touched = patterns.filter((other) => overlap(pattern, other));
  // A list of exceptions may be void with the statement that it is part of; of a list, the other entries are counted on.
  if (touched.length === 0) return !inverted ? 'none' : patterns.some(mayBeVoid) ? 'unknown' : 'all';
  if (touched.some((other) => !other.open && covers(other, pattern))) return inverted ? 'none' : 'all';
  return pattern.open || touched.some(({ open }) => open) ? 'unknown' : 'part';
}

/** All but some, against patterns or all but some: nothing is known of it beyond what is left out of both. */
function shareOfInverted(left: readonly Wildcards[], { patterns, inverted }: Region): Share {
  const within = (pattern: Wildcards): boolean => left.some((other) => !other.open && covers(other, pattern));
  const open = [...left, ...patterns].some((pattern) => pattern.open);
  if (patterns.every(within)) return inverted ? 'all' : 'none';
  return open ? 'unknown' : 'part';
}
