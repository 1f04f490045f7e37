const DOCS = 'https://support.atlassian.com/bitbucket-cloud/docs';

/** Pages of Bitbucket Cloud that facts are read from. */
export const SOURCES = {
  /** What starts a pipeline; pull requests from forks start none. */
  starts: `${DOCS}/pipeline-start-conditions/`,
  /** Write permission to run a pipeline or a manual step; the first step cannot be one. */
  manual: `${DOCS}/pipeline-triggers/`,
  schedule: `${DOCS}/pipeline-triggers/`,
  /** Since February 2019 the origin of every clone takes pushes without a credential. */
  push: 'https://community.atlassian.com/t5/Bitbucket-articles/Pushing-back-to-your-repository/ba-p/958407',
  shared: `${DOCS}/share-pipelines-configurations/`,
} as const;
