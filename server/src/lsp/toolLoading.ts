import { LAZY_TOOLS } from '../core/analysis/lazyTools.js';
import type { ReadAsset } from '../core/analysis/ownAssets.js';
import type { Guard } from './guard.js';
import type { Workspace } from './workspace.js';

/**
 * Loads each tool when the first file comes that may gain by it, and never before: the file is answered for without it,
 * and read again when it is there.
 */
export class ToolLoading {
  readonly #asked = new Set<string>();
  readonly #loads = new Set<Promise<void>>();

  constructor(workspace: Workspace, guard: Guard, readAsset: ReadAsset) {
    workspace.onAnalysed(({ snapshot, uris }) => {
      for (const { key, name, mayServe, load } of LAZY_TOOLS) {
        if (this.#asked.has(key) || !uris.some((uri) => mayServe(snapshot.file(uri)?.text ?? ''))) continue;
        this.#asked.add(key);
        guard.run(`loading ${name}`, () =>
          this.#track(async () => {
            // What was found without it is shown first: loading takes a while in which nothing else is done.
            await new Promise((resolve) => setTimeout(resolve, 0));
            workspace.provide(await load(readAsset));
          }),
        );
      }
    });
  }

  /** Waits until no tool is being loaded; one that could not be loaded is not waited for. */
  async done(): Promise<void> {
    while (this.#loads.size > 0) await Promise.allSettled(this.#loads);
  }

  async #track(work: () => Promise<void>): Promise<void> {
    const load = work();
    this.#loads.add(load);
    try {
      await load;
    } finally {
      this.#loads.delete(load);
    }
  }
}
