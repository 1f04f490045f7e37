import { platformFor } from '../platforms/index.js';

/** How a file of a workspace is read: by a platform, by one that takes other files in, or by none by itself. */
export type Reading = 'alone' | 'with-others' | 'not';

/**
 * How the file is read, by its name and text alone.
 *
 * @param path below the workspace folder, with `/`
 */
export function readingOf(uri: string, path: string, text: string): Reading {
  const platform = platformFor({ uri, path, text });
  if (platform === undefined) return 'not';
  return platform.composer === undefined ? 'alone' : 'with-others';
}

/** One file of a workspace; `path` below its folder, with `/`. */
export interface WorkspaceText {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
}

/** What makes all files of its folder part of one thing. https://helm.sh/docs/topics/charts/#the-chart-file-structure */
const CHART = /(?:^|\/)Chart\.yaml$/u;

/**
 * Whether a file that no platform reads by itself may be taken in by others, as Terraform does with the policies that it
 * names, pipelines with their includes, and a chart with its values: it is named, in any number of steps, by a text of a
 * platform that takes files in. A name counts wherever it stands, so the answer may be yes where it need not.
 */
export function mayBeTakenIn(path: string, files: readonly WorkspaceText[]): boolean {
  const charts = files.filter((file) => CHART.test(file.path)).map((file) => file.path.replace(CHART, ''));
  if (charts.some((folder) => folder === '' || path.startsWith(`${folder}/`))) return true;
  const seen = new Set([path]);
  for (const taken of seen) {
    const name = taken.slice(taken.lastIndexOf('/') + 1);
    for (const file of files) {
      if (seen.has(file.path) || !file.text.includes(name)) continue;
      const reading = readingOf(file.uri, file.path, file.text);
      if (reading === 'with-others') return true;
      // A file that is read alone takes nothing in; one that is not may hand it on.
      if (reading === 'not') seen.add(file.path);
    }
  }
  return false;
}
