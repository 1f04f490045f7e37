import { accessSync, constants, statSync } from 'node:fs';
import type { GatheredFile } from '../files/gather.js';
import { isLink, leavesFolder } from '../../disk/links.js';

/** Any of the three bits by which a file lets somebody write it. */
const WRITABLE = 0o222;

/** Why a file is not written to although it was asked for; `undefined` where it may be. */
export function whyNotWritten({ path, root, source }: GatheredFile): string | undefined {
  // Writing back a text with unreadable bytes would lose them.
  if (!source.exact) return 'is not UTF-8; it is left as it is';
  try {
    if (isLink(path) || leavesFolder(path, root)) return 'is reached over a link; it is left as it is';
    // Whoever may write everything is not kept out by the bits, but they say what is meant.
    if ((statSync(path).mode & WRITABLE) === 0) return 'is read-only; it is left as it is';
    accessSync(path, constants.W_OK);
    return undefined;
  } catch {
    return 'may not be written; it is left as it is';
  }
}
