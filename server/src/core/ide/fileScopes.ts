import type { Snapshot } from '../analysis/snapshot.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Uri } from '../text/uri.js';
import { elementsOf } from './hover/elements.js';

/** The sessions that stand in a file, in order of place. */
export function scopesOfFile(snapshot: Snapshot, uri: Uri): readonly TrustScope[] {
  return [...snapshot.model.scopesOf(uri)].sort((a, b) => a.facts.extent.start - b.facts.extent.start);
}

/** The sessions of which some line of the file speaks: its own, and those whose rights or workloads stand here. */
export function scopesSpokenOf(snapshot: Snapshot, uri: Uri): readonly TrustScope[] {
  const own = scopesOfFile(snapshot, uri);
  const others = spokenOf(snapshot.model).get(uri) ?? [];
  return [...own, ...others.filter((scope) => scope.file.uri !== uri)];
}

const known = new WeakMap<TrustModel, ReadonlyMap<Uri, readonly TrustScope[]>>();

/** A model never changes, so what it comes to is remembered with it. */
function spokenOf(model: TrustModel): ReadonlyMap<Uri, readonly TrustScope[]> {
  const remembered = known.get(model);
  if (remembered !== undefined) return remembered;
  const byFile = new Map<Uri, TrustScope[]>();
  for (const scope of model.scopes) {
    for (const uri of new Set([...elementsOf(scope)].map(({ origin }) => origin.uri))) {
      if (uri === scope.file.uri) continue;
      const list = byFile.get(uri);
      if (list === undefined) byFile.set(uri, [scope]);
      else list.push(scope);
    }
  }
  known.set(model, byFile);
  return byFile;
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
