import type { Sourced } from './limits.js';

const DOCS = 'https://docs.github.com/en';
const TARGET = `${DOCS}/actions/reference/security/securely-using-pull_request_target`;
const CHECKOUT = 'https://github.com/actions/checkout/blob/f548e57e544e/src';

/** A release of actions/checkout that turns a fork's code away. */
export interface GuardedRelease {
  readonly version: string;
  /** The commit that its tag names, 40 digits. */
  readonly commit: string;
  /**
   * Whether the name of a branch stays one: before #2521 any white space around 40 hexadecimal digits was dropped, a
   * byte order mark too, so that a branch of that name was taken for the commit.
   */
  readonly readsNames: boolean;
}

/**
 * actions/checkout refuses, in `pull_request_target` and in a `workflow_run` that follows an event of pull requests, what
 * the payload shows to be of a fork: the fork's repository, `refs/pull/N/head` and `refs/pull/N/merge`, and the head or
 * merge commit that the payload names, unless `allow-unsafe-pr-checkout` is true. It lets through a commit that the
 * payload does not name (looked up later, after another push), a fork that is deleted (`head.repo` is null), `git fetch`,
 * `gh pr checkout`, artifacts, other events such as `issue_comment`, and other repositories.
 */
export const CHECKOUT_FORK_GUARD: Sourced<{
  /** The releases that have it, oldest first for each major version; v1 has none. */
  readonly releases: readonly GuardedRelease[];
  /** Branches of the action that have it; `master` is of 2020. */
  readonly branches: RegExp;
  readonly optOut: 'allow-unsafe-pr-checkout';
}> = {
  value: {
    releases: [
      { version: '2.8.0', commit: '0717577d45739eb3c851188b29f50ed6c0b2194e', readsNames: true },
      { version: '3.7.0', commit: 'a37ce9120846195fa4ece8f58b268e6043cb2f26', readsNames: true },
      { version: '4.4.0', commit: '11d5960a326750d5838078e36cf38b85af677262', readsNames: true },
      { version: '5.1.0', commit: 'fbc6f3992d24b796d5a048ff273f7fcc4a7b6c09', readsNames: true },
      { version: '6.1.0', commit: 'd23441a48e516b6c34aea4fa41551a30e30af803', readsNames: true },
      { version: '7.0.0', commit: '9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0', readsNames: false },
      { version: '7.0.1', commit: '3d3c42e5aac5ba805825da76410c181273ba90b1', readsNames: true },
    ],
    branches: /^(?:main|releases\/v[2-6])$/u,
    optOut: 'allow-unsafe-pr-checkout',
  },
  source: `${CHECKOUT}/unsafe-pr-checkout-helper.ts`,
  note: `Read at each tag on 2026-07-20: v2 to v6 were moved to these releases on 2026-07-16 (#2500 to #2504, #2526). The opt-out: ${CHECKOUT}/input-helper.ts. See also https://github.blog/changelog/2026-06-18-safer-pull_request_target-defaults-for-github-actions-checkout and ${TARGET}.`,
};

/**
 * Types of `pull_request_target` that come also once the fork is deleted, so that the payload names none: its author edits
 * the title; to delete the fork closes the pull request. https://github.com/atlassian/github-for-jira/pull/105
 */
export const TYPES_WITHOUT_FORK: ReadonlySet<string> = new Set(['edited', 'closed']);
