import type { Composing } from '../../../../compose/composer.js';
import { folderOf } from './module.js';

/** Folders that are looked at on the way up from one; no module is called over so many. */
const MOST_CALLERS = 2_000;

/**
 * Whether a configuration begins in a folder: nobody calls its module. Of modules that call each other in a circle into
 * which nobody calls, the first by name begins it, so that none is left out.
 */
export function isRoot(folder: string, composing: Composing): boolean {
  const seen = new Set([folder]);
  let isInCircle = false;
  for (const at of seen) {
    const callers = callersOf(at, composing);
    // It is made where whoever calls it is made.
    if (callers.length === 0) return at === folder;
    for (const caller of callers) {
      if (caller === folder) isInCircle = true;
      else if (seen.size < MOST_CALLERS) seen.add(caller);
    }
  }
  if (!isInCircle) return false;
  const circle = [...seen].filter((one) => leadsTo(one, folder, composing));
  return circle.sort()[0] === folder;
}

/** Whether a folder is reached again from one of its callers: they are in one circle. */
function leadsTo(folder: string, to: string, composing: Composing): boolean {
  const seen = new Set([folder]);
  for (const at of seen) {
    if (at === to) return true;
    for (const caller of callersOf(at, composing)) if (seen.size < MOST_CALLERS) seen.add(caller);
  }
  return false;
}

function callersOf(folder: string, composing: Composing): readonly string[] {
  const folders = composing.namedBy(folder).map(folderOf);
  return [...new Set(folders)].filter((caller) => caller !== folder);
}
