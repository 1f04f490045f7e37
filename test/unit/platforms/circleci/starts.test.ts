import { describe, expect, it } from 'vitest';
import { factsOf, withJob } from './facts.js';

const STEPS = '      - run: make';

function startsOf(workflow: string, more = ''): readonly string[] {
  const { sessions } = factsOf(withJob(STEPS, workflow, more));
  return sessions.flatMap(({ initiators }) =>
    initiators.filter(({ id }) => id !== 'fork').map(({ id, conditions }) => [id, ...conditions].join('; ')),
  );
}

/** Whether builds of pull requests from forks run the job. */
function runsForks(workflow: string, more = ''): boolean {
  return factsOf(withJob(STEPS, workflow, more)).sessions.some(({ initiators }) =>
    initiators.some(({ id }) => id === 'fork'),
  );
}

function job(filters: string): string {
  return `  w:\n    jobs:\n      - build:\n          filters: ${filters}`;
}

function when(condition: string): string {
  return `  w:\n    when: ${condition}\n    jobs: [build]`;
}

// https://circleci.com/docs/reference/configuration-reference/#jobfilters
describe('filters of a job', () => {
  it.each([
    ['none: every branch, no tag', '{}', ['push']],
    ['one branch', '{ branches: { only: main } }', ['push; branch main']],
    [
      'branches and a plain pattern',
      '{ branches: { only: [main, "/release\\\\/.*/"] } }',
      ['push; branches main, release/*'],
    ],
    ['all branches but one', '{ branches: { ignore: main } }', ['push; no branch main']],
    [
      '`only` counts where both are given',
      '{ branches: { only: main, ignore: main } }',
      ['push; branch main'],
    ],
    ['tags besides branches', '{ tags: { only: "/^v.*/" } }', ['push', 'tag; tag v*']],
    ['tags alone', '{ branches: { ignore: "/.*/" }, tags: { only: "/^v.*/" } }', ['tag; tag v*']],
    [
      'tags that are not ignored',
      '{ branches: { ignore: "/.*/" }, tags: { ignore: nightly } }',
      ['tag; no tag nightly'],
    ],
    [
      'an expression',
      '\'pipeline.git.branch == "main" or pipeline.git.tag starts-with "v"\'',
      ['push; branch main', 'tag; tag v*'],
    ],
    [
      'its negation',
      '\'not (pipeline.git.branch == "main") and pipeline.git.tag == ""\'',
      ['push; no branch main'],
    ],
    ['an expression that is not read narrows nothing', "'pipeline.number > 5'", ['push', 'tag']],
  ])('%s', (_name, filters, expected) => {
    expect(startsOf(job(filters))).toEqual(expected);
  });
});

// https://circleci.com/docs/reference/configuration-reference/#logic-statements
describe('conditions of a workflow', () => {
  const DEPLOY =
    'parameters:\n  deploy: { type: boolean, default: false }\n  on: { type: boolean, default: true }\n';
  it.each([
    ['a branch', '{ equal: [main, << pipeline.git.branch >>] }', '', ['push; branch main']],
    [
      'one of two',
      '{ or: [{ equal: [main, << pipeline.git.branch >>] }, { equal: [<< pipeline.git.branch >>, dev] }] }',
      '',
      ['push; branches main, dev'],
    ],
    [
      'a pattern',
      '{ matches: { pattern: "^release-.+$", value: << pipeline.git.branch >> } }',
      '',
      ['push; branch release-*'],
    ],
    [
      'all but a pattern',
      '{ not: { matches: { pattern: "^release-.+$", value: << pipeline.git.branch >> } } }',
      '',
      ['push; no branch release-*'],
    ],
    ['an expression', 'pipeline.git.branch == "main"', '', ['push; branch main']],
    [
      'a parameter that is off by default leaves the start by hand',
      '<< pipeline.parameters.deploy >>',
      DEPLOY,
      ['api'],
    ],
    ['a parameter that is on by default', '<< pipeline.parameters.on >>', DEPLOY, ['push']],
    [
      'a schedule that is set up elsewhere',
      '{ equal: [scheduled_pipeline, << pipeline.trigger_source >>] }',
      '',
      ['schedule'],
    ],
    [
      'anything but a schedule',
      '{ not: { equal: [scheduled_pipeline, << pipeline.trigger_source >>] } }',
      '',
      ['push'],
    ],
    ['never', 'false', '', []],
  ])('%s', (_name, condition, more, expected) => {
    expect(startsOf(when(condition), more)).toEqual(expected);
  });

  it('`unless` is the opposite', () => {
    expect(
      startsOf(`  w:\n    unless: { equal: [main, << pipeline.git.branch >>] }\n    jobs: [build]`),
    ).toEqual(['push; no branch main']);
  });
});

it('a scheduled workflow runs by the clock alone', () => {
  const workflow = `  w:
    triggers:
      - schedule: { cron: '0 0 * * *', filters: { branches: { only: [main] } } }
    jobs: [build]`;
  expect(startsOf(workflow)).toEqual(['schedule; branch main']);
});

it('parameters of a file that a setup goes on with are set by it', () => {
  const text = withJob(
    STEPS,
    when('<< pipeline.parameters.deploy >>'),
    'parameters:\n  deploy: { type: boolean, default: false }\n',
  );
  const { sessions } = factsOf(text, '.circleci/continue.yml');
  expect(sessions.map(({ initiators }) => initiators.map(({ id }) => id))).toEqual([['push', 'fork']]);
});

it('a job whose needs are all filtered out does not run', () => {
  const workflow = `  w:
    jobs:
      - build: { name: first, filters: { branches: { only: main } } }
      - build: { name: second, requires: [first] }`;
  expect(startsOf(workflow)).toEqual(['push; branch main', 'push; branch main']);
});

it('without workflows the job `build` runs', () => {
  const { sessions } = factsOf(
    'version: 2\njobs:\n  build: { docker: [{ image: a }], steps: [checkout] }\n  other: { docker: [{ image: a }], steps: [checkout] }\n',
  );
  expect(sessions.map(({ label }) => label)).toEqual(['workflow/build']);
});

it('jobs that run nothing are no sessions', () => {
  const workflow = `  w:
    jobs:
      - hold: { type: approval }
      - build: { requires: [hold] }`;
  expect(factsOf(withJob(STEPS, workflow)).sessions.map(({ label }) => label)).toEqual(['w/build']);
});

it('patterns of several jobs are told apart', () => {
  const workflow = `  w:
    jobs:
      - build: { name: every, filters: { branches: { ignore: '/.*/' }, tags: { only: '/.*/' } } }
      - build: { name: some, filters: { branches: { ignore: '/.*/' }, tags: { only: '/^v.*/' } } }
      - build: { name: few, filters: { branches: { ignore: '/.*/' }, tags: { only: '/^v1.*/' } } }`;
  expect(startsOf(workflow)).toEqual(['tag', 'tag; tag v*', 'tag; tag v1*']);
});

// https://circleci.com/docs/guides/integration/pull-request-build-settings/: the branch of such a build is `pull/` and a number
describe('pull requests from forks, where the project is set to build them', () => {
  it.each([
    ['every branch', job('{}'), true],
    ['all but some', job('{ branches: { ignore: main } }'), true],
    ['theirs alone', job('{ branches: { only: "/pull\\/.*/" } }'), true],
    ['some branches', job('{ branches: { only: [main, "/release\\/.*/"] } }'), false],
    ['tags alone', job('{ branches: { ignore: "/.*/" }, tags: { only: "/^v.*/" } }'), false],
    ['a branch by condition', when('{ equal: [main, << pipeline.git.branch >>] }'), false],
  ])('%s', (_name, workflow, expected) => {
    expect(runsForks(workflow)).toBe(expected);
  });

  it('hold no credentials, and only where the settings say so', () => {
    const [session] = factsOf(withJob(STEPS, job('{}'))).sessions;
    const fork = session?.initiators.find(({ id }) => id === 'fork');
    expect(fork).toMatchObject({
      actor: 'anyone',
      certainty: 'inferred',
      withholds: ['writes', 'secrets'],
    });
  });
});
