import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoweringTools } from '../core/model/shellScript.js';
import { loadShell } from '../core/analysis/loadShell.js';

/**
 * The readers of embedded languages, from the files beside the program. Where those are missing, as when the sources
 * are run without a build, scripts are read plainly and more stays unknown.
 */
export async function shellTools(folder: string | undefined): Promise<LoweringTools> {
  if (folder === undefined) return {};
  try {
    return { parseShell: await loadShell((name) => readFile(join(folder, name))) };
  } catch {
    return {};
  }
}
