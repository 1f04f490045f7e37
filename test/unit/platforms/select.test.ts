import { describe, expect, it } from 'vitest';
import { PLATFORMS, platformFor } from '../../../server/src/core/platforms/index.js';
import type { Platform, Sureness } from '../../../server/src/core/platforms/platform.js';
import { SURE } from '../../../server/src/core/platforms/platform.js';
import { readBy } from '../../support/readBy.js';

const FILE = { uri: 'file:///repository/a.yml', path: 'a.yml', text: '' };

/** A platform that is as sure of every file. */
function platform(id: string, sureness: Sureness): Platform {
  return {
    id,
    name: id,
    globs: [],
    select: () => sureness,
    format: () => 'yaml',
    lower: (uri) => ({
      uri,
      platform: id,
      title: id,
      complete: true,
      problems: [],
      sessions: [],
      definitions: [],
      notes: [],
    }),
    remediate: () => undefined,
  };
}

describe('the platform that reads a file', () => {
  it.each([
    ['the surest', [platform('a', SURE.looks), platform('b', SURE.told), platform('c', SURE.custom)], 'b'],
    ['the earlier of two that are as sure', [platform('a', SURE.looks), platform('b', SURE.looks)], 'a'],
    ['the one that looks for it in its place', [platform('a', SURE.told), platform('b', SURE.place)], 'b'],
    ['none, where nothing speaks for one', [platform('a', SURE.not)], undefined],
  ])('is %s', (_which, platforms, expected) => {
    expect(platformFor(FILE, platforms)?.id).toBe(expected);
  });
});

describe('a file that looks like those of several platforms', () => {
  const STEPS = 'steps:\n- script: make\n';
  const POLICY = 'Statement:\n- Effect: Allow\n  Action: "*"\n  Resource: "*"\n';
  const GITLAB = 'stages: [a]\njob:\n  stage: a\n  script: make\n';
  it.each([
    ['.github/workflows/ci.yml', `on: push\njobs:\n  a:\n    ${STEPS}`, 'github-actions'],
    ['.github/workflows/ci.yml', GITLAB, 'github-actions'],
    ['action.yml', `name: x\nruns:\n  using: composite\nsteps:\n- template: a.yml\n`, 'github-actions'],
    ['.circleci/config.yml', GITLAB, 'circleci'],
    ['bitbucket-pipelines.yml', STEPS, 'bitbucket-pipelines'],
    ['ci.yml', `${STEPS}pipelines: {}\n`, undefined],
    ['deploy/task.yml', `apiVersion: tekton.dev/v1\nkind: Task\n${STEPS}`, 'kubernetes'],
    ['config-map.yml', `apiVersion: v1\nkind: ConfigMap\n${POLICY}`, 'kubernetes'],
    ['policy.yml', POLICY, 'aws'],
    ['azure-pipelines.yml', GITLAB.replace('stages: [a]', 'stages:\n- stage: a'), 'azure-pipelines'],
    ['.travis.yml', 'language: node_js\nscript: npm test\nstages: [a]\n', undefined],
    ['users.acl', 'user bob on >x ~* +@all\ntopic read #\n', 'redis'],
    ['acl.conf', 'user bob\ntopic read #\n', 'mosquitto'],
  ])('%s: %j', (path, text, expected) => {
    expect(readBy(path, text)).toBe(expected);
  });
});

describe('every platform', () => {
  it('has an id of its own', () => {
    const ids = PLATFORMS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
