import type { Gate } from '../../model/facts.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { get } from '../../syntax/syntaxTree.js';
import { conditionGates } from './conditionGates.js';
import type { Condition } from './conditions.js';
import { overridesFailure } from './conditions.js';
import { isFalsy, oneOf } from './expressions/abstractValue.js';
import type { Expr } from './expressions/ast.js';
import { isOperation, parseExpression } from './expressions/ast.js';
import { evaluate, truth } from './expressions/evaluate.js';
import { expressionSegments } from './expressions/segments.js';
import { permissionChecks } from './permissionChecks.js';
import type { Reading } from './reading.js';
import type { Starts } from './starts.js';
import type { Job, Workflow } from './workflow.js';
import { scalarOf } from './workflow.js';

const REVIEWERS = 'its reviewers are set in the repository, outside this file';

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
export function gatesOf(reading: Reading, workflow: Workflow, starts: Starts, job: Job): readonly Gate[] {
  const gates = [
    ...environmentGate(reading, starts, job),
    ...manualStart(reading, starts, job),
    ...neededGates(reading, workflow, starts, job),
    ...conditionGates(reading, starts, job),
    ...strangersAreAsked(reading, starts, job),
  ];
  return [...new Map(gates.map((gate) => [gate.id, gate])).values()];
}

function environmentGate(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  const environment = environmentOf(job);
  if (environment === undefined) return [];
  const { name, isStatic, node } = environment;
  return [
    {
      id: `environment:${name}`,
      kind: 'approval',
      state: 'assumed',
      name: `environment ${name}`,
      why: isStatic
        ? REVIEWERS
        : mayBeWithoutEnvironment(reading, starts, job)
          ? 'for some runs its name comes out empty, and they meet no reviewer'
          : `which environment it is, is computed; ${REVIEWERS}`,
      ...(isStatic ? { key: name } : {}),
      origin: reading.originOf(node),
    },
  ];
}

/** A run that only a person can start by hand, or that only the merge queue starts, was decided on. */
function manualStart(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  const events = starts.triggers.map((trigger) => trigger.facts.name);
  const [first] = starts.triggers;
  if (first === undefined || starts.callable) return [];
  const origin = reading.originOf(first.node);
  if (events.every((event) => event === 'workflow_dispatch')) {
    return [
      {
        id: 'manual-start',
        kind: 'approval',
        state: 'enforced',
        name: 'started by hand',
        why: 'only people with write access can start it, each time anew',
        origin,
      },
    ];
  }
  if (events.every((event) => event === 'merge_group') && job.steps.length > 0) {
    return [
      {
        id: 'merge-queue',
        kind: 'approval',
        state: 'assumed',
        name: 'merge queue',
        why: "what a pull request needs to enter the queue is set in the branch's protection, outside this file",
        origin,
      },
    ];
  }
  return [];
}

/** Gates that were passed before the session begins: who starts it decided on it, and nothing is asked again in it. */
const AT_THE_START: ReadonlySet<string> = new Set(['manual-start', 'merge-queue']);

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
  const expression = onlyExpression(reading, environment.node);
  if (expression === undefined) return false;
  return starts.scenarios(job).some((scenario) => {
    const value = evaluate(expression, scenario.bindings);
    return value.kind === 'values' && value.values.some(isFalsy);
  });
}

/** The expression, where the value is nothing but one. */
export function onlyExpression(reading: Reading, node: ScalarNode): Expr | undefined {
  const segments = expressionSegments(reading.tree, node);
  const [only] = segments;
  const whole = segments.length === 1 && node.text.startsWith('${{') && node.text.endsWith('}}');
  return whole && only !== undefined ? parseExpression(only.text) : undefined;
}

/** Checks in steps, where somebody nobody approved can start the job at all. */
function strangersAreAsked(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  return starts.untrustedScenarios(job).length === 0 ? [] : permissionChecks(reading, job);
}

/** What is checked in a job stands before all jobs that need it, unless they also run when it was refused. */
function neededGates(
  reading: Reading,
  workflow: Workflow,
  starts: Starts,
  job: Job,
  visited: ReadonlySet<string> = new Set(),
): readonly Gate[] {
  if (visited.has(job.id)) return [];
  const seen = new Set([...visited, job.id]);
  const condition = starts.conditionOf(job);
  return job.needs.flatMap(({ id, node }) => {
    const needed = workflow.jobs.find((candidate) => candidate.id === id);
    if (needed === undefined) return [];
    const before = [
      ...[
        ...environmentGate(reading, starts, needed).filter(
          () => !mayBeWithoutEnvironment(reading, starts, needed),
        ),
        ...conditionGates(reading, starts, needed).filter((gate) => gate.state === 'assumed'),
        ...strangersAreAsked(reading, starts, needed),
      ].map((gate) => ({ ...gate, name: `${gate.name} of job ${id}` })),
      ...neededGates(reading, workflow, starts, needed, seen),
    ];
    if (condition === undefined || !overridesFailure(condition) || !ignoresResult(condition, id)) {
      return before.map((gate) => ({
        ...gate,
        id: `${gate.state === 'ineffective' ? 'bypassed' : 'needs'}:${bareId(gate.id)}`,
        origin: reading.originOf(node),
      }));
    }
    return before
      .filter(({ kind }) => kind === 'approval')
      .map((gate) => bypassed(reading, gate, condition, id));
  });
}

/** A gate that the job passes by; nothing that the configuration declares of it changes that, so it has no key. */
function bypassed(reading: Reading, { id, kind, name }: Gate, condition: Condition, needed: string): Gate {
  return {
    id: `bypassed:${bareId(id)}`,
    kind,
    state: 'ineffective',
    name,
    why: `\`if: ${condition.text}\` lets it run also when ${name} was refused`,
    ...(condition.expression === undefined
      ? {}
      : {
          repair: `${isOperation(condition.expression) ? `(${condition.text})` : condition.text} && needs.${needed}.result == 'success'`,
        }),
    origin: reading.originOf(condition.node),
  };
}

/** A gate's id without how it came here, which names its job only once however many jobs lie between. */
function bareId(id: string): string {
  return id.replace(/^(?:(?:needs|bypassed):)+/u, '');
}

/** Whether the condition can hold although the needed job failed or was skipped. */
function ignoresResult(condition: Condition, neededJob: string): boolean {
  if (condition.expression === undefined) return true;
  // A job whose approval was refused has failed; one that is skipped was left out on purpose.
  const results = ['failure', 'cancelled'];
  const { canBeTrue } = truth(condition.expression, (path) =>
    path === `needs.${neededJob.toLowerCase()}.result` || path === 'needs.*.result'
      ? path === 'needs.*.result'
        ? { kind: 'list', items: [oneOf('failure')] }
        : oneOf(...results)
      : undefined,
  );
  // `success()` and `!failure()` come out as either; they do hold back a job whose need was refused.
  return canBeTrue && !/\bsuccess\(\)|!\s*failure\(\)/u.test(condition.text);
}

/** The text of `concurrency`'s key, to say in a hover that it is no gate. */
export function concurrencyNode(workflow: Workflow, job: Job): ScalarNode | undefined {
  const inJob = job.node.entries.find((entry) => entry.key.text === 'concurrency');
  return (inJob ?? workflow.node.entries.find((entry) => entry.key.text === 'concurrency'))?.key;
}
