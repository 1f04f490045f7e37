/**
 * Tags of the hosted runners of GitLab.com begin so.
 * https://docs.gitlab.com/ci/runners/hosted_runners/linux/, …/gpu_enabled/, …/windows/, …/macos/
 */
export const HOSTED_TAG = /^saas-(?:linux|macos|windows)-/u;

/** Each job of a hosted runner has a machine of its own. */
export const HOSTED_SOURCE = 'https://docs.gitlab.com/ci/runners/hosted_runners/';
