/** One condition of a template, with the side on which something stands. */
export interface Guard {
  readonly condition: string;
  readonly holds: boolean;
}

/** Whether all of them can be true at once. */
function isConsistent(guards: readonly Guard[]): boolean {
  return !guards.some((guard) =>
    guards.some((other) => other.condition === guard.condition && other.holds !== guard.holds),
  );
}

/** Both lists without repetitions; `undefined` when they contradict each other. */
export function together(a: readonly Guard[], b: readonly Guard[]): readonly Guard[] | undefined {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const added = b.filter(
    (guard) => !a.some((known) => known.condition === guard.condition && known.holds === guard.holds),
  );
  const all = [...a, ...added];
  return isConsistent(all) ? all : undefined;
}

/** What the guards say, for readers and to tell groups apart: `IsProd and not HasBoundary`; empty for none. */
export function guardWords(guards: readonly Guard[]): string {
  return guards.map(({ condition, holds }) => (holds ? condition : `not ${condition}`)).join(' and ');
}

/** Every way in which the conditions can turn out, at most eight. */
export function assignments(conditions: readonly string[]): readonly (readonly Guard[])[] {
  return conditions
    .slice(0, 3)
    .reduce<readonly (readonly Guard[])[]>(
      (ways, condition) =>
        ways.flatMap((way) => [true, false].map((holds) => [...way, { condition, holds }])),
      [[]],
    );
}
