import type { Snapshot } from '../analysis/snapshot.js';
import type { Origin } from '../model/origin.js';
import type { PositionRange } from '../text/lineIndex.js';
import type { TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { relativePath } from '../text/uri.js';
import type { ReportPlace } from './document.js';

const NOWHERE: PositionRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Turns URIs and offsets into the paths and positions that a report speaks of. */
export class Places {
  readonly #snapshot: Snapshot;

  constructor(
    snapshot: Snapshot,
    readonly root: Uri,
  ) {
    this.#snapshot = snapshot;
  }

  /** The path below the root, with `/`. */
  path(uri: Uri): string {
    return relativePath(this.root, uri);
  }

  /** Line and character of both ends; the start of the file when its text is not at hand. */
  range(uri: Uri, range: TextRange): PositionRange {
    const lines = this.#snapshot.file(uri)?.lines ?? this.#snapshot.configurationTree(uri)?.lines;
    return lines?.rangeAt(range) ?? NOWHERE;
  }

  place(origin: Origin): ReportPlace {
    return { path: this.path(origin.uri), range: this.range(origin.uri, origin.range) };
  }

  /** The text of the file, when it was analysed. */
  text(uri: Uri): string | undefined {
    return this.#snapshot.file(uri)?.text;
  }
}

/** Orders places by path, then by position. Plain code unit order, so that every machine gives the same. */
export function comparePlaces(a: ReportPlace, b: ReportPlace): number {
  return (
    compareText(a.path, b.path) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character
  );
}

/** Orders two texts by code unit. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A folder as a program may use it: the path of a local one, the URI of any other. */
export function folderName(uri: Uri): string {
  if (!uri.startsWith('file:///')) return uri;
  const path = relativePath('file:///', uri);
  // A drive letter stands without a slash before it.
  return /^[a-z]:/iu.test(path) ? path : `/${path}`;
}
