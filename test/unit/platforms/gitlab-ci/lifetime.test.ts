import { describe, expect, it } from 'vitest';
import { durationSeconds } from '../../../../server/src/core/platforms/gitlab-ci/lifetime.js';
import { jobOf } from './lowered.js';

describe('how long a job lasts', () => {
  // https://docs.gitlab.com/ci/yaml/#timeout
  it.each([
    ['3600 seconds', 3600],
    ['60 minutes', 3600],
    ['one hour', undefined],
    ['1h', 3600],
    ['1h 30m', 5400],
    ['3 hours 30 minutes', 12_600],
    ['2 hours and 5 min', 7500],
    ['1 day', 86_400],
    ['1 week, 1 day', 691_200],
    ['90', 90],
    ['1.5h', 5400],
    ['01:30:00', 5400],
    ['soon', undefined],
    ['', undefined],
    ['$TIMEOUT', undefined],
  ])('%s', (text, expected) => {
    expect(durationSeconds(text)).toBe(expected);
  });

  it.each([
    ['', { seconds: 3600, basis: 'platform-default', boundBy: 'timeout' }],
    ['  timeout: 20 minutes\n', { seconds: 1200, basis: 'declared' }],
    ['  timeout: 12h\n', { seconds: 43_200, basis: 'declared' }],
    ['  timeout: 12h\n  tags: [saas-linux-small-amd64]\n', { seconds: 10_800, basis: 'platform-maximum' }],
    ['  timeout: 2h\n  tags: [saas-linux-small-amd64]\n', { seconds: 7200, basis: 'declared' }],
    ['  timeout: $[[ inputs.timeout ]]\n', { seconds: null, basis: 'unknown' }],
  ])('with %j', (more, expected) => {
    expect(jobOf(`job:\n  script: make\n${more}`, 'job').lifetime).toMatchObject(expected);
  });
});

describe('what a job runs on', () => {
  it.each([
    ['', undefined],
    ['  tags: [saas-linux-medium-amd64]\n', 'hosted fresh'],
    ['  tags: [docker, eu]\n', 'self-hosted unknown'],
    ['  tags: [$RUNNER]\n', 'unknown unknown'],
  ])('with %j', (more, expected) => {
    const { host } = jobOf(`job:\n  script: make\n${more}`, 'job');
    expect(host && `${host.kind} ${host.state}`).toBe(expected);
  });
});
