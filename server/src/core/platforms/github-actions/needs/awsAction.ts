import { awsActionUse, leavesAwsAlone } from '../../../knowledge/aws/needs/actions.js';
import type { AwsActionUse } from '../../../knowledge/aws/needs/actions.js';
import { named } from '../../../knowledge/commands/aws.js';
import { textOf } from '../../../syntax/syntaxTree.js';
import { inputOf } from '../workflow.js';
import { verdictOf } from './actionStep.js';
import { imageUse } from '../../../pipelines/aws/images.js';
import type { AwsStepUse, AwsSurroundings } from '../../../pipelines/aws/use.js';
import { allUses, NO_AWS, openUse } from '../../../pipelines/aws/use.js';
import type { StepContext } from './stepContext.js';
import { staticText } from './staticText.js';

/** A step that may act in AWS, with all that it is read with. */
export interface AwsStep extends AwsSurroundings {
  readonly context: StepContext;
}

/** What a step that uses an action does in AWS. */
export function awsActionStepUse(step: AwsStep): AwsStepUse {
  const reference = step.context.step.uses?.text ?? '';
  const known = awsActionUse(reference);
  if (known !== undefined) return knownUse(step, reference, known);
  if (leavesAwsAlone(reference)) return NO_AWS;
  const name = reference.startsWith('.') ? reference : (reference.split('@')[0] ?? reference);
  return openUse(`what ${name} does with the session is not known (${step.context.step.label})`);
}

function knownUse(step: AwsStep, reference: string, known: AwsActionUse): AwsStepUse {
  const { context, catalogue } = step;
  const uses = known.needs.map(({ actions, optional, when = [] }): AwsStepUse => {
    const verdict = verdictOf(context, reference, when);
    if (verdict === 'no') return NO_AWS;
    const listed = optional === true ? { needs: [], maybe: actions } : { needs: actions };
    const { needs } = named(listed, catalogue);
    const conditional = verdict === 'maybe';
    const why = `use ${known.action}`;
    return { needs: needs.map((need) => ({ ...need, why, conditional, by: 'environment' })), gaps: [] };
  });
  return allUses([
    ...uses,
    openPart(step, reference, known),
    imagesOf(step, reference, known),
    ...(known.registryLogin === true ? [{ ...NO_AWS, registryLogin: true }] : []),
  ]);
}

function openPart({ context }: AwsStep, reference: string, { open }: AwsActionUse): AwsStepUse {
  if (open === undefined || verdictOf(context, reference, open.when ?? []) === 'no') return NO_AWS;
  return openUse(`what ${open.what} is not known (${context.step.label})`);
}

function imagesOf(step: AwsStep, reference: string, { images, action }: AwsActionUse): AwsStepUse {
  if (images === undefined) return NO_AWS;
  const { context } = step;
  const verdict = verdictOf(context, reference, images.pushes);
  const written = images.names === undefined ? undefined : textOf(inputOf(context.step, images.names));
  const names =
    written === undefined
      ? []
      : staticText(context, written)
          .split(/[\s,]+/u)
          .filter(Boolean);
  const pushes = verdict === 'maybe' ? 'maybe' : verdict === 'yes';
  return imageUse(step, { pushes, names, why: `use ${action}` });
}
