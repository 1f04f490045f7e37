import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Step } from '../workflow.js';
import { inputOf } from '../workflow.js';
import type { StepContext } from './stepContext.js';

/** How often what stands for an expression is looked at again: a variable may be made of others. */
const DEPTH = 5;

/**
 * A text with the expressions in it replaced that the file itself answers: variables that `env` sets, and names of images
 * that docker/metadata-action was given for its output. What only a run can tell is left as it is written.
 */
export function staticText(context: StepContext, text: string): string {
  let current = text;
  for (let round = 0; round < DEPTH && current.includes('${{'); round++) {
    const next = current.replace(EXPRESSION, (whole, path: string) => answer(context, path) ?? whole);
    if (next === current) break;
    current = next;
  }
  return current;
}

const EXPRESSION = /\$\{\{\s*([\w.-]+)\s*\}\}/gu;

function answer(context: StepContext, path: string): string | undefined {
  const [space = '', name = '', outputs, output] = path.split('.');
  if (space.toLowerCase() === 'env' && outputs === undefined) return variable(context, name);
  if (space.toLowerCase() !== 'steps' || outputs !== 'outputs') return undefined;
  // Every tag is one of the images with something behind it: https://github.com/docker/metadata-action#images-input
  const step = context.steps.find(({ id }) => id === name);
  return step !== undefined && /^(?:tags|json)$/u.test(output ?? '') ? imagesOf(step) : undefined;
}

/** The innermost environment that sets it counts, unless a script may have set it anew. */
function variable({ step, steps, environments }: StepContext, name: string): string | undefined {
  const own = textOf(get(step.env, name));
  if (own !== undefined) return own;
  const isExported = steps.some(
    ({ run }) => run?.text.includes('GITHUB_ENV') === true && run.text.includes(name),
  );
  if (isExported) return undefined;
  const values = [...environments].reverse().map((env) => textOf(get(env, name)));
  return values.find((value) => value !== undefined);
}

function imagesOf(step: Step): string | undefined {
  if (!/^docker\/metadata-action@/iu.test(step.uses?.text ?? '')) return undefined;
  return textOf(inputOf(step, 'images'));
}
