import { describe, expect, it } from 'vitest';
import type { Remediation } from '../../../../server/src/core/model/remediation.js';
import { templatePlace } from '../../../../server/src/core/platforms/azure-pipelines/references.js';
import { remediate } from '../../../../server/src/core/platforms/azure-pipelines/remediate.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { applyEdits } from '../../../../server/src/core/text/textRange.js';
import { readBy } from '../../../support/readBy.js';
import { factsOf, sessionOf, URI } from './read.js';

const selects = (path: string, text: string): boolean => readBy(path, text) === 'azure-pipelines';

describe('which files are pipelines', () => {
  const STEPS = 'steps:\n- script: make\n';
  it.each([
    ['azure-pipelines.yml', STEPS, true],
    ['azure-pipelines-release.yaml', STEPS, true],
    ['build/.azure-pipelines/ci.yml', STEPS, true],
    ['.azuredevops/build.yml', STEPS, true],
    ['.pipelines/build.yml', STEPS, true],
    ['.vsts-ci.yml', STEPS, true],
    ['eng/azure-pipelines/steps.yml', STEPS, true],
    ['ci/build.yml', 'pool:\n  vmImage: ubuntu-latest\nsteps:\n- script: make\n', true],
    ['ci/build.yml', 'steps:\n- task: NodeTool@0\n', true],
    ['ci/build.yml', 'parameters:\n  a: b\njobs:\n- job: x\n  pool: ${{ parameters.a }}\n', true],
    ['ci/build.yml', 'trigger: [main]\nextends:\n  template: base.yml\n', true],
    // Files of others, and what is none.
    ['.azuredevops/values.yml', 'a: b\n', false],
    ['.github/workflows/ci.yml', 'jobs:\n  a:\n    steps:\n      - task: NodeTool@0\n', false],
    ['.gitlab-ci.yml', 'stages: [build]\nbuild:\n  script: make\n', false],
    ['ci/includes.yml', 'include:\n- template: Jobs/Build.gitlab-ci.yml\nstages: [build]\n', false],
    ['.circleci/config.yml', 'jobs:\n  build:\n    steps:\n      - checkout\n', false],
    ['bitbucket-pipelines.yml', 'steps:\n- script: [make]\n', false],
    ['k8s/task.yml', 'apiVersion: tekton.dev/v1\nkind: Task\nsteps:\n- script: make\n', false],
    ['stack.yml', 'AWSTemplateFormatVersion: 2010-09-09\nsteps:\n- task: a@1\n', false],
    ['notes.md', STEPS, false],
    ['cloudbuild.yaml', "steps:\n- name: 'gcr.io/cloud-builders/docker'\n  args: [build]\n", false],
    ['Taskfile.yml', 'tasks:\n  build:\n    cmds: [make]\n', false],
  ])('%s', (path, text, expected) => {
    expect(selects(path, text)).toBe(expected);
  });
});

describe('templates', () => {
  it.each([
    ['azure-pipelines.yml', 'steps:\n- script: make\n', true],
    ['ci/build.yml', 'trigger: none\nsteps:\n- script: make\n', true],
    ['ci/build.yml', 'pool: builders\nsteps:\n- script: make\n', true],
    ['templates/build.yml', 'parameters: []\nsteps:\n- script: make\n', false],
    ['ci/build.yml', 'parameters: []\njobs:\n- job: a\n  steps: [{ script: make }]\n', false],
    ['templates/azure-pipelines-steps.yml', 'parameters: []\nsteps:\n- script: make\n', false],
    ['ci/steps/build.yml', 'steps:\n- script: make\n', false],
  ])('%s starts by itself: %s', (path, text, starts) => {
    const { sessions } = factsOf(text, `file:///repository/${path}`);
    expect((sessions[0]?.initiators.length ?? 0) > 0).toBe(starts);
  });

  it('are called by others, whether they hold jobs or steps', () => {
    const jobs = sessionOf(
      'parameters: []\njobs:\n- job: a\n  steps: [{ script: make }]\n',
      undefined,
      'file:///r/t/a.yml',
    );
    expect(jobs).toMatchObject({ role: 'runs', callable: true });
    const steps = sessionOf('parameters: []\nsteps:\n- script: make\n', undefined, 'file:///r/t/a.yml');
    expect(steps).toMatchObject({
      localId: 'steps',
      noun: 'template',
      label: 'a',
      role: 'runs',
      callable: true,
    });
  });

  it('say which callers their conditions let through', () => {
    const text =
      "parameters: []\njobs:\n- job: a\n  condition: eq(variables['Build.Reason'], 'Schedule')\n  steps: [{ script: make }]\n";
    expect(sessionOf(text, undefined, 'file:///r/t/a.yml').accepts).toEqual(['schedule', 'workflow_call']);
  });

  // https://learn.microsoft.com/en-us/azure/devops/pipelines/process/templates#reference-template-paths
  it.each([
    ['file:///r/azure-pipelines.yml', 'templates/a.yml', 'file:///r/templates/a.yml'],
    ['file:///r/ci/build.yml', 'a.yml', 'file:///r/ci/a.yml'],
    ['file:///r/ci/build.yml', '../t/a.yml', 'file:///r/t/a.yml'],
    ['file:///r/ci/build.yml', '/ci/t/a.yml', 'file:///r/ci/t/a.yml'],
    ['file:///r/eng/pipelines/build.yml', '/eng/common/a.yml', 'file:///r/eng/common/a.yml'],
    ['file:///r/.azure-pipelines/build.yml', '/t/a.yml', 'file:///r/t/a.yml'],
    ['file:///r/azure-pipelines.yml', 'a.yml@self', 'file:///r/a.yml'],
  ])('from %s %s is %s', (uri, path, expected) => {
    expect(templatePlace(uri, path)).toEqual({ kind: 'local', uri: expected });
  });

  it('of other repositories, and computed ones, are not known', () => {
    expect(templatePlace(URI, 'a.yml@tools')).toEqual({ kind: 'repository', alias: 'tools', path: 'a.yml' });
    expect(templatePlace(URI, '${{ parameters.x }}.yml')).toEqual({ kind: 'computed' });
    const session = sessionOf(`resources:
  repositories:
  - repository: tools
    type: github
    name: acme/pipeline-tools
    endpoint: github
    ref: refs/tags/v2
jobs:
- job: build
  steps:
  - template: steps/a.yml@tools
  - template: steps/b.yml
`);
    expect(session.unknowns).toMatchObject([
      { what: 'what System.AccessToken may do' },
      { what: 'what template `steps/a.yml` does', why: 'it lies in the repository `acme/pipeline-tools`' },
    ]);
    expect(session.references.map(({ kind, target }) => [kind, target.space, target.key])).toEqual([
      ['includes', 'external', 'steps/a.yml@tools'],
      ['calls', 'pipeline-file', 'file:///repository/steps/b.yml'],
    ]);
    expect(session.participants).toMatchObject([
      { name: 'steps/a.yml@tools', party: 'third-party', pinned: false },
    ]);
  });

  it('take stages, jobs and steps of their callers', () => {
    const { sessions } = factsOf(`trigger: [main]
pr: none
extends:
  template: v1/base.yml@templates
  parameters:
    pool: { name: builders }
    sdl: { sourceAnalysisPool: { name: x } }
    stages:
    - stage: Build
      jobs:
      - job: build
        steps: [{ script: make }]
      - template: jobs/test.yml
        parameters:
          postSteps:
          - script: report
            env: { REPORT_TOKEN: $(REPORT_TOKEN) }
`);
    expect(sessions.map(({ localId, role, carried }) => [localId, role, carried.length])).toEqual([
      ['template:v1/base.yml@templates', 'delegates', 0],
      ['job:Build.build', 'runs', 0],
      ['template:Build.jobs/test.yml', 'runs', 1],
    ]);
  });
});

const fix = (text: string, intent: Remediation): string | undefined => {
  const edits = remediate(intent, parse(text, 'yaml'));
  return edits && applyEdits(text, edits);
};
const at = (text: string, part: string): { uri: string; range: { start: number; end: number } } => {
  const start = text.indexOf(part);
  return { uri: URI, range: { start, end: start + part.length } };
};

describe('fixes', () => {
  const JOBS =
    'jobs:\n  - job: build # main\n    steps:\n      - script: make\n  - deployment: ship\n    timeoutInMinutes: 600\n';

  it('bound the lifetime of a job', () => {
    const bound = (session: string): string | undefined =>
      fix(JOBS, { kind: 'bound-lifetime', uri: URI, session, seconds: 1800 });
    expect(bound('job:build')).toBe(JOBS.replace('# main\n', '# main\n    timeoutInMinutes: 30\n'));
    expect(bound('job:ship')).toBe(JOBS.replace('600', '30'));
    expect(bound('job:other')).toBeUndefined();
    expect(
      fix('steps:\n- script: make\n', { kind: 'bound-lifetime', uri: URI, session: 'job:Job', seconds: 60 }),
    ).toBeUndefined();
  });

  it('bound the lifetime of a role that a variable sets', () => {
    const text = 'variables:\n  aws.rolecredential.maxduration: 43200\n';
    const intent = {
      kind: 'bound-lifetime',
      uri: URI,
      session: 'x',
      seconds: 3600,
      at: at(text, '43200'),
      written: 43_200,
    } as const;
    expect(fix(text, intent)).toBe(text.replace('43200', '3600'));
    expect(fix(text, { ...intent, written: 7200 })).toBeUndefined();
  });

  it('leave no token behind', () => {
    const text = 'steps:\n- checkout: self\n  persistCredentials: true\n- script: make\n';
    expect(fix(text, { kind: 'drop-persisted-credential', uri: URI, at: at(text, 'self') })).toBe(
      text.replace('true', 'false'),
    );
    expect(
      fix('steps:\n- checkout: self\n', {
        kind: 'drop-persisted-credential',
        uri: URI,
        at: at('steps:\n- checkout: self\n', 'self'),
      }),
    ).toBeUndefined();
  });

  it('repair a condition', () => {
    const text = 'jobs:\n- job: a\n  condition: always()\n  steps: []\n';
    expect(
      fix(text, { kind: 'repair-condition', uri: URI, at: at(text, 'always()'), condition: 'succeeded()' }),
    ).toBe(text.replace('always()', 'succeeded()'));
  });

  it('reject where nobody answers', () => {
    const text = 'steps:\n- task: ManualValidation@1\n  inputs:\n    onTimeout: resume\n';
    expect(
      fix(text, { kind: 'repair-condition', uri: URI, at: at(text, 'resume'), condition: 'reject' }),
    ).toBe(text.replace('resume', 'reject'));
  });

  it('put a deployment job behind an environment, and no other job', () => {
    const gate = (session: string): string | undefined =>
      fix(JOBS, { kind: 'require-gate', uri: URI, session, gate: 'production' });
    expect(gate('job:ship')).toBe(JOBS.replace('ship\n', 'ship\n    environment: production\n'));
    expect(gate('job:build')).toBeUndefined();
  });

  it('touch no file that cannot be read', () => {
    expect(
      fix(`${JOBS}  - {`, { kind: 'bound-lifetime', uri: URI, session: 'job:build', seconds: 60 }),
    ).toBeUndefined();
  });
});
