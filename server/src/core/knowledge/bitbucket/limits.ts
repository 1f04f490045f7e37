/**
 * How long a step may run where neither it nor `options` sets `max-time`: 120 minutes.
 * https://support.atlassian.com/bitbucket-cloud/docs/global-options/#Max-time
 */
export const STEP_DEFAULT_SECONDS = 7_200;

/** `max-time` is in minutes. */
export const SECONDS_PER_MINUTE = 60;
