import type { FactProblem } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { Effort } from '../../patterns/effort.js';

/** Says that not all patterns of a file were looked at, where that is so. */
export function effortProblems(effort: Effort, origin: Origin | undefined): readonly FactProblem[] {
  if (!effort.isExceeded || origin === undefined) return [];
  return [
    {
      message:
        'This file holds more patterns that take long to compare than are looked at: what some of them have in common is not known.',
      origin,
      severity: 'information',
      kind: 'limit',
    },
  ];
}
