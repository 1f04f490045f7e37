import type { Gate } from '../../model/facts.js';
import type { Pipeline, Step } from './pipelines.js';
import { ofStepOrStage } from './pipelines.js';
import type { Reading } from './reading.js';
import { scalarOf } from './reading.js';

/** https://support.atlassian.com/bitbucket-cloud/docs/pipeline-triggers/ */
const WHO_RUNS = 'anyone with write access to the repository may run it, whoever started it among them';

/** https://bitbucket.org/blog/deployment-permissions-now-available-in-bitbucket-pipelines */
const WHO_DEPLOYS =
  'who may deploy to it, and from which branches, is set in the repository on a Premium plan, outside this file';

/** The environment that a step deploys to. */
export function environmentOf(step: Step): ReturnType<typeof scalarOf> {
  const node = scalarOf(ofStepOrStage(step, 'deployment'));
  return node === undefined || node.text.trim() === '' ? undefined : node;
}

/** The gates that stand before a step. */
export function gatesOf(reading: Reading, pipeline: Pipeline, step: Step): readonly Gate[] {
  const environment = environmentOf(step);
  const gates = [
    ...manualGates(reading, pipeline, step),
    ...(environment === undefined
      ? []
      : [
          {
            id: `environment:${environment.text}`,
            kind: 'approval' as const,
            state: 'assumed' as const,
            name: `environment ${environment.text}`,
            why: WHO_DEPLOYS,
            key: environment.text,
            holdsIf: `deployments to ${environment.text} are restricted`,
            origin: reading.originOf(environment),
          },
        ]),
  ];
  return [...new Map(gates.map((gate) => [gate.id, gate])).values()];
}

/** More starts by hand than that before one step say nothing more. */
export const MOST_GATES = 64;

/** A pipeline stops at a manual step or stage until somebody runs it, and with it all that comes behind. */
function manualGates(reading: Reading, { manual: byHand }: Pipeline, step: Step): readonly Gate[] {
  const before = byHand.slice(0, MOST_GATES);
  const all = before.includes(step) || step.manual === undefined ? before : [...before, step];
  return all.flatMap((other): readonly Gate[] => {
    const { manual, stage } = other;
    if (manual === undefined) return [];
    const isOwn = other === step;
    // The steps of a manual stage wait for one and the same start.
    const isOneStart = manual.of === 'stage' && stage === step.stage;
    if (!isOwn && (other.isParallel || other.order >= step.order || isOneStart)) return [];
    const what =
      manual.of === 'stage' && stage !== undefined
        ? `stage ${stage.name ?? String(stage.number)}`
        : `step ${other.name ?? String(other.order)}`;
    return [
      {
        id: isOwn ? 'manual' : `after:${what}`,
        kind: 'approval',
        state: 'enforced',
        name: isOwn ? 'run by hand' : `manual ${what}`,
        why: WHO_RUNS,
        origin: reading.originOf(manual.node),
      },
    ];
  });
}
