import type { ReadAsset } from '../core/analysis/loadShell.js';
import { loadShell, mayHoldScript } from '../core/analysis/loadShell.js';
import type { Guard } from './guard.js';
import type { Workspace } from './workspace.js';

/** Loads the reader of shell scripts when the first file comes that may hold one, and never before. */
export function loadShellWhenNeeded(
  workspace: Workspace,
  guard: Guard,
  readAsset: ReadAsset | undefined,
): void {
  if (readAsset === undefined) return;
  let asked = false;
  workspace.onAnalysed(({ snapshot, uris }) => {
    if (asked || !uris.some((uri) => mayHoldScript(snapshot.file(uri)?.tree.text ?? ''))) return;
    asked = true;
    guard.run('loading the shell reader', async () => {
      workspace.provide({ parseShell: await loadShell(readAsset) });
    });
  });
}
