import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { awsTools, mayHoldAws } from '../core/analysis/lazyTools.js';
import { loadShell } from '../core/analysis/loadShell.js';
import { OWN_ASSETS } from '../core/analysis/ownAssets.js';
import type { LoweringTools } from '../core/model/loweringTools.js';

/**
 * The tools for files, from what lies beside the program. Where that is missing, as when the sources are run without a
 * build, scripts are read plainly and more stays unknown.
 *
 * @returns gives the tools that files with the texts may gain by
 */
export async function loweringTools(
  folder: string | undefined,
): Promise<(texts: readonly string[]) => LoweringTools> {
  if (folder === undefined) return () => ({});
  // The reader of scripts takes a moment that can only be waited for here; nearly every scan needs it.
  const shell: LoweringTools = await loadShell((name) => readFile(join(folder, name))).then(
    (parseShell) => ({ parseShell }),
    () => ({}),
  );
  return (texts) => ({ ...shell, ...(texts.some(mayHoldAws) ? readAws(folder) : {}) });
}

function readAws(folder: string): LoweringTools {
  try {
    const read = (name: string): Uint8Array => readFileSync(join(folder, name));
    return awsTools(read(OWN_ASSETS.awsCatalogue), read(OWN_ASSETS.awsManagedPolicies));
  } catch {
    return {};
  }
}
