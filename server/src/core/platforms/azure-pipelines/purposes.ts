import { purposesOfScript } from '../../knowledge/actions/purposes.js';
import type { PurposeFact } from '../../knowledge/actions/purposes.js';
import { purposeOfTask } from '../../knowledge/azure-pipelines/tasks.js';
import type { SessionFacts } from '../../model/facts.js';
import type { Reading } from './reading.js';
import type { Step } from './steps.js';
import { inputText, isDisabled } from './steps.js';
import type { Values } from './variables.js';

/** What the steps of a job do that matters outside. */
export function purposesOf(
  reading: Reading,
  steps: readonly Step[],
  values: Values,
): SessionFacts['purposes'] {
  return steps.flatMap((step) => {
    if (isDisabled(step)) return [];
    const origin = reading.originOf(step.script?.node === step.head ? headOf(step) : step.head);
    return factsOf(step, values).map((fact) => ({ ...fact, why: `${step.label} ${fact.why}`, origin }));
  });
}

/** A script is much to point at; the key in front of it says as much. */
function headOf(step: Step): Step['head'] {
  return step.node.kind === 'mapping' ? (step.node.entries[0]?.key ?? step.head) : step.head;
}

function factsOf(step: Step, values: Values): readonly PurposeFact[] {
  const { task, script } = step;
  const read = (name: string): string | undefined => {
    const text = inputText(step, name);
    return text === undefined ? undefined : values.fill(text);
  };
  const own = task === undefined ? undefined : purposeOfTask(task, read);
  const awsCli =
    task?.toLowerCase() === 'awscli' ? `aws ${read('awsCommand') ?? ''} ${read('awsSubCommand') ?? ''}` : '';
  return [
    ...(own === undefined ? [] : [own]),
    ...purposesOfScript(script === undefined ? awsCli : values.fill(script.node.text)),
  ];
}
