/**
 * A memory for what is worked out by its key alone, so that it says the same as if it were worked out anew. It forgets
 * everything once it is full.
 */
export function remembered<T>(most: number): (key: string, workOut: () => T) => T {
  const known = new Map<string, { readonly value: T }>();
  return (key, workOut) => {
    const found = known.get(key);
    if (found !== undefined) return found.value;
    const value = workOut();
    if (known.size >= most) known.clear();
    known.set(key, { value });
    return value;
  };
}

/** The same for what is worked out of a thing and a key; what is remembered of a thing goes with it. */
export function rememberedOf<T>(most: number): (thing: object, key: string, workOut: () => T) => T {
  const all = new WeakMap<object, (key: string, workOut: () => T) => T>();
  return (thing, key, workOut) => {
    const known = all.get(thing);
    if (known !== undefined) return known(key, workOut);
    const own = remembered<T>(most);
    all.set(thing, own);
    return own(key, workOut);
  };
}
