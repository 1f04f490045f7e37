import type { Joiner } from '../platforms/joiner.js';
import type { Platform } from '../platforms/platform.js';

/** What puts files together before they are linked, in order. */
export function joinersOf(platforms: readonly Platform[]): readonly Joiner[] {
  return platforms.flatMap(({ joiner }) => joiner ?? []);
}
