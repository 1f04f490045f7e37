/** A value made of parts of a tree, which says the same as long as they are the same objects. */
export class Held<T> {
  constructor(
    readonly value: T,
    readonly parts: readonly unknown[],
  ) {}

  equals(other: unknown): boolean {
    return other instanceof Held && sameParts(this.parts, other.parts);
  }
}

/** Whether two lists hold the same objects. */
export function sameParts(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, at) => part === b[at]);
}
