import { describe, expect, it } from 'vitest';
import { factsOf, sessionOf, withJob } from './facts.js';

describe('filters that a matrix or a parameter fills in', () => {
  const matrix = `  w:
    jobs:
      - build:
          matrix: { parameters: { place: [staging, production] } }
          filters: { branches: { only: << matrix.place >> } }
`;

  it('make a job for each value, with its own branch', () => {
    const { sessions } = factsOf(withJob('      - run: make', matrix));
    expect(
      sessions.map(({ label, initiators }) => [label, initiators.flatMap((one) => one.conditions)]),
    ).toEqual([
      ['w/build-staging', ['branch staging']],
      ['w/build-production', ['branch production']],
    ]);
  });

  it('of a parameter of the pipeline may let anything through, which is said', () => {
    const job = sessionOf(
      withJob(
        '      - run: make',
        '  w:\n    jobs:\n      - build: { filters: { branches: { only: << pipeline.parameters.place >> } } }',
        'parameters: { place: { type: string, default: main } }\n',
      ),
      'w/build',
    );
    expect(job.initiators.map(({ event }) => event)).toEqual(['push', 'pull request from a fork']);
    expect(job.unknowns.map(({ what }) => what)).toContain('for which branches and tags it runs');
  });

  it('that let nothing through are told at the job', () => {
    const { sessions, notes } = factsOf(
      withJob(
        '      - run: make',
        '  w:\n    jobs:\n      - build: { filters: { branches: { ignore: /.*/ } } }',
      ),
    );
    expect(sessions).toEqual([]);
    expect(notes.map(({ title }) => title)).toContain('Nothing gets to job build');
  });
});

describe('what a job may do beside what it shows', () => {
  it('is not known: the project hands it variables', () => {
    const job = sessionOf(withJob('      - run: make', '  w: { jobs: [build] }'), 'w/build');
    expect(job.unknowns.map(({ what, about }) => `${what}: ${about ?? ''}`)).toEqual([
      'which credentials the project hands to the job: settings',
    ]);
  });

  it('names the commands that act outside as somebody whom the file does not show', () => {
    const job = sessionOf(
      withJob('      - run: npx cdk deploy --require-approval=never', '  w: { jobs: [build] }'),
      'w/build',
    );
    expect(job.unknowns.map(({ what }) => what)).toContain('as whom `cdk` acts in AWS');
  });

  it('names approvals beyond those that are told apart', () => {
    const names = Array.from({ length: 70 }, (_none, index) => `ok${String(index)}`);
    const text = withJob(
      '      - run: make',
      `  w:\n    jobs:\n${names.map((name) => `      - ${name}: { type: approval }\n`).join('')}      - build: { requires: [${names.join(', ')}] }\n`,
    );
    const job = sessionOf(text, 'w/build');
    expect(job.unknowns.map(({ what }) => what)).toContain('which other approval jobs stand before it');
  });
});
