import { describe, expect, it } from 'vitest';
import { readBy } from '../../../support/readBy.js';

const PIPELINE = 'stages: [a]\njob:\n  stage: a\n  script: make\n';

describe('which files are pipelines of GitLab', () => {
  it.each([
    ['.gitlab-ci.yml', 'anything: at all', true],
    ['sub/project/.gitlab-ci.yaml', '', true],
    ['ci/build.gitlab-ci.yml', '', true],
    ['.gitlab/ci/deploy/production.yml', '', true],
    ['.gitlab-ci/build.yml', '', true],
    ['.gitlab/pipeline.yml', 'job:\n  script: make\n', true],
    ['.gitlab/route-map.yml', '- source: /a/\n  public: b\n', false],
    ['.gitlab/agents/x/config.yaml', 'ci_access:\n  projects: []\n', false],
    ['ci/deploy.yml', PIPELINE, true],
    ['ci/deploy.yml', 'include:\n  - local: a\njob:\n  script: echo $CI_COMMIT_SHA\n', true],
    ['ci/deploy.txt', PIPELINE, false],
    ['.github/workflows/a.yml', PIPELINE, false],
    ['.travis.yml', 'language: node_js\nscript: npm test\nstages: [a]\n', false],
    [
      'bitbucket-pipelines.yml',
      'pipelines:\n  default:\n    - step:\n        script:\n          - make\n',
      false,
    ],
    [
      'azure-pipelines.yml',
      'trigger: [main]\nstages:\n  - stage: a\n    jobs:\n      - job: b\n        steps:\n          - script: make\n',
      false,
    ],
    ['.circleci/config.yml', PIPELINE, false],
    ['deploy/chart.yaml', 'apiVersion: v1\nkind: Pod\nspec:\n  script: x\nstages: []\n', false],
    ['compose.yml', 'services:\n  a:\n    image: b\nvariables: {}\n', false],
    ['k6.yml', 'variables:\n  a: b\nrun:\n  script: test.js\n', false],
  ])('%s: %j is %s', (path, text, expected) => {
    expect(readBy(path, text) === 'gitlab-ci').toBe(expected);
  });

  it('looks at a long text in one go', () => {
    const text = `stages: [a]\nscript\n${'a:\n\n'.repeat(400_000)}`;
    // A pattern that goes back and forth over it would not end before the time limit of the tests.
    expect(readBy('a.yml', text)).toBeUndefined();
  });
});
