import type { FileDescriptor, Platform } from './platform.js';
import { githubActions } from './github-actions/index.js';

/** Every platform, in the order in which they are asked. */
export const PLATFORMS: readonly Platform[] = [githubActions];

/** The platform that reads a file; `undefined` when none does. */
export function platformFor(file: FileDescriptor): Platform | undefined {
  return PLATFORMS.find((platform) => platform.select(file));
}
