import { describe, expect, it } from 'vitest';
import { factsOf, job, sessionOf } from './read.js';

const ids = (text: string, id?: string): readonly string[] =>
  sessionOf(text, id)
    .initiators.map((initiator) => initiator.id)
    .sort();

const steps = 'steps:\n  - script: make\n';

describe('what starts a pipeline', () => {
  it.each([
    // Where nothing is written every branch starts it: https://learn.microsoft.com/en-us/azure/devops/pipelines/repos/azure-repos-git#ci-triggers
    ['nothing written', '', ['manual', 'pr', 'push']],
    ['trigger and pull requests turned off', 'trigger: none\npr: none\n', ['manual']],
    ['a list of one word', 'trigger:\n- none\npr: none\n', ['manual']],
    ['a branch', 'trigger: [main]\npr: none\n', ['manual', 'push']],
    ['tags alone', 'trigger:\n  tags:\n    include: [v*]\npr: none\n', ['manual', 'push:tag']],
    [
      'branches and tags',
      'trigger:\n  branches:\n    include: [main]\n  tags:\n    include: [v*]\npr: none\n',
      ['manual', 'push', 'push:tag'],
    ],
    ['a list of a tag', 'trigger: [refs/tags/v1]\npr: none\n', ['manual', 'push:tag']],
    ['pull requests', 'trigger: none\npr: [main]\n', ['manual', 'pr:fork', 'pr:insider']],
    [
      'a schedule',
      "trigger: none\npr: none\nschedules:\n- cron: '0 0 * * *'\n  branches:\n    include: [main]\n",
      ['manual', 'schedule'],
    ],
    [
      'another pipeline',
      'trigger: none\npr: none\nresources:\n  pipelines:\n  - pipeline: up\n    source: Upstream\n    trigger: true\n',
      ['manual', 'resource:pipeline'],
    ],
    [
      'a resource that starts nothing',
      'trigger: none\npr: none\nresources:\n  pipelines:\n  - pipeline: up\n    source: Upstream\n',
      ['manual'],
    ],
    [
      'a webhook',
      'trigger: none\npr: none\nresources:\n  webhooks:\n  - webhook: hook\n    connection: incoming\n',
      ['manual', 'resource:webhook'],
    ],
  ])('%s', (_name, head, expected) => {
    expect(ids(`${head}${steps}`)).toEqual(expected);
  });

  it('keeps secrets and writes from forks', () => {
    const [fork, insider] = sessionOf(`trigger: none\npr: [main]\n${steps}`).initiators;
    expect(fork).toMatchObject({ id: 'pr:fork', actor: 'anyone', withholds: ['writes', 'secrets'] });
    expect(insider).toMatchObject({ id: 'pr:insider', actor: 'collaborator', withholds: [] });
  });

  it('says which branches and paths narrow a start', () => {
    const { initiators } = sessionOf(
      `trigger:\n  branches:\n    include: [main, release/*]\n    exclude: [release/old]\n  paths:\n    include: [src]\npr: none\n${steps}`,
    );
    expect(initiators[0]?.conditions).toEqual([
      'branch main',
      'branch release/*',
      'no branch release/old',
      'path src',
    ]);
  });

  it('takes a pipeline of which nothing but a person starts runs for decided on', () => {
    expect(sessionOf(`trigger: none\npr: none\n${steps}`).gates).toMatchObject([
      { id: 'manual-start', state: 'enforced' },
    ]);
    expect(sessionOf(`trigger: none\n${steps}`).gates).toEqual([]);
  });
});

describe('conditions', () => {
  it.each([
    ["condition: ne(variables['Build.Reason'], 'PullRequest')", ['manual', 'push']],
    [
      "condition: and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))",
      ['manual', 'push'],
    ],
    ["condition: eq(variables['Build.SourceBranch'], 'refs/heads/other')", ['manual']],
    ["condition: in(variables['Build.Reason'], 'IndividualCI', 'BatchedCI')", ['push']],
    ["condition: eq(variables['System.PullRequest.IsFork'], 'False')", ['manual', 'pr:insider', 'push']],
    ['condition: false', []],
    ['condition: always()', ['manual', 'pr:fork', 'pr:insider', 'push']],
    ['condition: this is no expression', ['manual', 'pr:fork', 'pr:insider', 'push']],
    ["condition: eq(variables['isMain'], true)", ['manual', 'push']],
    ["condition: eq('${{ parameters.env }}', 'prod')", ['manual', 'pr:fork', 'pr:insider', 'push']],
    ['condition: eq(${{ parameters.deploy }}, true)', ['manual']],
  ])('%s', (condition, expected) => {
    const head = `trigger: [main]
pr: [main]
parameters:
- name: deploy
  type: boolean
  default: false
variables:
  isMain: $[eq(variables['Build.SourceBranch'], 'refs/heads/main')]`;
    const { sessions } = factsOf(job(condition, '- script: make', head));
    expect(sessions[0]?.initiators.map(({ id }) => id).sort()).toEqual(expected);
  });

  it('skips what waits for a part that is skipped, unless it says so', () => {
    const text = `trigger: [main]
pr: [main]
stages:
  - stage: Build
    condition: ne(variables['Build.Reason'], 'PullRequest')
    jobs:
      - job: build
        steps: [{ script: make }]
  - stage: Test
    jobs:
      - job: test
        steps: [{ script: make test }]
  - stage: Report
    condition: always()
    jobs:
      - job: report
        steps: [{ script: make report }]
  - stage: Lint
    dependsOn: []
    jobs:
      - job: lint
        steps: [{ script: make lint }]
`;
    expect(ids(text, 'job:Test.test')).toEqual(['manual', 'push']);
    expect(ids(text, 'job:Report.report')).toEqual(['manual', 'pr:fork', 'pr:insider', 'push']);
    expect(ids(text, 'job:Lint.lint')).toEqual(['manual', 'pr:fork', 'pr:insider', 'push']);
  });

  it('reads the branches of template expressions', () => {
    const text = `trigger: [main]
pr: [main]
jobs:
  - \${{ if eq(variables['Build.Reason'], 'PullRequest') }}:
    - job: check
      steps: [{ script: make check }]
  - \${{ else }}:
    - job: publish
      steps: [{ script: make publish }]
  - \${{ each name in parameters.names }}:
    - job: each_\${{ name }}
      steps: [{ script: make }]
`;
    expect(ids(text, 'job:check')).toEqual(['pr:fork', 'pr:insider']);
    expect(ids(text, 'job:publish')).toEqual(['manual', 'push']);
    expect(ids(text, 'job:each_${{ name }}')).toEqual(['manual', 'pr:fork', 'pr:insider', 'push']);
  });

  it('names the branch that a condition asks for', () => {
    const text = job("condition: and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))");
    expect(sessionOf(text).initiators.find(({ id }) => id === 'manual')?.conditions).toEqual(['branch main']);
  });

  it('holds a secret only for the runs that get to its step', () => {
    const text = job(
      '',
      "- script: make\n- script: publish\n  condition: eq(variables['Build.Reason'], 'Manual')\n  env:\n    NPM_TOKEN: $(NPM_TOKEN)",
    );
    expect(sessionOf(text).carried).toMatchObject([{ name: 'NPM_TOKEN', initiators: ['manual'] }]);
  });
});
