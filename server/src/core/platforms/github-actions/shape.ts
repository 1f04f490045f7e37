import { CALLING_JOB_KEYS } from '../../knowledge/github/reusable.js';
import type { Reading } from './reading.js';
import type { Job, Workflow } from './workflow.js';

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
 * What GitHub refuses and what bears on a session's scope. It is not the place for all that a workflow can get
 * wrong: other tools check the rest well.
 */
export function checkShape(reading: Reading, workflow: Workflow): void {
  reading.refuseUnknownKeys(workflow.node, WORKFLOW_KEYS, 'a workflow');
  const ids = new Set(workflow.jobs.map((job) => job.id));
  for (const job of workflow.jobs) {
    if (job.uses !== undefined) reading.refuseUnknownKeys(job.node, CALL_KEYS, 'a job that calls a workflow');
    checkNeeds(reading, job, ids);
  }
}

function checkNeeds(reading: Reading, job: Job, ids: ReadonlySet<string>): void {
  for (const { id, node } of job.needs) {
    if (!ids.has(id) && !id.includes('${{')) {
      reading.refuse(node, `Job \`${job.id}\` needs \`${id}\`, and the workflow has no such job.`);
    }
  }
}
