import { describe, expect, it } from 'vitest';
import { jobOf, lowered, starts } from './lowered.js';

const JOB = 'job:\n  script: make\n';
const rules = (...lines: readonly string[]): string =>
  `${JOB}  rules:\n${lines.map((line) => `    - ${line}\n`).join('')}`;

describe('what starts a job', () => {
  it('is every pipeline of a branch or a tag by default, and no merge request', () => {
    // https://docs.gitlab.com/ci/yaml/deprecated_keywords/#only--except
    expect(starts(JOB)).toEqual({ push: [], schedule: [], web: [], api: [] });
  });

  it.each([
    [
      'the default branch',
      'if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH',
      { push: ['branch $CI_DEFAULT_BRANCH'] },
    ],
    ['one branch', 'if: $CI_COMMIT_BRANCH == "main"', { push: ['branch main'] }],
    ['a pattern', 'if: $CI_COMMIT_BRANCH =~ /^release\\/.*$/', { push: ['branch release/*'] }],
    ['tags', 'if: $CI_COMMIT_TAG', { push: ['tag *'] }],
    ['tags of a form', 'if: $CI_COMMIT_TAG =~ /^v\\d+/', { push: ['tag v*'] }],
    ['all but one', 'if: $CI_COMMIT_BRANCH && $CI_COMMIT_BRANCH != "main"', { push: ['no branch main'] }],
    ['a protected ref', 'if: $CI_COMMIT_REF_PROTECTED == "true"', { push: ['the ref is protected'] }],
    ['either', 'if: $CI_COMMIT_BRANCH == "main" || $CI_COMMIT_TAG', { push: ['branch main', 'tag *'] }],
  ])('is narrowed to %s', (_what, rule, expected) => {
    expect(starts(rules(rule))).toMatchObject(expected);
    expect('merge_request_event' in starts(rules(rule))).toBe(rule.includes('PROTECTED'));
  });

  it.each([
    ['merge_request_event', ['merge_request_event']],
    ['schedule', ['schedule']],
    ['trigger', ['trigger']],
    ['parent_pipeline', ['parent_pipeline']],
    ['external_pull_request_event', ['external_pull_request_event']],
  ])('is %s alone', (source, expected) => {
    expect(Object.keys(starts(rules(`if: $CI_PIPELINE_SOURCE == "${source}"`)))).toEqual(expected);
  });

  it('takes the first rule that holds', () => {
    const text = rules(
      'if: $CI_PIPELINE_SOURCE == "schedule"\n      when: never',
      'if: $CI_COMMIT_TAG\n      when: never',
      'when: on_success',
    );
    expect(starts(text)).toEqual({
      push: ['branch *'],
      merge_request_event: [],
      web: ['branch *'],
      api: ['branch *'],
    });
  });

  it('lets a condition that is not known narrow nothing', () => {
    expect(starts(rules('if: $DEPLOY_NOW == "yes"', 'if: $CI_COMMIT_BRANCH == "main"'))['push']).toEqual([]);
    expect(starts(rules('changes: [src/**]'))['push']).toEqual([]);
    expect(starts(rules('if: $[[ inputs.when ]]'))['push']).toEqual([]);
  });

  it('reckons with what whoever starts it hands in', () => {
    const text = `variables:\n  DEPLOY: 'no'\n${rules('if: $DEPLOY == "yes"')}`;
    expect(Object.keys(starts(text))).toEqual(['schedule', 'web', 'api']);
  });

  it('follows workflow rules', () => {
    const text = `workflow:\n  rules:\n    - if: $CI_COMMIT_TAG\n${JOB}`;
    expect(starts(text)).toEqual({ push: ['tag *'], schedule: ['tag *'], web: ['tag *'], api: ['tag *'] });
  });

  it.each([
    ['only: [main]', { push: ['branch main'] }],
    ['only: [tags]', { push: ['tag *'] }],
    ['only: [merge_requests]', { merge_request_event: [] }],
    ['only:\n    refs: [schedules]', { schedule: [] }],
    ['only: [/^release-.*$/]', { push: ['branch release-*'] }],
    ['only:\n    variables: [$CI_COMMIT_BRANCH == "main"]', { push: ['branch main'] }],
    ['except: [main]', { push: ['no branch main', 'no tag main'] }],
    ['except: [branches]', { push: ['tag *'] }],
    ['only: [main@acme/shop]', { push: ['branch main'] }],
  ])('reads %s', (policy, expected) => {
    const found = starts(`${JOB}  ${policy}\n`);
    expect(found).toMatchObject(expected);
    expect('merge_request_event' in found).toBe('merge_request_event' in expected);
  });

  it('is never what rules leave out, and then nothing starts it', () => {
    expect(starts(rules('when: never'))).toEqual({});
    expect(starts(`${JOB}  rules: []\n`)).toEqual({});
  });

  it('is nobody without a role in the project; a merge request of a fork runs here when a member starts it', () => {
    const job = jobOf(rules('if: $CI_PIPELINE_SOURCE == "merge_request_event"'), 'job');
    expect(job.initiators.map(({ actor, withholds }) => [actor, withholds])).toEqual([['collaborator', []]]);
    expect(job.initiators[0]?.remark).toContain('fork');
    expect(job.influences.map(({ kind, initiators }) => [kind, initiators])).toEqual([
      ['code', ['merge_request_event']],
    ]);
  });

  it('is by hand where only a person starts the job', () => {
    expect(starts(rules('if: $CI_COMMIT_BRANCH == "main"\n      when: manual'))['push']).toEqual([
      'branch main',
      'then started by hand',
    ]);
  });

  it('reads rules through references and anchors', () => {
    const text = `.rules:\n  rules:\n    - if: $CI_COMMIT_BRANCH == "main"\n${JOB}  rules:\n    - !reference [.rules, rules]\n    - if: $CI_COMMIT_TAG\n`;
    expect(starts(text)['push']).toEqual(['branch main', 'tag *']);
  });
});

describe('the claims of a job', () => {
  const claims = (text: string): readonly string[] =>
    (jobOf(`${text}  id_tokens:\n    T:\n      aud: a\n`, 'job').presents?.claimSets ?? []).map(
      ({ initiator, values }) =>
        `${initiator} ${values['sub'] ?? ''} ${values['environment'] ?? '-'} ${values['aud'] ?? ''}`,
    );

  it('name project, kind and name of the ref', () => {
    expect(claims(rules('if: $CI_COMMIT_BRANCH == "main" && $CI_PIPELINE_SOURCE == "push"'))).toEqual([
      'push project_path:OWNER/REPO:ref_type:branch:ref:main - a',
    ]);
    expect(claims(rules('if: $CI_COMMIT_TAG =~ /^v/ && $CI_PIPELINE_SOURCE == "push"'))).toEqual([
      'push project_path:OWNER/REPO:ref_type:tag:ref:v* - a',
    ]);
    // A merge request shows its source branch.
    expect(claims(rules('if: $CI_PIPELINE_SOURCE == "merge_request_event"'))).toEqual([
      'merge_request_event project_path:OWNER/REPO:ref_type:branch:ref:* - a',
    ]);
  });

  it('name the environment, with what a run knows filled in', () => {
    const text = `${rules('if: $CI_COMMIT_BRANCH == "main" && $CI_PIPELINE_SOURCE == "push"')}  environment: live/$CI_COMMIT_BRANCH\n`;
    expect(claims(text)).toEqual(['push project_path:OWNER/REPO:ref_type:branch:ref:main live/main a']);
    expect(
      claims(`${JOB}  environment:\n    name: review/$CI_COMMIT_REF_SLUG\n`).every((set) =>
        set.includes(' review/* '),
      ),
    ).toBe(true);
  });

  it('say whether the ref is protected where a condition asks', () => {
    const job = jobOf(
      `${rules('if: $CI_COMMIT_REF_PROTECTED == "true" && $CI_PIPELINE_SOURCE == "push"')}  id_tokens:\n    T:\n      aud: a\n`,
      'job',
    );
    expect(new Set(job.presents?.claimSets.map(({ values }) => values['ref_protected']))).toEqual(
      new Set(['true']),
    );
  });

  it('are none for a job that asks for no token', () => {
    expect(jobOf(JOB, 'job').presents).toBeUndefined();
  });

  it('are given once for each audience, whose variables are filled in', () => {
    const text = `${rules('if: $CI_COMMIT_BRANCH == "main" && $CI_PIPELINE_SOURCE == "push"')}  id_tokens:\n    T:\n      aud: [https://$CI_SERVER_HOST, other]\n`;
    expect(jobOf(text, 'job').presents?.claimSets.map(({ values }) => values['aud'])).toEqual([
      'https://gitlab.com',
      'other',
    ]);
  });
});

describe('a file of many refs', () => {
  it('is read in a moment', () => {
    const many = Array.from(
      { length: 300 },
      (_none, index) => `if: $CI_COMMIT_BRANCH == "b${String(index)}"`,
    );
    expect(lowered(rules(...many)).sessions).toHaveLength(1);
  });
});
