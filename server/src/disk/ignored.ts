import { join } from 'node:path';
import { below } from './fileUri.js';
import { IgnoreRules } from './ignoreRules.js';
import { SKIPPED } from './walk.js';

/** Whether a walk of `folder`, whose repository is `top`, would pass the file by: as git does, or as never anybody's own. */
export function isPassedBy(path: string, folder: string, top: string): boolean {
  const segments = below(folder, path)?.split('/') ?? [];
  let rules = IgnoreRules.of(top, folder);
  let at = folder;
  for (const segment of segments.slice(0, -1)) {
    at = join(at, segment);
    if (SKIPPED.has(segment) || rules.ignores(at, true)) return true;
    rules = rules.inside(at);
  }
  return rules.ignores(path, false);
}
