import type { Meant } from '../text/meant.js';
import type { FactProblem } from './facts.js';
import type { Origin } from './origin.js';

/** A shape that the product would refuse, with the name that was probably meant where one is near. */
export function refusal(origin: Origin, message: string, meant?: Meant): FactProblem {
  return { message, origin, severity: 'error', kind: 'shape', ...(meant === undefined ? {} : { meant }) };
}
