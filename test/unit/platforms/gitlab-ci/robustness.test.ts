import { expectBoundedWork, expectCalm } from '../../../support/contract/calm.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyFixtureFile } from '../../../support/contract/everyFixture.js';
import { mutations, yamlish } from '../../../support/contract/mutations.js';

const PATH = '.gitlab-ci.yml';

const files = everyFixtureFile().filter(({ path }) => path.includes('gitlab-ci.yml'));

const jobs = (count: number, body: (index: number) => string): string =>
  Array.from({ length: count }, (_none, index) => `job ${String(index)}:\n${body(index)}`).join('');

describe('whatever stands in a pipeline', () => {
  it('it is read after careless edits', () => {
    expect(files.length).toBeGreaterThan(10);
    fc.assert(
      fc.property(fc.constantFrom(...files), mutations(), (file, mutate) => {
        expectCalm(file.path, mutate(file.text));
      }),
      { numRuns: 200 },
    );
  });

  it('it is read where it only looks like YAML', () => {
    fc.assert(
      fc.property(yamlish(), (text) => {
        expectCalm(PATH, text);
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, string]>([
    [
      'many jobs behind many that are started by hand',
      `stages: [a, b]\n${jobs(900, (index) => `  stage: ${index % 2 === 0 ? 'a' : 'b'}\n  script: echo\n  when: manual\n  allow_failure: false\n`)}`,
    ],
    [
      'many jobs that need all others',
      jobs(
        120,
        () =>
          `  script: make\n  when: manual\n  needs: [${Array.from({ length: 120 }, (_none, other) => `job ${String(other)}`).join(', ')}]\n`,
      ),
    ],
    [
      'many that extend one which is large',
      `.base:\n  script:\n${'    - echo $NPM_TOKEN\n'.repeat(2000)}${jobs(400, () => '  extends: .base\n')}`,
    ],
    [
      'templates in a long row',
      `${Array.from({ length: 3000 }, (_none, index) => `.t${String(index)}:\n  extends: .t${String(index + 1)}\n`).join('')}job:\n  extends: .t0\n`,
    ],
    [
      'many templates at once',
      `${Array.from({ length: 200 }, (_none, index) => `.t${String(index)}:\n  variables: { V${String(index)}: x }\n`).join('')}${jobs(200, () => `  script: make\n  extends: [${Array.from({ length: 200 }, (_none, index) => `.t${String(index)}`).join(', ')}]\n`)}`,
    ],
    [
      'a matrix of matrices',
      `job:\n  script: aws sts assume-role --role-arn $A$B$C$D\n  id_tokens: { T: { aud: a } }\n  parallel:\n    matrix:\n${'      - { A: [1, 2, 3, 4, 5], B: [1, 2, 3, 4, 5], C: [1, 2, 3, 4, 5], D: [1, 2, 3, 4, 5] }\n'.repeat(50)}`,
    ],
    [
      'variables that name each other',
      `variables:\n  A: $B$B$B$B\n  B: $A$A$A$A\njob:\n  script: aws sts assume-role --role-arn $A\n  environment: $A\n`,
    ],
    [
      'very many branches',
      `job:\n  script: make\n  id_tokens: { T: { aud: a } }\n  rules:\n${Array.from({ length: 3000 }, (_none, index) => `    - if: $CI_COMMIT_BRANCH == "b${String(index)}"\n`).join('')}`,
    ],
    [
      'patterns that go back and forth',
      `job:\n  script: make\n  rules:\n${`    - if: $CI_COMMIT_BRANCH =~ /^(a|a?)+(b|b)*(a*)*$/ && $CI_COMMIT_BRANCH == "${'a'.repeat(39)}!"\n`.repeat(200)}`,
    ],
    ['a condition without end', `job:\n  script: make\n  rules:\n    - if: ${'($A && '.repeat(3000)}\n`],
    ['a script of one long line', `job:\n  script: echo ${'$A_TOKEN '.repeat(25_000)}\n`],
    ['a script of many words', `job:\n  script: ${'a=b-c '.repeat(40_000)}\n`],
    [
      'aliases that multiply',
      `.a0: &a0 [make, make]\n${Array.from({ length: 20 }, (_none, index) => `.a${String(index + 1)}: &a${String(index + 1)} [*a${String(index)}, *a${String(index)}]\n`).join('')}job:\n  script: *a20\n`,
    ],
    [
      'references to itself',
      'job:\n  script:\n    - !reference [job, script]\n    - !reference [job, script]\n  rules: !reference [job, rules]\n',
    ],
    [
      'keys of every kind',
      'job: [1]\n1: 2\n? [a]\n: script: x\n~: {}\nstages: {a: b}\nvariables: [x]\ninclude: {a: [b]}\ndefault: x\nworkflow: [x]\nother:\n  script: {a: b}\n  rules: {a: b}\n  needs: x\n  only: {refs: {a: b}}\n  id_tokens: [x]\n  secrets: x\n  environment: [x]\n  parallel: {matrix: x}\n  timeout: [1]\n  trigger: [x]\n',
    ],
  ])('so are %s', (_name, text) => {
    expectBoundedWork(PATH, text);
  });
});
