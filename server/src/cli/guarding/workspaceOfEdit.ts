import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isConfigurationFile } from '../../core/analysis/configurationResolver.js';
import { isSettingsFile } from '../../core/analysis/facts/settings.js';
import { readingOf } from '../../core/analysis/takingIn.js';
import { isRelevant } from '../../core/analysis/workspaceGlobs.js';
import { below, fileUri } from '../../disk/fileUri.js';
import { Repositories } from '../../disk/repository.js';

/** The text of a file before and after an edit; undefined or null where there is none. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | null;
}

/** The folder whose files decide what an edit of this file means: its repository, else where the agent works. */
export function workspaceOf(path: string, cwd: string): string | undefined {
  const folder = existing(dirname(path));
  const top = new Repositories().topOf(folder, folder);
  if (new Repositories().isReal(top)) return top;
  return below(cwd, path) === undefined ? undefined : cwd;
}

/** The nearest folder that is there: an agent may be about to make some. */
function existing(folder: string): string {
  try {
    readdirSync(folder);
    return folder;
  } catch {
    return dirname(folder) === folder ? folder : existing(dirname(folder));
  }
}

/** Whether the file says what TrustScope takes for granted, rather than what a session may do. */
export function isAssumption(path: string): boolean {
  const uri = fileUri(path);
  return isConfigurationFile(uri) || isSettingsFile(uri);
}

/** Whether a file of this name may be read at all. Nothing but the name is looked at, so that source code costs nothing. */
export function mayConcern(path: string, root: string): boolean {
  const inside = below(root, path);
  return inside !== undefined && (isAssumption(path) || isRelevant(inside));
}

/** Whether a platform reads the file by itself, as it is or as it will be: that file alone is looked at. */
export function isReadByItself({ path, before, after }: ChangedFile, root: string): boolean {
  if (isAssumption(path)) return true;
  return [before ?? null, after].some(
    (text) => text !== null && readingOf(fileUri(path), below(root, path) ?? '', text) !== 'not',
  );
}
