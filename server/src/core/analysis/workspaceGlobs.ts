import picomatch from 'picomatch';
import { PLATFORMS } from '../platforms/index.js';

/** Globs of all files that are worth reading: those of the platforms, and configuration files. */
export const RELEVANT_GLOBS: readonly string[] = [
  ...PLATFORMS.flatMap((platform) => platform.globs),
  '**/.trustscope.{yml,yaml}',
];

const matches = picomatch([...RELEVANT_GLOBS], { dot: true });

/** Whether a file is worth reading, by its path below the workspace folder, with `/`. */
export function isRelevant(path: string): boolean {
  return matches(path);
}
