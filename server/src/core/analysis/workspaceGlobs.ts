import picomatch from 'picomatch';
import { PLATFORMS } from '../platforms/index.js';

/** What some platform looks into whatever it is called: a narrower glob of the same endings finds nothing more. */
const BY_CONTENT = '**/*.{json,yml,yaml}';
const SAME_ENDINGS = /\.(?:json|ya?ml|\{(?:(?:json|yml|yaml),?)+\})$/u;

/** Globs of all files that are worth reading: those of the platforms, and configuration files. Each is one search. */
export const RELEVANT_GLOBS: readonly string[] = [
  ...new Set([...PLATFORMS.flatMap((platform) => platform.globs), '**/.trustscope.{yml,yaml}']),
].filter((glob) => glob === BY_CONTENT || !SAME_ENDINGS.test(glob));

const matches = picomatch([...RELEVANT_GLOBS], { dot: true });

/** Whether a file is worth reading, by its path below the workspace folder, with `/`. */
export function isRelevant(path: string): boolean {
  return matches(path);
}
