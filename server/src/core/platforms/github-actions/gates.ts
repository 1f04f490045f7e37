import type { Gate } from '../../model/facts.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { get } from '../../syntax/syntaxTree.js';
import { conditionGates } from './conditionGates.js';
import { isFalsy } from './expressions/abstractValue.js';
import type { Expr } from './expressions/ast.js';
import { parseExpression } from './expressions/ast.js';
import { evaluate } from './expressions/evaluate.js';
import { permissionChecks } from './permissionChecks.js';
import type { Reading } from './reading.js';
import type { Starts } from './starts.js';
import type { Job } from './workflow.js';
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
export function gatesOf(
  reading: Reading,
  starts: Starts,
  job: Job,
  needed: readonly Gate[],
): readonly Gate[] {
  const gates = [
    ...environmentGate(reading, starts, job),
    ...manualStart(reading, starts, job),
    ...needed,
    ...conditionGates(reading, starts, job),
    ...strangersAreAsked(reading, starts, job),
  ];
  return [...new Map(gates.map((gate) => [gate.id, gate])).values()];
}

/** What a job checks that stands before all jobs that need it as well. */
export function ownGates(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  return [
    ...(mayBeWithoutEnvironment(reading, starts, job) ? [] : environmentGate(reading, starts, job)),
    ...conditionGates(reading, starts, job).filter(({ state }) => state !== 'ineffective'),
    ...strangersAreAsked(reading, starts, job),
  ];
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
      holdsIf: `${name} has reviewers`,
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
  const segments = reading.segmentsOf(node);
  const [only] = segments;
  const whole = segments.length === 1 && node.text.startsWith('${{') && node.text.endsWith('}}');
  return whole && only !== undefined ? parseExpression(only.text) : undefined;
}

/** Checks in steps, where somebody nobody approved can start the job at all. */
function strangersAreAsked(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  return starts.untrustedScenarios(job).length === 0 ? [] : permissionChecks(reading, job);
}
