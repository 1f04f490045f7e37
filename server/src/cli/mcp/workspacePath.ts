import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { below } from '../../disk/fileUri.js';
import { Repositories } from '../../disk/repository.js';
import { ToolMistake } from './tool.js';

/** The folder within which files mean something together: the repository that a folder is in, or the folder itself. */
export function workspaceRoot(folder: string): string {
  return new Repositories().topOf(folder, folder);
}

/**
 * The absolute path that a caller means. It lies in the workspace, over links too, and is written without `..`.
 *
 * @throws ToolMistake for any other
 */
export function workspacePath(root: string, given: string): string {
  const refused = new ToolMistake(
    `${JSON.stringify(given)} is not in the workspace; paths start from its top folder`,
  );
  if (given.includes('\0') || given.split(/[/\\]/u).includes('..')) throw refused;
  const path = resolve(root, given);
  if (below(root, path) === undefined) throw refused;
  if (below(realpathSync(root), realpathSync(existing(path))) === undefined) throw refused;
  return path;
}

/** The path itself or, where nothing is there, the nearest folder above that is. */
function existing(path: string): string {
  try {
    realpathSync(path);
    return path;
  } catch {
    return dirname(path) === path ? path : existing(dirname(path));
  }
}
