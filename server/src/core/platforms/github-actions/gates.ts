import type { Gate } from '../../model/facts.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import { conditionGates } from './conditionGates.js';
import { isFalsy } from './expressions/abstractValue.js';
import type { Expr } from './expressions/ast.js';
import { contextPath, parseExpression, valueParts } from './expressions/ast.js';
import { evaluate } from './expressions/evaluate.js';
import { checkedInStep, permissionChecks } from './permissionChecks.js';
import type { Reading } from './reading.js';
import type { Scenario } from './scenarios.js';
import type { Starts } from './starts.js';
import type { Job } from './workflow.js';
import { scalarOf } from './workflow.js';

const REVIEWERS = 'reviewers unknown: check Settings › Environments';

/** The environment that a job names. */
export interface EnvironmentName {
  readonly name: string;
  readonly node: ScalarNode;
  /** False for one that is computed. */
  readonly isStatic: boolean;
}

export function environmentOf(job: Job): EnvironmentName | undefined {
  const value = get(job.node, 'environment');
  const node = scalarOf(value?.kind === 'mapping' ? get(value, 'name') : value);
  if (node === undefined || node.text === '') return undefined;
  return { name: node.text, node, isStatic: !node.text.includes('${{') };
}

/** The gates that stand before a job, and what only looks like one. */
export function gatesOf(
  reading: Reading,
  starts: Starts,
  job: Job,
  needed: readonly Gate[],
): readonly Gate[] {
  const gates = [
    ...environmentGate(reading, starts, job),
    ...mergeQueue(reading, starts, job),
    ...needed,
    ...conditionGates(reading, starts, job),
    ...strangersAreAsked(reading, starts, job),
  ];
  return [...new Map(gates.map((gate) => [gate.id, gate])).values()];
}

/** What a job checks that stands before all jobs that need it as well. */
export function ownGates(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  return [
    ...(mayBeWithoutEnvironment(reading, starts, job) ? [] : environmentGate(reading, starts, job)).filter(
      ({ state }) => state !== 'ineffective',
    ),
    ...conditionGates(reading, starts, job).filter((gate) => gate.state !== 'ineffective'),
    // A job in which a step only tells, or only keeps itself back, has not failed.
    ...strangersAreAsked(reading, starts, job).filter(({ id }) => checkedInStep(id)?.kind === 'check'),
  ];
}

function environmentGate(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  const environment = environmentOf(job);
  if (environment === undefined) return [];
  const { name, isStatic, node } = environment;
  const base = { id: `environment:${name}`, kind: 'approval' as const, name: `environment ${name}` };
  const origin = reading.originOf(node);
  const holdsIf = `${name} has reviewers`;
  if (isStatic) return [{ ...base, state: 'assumed', why: REVIEWERS, holdsIf, key: name, origin }];
  const why = freedom(reading, starts, job);
  if (why !== undefined) return [{ ...base, state: 'ineffective', why, origin }];
  const open = mayBeWithoutEnvironment(reading, starts, job);
  return [
    {
      ...base,
      state: 'assumed',
      why: open
        ? 'for some runs its name comes out empty, and they meet no reviewer'
        : `which environment it is, is computed; ${REVIEWERS}`,
      holdsIf,
      origin,
    },
  ];
}

/**
 * Why a computed environment holds nobody back: whoever starts the run chooses its name, and one of a name that nobody has
 * set up is made when it is first used, without any protection; or it comes out empty for strangers.
 * https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments#creating-an-environment
 */
function freedom(reading: Reading, starts: Starts, job: Job): string | undefined {
  const node = environmentOf(job)?.node;
  if (node === undefined) return undefined;
  const told = starts.told(job);
  const chosen = reading.segmentsOf(node).some(({ text }) => {
    const expression = parseExpression(text);
    if (expression === undefined) return false;
    if (told.contentsOfText(text, undefined).size > 0) return true;
    return pathsOf(expression).some((path) => CHOSEN.test(path) || isFreeInput(starts, path));
  });
  if (chosen) {
    return 'whoever starts the run chooses its name, and an environment that nobody has set up has no reviewers';
  }
  const strangers = starts.untrustedScenarios(job);
  const without = strangers.length > 0 && strangers.some((scenario) => isEmptyFor(reading, node, scenario));
  return without
    ? 'for runs that a stranger starts its name comes out empty, and they meet no reviewer'
    : undefined;
}

/** Numbers, names and revisions that come with the event, not from the project. */
const CHOSEN =
  /^github\.(?:actor|triggering_actor|sha|run_id|run_number|event\.(?:number|(?:pull_request|issue|discussion)\.number|(?:sender|comment\.user|pull_request\.user|issue\.user)\.login|after))$/u;

/** An input of a run by hand that takes any text; one of a list, or of the environments that there are, is no free one. */
function isFreeInput({ triggers }: Starts, path: string): boolean {
  const name = INPUT.exec(path)?.[1];
  if (name === undefined) return false;
  return triggers.some(({ facts, config }) => {
    if (facts.name !== 'workflow_dispatch') return false;
    const input = entries(get(config, 'inputs')).find(({ key }) => key.text.toLowerCase() === name)?.value;
    return (
      input !== undefined && !/^(?:choice|environment|boolean)$/u.test(textOf(get(input, 'type')) ?? 'string')
    );
  });
}

const INPUT = /^(?:github\.event\.)?inputs\.([^.]+)$/u;

/** The parts of the context that can come out as the value. */
function pathsOf(expression: Expr): readonly string[] {
  const path = contextPath(expression);
  return path === undefined ? valueParts(expression).flatMap(pathsOf) : [path];
}

/** What only the merge queue starts was let in by what the branch asks for. That somebody starts a run by hand is no approval. */
function mergeQueue(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  const events = starts.triggers.map((trigger) => trigger.facts.name);
  const [first] = starts.triggers;
  if (first === undefined || starts.callable || job.steps.length === 0) return [];
  if (!events.every((event) => event === 'merge_group')) return [];
  return [
    {
      id: 'merge-queue',
      kind: 'approval',
      state: 'assumed',
      name: 'merge queue',
      why: "what a pull request needs to enter the queue is set in the branch's protection, outside this file",
      origin: reading.originOf(first.node),
    },
  ];
}

/** Gates that were passed before the session begins: who starts it decided on it, and nothing is asked again in it. */
const AT_THE_START: ReadonlySet<string> = new Set(['merge-queue']);

/** Ids of the gates that stand before what the session holds, as far as they hold for every run that gets to it. */
export function guardingGates(
  reading: Reading,
  starts: Starts,
  job: Job,
  gates: readonly Gate[],
): readonly string[] {
  const open = mayBeWithoutEnvironment(reading, starts, job);
  return gates
    .filter(({ id, state }) => state !== 'ineffective' && !AT_THE_START.has(id))
    .filter(({ id }) => !(open && id.startsWith('environment:')))
    .map(({ id }) => id);
}

/** Whether the name of the environment is computed and comes out empty for some run: that one meets no reviewer. */
function mayBeWithoutEnvironment(reading: Reading, starts: Starts, job: Job): boolean {
  const environment = environmentOf(job);
  if (environment === undefined || environment.isStatic) return false;
  return starts.scenarios(job).some((scenario) => isEmptyFor(reading, environment.node, scenario));
}

function isEmptyFor(reading: Reading, node: ScalarNode, scenario: Scenario): boolean {
  const expression = onlyExpression(reading, node);
  if (expression === undefined) return false;
  const value = evaluate(expression, scenario.bindings);
  return value.kind === 'values' && value.values.some(isFalsy);
}

/** The expression, where the value is nothing but one. */
export function onlyExpression(reading: Reading, node: ScalarNode): Expr | undefined {
  const segments = reading.segmentsOf(node);
  const [only] = segments;
  const whole = segments.length === 1 && node.text.startsWith('${{') && node.text.endsWith('}}');
  return whole && only !== undefined ? parseExpression(only.text) : undefined;
}

/** Checks in steps, where somebody nobody approved can start the job at all. */
function strangersAreAsked(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  return starts.untrustedScenarios(job).length === 0 ? [] : permissionChecks(reading, job);
}
