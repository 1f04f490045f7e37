import type { AbstractValue } from '../expressions/abstractValue.js';
import { oneOf } from '../expressions/abstractValue.js';
import { truth } from '../expressions/evaluate.js';
import type { Reading } from '../reading.js';
import type { Starts } from '../starts.js';
import type { Job, Step } from '../workflow.js';
import { askedBy } from './whoAsked.js';

/**
 * Whether a step is only come to where an earlier job or step has answered that the pull request is not a fork's. Then its
 * code is that of people who may write, whoever started the run.
 */
export function turnsForksAway(reading: Reading, starts: Starts, job: Job, step: Step): boolean {
  const conditions = [starts.conditionOf(job), step.condition && reading.conditionOf(step.condition)];
  return conditions.some((condition) => {
    const expression = condition?.expression;
    if (expression === undefined) return false;
    return !truth(expression, (path) => (answers(reading, starts, job, step, path) ? OF_FORK : undefined))
      .canBeTrue;
  });
}

/** What the answer is for a fork's pull request, or where the question was not asked. */
const OF_FORK: AbstractValue = oneOf('true', '');

function answers(reading: Reading, starts: Starts, job: Job, step: Step, path: string): boolean {
  const [space, id = '', outputs, ...name] = path.split('.');
  if (outputs !== 'outputs') return false;
  if (space === 'needs') return starts.handedOn(id, job)?.asked.get(name.join('.')) === 'fork';
  return (
    space === 'steps' &&
    job.steps.some(
      (earlier) =>
        earlier.number < step.number &&
        earlier.id?.toLowerCase() === id &&
        askedBy(reading, earlier).says === 'fork',
    )
  );
}
