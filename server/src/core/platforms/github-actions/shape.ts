import { CALLING_JOB_KEYS } from '../../knowledge/github/reusable.js';
import type { Around } from './around.js';
import type { Reading } from './reading.js';
import type { Job, Workflow } from './workflow.js';
import { meantWords } from '../../text/meant.js';
import { quoted } from '../../text/quoted.js';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
const WORKFLOW_KEYS: ReadonlySet<string> = new Set([
  'name',
  'run-name',
  'description',
  'on',
  'permissions',
  'env',
  'defaults',
  'concurrency',
  'jobs',
]);
const CALL_KEYS: ReadonlySet<string> = new Set(CALLING_JOB_KEYS.value);

/**
 * What GitHub refuses around the jobs and what bears on a session's scope. It is not the place for all that a workflow
 * can get wrong: other tools check the rest well.
 */
export function checkWorkflowKeys(reading: Reading, workflow: Workflow): void {
  reading.refuseUnknownKeys(workflow.node, WORKFLOW_KEYS, 'a workflow');
}

/** The same of one job. */
export function checkJob(reading: Reading, job: Job, around: Pick<Around, 'hasJob' | 'jobMeant'>): void {
  if (job.uses !== undefined) reading.refuseUnknownKeys(job.node, CALL_KEYS, 'a job that calls a workflow');
  for (const { id, node } of job.needs) {
    if (around.hasJob(id) || id.includes('${{')) continue;
    const meant = around.jobMeant(id);
    reading.refuse(
      node,
      `Job ${quoted(job.id)} needs ${quoted(id)}, and the workflow has no such job${meantWords(meant)}`,
      meant,
    );
  }
}

/** Jobs that wait for each other never run: GitHub refuses such a workflow. */
export function checkCircle(reading: Reading, circle: readonly Job[]): void {
  const [first] = circle;
  const ids = new Set(circle.map(({ id }) => id));
  const need = first?.needs.find(({ id }) => ids.has(id));
  if (need === undefined) return;
  const shown = circle.slice(0, MOST_SHOWN).map(({ id }) => quoted(id));
  const names = circle.length > MOST_SHOWN ? [...shown, 'others'] : shown;
  reading.refuse(
    need.node,
    circle.length === 1
      ? `Job ${names.join('')} needs itself; GitHub refuses the workflow.`
      : `Jobs ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''} need each other; GitHub refuses the workflow.`,
  );
}

const MOST_SHOWN = 4;
