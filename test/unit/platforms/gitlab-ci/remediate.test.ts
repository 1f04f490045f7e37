import { describe, expect, it } from 'vitest';
import type { Remediation } from '../../../../server/src/core/model/remediation.js';
import { remediate } from '../../../../server/src/core/platforms/gitlab-ci/remediate.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';

const URI = 'file:///w/.gitlab-ci.yml';

function mended(text: string, intent: Remediation): string | undefined {
  const edits = remediate(intent, parse(text, 'yaml', { merge: true }));
  return edits?.reduceRight(
    (all, { range, newText }) => all.slice(0, range.start) + newText + all.slice(range.end),
    text,
  );
}

const bound = (seconds: number): Remediation => ({
  kind: 'bound-lifetime',
  uri: URI,
  session: 'job:deploy',
  seconds,
});

describe('a bound of time', () => {
  it.each([
    [
      'deploy:\n  stage: a\n  script: make\n',
      1800,
      'deploy:\n  stage: a\n  timeout: 30 minutes\n  script: make\n',
    ],
    ['deploy:\n  script: make\n', 3600, 'deploy:\n  script: make\n  timeout: 1 hour\n'],
    ['deploy:\n  script: make\n  timeout: 12h\n', 3600, 'deploy:\n  script: make\n  timeout: 1 hour\n'],
    ['deploy: {script: make}\n', 900, 'deploy: {timeout: 15 minutes, script: make}\n'],
  ])('%j', (text, seconds, expected) => {
    expect(mended(text, bound(seconds))).toBe(expected);
  });

  it('is not written where that would change other jobs', () => {
    expect(mended('deploy: &a\n  script: make\nother: *a\n', bound(900))).toBeUndefined();
    expect(mended('deploy: *a\n', bound(900))).toBeUndefined();
    expect(mended('other:\n  script: make\n', bound(900))).toBeUndefined();
  });

  it('is put in the place of the number in a script', () => {
    const text = 'deploy:\n  script: aws sts assume-role --duration-seconds 43200\n';
    const start = text.indexOf('43200');
    const at = { uri: URI, range: { start, end: start + 5 } };
    expect(mended(text, { ...bound(3600), at, written: 43_200 } as Remediation)).toBe(
      text.replace('43200', '3600'),
    );
    expect(
      mended(text, { ...bound(3600), at: { uri: URI, range: { start, end: start + 4 } } } as Remediation),
    ).toBeUndefined();
  });
});

describe('a gate', () => {
  const gate: Remediation = { kind: 'require-gate', uri: URI, session: 'job:deploy', gate: 'production' };
  it.each([
    [
      'deploy:\n  stage: a\n  script: make\n',
      'deploy:\n  stage: a\n  environment: production\n  script: make\n',
    ],
    ['deploy:\n  script: make\n  environment: staging\n', undefined],
  ])('%j', (text, expected) => {
    expect(mended(text, gate)).toBe(expected);
  });

  it('that holds back nothing is made to', () => {
    const repair = (text: string, word: string): string | undefined => {
      const start = text.lastIndexOf(word);
      const at = { uri: URI, range: { start, end: start + word.length } };
      return mended(text, { kind: 'repair-condition', uri: URI, at, condition: 'allow_failure: false' });
    };
    expect(repair('ok:\n  script: echo\n  when: manual\n', 'manual')).toBe(
      'ok:\n  script: echo\n  when: manual\n  allow_failure: false\n',
    );
    expect(repair('ok:\n  when: manual\n  allow_failure: true\n', 'true')).toBe(
      'ok:\n  when: manual\n  allow_failure: false\n',
    );
    expect(
      repair('ok:\n  rules:\n    - if: $A\n      when: manual\n      allow_failure: true\n', 'true'),
    ).toBe('ok:\n  rules:\n    - if: $A\n      when: manual\n      allow_failure: false\n');
  });
});

describe('what the file cannot say', () => {
  it('is not offered', () => {
    const text = 'deploy:\n  script: make\n';
    expect(mended(text, { kind: 'declare-grants', uri: URI, session: null, grants: {} })).toBeUndefined();
    expect(mended('deploy: [', bound(900))).toBeUndefined();
  });
});
