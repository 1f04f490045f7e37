import type { Gate } from '../../model/facts.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { ApparentCheck, Condition } from './conditions.js';
import { apparentChecks, isTautology, overridesFailure } from './conditions.js';
import { oneOf } from './expressions/abstractValue.js';
import { truth } from './expressions/evaluate.js';
import type { Reading } from './reading.js';
import type { Scenario } from './scenarios.js';
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
    ...environmentGate(reading, job),
    ...manualStart(reading, starts, job),
    ...neededGates(reading, workflow, starts, job),
    ...conditionGates(reading, starts, job),
  ];
  return [...new Map(gates.map((gate) => [gate.id, gate])).values()];
}

function environmentGate(reading: Reading, job: Job): readonly Gate[] {
  const environment = environmentOf(job);
  if (environment === undefined) return [];
  const { name, isStatic, node } = environment;
  return [
    {
      id: `environment:${name}`,
      kind: 'approval',
      state: 'assumed',
      name: `environment ${name}`,
      why: isStatic ? REVIEWERS : `which environment it is, is computed; ${REVIEWERS}`,
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

/** Approval of a job stands before all jobs that need it, unless they also run when it was refused. */
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
      ...environmentGate(reading, needed).map((gate) => ({ ...gate, name: `${gate.name} of job ${id}` })),
      ...neededGates(reading, workflow, starts, needed, seen),
    ];
    if (condition === undefined || !overridesFailure(condition) || !ignoresResult(condition, id)) {
      return before.map((gate) => ({
        ...gate,
        id: `needs:${gate.id.replace(/^needs:/u, '')}`,
        origin: reading.originOf(node),
      }));
    }
    return before.map((gate) => ({
      ...gate,
      id: `bypassed:${gate.id.replace(/^needs:/u, '')}`,
      state: 'ineffective' as const,
      why: `\`if: ${condition.text}\` lets this job run also when ${gate.name} was refused`,
      origin: reading.originOf(condition.node),
    }));
  });
}

/** Whether the condition can hold although the needed job failed or was skipped. */
function ignoresResult(condition: Condition, neededJob: string): boolean {
  if (condition.expression === undefined) return true;
  const results = ['failure', 'skipped', 'cancelled'];
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

function conditionGates(reading: Reading, starts: Starts, job: Job): readonly Gate[] {
  const condition = starts.conditionOf(job);
  if (condition === undefined) return [];
  const origin = reading.originOf(condition.node);
  const strangers = starts.untrustedScenarios(job);
  if (condition.kind === 'coerced') {
    return [
      {
        id: 'condition:coerced',
        kind: 'condition',
        state: 'ineffective',
        name: 'if',
        why: 'text stands beside `${{ }}`, so that the whole is a string, and a string that is not empty is true',
        ...(condition.repair === undefined ? {} : { repair: condition.repair }),
        origin,
      },
    ];
  }
  if (condition.expression !== undefined && isTautology(condition) && /\bgithub\./u.test(condition.text)) {
    return [
      {
        id: 'condition:tautology',
        kind: 'condition',
        state: 'ineffective',
        name: `if: ${condition.text}`,
        why: 'it holds for every run',
        origin,
      },
    ];
  }
  // Where no stranger gets through anyway, a weak check is nobody's way in.
  if (strangers.length === 0) return [];
  return apparentChecks(condition).flatMap((check) => checkGate(condition, check, strangers, origin) ?? []);
}

function checkGate(
  condition: Condition,
  check: ApparentCheck,
  strangers: readonly Scenario[],
  origin: Gate['origin'],
): Gate | undefined {
  const base = { name: check.text, why: check.why, origin };
  if (check.kind === 'label') {
    if (!isNecessary(condition, check, strangers)) return undefined;
    return { ...base, id: `label:${check.text}`, kind: 'approval', state: 'assumed' };
  }
  if (check.kind === 'other-job' || check.kind === 'step-output') {
    if (!isNecessary(condition, check, strangers)) return undefined;
    return { ...base, id: `check:${check.text}`, kind: 'condition', state: 'assumed' };
  }
  // Only where it is what a stranger's run hangs on does it look like a gate.
  if (!strangers.some((scenario) => scenario.withholds.length === 0)) return undefined;
  return { ...base, id: `condition:${check.text}`, kind: 'condition', state: 'ineffective' };
}

/** Whether no stranger's run gets through when the check says no. */
function isNecessary(condition: Condition, check: ApparentCheck, strangers: readonly Scenario[]): boolean {
  const { expression } = condition;
  if (expression === undefined) return false;
  const refused = (path: string): ReturnType<Scenario['bindings']> => {
    if (check.kind === 'label' && path === 'github.event.pull_request.labels.*.name') {
      return { kind: 'list', items: [] };
    }
    return path === check.text ? oneOf('', 'false') : undefined;
  };
  return strangers.every(
    (scenario) => !truth(expression, (path) => refused(path) ?? scenario.bindings(path)).canBeTrue,
  );
}

/** The text of `concurrency`'s key, to say in a hover that it is no gate. */
export function concurrencyNode(workflow: Workflow, job: Job): ScalarNode | undefined {
  const inJob = job.node.entries.find((entry) => entry.key.text === 'concurrency');
  return (inJob ?? workflow.node.entries.find((entry) => entry.key.text === 'concurrency'))?.key;
}

/** The name of the environment when it is written out. */
export function staticEnvironment(job: Job): string | undefined {
  const environment = environmentOf(job);
  return environment?.isStatic === true ? textOf(environment.node) : undefined;
}
