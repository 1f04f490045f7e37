import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Uri } from '../../core/text/uri.js';
import { relativePath } from '../../core/text/uri.js';
import { below, fileUri } from '../../disk/fileUri.js';
import type { GatheredFile } from './gather.js';
import { readText } from '../../disk/readText.js';

/** A file that others name is a policy or a piece of configuration; nothing of this size is. */
const LARGEST = 32 * 1024 * 1024;

/**
 * Reads a file that another one names. Nothing is read outside of the folders of the scan, over a link neither.
 *
 * @param roots the folders that files are named from
 * @param asked the folders that the report speaks of
 */
export function namedFile(
  uri: Uri,
  roots: readonly string[],
  asked: readonly string[],
): GatheredFile | undefined {
  const holding = roots.filter((root) => uri.startsWith(`${fileUri(root)}/`));
  const root = holding.sort((a, b) => b.length - a.length)[0];
  if (root === undefined) return undefined;
  const path = join(root, relativePath(fileUri(root), uri));
  try {
    if (below(realpathSync(root), realpathSync(path)) === undefined) return undefined;
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > LARGEST) return undefined;
    return {
      path,
      root,
      asked: asked.some((folder) => below(folder, path) !== undefined),
      source: readText(path),
    };
  } catch {
    // It is not there, or may not be read: then what it says is not known.
    return undefined;
  }
}
