import { describe, expect, it } from 'vitest';
import { sessionOf, withJob } from './facts.js';

function gatesOf(jobs: string, label = 'w/deploy'): readonly string[] {
  const { gates } = sessionOf(withJob('      - run: make', `  w:\n    jobs:\n${jobs}`), label);
  return gates.map(({ id, state }) => `${id} ${state}`);
}

// https://circleci.com/docs/guides/orchestrate/workflows/#holding-a-workflow-for-a-manual-approval
describe('approval jobs', () => {
  const HOLD = '      - hold: { type: approval }\n';
  it.each([
    [
      'before the job',
      `${HOLD}      - build: { name: deploy, requires: [hold] }`,
      ['approval:hold enforced'],
    ],
    [
      'before a job that it needs',
      `${HOLD}      - build: { requires: [hold] }\n      - build: { name: deploy, requires: [build] }`,
      ['approval:hold enforced'],
    ],
    ['beside the job', `${HOLD}      - build: { name: deploy }`, []],
    [
      'passed by when it ended otherwise',
      `${HOLD}      - build: { name: deploy, requires: [{ hold: [success, canceled] }] }`,
      ['bypassed:hold ineffective'],
    ],
    [
      'passed by at any end of the job behind it',
      `${HOLD}      - build: { requires: [hold] }\n      - build: { name: deploy, requires: [{ build: terminal }] }`,
      [],
    ],
    [
      'filtered out for other branches, where the job has another need',
      `      - hold: { type: approval, filters: { branches: { only: main } } }
      - build
      - build: { name: deploy, requires: [hold, build] }`,
      ['bypassed:hold ineffective'],
    ],
    [
      'filtered out for other branches, where the job has no other need',
      `      - hold: { type: approval, filters: { branches: { only: main } } }
      - build: { name: deploy, requires: [hold] }`,
      ['approval:hold enforced'],
    ],
    [
      'on the same branch as the job',
      `      - hold: { type: approval, filters: { branches: { only: main } } }
      - build
      - build: { name: deploy, requires: [hold, build], filters: { branches: { only: main } } }`,
      ['approval:hold enforced'],
    ],
  ])('%s', (_name, jobs, expected) => {
    expect(gatesOf(jobs)).toEqual(expected);
  });

  it('says where the job starts without it', () => {
    const { gates } = sessionOf(
      withJob(
        '      - run: make',
        `  w:
    jobs:
      - hold: { type: approval, filters: { branches: { only: main } } }
      - build
      - build: { name: deploy, requires: [hold, build], filters: { branches: { only: [main, dev] } } }`,
      ),
      'w/deploy',
    );
    expect(gates[0]?.why).toBe('on branch dev `hold` is filtered out, and `deploy` starts without it');
  });

  it('those of a group stand before its jobs', () => {
    const text = withJob(
      '      - run: make',
      `  w:
    jobs:
      - hold: { type: approval }
      - both: { requires: [hold] }
      - build: { name: after, requires: [both] }`,
      'job-groups:\n  both:\n    jobs:\n      - build: { name: first }\n      - build: { name: second, requires: [first] }\n',
    );
    for (const label of ['w/first', 'w/second', 'w/after']) {
      expect(sessionOf(text, label).gates.map(({ id }) => id)).toEqual(['approval:hold']);
    }
  });
});

describe('contexts', () => {
  it('stand before the whole job, by their names', () => {
    const session = sessionOf(
      withJob(
        '      - run: npm publish $NPM_TOKEN',
        '  w:\n    jobs:\n      - build: { context: [npm, prod] }',
      ),
      'w/build',
    );
    expect(session.gates.map(({ id, state, key }) => [id, state, key])).toEqual([
      ['context:npm', 'assumed', 'npm'],
      ['context:prod', 'assumed', 'prod'],
    ]);
    expect(session.carried.map(({ name, gates }) => [name, gates])).toEqual([
      ['context npm', ['context:npm', 'context:prod']],
      ['context prod', ['context:npm', 'context:prod']],
      ['NPM_TOKEN', ['context:npm', 'context:prod']],
    ]);
  });

  it('that are computed are not known', () => {
    const session = sessionOf(
      withJob(
        '      - run: make',
        `  w:\n    jobs:\n      - build: { context: '<< pipeline.git.branch == "main" and "a" or "b" >>' }`,
      ),
      'w/build',
    );
    expect(session.gates).toEqual([]);
    expect(session.unknowns.flatMap(({ why, about }) => (about === undefined ? [why] : []))).toEqual([
      'it is computed',
    ]);
  });
});
