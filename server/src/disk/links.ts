import { lstatSync, realpathSync } from 'node:fs';
import { below } from './fileUri.js';

/** Why a link is not followed. */
export const LEADS_OUT = 'is a link that leads out of its folder';

/** Whether the file that a path leads to over links lies outside of the folder: whoever wrote the files chose it. */
export function leavesFolder(path: string, folder: string): boolean {
  return below(realpathSync(folder), realpathSync(path)) === undefined;
}

/** Whether the path itself is a link. */
export function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
