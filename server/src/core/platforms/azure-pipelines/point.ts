import type { Pointing } from '../../model/pointing.js';
import { pointedAt } from '../../syntax/pathAt.js';
import type { PathStep } from '../../syntax/pathAt.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import { entry, get } from '../../syntax/syntaxTree.js';

/** Keys of a step whose value is a script. https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/steps */
const SCRIPTS = ['script', 'bash', 'pwsh', 'powershell'];

/** The same of a task's inputs. */
const INLINE = new Set(['script', 'inlineScript', 'inline']);

/** What a text of a pipeline is about at which nothing of the model stands: conditions and scripts. */
export function point(tree: SyntaxTree, offset: number): Pointing | undefined {
  const pointed = pointedAt(tree, offset);
  const last = pointed?.keys.at(-1);
  if (pointed?.at.entry === undefined || last === undefined) return undefined;
  const { keys, range, steps } = pointed;
  const isStep = keys.includes('steps');
  if (last === 'condition') {
    const around = steps.at(-2)?.node.range ?? range;
    return { kind: 'condition', of: isStep ? 'part' : 'session', around, events: [], range };
  }
  const step = isStep ? stepAround(steps) : undefined;
  const isScript = keys.at(-2) === 'inputs' ? INLINE.has(last) : SCRIPTS.includes(last);
  return step !== undefined && isScript ? { kind: 'script', range, part: step.node.range } : undefined;
}

/** The step that a place lies in: what has a script or a task. */
function stepAround(steps: readonly PathStep[]): PathStep | undefined {
  return steps.findLast(
    ({ node }) => SCRIPTS.some((key) => entry(node, key) !== undefined) || get(node, 'task') !== undefined,
  );
}
