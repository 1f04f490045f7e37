import type { Condition } from './conditions.js';
import { overridesFailure } from './conditions.js';
import type { Expr } from './expressions/ast.js';
import { truth } from './expressions/evaluate.js';
import type { Scenario } from './scenarios.js';
import type { Ways } from './ways.js';
import type { WaySet } from './waySet.js';

/** Which runs come as far as a job's steps, by its own condition and those of the jobs that it needs. */
export interface Passing {
  readonly ways: WaySet;
  /** All conditions that have to hold, each once: for runs that are told apart further than by their way. */
  readonly conditions: readonly Expr[];
  /** Whether there are more than are asked. */
  readonly isCut: boolean;
}

/** More conditions before a job than that are not asked; nobody writes so many. */
export const MOST_CONDITIONS_BEFORE = 64;

/**
 * A job runs when its condition holds and, unless the condition asks for a status itself, when all jobs that it needs
 * have run: a skipped one skips those behind it.
 */
export function passingOf(ways: Ways, condition: Condition | undefined, needed: readonly Passing[]): Passing {
  const before = overridesFailure(condition) ? [] : needed;
  const own = condition?.expression;
  let through = ways.letting(condition);
  let isCut = false;
  const conditions = new Set<Expr>(own === undefined ? [] : [own]);
  for (const passing of before) {
    through = through.and(passing.ways);
    isCut ||= passing.isCut;
    for (const each of passing.conditions) {
      if (conditions.size < MOST_CONDITIONS_BEFORE) conditions.add(each);
      else isCut ||= !conditions.has(each);
    }
  }
  return { ways: through, conditions: [...conditions], isCut };
}

/** Whether a run of the scenario comes as far. */
export function lets({ conditions }: Passing, scenario: Scenario): boolean {
  return conditions.every((expression) => truth(expression, scenario.bindings).canBeTrue);
}

export function samePassing(a: Passing, b: Passing): boolean {
  return (
    a.isCut === b.isCut &&
    a.ways.equals(b.ways) &&
    a.conditions.length === b.conditions.length &&
    a.conditions.every((each, at) => each === b.conditions[at])
  );
}
