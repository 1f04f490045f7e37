import { CHOSEN_BY_AUTHOR } from '../../knowledge/azure-pipelines/predefined.js';
import type { Influence } from '../../model/facts.js';
import type { Holding } from './credentials.js';
import { initiatorsOf } from './credentials.js';
import type { Step } from './steps.js';
import { isDisabled } from './steps.js';
import { macrosIn } from './variables.js';

/** Ids of the initiators whose runs build what a pull request's author wrote. */
const PULL_REQUESTS: ReadonlySet<string> = new Set(['pr', 'pr:fork', 'pr:insider']);

/** Where code or text of whoever opens a pull request gets into a job. */
export function influencesOf(holding: Holding): readonly Influence[] {
  const { job } = holding.place;
  const ids = holding.reaching.map(({ id }) => id).filter((id) => PULL_REQUESTS.has(id));
  if (ids.length === 0) return [];
  const steps = job.steps.filter((step) => !isDisabled(step));
  return [...ownCode(holding, steps, ids), ...steps.flatMap((step) => inScript(holding, step, ids))];
}

/**
 * A job fetches the repository of the pipeline unless it says otherwise; a deployment job only where it says so.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/steps-checkout
 */
function ownCode(holding: Holding, steps: readonly Step[], ids: readonly string[]): readonly Influence[] {
  const { job } = holding.place;
  const { reading } = holding.starts;
  if (job.kind === 'template' || steps.length === 0) return [];
  const checkouts = steps.filter(({ kind }) => kind === 'checkout');
  const own = checkouts.find(({ head }) => head.kind === 'scalar' && head.text.toLowerCase() === 'self');
  const isImplicit = checkouts.length === 0 && job.kind !== 'deployment';
  if (own === undefined && !isImplicit) return [];
  const only = own === undefined ? undefined : initiatorsOf(holding, [own]);
  const initiators = only === undefined ? ids : ids.filter((id) => only.includes(id));
  if (initiators.length === 0) return [];
  return [
    {
      kind: 'code',
      how:
        own === undefined
          ? "it fetches the pull request's code"
          : `${own.label} fetches the pull request's code`,
      initiators,
      origin: reading.originOf(own?.head ?? job.head),
    },
  ];
}

/** A macro in a script is put in before the shell reads it, and becomes part of it. */
function inScript(holding: Holding, step: Step, ids: readonly string[]): readonly Influence[] {
  const { script } = step;
  if (script === undefined) return [];
  const name = macrosIn(script.node.text).find((macro) => CHOSEN_BY_AUTHOR.has(macro.toLowerCase()));
  if (name === undefined) return [];
  const only = initiatorsOf(holding, [step]);
  const initiators = only === undefined ? ids : ids.filter((id) => only.includes(id));
  if (initiators.length === 0) return [];
  return [
    {
      kind: 'text',
      how: `${step.label} puts text of whoever started it into a script`,
      initiators,
      origin: holding.starts.reading.placeOf(script.node, `$(${name})`),
    },
  ];
}
