import type { Dirent } from 'node:fs';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { IgnoreRules } from './ignoreRules.js';

/** Folders that never hold a repository's own files. */
export const SKIPPED: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Called for a folder that cannot be read. */
export type OnFolderError = (path: string, error: NodeJS.ErrnoException) => void;

/**
 * The paths of the files below `folder` that are not ignored, in order of name; one folder is read at a time, as they are
 * asked for. Links to folders are not followed, as git does not: so no loop can hold the walk, and nothing outside the
 * folder is read.
 */
export function* walk(folder: string, rules: IgnoreRules, onError: OnFolderError): Generator<string> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    onError(folder, error as NodeJS.ErrnoException);
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !rules.ignores(path, true)) {
        yield* walk(path, rules.inside(path), onError);
      }
    } else if (isFile(entry, path) && !rules.ignores(path, false)) {
      yield path;
    }
  }
}

/** A regular file, or a link to one; no socket, pipe or device, from which a read might never return. */
function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(path).isFile();
  } catch {
    // It leads nowhere, or in a circle.
    return false;
  }
}
