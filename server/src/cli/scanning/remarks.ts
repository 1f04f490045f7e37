import type { Snapshot } from '../../core/analysis/snapshot.js';
import type { Uri } from '../../core/text/uri.js';
import { below, shown } from '../../disk/fileUri.js';
import type { Gathered, GatheredFile } from '../files/gather.js';

/** What a reader should know of the files that were asked for, besides findings. */
export function remarks(
  snapshot: Snapshot,
  files: ReadonlyMap<Uri, GatheredFile>,
  { named, folders, unreadable }: Gathered,
  cwd: string,
): string[] {
  const read = [...files].filter(([uri, { asked }]) => asked && snapshot.file(uri) !== undefined);
  const empty = folders.filter((folder) => !read.some(([, { path }]) => below(folder, path) !== undefined));
  return [
    ...unreadable.map(({ path, why }) => `${shown(cwd, path)} ${why}`),
    ...empty.map(
      (folder) => `${shown(cwd, folder) || 'this folder'} holds no file of a kind that TrustScope reads`,
    ),
    ...ofFiles(snapshot, files, named, cwd),
  ];
}

function ofFiles(
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
