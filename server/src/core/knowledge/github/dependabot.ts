import type { Sourced } from './limits.js';

const DOCS = 'https://docs.github.com/en';
const TARGET = `${DOCS}/actions/reference/security/securely-using-pull_request_target`;
const CHECKOUT = 'https://github.com/actions/checkout/blob/main/src/unsafe-pr-checkout-helper.ts';

/**
 * actions/checkout refuses, in pull_request_target and in workflow_run of a pull request, to check out a fork's
 * repository, a refs/pull/N/head or merge ref, or the head or merge commit, unless `allow-unsafe-pr-checkout` is true.
 * It does not cover git fetch, gh pr checkout, artifacts, other events such as issue_comment, or other untrusted
 * repositories.
 */
export const CHECKOUT_FORK_GUARD: Sourced<{
  /** The first version with it, by major version; all later majors have it. */
  readonly since: Readonly<Record<number, string>>;
  readonly events: readonly string[];
  readonly optOut: 'allow-unsafe-pr-checkout';
}> = {
  value: {
    since: { 3: '3.7.0', 4: '4.4.0', 5: '5.1.0', 6: '6.1.0', 7: '7.0.0' },
    events: ['pull_request_target', 'workflow_run'],
    optOut: 'allow-unsafe-pr-checkout',
  },
  source:
    'https://github.blog/changelog/2026-06-18-safer-pull_request_target-defaults-for-github-actions-checkout',
  note: `Since 2026-07-16 the moving tags v3 to v6 have it too, by their own action.yml; an older commit or exact version does not. See also ${TARGET} and ${CHECKOUT}.`,
};
