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
  /** Changes to what it takes in, in the order in which they are made. */
  readonly patches?: readonly OverlayPatch[];
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

/** A change that an overlay makes to some of the objects that it takes in. */
export interface OverlayPatch {
  /** Where it is written: in the overlay itself, or in a file whose own facts then do not count. */
  readonly content: { readonly document: PatchDocument } | { readonly file: Uri };
  /** Which objects are meant; absent where the patch itself names the one that it changes. */
  readonly target?: PatchTarget;
  readonly origin: Origin;
}

/** What an object must fit to be changed: regular expressions for the whole of a text; an absent one fits all. */
export interface PatchTarget {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  /** Whether it also asks for labels or annotations, of which facts do not tell all. */
  readonly selects: boolean;
}

/** A document as a patch: a part of an object that is merged into it, or single operations. */
export type PatchDocument =
  | { readonly merge: PatchValue }
  | { readonly operations: readonly PatchOperation[]; readonly origin: Origin };

/** https://datatracker.ietf.org/doc/html/rfc6902#section-4 */
export interface PatchOperation {
  readonly op: string;
  /** The parts of the path, unescaped. */
  readonly path: readonly string[];
  readonly value?: PatchValue;
  readonly origin: Origin;
}

/** A value of a patch with its place. */
export type PatchValue =
  | { readonly scalar: string | number | boolean | null; readonly origin: Origin }
  | { readonly items: readonly PatchValue[]; readonly origin: Origin }
  | { readonly entries: readonly (readonly [key: string, value: PatchValue])[]; readonly origin: Origin };
