import type { FileFacts } from '../../../model/facts.js';
import type { Uri } from '../../../text/uri.js';
import type { Placement } from './placement.js';
import { placementsIn } from './placement.js';

/**
 * Which outermost kustomizations stand for each other: those that take in the same accounts, roles or workloads, as
 * overlays for test and production do. Each goes to a cluster of its own; all others are applied side by side.
 */
export class Variants {
  readonly #apart = new Map<Uri, Set<Uri>>();

  constructor(files: readonly FileFacts[], placements: ReadonlyMap<Uri, readonly Placement[]>) {
    const seen = new Set<string>();
    for (const file of files) {
      if (!placements.has(file.uri) || !holdsMore(file)) continue;
      const builds = [
        ...new Set(placementsIn(placements, file.uri).flatMap((placement) => placement.builds)),
      ];
      const key = builds.join('\n');
      if (builds.length < 2 || seen.has(key)) continue;
      seen.add(key);
      for (const one of builds) {
        const others = this.#apart.get(one) ?? new Set();
        this.#apart.set(one, others);
        for (const other of builds) if (other !== one) others.add(other);
      }
    }
  }

  /** Whether there are none at all. */
  get none(): boolean {
    return this.#apart.size === 0;
  }

  /** Equal when the same kustomizations stand for each other. */
  get signature(): string {
    return [...this.#apart]
      .map(([one, others]) => [one, ...[...others].sort()].join('\n'))
      .sort()
      .join('\n\n');
  }

  /** Whether what comes of `a` and what comes of `b` never is in one cluster. */
  areApart(a: readonly Uri[], b: readonly Uri[]): boolean {
    if (a.length === 0 || b.length === 0 || this.none || a.some((build) => b.includes(build))) return false;
    return a.some((one) => {
      const others = this.#apart.get(one);
      return others !== undefined && b.some((other) => others.has(other));
    });
  }
}

function holdsMore({ sessions, sets, attachments, workloads }: FileFacts): boolean {
  return [sessions, sets, attachments, workloads].some((list) => (list?.length ?? 0) > 0);
}
