import type { FileDescriptor, Sureness } from '../../server/src/core/platforms/platform.js';
import { SURE } from '../../server/src/core/platforms/platform.js';

/** The robots of a workshop stand in one file, in its own folder. */
export function select({ path, text }: FileDescriptor): Sureness {
  if (/(?:^|\/)\.workshop\/robots\.ya?ml$/u.test(path)) return SURE.place;
  return /^robots:/mu.test(text) ? SURE.looks : SURE.not;
}
