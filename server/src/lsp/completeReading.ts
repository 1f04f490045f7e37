import type { Snapshot } from '../core/analysis/snapshot.js';
import type { Loader } from './loader.js';
import type { ToolLoading } from './toolLoading.js';
import type { Workspace } from './workspace.js';

/** What a whole reading of the workspace consists of. */
export interface CompleteReadingParts {
  readonly workspace: Workspace;
  readonly loader: Loader;
  /** Nothing where the server has no files of its own to load tools from. */
  readonly tools: ToolLoading | undefined;
}

/**
 * Gives the snapshot of the whole workspace: what was typed, every folder, what files name, read with every tool that
 * they gain by. A count or a report that was made sooner would depend on how fast the machine is.
 */
export async function completeReading({ workspace, loader, tools }: CompleteReadingParts): Promise<Snapshot> {
  let snapshot: Snapshot;
  do {
    await loader.complete();
    await tools?.done();
    snapshot = await workspace.settled();
    // A tool may show files that are named, and these may need another tool.
    await loader.complete();
    await tools?.done();
  } while (snapshot !== (await workspace.settled()));
  return snapshot;
}
