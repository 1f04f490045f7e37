import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

/** Bitbucket reads this one file, at the root of the repository; a workspace may hold several repositories. */
export function select({ path }: FileDescriptor): Sureness {
  return /(?:^|\/)bitbucket-pipelines\.ya?ml$/u.test(path) ? SURE.place : SURE.not;
}
