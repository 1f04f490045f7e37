import { identityAction } from '../../knowledge/actions/lookup.js';
import type { Pointing } from '../../model/pointing.js';
import { pointedAt } from '../../syntax/pathAt.js';
import type { PathStep } from '../../syntax/pathAt.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';

/** What a text of a workflow or action is about at which nothing of the model stands: conditions, scripts, inputs. */
export function point(tree: SyntaxTree, offset: number): Pointing | undefined {
  const pointed = pointedAt(tree, offset);
  if (pointed === undefined) return undefined;
  const { keys, range, steps } = pointed;
  if (keys[0] === 'on' && keys.length > 2) return ofEvent(steps, range);
  if (pointed.at.entry === undefined) return undefined;
  const inStep = keys.slice(2);
  if (keys.join(' ') === 'permissions') return notTaken(tree, range);
  const isJob = keys[0] === 'jobs' && keys.length === 3;
  const isStep = (keys[0] === 'jobs' && inStep[0] === 'steps') || (keys[0] === 'runs' && keys[1] === 'steps');
  const around = steps.at(-2)?.node.range ?? range;
  if (isJob && keys[2] === 'if') {
    return { kind: 'condition', of: 'session', around, events: events(tree), range };
  }
  if (!isStep) return undefined;
  const last = keys.at(-1);
  if (keys.at(-2) === '*' && last === 'if') {
    return { kind: 'condition', of: 'part', around, events: [], range };
  }
  if (keys.at(-2) === '*' && last === 'run') return { kind: 'script', range, part: around };
  return keys.at(-2) === 'with' ? notKept(steps, range) : undefined;
}

/** What stands below an event says when it happens: the event itself is what starts sessions. */
function ofEvent(steps: readonly PathStep[], range: Pointing['range']): Pointing | undefined {
  const event = steps[2]?.entry?.key;
  return event && { kind: 'same', at: [event.range], range };
}

/** Permissions of the whole file that no job has, as each has its own. */
function notTaken(tree: SyntaxTree, range: Pointing['range']): Pointing | undefined {
  const jobs = entries(get(tree.documents[0], 'jobs'));
  if (jobs.length === 0 || jobs.some(({ value }) => get(value, 'permissions') === undefined)) {
    return undefined;
  }
  return {
    kind: 'remark',
    range,
    title: 'No job has these permissions',
    text: 'Each job of this file names its own, which take their place whole. A job that is added without any has these.',
  };
}

/** The names under `on`, however they are written. */
function events(tree: SyntaxTree): readonly string[] {
  const on = get(tree.documents[0], 'on');
  if (on?.kind === 'scalar') return [on.text];
  if (on?.kind === 'sequence') return on.items.flatMap((item) => textOf(item) ?? []);
  return entries(on).map(({ key }) => key.text);
}

/** An input that tells an action to leave the token nowhere. */
function notKept(steps: readonly PathStep[], range: Pointing['range']): Pointing | undefined {
  const input = steps.at(-1);
  const action = textOf(get(steps.at(-3)?.node, 'uses'));
  const persists = action === undefined ? undefined : identityAction(action)?.persists;
  if (persists?.input === undefined || input?.entry?.key.text !== persists.input) return undefined;
  if (textOf(input.node)?.toLowerCase() !== 'false') return undefined;
  return {
    kind: 'remark',
    range,
    title: 'GITHUB_TOKEN is not left behind',
    text: `Otherwise it would stand in ${persists.where}, where every later step can read it. A later step that pushes with git has to be given it.`,
  };
}
