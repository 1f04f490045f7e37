import { purposeOfAction, purposesOfScript } from '../../knowledge/actions/purposes.js';
import type { GateOrder } from './gateOrder.js';
import { influencesOf } from './influence.js';
import { checkedInStep } from './permissionChecks.js';
import type { Reading } from './reading.js';
import type { Starts } from './starts.js';
import type { Job } from './workflow.js';

/** A check in a step is no gate for what an earlier one has done. */
export function gateOrder(reading: Reading, starts: Starts, job: Job, gates: readonly string[]): GateOrder {
  const upTo = (number: number): readonly string[] =>
    gates.filter((id) => (checkedInStep(id) ?? 0) <= number);
  const everywhere = gates.some((id) => checkedInStep(id) !== undefined)
    ? upTo(firstDeed(reading, starts, job))
    : gates;
  return {
    everywhere,
    ofStep: (step) => upTo(step.number),
    ofSecret: (mentions) => {
      const steps = mentions.flatMap(({ step }) => (step === undefined ? [] : [step.number]));
      return steps.length < mentions.length ? everywhere : upTo(Math.min(...steps));
    },
  };
}

/** The first step in which code or text of whoever started the run runs, or that publishes or deploys something. */
function firstDeed(reading: Reading, starts: Starts, job: Job): number {
  const deeds = job.steps.filter(
    (step) =>
      influencesOf(reading, starts, { ...job, steps: [step] }).some(({ kind }) => kind !== 'files') ||
      (step.uses !== undefined && purposeOfAction(step.uses.text) !== undefined) ||
      (step.run !== undefined && purposesOfScript(step.run.text).length > 0),
  );
  return Math.min(...deeds.map(({ number }) => number), Number.MAX_SAFE_INTEGER);
}
