import { describe, expect, it } from 'vitest';
import { jobOf, written } from './lowered.js';

const STAGES = 'stages: [build, approve, deploy]\n';

/** The gates of a job, each with its state. */
function gates(text: string, name = 'deploy'): readonly string[] {
  return jobOf(text, name).gates.map(({ id, state }) => `${id} ${state}`);
}

const DEPLOY = 'deploy:\n  stage: deploy\n  script: make deploy\n';
const approve = (more: string, script = 'echo go'): string =>
  `approve:\n  stage: approve\n  script: ${script}\n${more}`;

describe('a gate of a job itself', () => {
  it('is its environment, by whose name the configuration may declare it', () => {
    const [gate] = jobOf(`${DEPLOY}  environment:\n    name: production\n`, 'deploy').gates;
    expect(gate).toMatchObject({
      kind: 'approval',
      state: 'assumed',
      key: 'production',
      name: 'environment production',
    });
  });

  it.each([
    ['$CI_JOB_NAME', '', 'deploy'],
    ['$PLACE', '  variables:\n    PLACE: production\n', 'production'],
    [
      '$PLACE',
      '  variables:\n    PLACE: production\n  parallel:\n    matrix:\n      - PLACE: [a, b]\n',
      undefined,
    ],
    ['$PLACE', '', undefined],
  ])('is an environment whose name the file tells: %s with %j', (name, more, key) => {
    const [gate] = jobOf(`${DEPLOY}  environment: ${name}\n${more}`, 'deploy').gates;
    expect(gate?.key).toBe(key);
  });

  it.each([
    'review/$CI_COMMIT_REF_SLUG',
    '${CI_COMMIT_REF_NAME}',
    'mr-$CI_MERGE_REQUEST_IID',
    '$CI_COMMIT_TAG',
  ])('is none where whoever starts it chooses the environment: %s', (name) => {
    const job = jobOf(`${DEPLOY}    && echo $NPM_TOKEN\n  environment: ${name}\n`, 'deploy');
    expect(job.gates.map(({ state }) => state)).toEqual(['ineffective']);
    expect(job.grants.flatMap(({ gates: before }) => before)).toEqual([]);
  });

  it('is none where an input of the pipeline chooses the environment', () => {
    const header = 'spec:\n  inputs:\n    place:\n      default: production\n---\n';
    const [gate] = jobOf(`${header}${DEPLOY}  environment: $[[ inputs.place ]]\n`, 'deploy').gates;
    expect(gate).toMatchObject({ name: 'environment production', state: 'ineffective' });
  });

  it('may be one that is computed, where its tier is written: groups protect environments by that', () => {
    const environment = '  environment:\n    name: $CI_COMMIT_TAG\n    deployment_tier: production\n';
    expect(jobOf(`${DEPLOY}${environment}`, 'deploy').gates.map(({ state }) => state)).toEqual(['assumed']);
  });

  it('is none where the job takes away the environment of its template', () => {
    const text = `.to: { environment: production }\n${DEPLOY}  extends: .to\n`;
    expect(gates(text)).toEqual(['environment:production assumed']);
    expect(gates(`${text}  environment: null\n`)).toEqual([]);
  });

  it('is the start by hand, before all that it holds', () => {
    const job = jobOf(`${DEPLOY}    && echo $NPM_TOKEN\n  when: manual\n`, 'deploy');
    expect(job.gates.map(({ id, state }) => `${id} ${state}`)).toEqual(['manual enforced']);
    expect(job.grants.map(({ gates: before }) => before)).toEqual(job.grants.map(() => ['manual']));
    expect(job.grants.length).toBeGreaterThan(1);
  });

  it('is no start by hand where some pipelines start it by themselves', () => {
    const text = `${DEPLOY}  rules:\n    - if: $CI_COMMIT_BRANCH == "main"\n    - when: manual\n`;
    expect(gates(text)).toEqual([]);
  });

  it('is none by a delay, a resource group or a retry', () => {
    expect(
      gates(`${DEPLOY}  when: delayed\n  start_in: 1 hour\n  resource_group: live\n  retry: 2\n`),
    ).toEqual([]);
  });
});

describe('a manual job of an earlier stage', () => {
  // https://docs.gitlab.com/ci/yaml/#allow_failure: true for manual jobs by default, but not for those of a rule.
  it.each([
    ['that must not fail', '  when: manual\n  allow_failure: false\n', ['manual:approve enforced']],
    ['that may fail by default', '  when: manual\n', ['bypassed:manual:approve ineffective']],
    [
      'that may fail as it is written',
      '  when: manual\n  allow_failure: true\n',
      ['bypassed:manual:approve ineffective'],
    ],
    ['that a rule makes manual', '  rules:\n    - when: manual\n', ['manual:approve enforced']],
    [
      'that a rule makes manual, and lets fail',
      '  rules:\n    - when: manual\n      allow_failure: true\n',
      ['bypassed:manual:approve ineffective'],
    ],
    [
      'that is manual beside a rule that says nothing of it',
      '  when: manual\n  rules:\n    - if: $CI\n',
      ['bypassed:manual:approve ineffective'],
    ],
    ['that is there for tags only', '  rules:\n    - if: $CI_COMMIT_TAG\n      when: manual\n', []],
    ['that is there by itself', '', []],
  ])('%s', (_what, more, expected) => {
    expect(gates(`${STAGES}${approve(more)}${DEPLOY}`)).toEqual(expected);
  });

  it('holds back nothing that needs another job only', () => {
    const text = `${STAGES}build:\n  stage: build\n  script: make\n${approve('  when: manual\n  allow_failure: false\n')}${DEPLOY}  needs: [build]\n`;
    expect(gates(text)).toEqual([]);
  });

  it('holds back what needs it, also where it may fail', () => {
    expect(gates(`${STAGES}${approve('  when: manual\n')}${DEPLOY}  needs: [approve]\n`)).toEqual([
      'manual:approve enforced',
    ]);
    expect(
      gates(
        `${STAGES}${approve('  when: manual\n')}${DEPLOY}  needs:\n    - job: approve\n      optional: true\n`,
      ),
    ).toEqual([]);
  });

  it('holds back what needs a job that needs it', () => {
    const text = `${STAGES}${approve('  when: manual\n')}middle:\n  stage: approve\n  script: make\n  needs: [approve]\n${DEPLOY}  needs: [middle]\n`;
    expect(gates(text)).toEqual(['manual:approve enforced']);
  });

  it('of the same stage holds back nothing', () => {
    const text = `${STAGES}approve:\n  stage: deploy\n  script: echo\n  when: manual\n  allow_failure: false\n${DEPLOY}`;
    expect(gates(text)).toEqual([]);
  });

  it('is no approval where it does work of its own', () => {
    expect(gates(`${STAGES}${approve('  when: manual\n', 'make everything')}${DEPLOY}`)).toEqual([]);
  });

  it('is waited for in the order of the stages, which need not be written', () => {
    const text = `first:\n  stage: build\n  script: echo\n  when: manual\n  allow_failure: false\n${DEPLOY}`;
    expect(gates(text)).toEqual(['manual:first enforced']);
    expect(
      gates(
        'a:\n  stage: .pre\n  script: echo\n  when: manual\n  allow_failure: false\nb:\n  stage: .post\n  script: make\n',
        'b',
      ),
    ).toEqual(['manual:a enforced']);
  });

  it('points at the text that lets it fail', () => {
    const text = `${STAGES}${approve('  when: manual\n  allow_failure: true\n')}${DEPLOY}`;
    const [gate] = jobOf(text, 'deploy').gates;
    expect(gate && written(text, gate.origin)).toBe('true');
  });
});

describe('jobs that need each other in a circle', () => {
  it('are read', () => {
    const text = 'a:\n  script: make\n  needs: [b]\nb:\n  script: make\n  when: manual\n  needs: [a]\n';
    expect(gates(text, 'a')).toContain('manual:b enforced');
  });
});
