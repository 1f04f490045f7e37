/**
 * What a table holds under a name that somebody else wrote: a file may well name a thing `constructor` or `toString`,
 * which every object answers to.
 */
export function ownOf<V>(table: Readonly<Partial<Record<string, V>>>, name: string): V | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
