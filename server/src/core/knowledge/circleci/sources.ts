const DOCS = 'https://circleci.com/docs';

/** Pages of CircleCI that facts are read from. */
export const SOURCES = {
  /** Who starts a pipeline by a push; that tags need filters. */
  workflows: `${DOCS}/guides/orchestrate/workflows/`,
  triggers: `${DOCS}/guides/orchestrate/triggers-overview/`,
  /** "By default, CircleCI does not build PRs from forked repositories." */
  forks: `${DOCS}/guides/integration/oss/#build-pull-requests-from-forked-repositories`,
  schedule: `${DOCS}/reference/configuration-reference/#schedule`,
} as const;
