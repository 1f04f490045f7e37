import { LAZY_TOOLS } from '../core/analysis/lazyTools.js';
import type { ReadAsset } from '../core/analysis/ownAssets.js';
import type { Guard } from './guard.js';
import type { Workspace } from './workspace.js';

/**
 * Loads each tool when the first file comes that may gain by it, and never before: the file is answered for without it,
 * and read again when it is there.
 */
export function loadToolsWhenNeeded(workspace: Workspace, guard: Guard, readAsset: ReadAsset): void {
  const asked = new Set<string>();
  workspace.onAnalysed(({ snapshot, uris }) => {
    for (const { key, name, mayServe, load } of LAZY_TOOLS) {
      if (asked.has(key) || !uris.some((uri) => mayServe(snapshot.file(uri)?.text ?? ''))) continue;
      asked.add(key);
      guard.run(`loading ${name}`, async () => {
        // What was found without it is shown first: loading takes a while in which nothing else is done.
        await new Promise((resolve) => setTimeout(resolve, 0));
        workspace.provide(await load(readAsset));
      });
    }
  });
}
