/** Items of one file, with a number behind the local id of each but the first that bears it. */
export function withUniqueIds<T extends { readonly localId: string }>(items: readonly T[]): readonly T[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const count = (seen.get(item.localId) ?? 0) + 1;
    seen.set(item.localId, count);
    return count === 1 ? item : { ...item, localId: `${item.localId}#${String(count)}` };
  });
}
