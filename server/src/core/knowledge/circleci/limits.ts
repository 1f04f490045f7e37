/**
 * How long a job may run hangs on the organisation's plan: 1 hour (Free), 3 hours (Performance), 5 hours (Scale).
 * Nothing in the file sets a shorter time; `no_output_timeout` ends a step only once it falls silent. A self-hosted
 * machine runner lets a task run for 5 hours unless its own configuration says otherwise.
 * https://circleci.com/docs/reference/configuration-reference/#jobs
 * https://circleci.com/docs/guides/execution-runner/machine-runner-3-configuration-reference/#runner-max-run-time
 */
export const LONGEST_JOB_SECONDS = 18_000;
