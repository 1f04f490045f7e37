import type { Sourced } from './limits.js';

const DOCS = 'https://docs.github.com/en';
const REUSE = `${DOCS}/actions/reference/workflows-and-actions/reusing-workflow-configurations`;

/** Keys that a job with `uses` may have; `runs-on`, `environment`, `env`, `timeout-minutes`, `steps` are refused. */
export const CALLING_JOB_KEYS: Sourced<readonly string[]> = {
  value: ['name', 'uses', 'with', 'secrets', 'strategy', 'needs', 'if', 'concurrency', 'permissions'],
  source: `${REUSE}#supported-keywords-for-jobs-that-call-a-reusable-workflow`,
};
