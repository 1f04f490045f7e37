import type { Uri } from '../text/uri.js';
import type { Unknown } from './grant.js';
import type { Origin } from './origin.js';

/** A file that takes other files in and changes what they say: a kustomization. */
export interface Overlay {
  /** `component` for a part that only does something inside of another overlay. */
  readonly kind: 'overlay' | 'component';
  /** Files, or folders that hold an overlay of their own, in order. A folder's URI has no `/` at its end. */
  readonly includes: readonly {
    readonly uri: Uri;
    readonly as: 'resource' | 'component';
    readonly origin: Origin;
  }[];
  /** Files that only change what others say: their own facts do not count. */
  readonly patches?: readonly { readonly uri: Uri; readonly origin: Origin }[];
  /** The namespace given to every namespaced object. */
  readonly namespace?: OverlayText;
  /** Written before and behind the name of every object and of every reference to it. */
  readonly namePrefix?: OverlayText;
  readonly nameSuffix?: OverlayText;
  /** What else it changes or takes in that is not followed: patches, generators, remote bases. */
  readonly unresolved: readonly Unknown[];
}

export interface OverlayText {
  readonly text: string;
  readonly origin: Origin;
}
