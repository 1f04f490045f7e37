import type { Uri } from 'vscode';
import { workspace } from 'vscode';
import { expandBraces } from './expandBraces.js';

/**
 * What search leaves out, as one glob. `findFiles` follows `files.exclude` by itself, but not `search.exclude`, which
 * is where `node_modules` stands: the actions in there are no part of the project.
 */
export function searchExcludes(folder: Uri): string | undefined {
  const setting = workspace.getConfiguration('search', folder).get<Record<string, unknown>>('exclude', {});
  const globs = Object.entries(setting).flatMap(([glob, on]) => (on === true ? expandBraces(glob) : []));
  if (globs.length < 2) return globs[0];
  return `{${globs.join(',')}}`;
}
