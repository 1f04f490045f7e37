import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { GIT_CONFIG } from '../core/analysis/facts/settings.js';
import type { SourceText } from './readText.js';
import { readText } from './readText.js';
import { readRegularFile } from './regularFile.js';

/** Larger ones are not git's. */
const LARGEST = 1024 * 1024;
/** The files that tell of a folder have one line. */
const LARGEST_LINE = 16 * 1024;

/**
 * What git keeps of a repository's addresses, under the path that it has in a plain clone; undefined where there is none
 * that can be read. A worktree or submodule has a file that tells where the folder is. Git itself is not run.
 * https://git-scm.com/docs/gitrepository-layout
 */
export function gitConfigOf(top: string): { readonly path: string; readonly source: SourceText } | undefined {
  try {
    const folder = gitFolder(join(top, '.git'));
    const file = join(folder, 'config');
    if (!statSync(file).isFile() || statSync(file).size > LARGEST) return undefined;
    return { path: join(top, ...GIT_CONFIG.split('/')), source: readText(file) };
  } catch {
    return undefined;
  }
}

function gitFolder(path: string): string {
  if (statSync(path).isDirectory()) return path;
  const told = /^gitdir:\s*(.+?)\s*$/mu.exec(readRegularFile(path, LARGEST_LINE).toString())?.[1];
  if (told === undefined) return path;
  const own = resolve(path, '..', told);
  try {
    // A worktree shares the configuration of the clone that it belongs to.
    return resolve(own, readRegularFile(join(own, 'commondir'), LARGEST_LINE).toString().trim());
  } catch {
    return own;
  }
}
