import type { Piece } from '../text/lines.js';
import type { TextRange } from '../text/textRange.js';
import { sameRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';

/** Where a fact stands. */
export interface Origin {
  readonly uri: Uri;
  /** Where to point: the narrowest text that expresses the fact; the alias when it was reached through one. */
  readonly range: TextRange;
  /** Where the text is written, when `range` is an alias of it. */
  readonly anchor?: TextRange;
}

/** Whether both point at the same text. */
export function samePlace(a: Origin, b: Origin): boolean {
  return a.uri === b.uri && sameRange(a.range, b.range);
}

/** Where a piece of a text stands. */
export function originOfPiece(uri: Uri, { start, end }: Piece): Origin {
  return { uri, range: { start, end } };
}

/** What stands in a text: an alias has another range than what is written where it leads. */
interface Standing {
  readonly range: TextRange;
  readonly written: TextRange;
}

/** Where a node stands; for what came through an alias, the alias with the anchor beside it. */
export function originOfNode(uri: Uri, { range, written }: Standing): Origin {
  return range === written ? { uri, range } : { uri, range, anchor: written };
}

/** By what a place in a text is the same. */
export function placeOf({ uri, range }: Origin): string {
  return `${uri} ${String(range.start)} ${String(range.end)}`;
}

/** A second place that a reader of a finding should see, with what it has to do with it. */
export interface Related {
  readonly origin: Origin;
  readonly message: string;
}
