/**
 * Whether two plain values say the same: numbers, texts, lists, objects, maps and sets of such, in the same order. An
 * object that can tell by itself has a method `equals`. Functions are the same only as the same object.
 */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameList(a, b);
  if (a instanceof Map) return b instanceof Map && a.size === b.size && sameList([...a], [...b]);
  if (a instanceof Set) return b instanceof Set && a.size === b.size && sameList([...a], [...b]);
  if (hasEquals(a)) return a.equals(b);
  return Object.getPrototypeOf(a) === Object.getPrototypeOf(b) && sameObject(a, b);
}

function hasEquals(value: object): value is { equals: (other: unknown) => boolean } {
  return 'equals' in value && typeof value.equals === 'function';
}

/** Whether two lists have the same items in the same order. */
export function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, at) => same(item, b[at]));
}

function sameObject(a: object, b: object): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(b, key) && same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}
