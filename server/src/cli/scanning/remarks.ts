import type { Snapshot } from '../../core/analysis/snapshot.js';
import type { Uri } from '../../core/text/uri.js';
import { shown } from '../files/fileUri.js';
import type { GatheredFile } from '../files/gather.js';

/** What a reader should know of the files that were asked for, besides findings. */
export function remarks(
  snapshot: Snapshot,
  files: ReadonlyMap<Uri, GatheredFile>,
  named: ReadonlySet<string>,
  cwd: string,
): string[] {
  return [...files].flatMap(([uri, { path, asked, source }]) => {
    if (!asked) return [];
    const known = snapshot.file(uri) !== undefined;
    if (!known) return named.has(path) ? [`${shown(cwd, path)} is of no kind that TrustScope reads`] : [];
    return source.exact
      ? []
      : [`${shown(cwd, path)} is not UTF-8; what could not be read counts as unknown signs`];
  });
}
