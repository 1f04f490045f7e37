import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../steps/root.js';

/** Where the parts of a rule stand, below the project's root. */
export const PLACES = {
  sources: 'server/src/core/rules',
  pages: 'docs/rules',
  fixtures: 'test/fixtures/rules',
} as const;

/** The text of a file; `undefined` when it is not there. */
export function readText(path: string): string | undefined {
  const isFile = statSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile() ?? false;
  return isFile ? readFileSync(join(ROOT, path), 'utf8') : undefined;
}

/** The names in a folder; none when it is not there. */
export function namesIn(folder: string, kind: 'file' | 'folder'): readonly string[] {
  if (statSync(join(ROOT, folder), { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => (kind === 'file' ? entry.isFile() : entry.isDirectory()))
    .map((entry) => entry.name)
    .sort();
}

/** All files below a folder, as paths below the project's root. */
export function filesBelow(folder: string): readonly string[] {
  return [
    ...namesIn(folder, 'file').map((name) => `${folder}/${name}`),
    ...namesIn(folder, 'folder').flatMap((name) => filesBelow(`${folder}/${name}`)),
  ];
}
