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
  /** Values that it copies into what it takes in, after all else that it changes, in order. */
  readonly replacements?: readonly OverlayReplacement[];
  /** Objects that it makes by itself, as far as they are written out: values of which replacements may copy. */
  readonly generated?: readonly PatchDocument[];
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
  /** Objects that are not meant although they fit. */
  readonly rejects?: readonly PatchTarget[];
  /** Whether a part of an object that is merged may give it another name. */
  readonly renames?: boolean;
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

/** A value of one object that is copied into fields of others. */
export interface OverlayReplacement {
  /** The value itself, or the one object whose field has it. */
  readonly source: { readonly value: string } | FieldSource;
  readonly targets: readonly FieldTarget[];
  readonly origin: Origin;
}

export interface FieldSource {
  /** Here a target fits by equal texts. */
  readonly select: PatchTarget;
  /** Keys on the way to the field; `[key=text]` means the items of a list that have that. */
  readonly path: readonly string[];
  readonly part?: TextPart;
}

export interface FieldTarget {
  readonly select: PatchTarget;
  readonly rejects: readonly PatchTarget[];
  /** As in a source; `*` means all items of a list. */
  readonly paths: readonly (readonly string[])[];
  readonly part?: TextPart;
  readonly origin: Origin;
}

/** One piece of a text between delimiters, counted from 0. */
export interface TextPart {
  readonly delimiter: string;
  readonly index: number;
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
