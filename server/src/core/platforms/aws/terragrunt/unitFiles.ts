import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { Composing } from '../../../compose/composer.js';
import { folderOf, pathFrom } from '../terraform/unit/module.js';

/** What a file is called that is meant where a folder is named. */
export const UNIT_FILE = 'terragrunt.hcl';

/** A whole path, as Terragrunt's functions give it, to what lies below the workspace folder: its start is the machine's. */
export function wholePath(below: string): string {
  return below === '' ? UNKNOWN_PART : `${UNKNOWN_PART}/${below}`;
}

/** The path below the workspace folder of one that is written; `undefined` for what lies elsewhere, or is not known. */
export function belowWorkspace(from: string, path: string): string | undefined {
  const isWhole = path === UNKNOWN_PART || path.startsWith(`${UNKNOWN_PART}/`);
  if (/^[/~]/u.test(path) || path.slice(isWhole ? 1 : 0).includes(UNKNOWN_PART)) return undefined;
  return pathFrom(from, path);
}

/** The path of a configuration that is named by itself or by its folder. */
export function configurationAt(composing: Composing, from: string, path: string): string | undefined {
  const below = belowWorkspace(from, path);
  if (below === undefined) return undefined;
  const inFolder = below === '' ? UNIT_FILE : `${below}/${UNIT_FILE}`;
  if (composing.folder(below).includes(inFolder)) return inFolder;
  return composing.folder(folderOf(below)).includes(below) ? below : undefined;
}

/**
 * The first file or folder of a name in the folders above one, as a path below the workspace folder. Folders above the
 * workspace are not looked at.
 *
 * https://terragrunt.gruntwork.io/docs/reference/hcl/functions/#find_in_parent_folders
 */
export function inParentFolders(composing: Composing, folder: string, name: string): string | undefined {
  let at = folder;
  while (at !== '') {
    at = folderOf(at);
    const path = pathFrom(at, name);
    if (path === undefined) continue;
    if (composing.folder(folderOf(path)).includes(path) || composing.folder(path).length > 0) return path;
  }
  return undefined;
}
