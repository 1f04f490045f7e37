import type { FileFacts } from '../../../model/facts.js';
import type { Uri } from '../../../text/uri.js';
import type { Placement } from './overlays.js';
import { placementsIn } from './overlays.js';

/**
 * Which outermost kustomizations stand for each other: those that take in the same accounts, roles or workloads, as
 * overlays for test and production do. Each goes to a cluster of its own; all others are applied side by side.
 */
export class Variants {
  readonly #pairs = new Set<string>();

  constructor(files: readonly FileFacts[], placements: ReadonlyMap<Uri, readonly Placement[]>) {
    for (const file of files) {
      if (!holdsMore(file)) continue;
      const builds = [
        ...new Set(placementsIn(placements, file.uri).flatMap((placement) => placement.builds)),
      ];
      for (const one of builds) {
        for (const other of builds) if (one !== other) this.#pairs.add(`${one}\n${other}`);
      }
    }
  }

  /** Equal when the same kustomizations stand for each other. */
  get signature(): string {
    return [...this.#pairs].sort().join('\n\n');
  }

  /** Whether what comes of `a` and what comes of `b` never is in one cluster. */
  areApart(a: readonly Uri[], b: readonly Uri[]): boolean {
    if (a.length === 0 || b.length === 0 || a.some((build) => b.includes(build))) return false;
    return a.some((one) => b.some((other) => this.#pairs.has(`${one}\n${other}`)));
  }
}

function holdsMore({ sessions, sets, attachments, workloads }: FileFacts): boolean {
  return [sessions, sets, attachments, workloads].some((list) => (list?.length ?? 0) > 0);
}
