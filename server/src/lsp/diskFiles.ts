import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import picomatch from 'picomatch';
import type { Uri } from '../core/text/uri.js';
import { encodeSegment, relativePath } from '../core/text/uri.js';
import { GIT_CONFIG } from '../core/analysis/facts/settings.js';
import { below } from '../disk/fileUri.js';
import { gitConfigOf } from '../disk/gitConfig.js';
import { isPassedBy } from '../disk/ignored.js';
import { IgnoreRules } from '../disk/ignoreRules.js';
import { LEADS_OUT, leavesFolder } from '../disk/links.js';
import { readText } from '../disk/readText.js';
import { NotRead } from '../disk/regularFile.js';
import { Repositories } from '../disk/repository.js';
import { walk } from '../disk/walk.js';
import type { Files } from './files.js';
import { MOST_FILES } from './files.js';
import type { Folders } from './folders.js';
import { Slices } from './pause.js';

/**
 * The folders of the workspace, read from the disk as the command line reads them, for a client that does not hand files
 * out: only what lies inside of a folder, over a link neither, and nothing that git ignores.
 *
 * @param warn told of what is passed over
 */
export function diskFiles(folders: Folders, warn: (message: string) => void): Files {
  const skipped = (path: string, why: string): void => {
    warn(`${path} ${why}`);
  };
  return {
    find: async (folder, globs, token) => {
      const top = pathOf(folder);
      if (top === undefined) return [];
      const matches = picomatch([...globs], { dot: true });
      const rules = IgnoreRules.of(new Repositories().topOf(top, top), top, skipped);
      const found: Uri[] = [];
      const slices = new Slices();
      const unreadable = (path: string, { code }: NodeJS.ErrnoException): void => {
        skipped(path, `cannot be read (${code ?? 'unknown error'})`);
      };
      for (const path of walk(top, rules, unreadable)) {
        if ((await slices.next()) && token?.isCancellationRequested === true) break;
        const inside = below(top, path) ?? '';
        if (!matches(inside)) continue;
        found.push(`${folder}/${inside.split('/').map(encodeSegment).join('/')}`);
        if (found.length < MOST_FILES) continue;
        warn(`${top} has more than ${String(MOST_FILES)} files of the kinds that are read; the rest is not.`);
        break;
      }
      return found;
    },
    read: (uri) => Promise.resolve(readInside(uri, folders, skipped)),
    isPassedBy: (uri) => {
      const place = placeOf(uri, folders);
      return (
        place === undefined ||
        isPassedBy(place.path, place.top, new Repositories().topOf(place.top, place.top))
      );
    },
  };
}

interface Place {
  readonly path: string;
  /** The folder of the workspace that it lies in. */
  readonly top: string;
}

function placeOf(uri: Uri, folders: Folders): Place | undefined {
  const folder = folders.containing(uri);
  const top = folder === undefined ? undefined : pathOf(folder);
  if (folder === undefined || top === undefined) return undefined;
  const path = join(top, relativePath(folder, uri));
  // A segment may be dots that were written as %2E.
  return below(top, path) === undefined ? undefined : { path, top };
}

function readInside(
  uri: Uri,
  folders: Folders,
  onSkipped: (path: string, why: string) => void,
): string | null {
  const place = placeOf(uri, folders);
  if (place === undefined) return null;
  const { path, top } = place;
  if (uri.endsWith(`/${GIT_CONFIG}`)) return gitConfigOf(top)?.source.text ?? null;
  try {
    if (!existsSync(path)) return null;
    if (leavesFolder(path, top)) throw new NotRead(LEADS_OUT);
    return readText(path).text;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // What is gone since, or is a folder by now, is nothing to speak of.
    if (code !== 'ENOENT') {
      onSkipped(
        path,
        error instanceof NotRead ? error.message : `cannot be read (${code ?? 'unknown error'})`,
      );
    }
    return null;
  }
}

/** The path that a URI names; `undefined` for one that names no file of this machine. */
function pathOf(uri: Uri): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
