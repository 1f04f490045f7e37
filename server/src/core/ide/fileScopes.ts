import type { Snapshot } from '../analysis/snapshot.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Uri } from '../text/uri.js';

/** The sessions that stand in a file, in order of place. */
export function scopesOfFile(snapshot: Snapshot, uri: Uri): readonly TrustScope[] {
  return [...snapshot.model.scopesOf(uri)].sort((a, b) => a.facts.extent.start - b.facts.extent.start);
}

/** The sessions of which some line of the file speaks: its own, and those whose rights or workloads stand here. */
export function scopesSpokenOf(snapshot: Snapshot, uri: Uri): readonly TrustScope[] {
  const own = scopesOfFile(snapshot, uri);
  return [...own, ...snapshot.model.spokenOfIn(uri)];
}

/** The innermost session whose text contains the offset. */
export function scopeAt(snapshot: Snapshot, uri: Uri, offset: number): TrustScope | undefined {
  const inside = scopesOfFile(snapshot, uri).filter(
    ({ facts }) => facts.extent.start <= offset && offset <= facts.extent.end,
  );
  return inside.reduce<TrustScope | undefined>((best, next) => {
    const length = (scope: TrustScope): number => scope.facts.extent.end - scope.facts.extent.start;
    return best === undefined || length(next) < length(best) ? next : best;
  }, undefined);
}
