import type { FileDescriptor } from '../platform.js';

/** Bitbucket reads this one file, at the root of the repository; a workspace may hold several repositories. */
export function select({ path }: FileDescriptor): boolean {
  return /(?:^|\/)bitbucket-pipelines\.ya?ml$/u.test(path);
}
