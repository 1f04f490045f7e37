import type { NameChange, PlacedPatch } from './patches.js';

/** What patches made of a fact the last time, in each of the places where it comes into the cluster. */
interface Made {
  readonly patches: readonly PlacedPatch[];
  readonly value: object | undefined;
}

const MADE = new WeakMap<object, readonly Made[]>();

/** Places of one fact that are remembered. */
const MOST = 8;

/**
 * What `apply` makes of a fact, the same object as long as fact and patches are the same: what rests on it need not be
 * made again.
 */
export function patchedOnce<T extends object>(
  fact: T,
  patches: readonly PlacedPatch[],
  apply: (fact: T, patches: readonly PlacedPatch[]) => T | undefined,
): T | undefined {
  if (patches.length === 0) return fact;
  const known = MADE.get(fact) ?? [];
  const same = known.find((made) => areSamePatches(made.patches, patches));
  if (same !== undefined) return same.value as T | undefined;
  const value = apply(fact, patches);
  MADE.set(fact, [{ patches, value }, ...known].slice(0, MOST));
  return value;
}

/** Whether patches are the same and meet objects that have come to the same. */
export function areSamePatches(a: readonly PlacedPatch[], b: readonly PlacedPatch[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ patch, document, before, after }, index) => {
      const other = b[index];
      return (
        other?.patch === patch &&
        other.document === document &&
        areSameChanges(other.before, before) &&
        areSameChanges(other.after, after)
      );
    })
  );
}

function areSameChanges(a: NameChange, b: NameChange): boolean {
  return a.namespace === b.namespace && a.prefix === b.prefix && a.suffix === b.suffix;
}
