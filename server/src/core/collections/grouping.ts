/** The items without repetitions, in order of their first appearance; `key` says when two are the same. */
export function distinct<T>(items: readonly T[], key: (item: T) => unknown = (item) => item): T[] {
  const seen = new Map<unknown, T>();
  for (const item of items) {
    const own = key(item);
    if (!seen.has(own)) seen.set(own, item);
  }
  return [...seen.values()];
}

/** The items by their key, in order of first appearance. */
export function grouped<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) append(groups, key(item), item);
  return groups;
}

/** Adds a value to those that a map holds for a key. */
export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
