import type { Pointing } from '../../model/pointing.js';
import type { Pointed } from '../../syntax/pathAt.js';
import { pointedAt } from '../../syntax/pathAt.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';

/** What a text of a configuration is about at which nothing of the model stands: `when`, `unless`, filters, scripts. */
export function point(tree: SyntaxTree, offset: number): Pointing | undefined {
  const pointed = pointedAt(tree, offset);
  const last = pointed?.keys.at(-1);
  if (pointed?.at.entry === undefined || last === undefined) return undefined;
  const { keys, at, range, steps } = pointed;
  const inSteps = keys.includes('steps');
  // https://circleci.com/docs/reference/configuration-reference/#run
  if (inSteps && (last === 'command' || last === 'run') && at.node.kind === 'scalar') {
    const part = steps[keys.lastIndexOf('*') + 1]?.node.range ?? range;
    return { kind: 'script', range, part };
  }
  const approval = approvalAt(pointed);
  if (approval !== undefined) return approval;
  const of = decides(keys, inSteps);
  const around = steps.at(-2)?.node.range ?? range;
  return of === undefined ? undefined : { kind: 'condition', of, around, events: [], range };
}

/** https://circleci.com/docs/reference/configuration-reference/#using-when-in-workflows */
function decides(keys: readonly string[], inSteps: boolean): 'session' | 'part' | undefined {
  const last = keys.at(-1);
  const isCondition = last === 'when' || last === 'unless';
  if (inSteps) return isCondition ? 'part' : undefined;
  if (keys[0] !== 'workflows') return undefined;
  return last === 'filters' || (isCondition && keys.length === 3) ? 'session' : undefined;
}

/**
 * The name of a job that waits for a person: what it guards stands where other jobs of the workflow require it.
 * https://circleci.com/docs/guides/orchestrate/workflows/#holding-a-workflow-for-a-manual-approval
 */
function approvalAt({ at, isKey, keys, range, steps }: Pointed): Pointing | undefined {
  const isJob = keys[0] === 'workflows' && keys[2] === 'jobs' && keys.length === 5 && isKey;
  if (!isJob || textOf(get(at.node, 'type')) !== 'approval') return undefined;
  const jobs = steps[3]?.node;
  const waiting = jobs?.kind === 'sequence' ? jobs.items.flatMap((item) => entries(item)) : [];
  const named = textOf(get(at.node, 'name')) ?? keys[4];
  const required = waiting.flatMap(({ value }) => {
    const requires = get(value, 'requires');
    return requires?.kind === 'sequence' ? requires.items.filter((item) => textOf(item) === named) : [];
  });
  return { kind: 'same', at: required.map((item) => item.range), range };
}
