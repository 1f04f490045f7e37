import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

const MAIN = /(?:^|\/)\.circleci\/config\.ya?ml$/u;
const OTHER = /(?:^|\/)\.circleci\/(?:[^/]+\/)*[^/]+\.ya?ml$/u;

/**
 * CircleCI starts with this one file; a setup configuration goes on with others, which lie beside it by custom and are
 * whole configurations themselves. Parts that a script puts together are none.
 * https://circleci.com/docs/guides/orchestrate/dynamic-config/
 */
export function select({ path, text }: FileDescriptor): Sureness {
  if (MAIN.test(path)) return SURE.place;
  const isWhole = OTHER.test(path) && /^version\s*:/mu.test(text) && /^(?:workflows|jobs)\s*:/mu.test(text);
  return isWhole ? SURE.told : SURE.not;
}
