import { purposeOfAction, purposesOfScript } from '../../knowledge/actions/purposes.js';
import { eachScalar } from '../../syntax/walk.js';
import type { AbstractValue } from './expressions/abstractValue.js';
import { oneOf } from './expressions/abstractValue.js';
import { truth } from './expressions/evaluate.js';
import type { GateOrder } from './gateOrder.js';
import { influencesByStep } from './influence.js';
import { checkedInStep } from './permissionChecks.js';
import type { Reading } from './reading.js';
import type { Starts } from './starts.js';
import type { Job, Step } from './workflow.js';
import { stepOfJob } from './workflow.js';

/** A check in a step is no gate for what an earlier one has done, nor for steps that run whatever it says. */
export function gateOrder(reading: Reading, starts: Starts, job: Job, gates: readonly string[]): GateOrder {
  if (!gates.some((id) => checkedInStep(id) !== undefined)) {
    return { everywhere: gates, ofStep: () => gates, ofSecret: () => gates };
  }
  const before = (step: Step): readonly string[] =>
    gates.filter((id) => standsBefore(reading, job, id, step));
  const deeds = deedsOf(reading, starts, job);
  const everywhere = gates.filter((id) => {
    const checked = checkedInStep(id);
    if (checked === undefined) return true;
    const steps = checked.kind === 'check' ? deeds : [...deeds, ...job.steps.filter(holdsCredential)];
    const later = steps.filter(({ number }) => checked.kind === 'check' || number > checked.number);
    if (checked.kind !== 'check' && later.length === 0) return false;
    return [...deeds, ...later].every((step) => standsBefore(reading, job, id, step));
  });
  return {
    everywhere,
    ofStep: before,
    ofSecret: (mentions) => {
      const steps = mentions.flatMap(({ step }) => (step === undefined ? [] : [step]));
      if (steps.length < mentions.length) return everywhere;
      return gates.filter((id) => steps.every((step) => standsBefore(reading, job, id, step)));
    },
  };
}

/** Whether a step is only come to where the check was passed. The token that a check is handed serves to ask. */
function standsBefore(reading: Reading, job: Job, gate: string, inner: Step): boolean {
  const checked = checkedInStep(gate);
  const step = stepOfJob(inner);
  if (checked === undefined) return true;
  if (checked.kind === 'own') return step.number === checked.number;
  if (checked.kind === 'check') return checked.number <= step.number;
  return (
    checked.number === step.number ||
    (checked.number < step.number && asksFor(reading, job, checked.number, step))
  );
}

/** Whether the step runs only where the check gave an answer, by its own condition. */
function asksFor(reading: Reading, job: Job, number: number, { condition }: Step): boolean {
  const id = job.steps.find((step) => step.number === number && step.id !== undefined)?.id?.toLowerCase();
  const expression = condition && reading.conditionOf(condition).expression;
  if (id === undefined || expression === undefined) return false;
  const refused = (path: string): AbstractValue | undefined =>
    path.startsWith(`steps.${id}.outputs.`) ? oneOf('', 'false') : undefined;
  return !truth(expression, refused).canBeTrue;
}

/** Steps in which code or text of whoever started the run runs, or that publish or deploy something. */
function deedsOf(reading: Reading, starts: Starts, job: Job): readonly Step[] {
  const influenced = new Set(
    influencesByStep(reading, starts, job).flatMap(({ step, influence }) =>
      influence.kind === 'files' || influence.kind === 'aimed' ? [] : [stepOfJob(step)],
    ),
  );
  return job.steps.filter(
    (step) =>
      influenced.has(step) ||
      (step.uses !== undefined && purposeOfAction(step.uses.text) !== undefined) ||
      (step.run !== undefined && purposesOfScript(step.run.text).length > 0),
  );
}

/** Whether a step's own text names a secret or the job's token. */
export function holdsCredential(step: Step): boolean {
  let holds = false;
  eachScalar(step.node, ({ text }) => (holds ||= /\bsecrets\.|\bgithub\.token\b/iu.test(text)));
  return holds;
}
