import type { Unknown } from '../../../model/facts.js';
import type { Uri } from '../../../text/uri.js';
import type { PlacedPatch } from './patches.js';

/** One way in which the objects of a file come into a cluster: as written, or through kustomizations. */
export interface Placement {
  /** The outermost kustomizations that take the file in; none when it is applied as it stands. */
  readonly builds: readonly Uri[];
  /** The namespace that they give to every namespaced object. */
  readonly namespace?: string;
  /** The namespace of objects that none is written for, as what binds them tells. */
  readonly implied?: string;
  readonly prefix: string;
  readonly suffix: string;
  /** The patches among what they do that are for an object of the file, in order. */
  readonly patches: readonly PlacedPatch[];
  /** What they change besides, and is not followed here. */
  readonly unresolved: readonly Unknown[];
}

/** Applied as written. */
export const AS_WRITTEN: Placement = { builds: [], prefix: '', suffix: '', patches: [], unresolved: [] };

/** What kustomizations do to the objects of a file. */
export type Change = Omit<Placement, 'builds'>;

/** Nothing at all. */
export const UNCHANGED: Change = { prefix: '', suffix: '', patches: [], unresolved: [] };

/** The placements of one file. */
export function placementsIn(all: ReadonlyMap<Uri, readonly Placement[]>, uri: Uri): readonly Placement[] {
  return all.get(uri) ?? [AS_WRITTEN];
}
