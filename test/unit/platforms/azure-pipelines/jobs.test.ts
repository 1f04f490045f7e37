import { workOf } from '../../../support/work.js';
import { describe, expect, it } from 'vitest';
import { azurePipelines } from '../../../../server/src/core/platforms/azure-pipelines/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { factsOf, job, sessionOf, URI } from './read.js';

describe('how long a job lasts', () => {
  // https://learn.microsoft.com/en-us/azure/devops/pipelines/process/phases#timeouts
  it.each([
    ['nothing is written', 'pool: { vmImage: ubuntu-latest }', 3600, 'platform-default'],
    ['minutes', 'pool: { vmImage: ubuntu-latest }\ntimeoutInMinutes: 10', 600, 'declared'],
    [
      'zero on a hosted agent',
      'pool: { vmImage: ubuntu-latest }\ntimeoutInMinutes: 0',
      21_600,
      'platform-maximum',
    ],
    ['zero on a self-hosted agent', 'pool: builders\ntimeoutInMinutes: 0', null, 'unbounded'],
    ['zero on an agent that is not known', 'timeoutInMinutes: 0', null, 'unknown'],
    [
      'more than a hosted agent allows',
      'pool: { vmImage: ubuntu-latest }\ntimeoutInMinutes: 9000',
      21_600,
      'platform-maximum',
    ],
    ['more than that on a self-hosted agent', 'pool: builders\ntimeoutInMinutes: 9000', 540_000, 'declared'],
    [
      'a computed one on a self-hosted agent',
      'pool: builders\ntimeoutInMinutes: $(minutes)',
      null,
      'unknown',
    ],
    [
      'a computed one on a hosted agent',
      'pool: { vmImage: ubuntu-latest }\ntimeoutInMinutes: $[ variables.minutes ]',
      21_600,
      'platform-maximum',
    ],
    [
      'a variable of the file',
      'pool: builders\nvariables: { minutes: 20 }\ntimeoutInMinutes: $(minutes)',
      1200,
      'declared',
    ],
    ['quotes', "pool: builders\ntimeoutInMinutes: '30'", 1800, 'declared'],
  ])('%s', (_name, settings, seconds, basis) => {
    expect(sessionOf(job(settings)).lifetime).toMatchObject({ seconds, basis });
  });
});

describe('what a job runs on', () => {
  it.each([
    ['pool: { vmImage: ubuntu-latest }', { kind: 'hosted', state: 'fresh', labels: ['ubuntu-latest'] }],
    ['pool: { name: Azure Pipelines, vmImage: windows-2022 }', { kind: 'hosted', labels: ['windows-2022'] }],
    ['pool: Hosted Ubuntu 1604', { kind: 'hosted' }],
    ['pool: builders', { kind: 'self-hosted', state: 'unknown', labels: ['builders'] }],
    ['pool: { name: builders, demands: [docker] }', { kind: 'self-hosted', labels: ['builders'] }],
    ['pool: { name: managed, demands: [ImageOverride -equals ubuntu] }', { kind: 'unknown' }],
    ['pool: { name: $(pool) }', { kind: 'unknown' }],
    ['pool: { name: $(pool) }\nvariables: { pool: builders }', { kind: 'self-hosted', labels: ['builders'] }],
  ])('%s', (settings, host) => {
    expect(sessionOf(job(settings)).host).toMatchObject(host);
  });

  it('takes the pool of the stage, and that of the file', () => {
    const text = (stage: string, file: string): string =>
      `${file}stages:\n  - stage: A\n${stage}    jobs:\n      - job: a\n        steps: [{ script: make }]\n`;
    expect(sessionOf(text('    pool: builders\n', '')).host).toMatchObject({ labels: ['builders'] });
    expect(sessionOf(text('', 'pool: { vmImage: macos-latest }\n')).host).toMatchObject({
      labels: ['macos-latest'],
    });
    expect(sessionOf(text('', '')).host).toBeUndefined();
  });

  it('knows no machine of a job on the server', () => {
    const session = sessionOf(job('pool: server', '- task: Delay@1\n  inputs: { delayForMinutes: 1 }'));
    expect(session.host).toBeUndefined();
    expect(session.unknowns).toEqual([]);
    expect(session.influences).toEqual([]);
  });
});

describe('sessions', () => {
  it('makes one of each job, by stage and name', () => {
    const { sessions } = factsOf(`stages:
  - stage: A
    jobs:
      - job: one
        steps: [{ script: make }]
      - deployment: two
        environment: staging
        strategy:
          runOnce:
            deploy:
              steps: [{ script: deploy }]
            on:
              failure:
                steps: [{ script: rollback }]
  - stage: B
    jobs:
      - job:
        steps: [{ script: make }]
`);
    expect(sessions.map(({ localId, subject }) => [localId, subject])).toEqual([
      ['job:A.one', { stage: 'A', job: 'one' }],
      ['job:A.two', { stage: 'A', job: 'two' }],
      ['job:B.Job1', { stage: 'B', job: 'Job1' }],
    ]);
  });

  it('makes one of steps without a job', () => {
    expect(sessionOf('steps:\n- script: make\n')).toMatchObject({
      localId: 'job:Job',
      kind: 'job-token',
      credential: 'System.AccessToken',
      role: 'runs',
      subject: { job: 'Job' },
    });
  });

  it('says what a token may do is not in the file, and grants nothing by it', () => {
    const session = sessionOf('steps:\n- script: make\n');
    expect(session.grants).toEqual([]);
    expect(session.unknowns).toMatchObject([{ what: 'what System.AccessToken may do' }]);
  });

  it('says that it is sent the secrets of its variable groups, named once each', () => {
    const session = sessionOf(
      'variables:\n- group: shared\n- group: prod\njobs:\n- job: a\n  variables: [{ group: prod }]\n  steps: [{ script: make }]\n',
    );
    expect(session.unknowns[1]).toMatchObject({
      what: 'which secrets of the variable groups shared, prod it gets',
      about: 'settings',
    });
    expect(session.unknowns[1]?.origin.range.start).toBe('variables:\n- group: '.length);
    expect(session.unknowns).toHaveLength(2);
  });

  it('says where the token is handed over', () => {
    const session = sessionOf(
      'steps:\n- bash: ./tag.sh\n  displayName: Tag\n  env:\n    SYSTEM_ACCESSTOKEN: $(System.AccessToken)\n',
    );
    expect(session.tokenUses).toMatchObject([{ to: 'step 1, Tag' }]);
    expect(session.carried).toEqual([]);
  });

  it('shows tokens of the pipeline and of the connections that it names', () => {
    const { presents } = sessionOf(
      'trigger: none\npr: none\nsteps:\n- task: S3Upload@1\n  inputs:\n    awsCredentials: aws-production\n    bucketName: b\n',
    );
    expect(
      presents?.claimSets.map(({ issuer, values, initiator }) => [issuer, values['sub'], initiator]),
    ).toEqual([
      ['vstoken.dev.azure.com/ORGANIZATION_ID', 'p://ORGANIZATION/PROJECT/*', 'manual'],
      ['vstoken.dev.azure.com/ORGANIZATION_ID', 'sc://ORGANIZATION/PROJECT/aws-production', 'manual'],
    ]);
    expect(presents?.claimSets.every(({ values }) => values['aud'] === 'api://AzureADTokenExchange')).toBe(
      true,
    );
  });

  it('reads ten thousand lines without delay', () => {
    const step = '      - bash: make $(name)\n        env:\n          T: $(A_TOKEN)\n';
    const jobs = Array.from(
      { length: 420 },
      (_, index) => `  - job: j${String(index)}
    dependsOn: j${String(Math.max(0, index - 1))}x
    condition: ne(variables['Build.Reason'], 'PullRequest')
    pool: { vmImage: ubuntu-latest }
    variables:
      name: value${String(index)}
    steps:
${step.repeat(6)}`,
    ).join('');
    const text = `trigger: [main]\npr: [main]\njobs:\n${jobs}`;
    expect(text.split('\n').length).toBeGreaterThan(10_000);
    const tree = parse(text, 'yaml');
    const work = workOf(() => {
      expect(azurePipelines.lower(URI, tree).sessions).toHaveLength(420);
    });
    expect(work).toBeLessThan(100 * text.length);
  });
});

describe('code and text of strangers', () => {
  it.each([
    ['a checkout that is not written', '- script: make', 'code'],
    ['a checkout', '- checkout: self\n- script: make', 'code'],
    ['no checkout', '- checkout: none\n- script: make', undefined],
    ['another repository alone', '- checkout: tools\n- script: make', undefined],
  ])('%s', (_name, steps, kind) => {
    const [first] = sessionOf(job('', steps)).influences;
    expect(first?.kind).toBe(kind);
    if (kind !== undefined) expect(first?.initiators).toEqual(['pr:fork', 'pr:insider']);
  });

  it('finds the name of the source branch in a script', () => {
    const { influences } = sessionOf(
      job('', '- checkout: none\n- bash: echo "$(System.PullRequest.SourceBranch)"'),
    );
    expect(influences).toMatchObject([{ kind: 'text', initiators: ['pr:fork', 'pr:insider'] }]);
  });

  it.each(['$(Build.SourceBranch)', '$(Build.SourceVersion)', '$(name)'])(
    'takes %s in a pull request for text of the platform',
    (macro) => {
      expect(sessionOf(job('', `- checkout: none\n- bash: echo "${macro}"`)).influences).toEqual([]);
    },
  );

  it('finds nothing where pull requests start nothing', () => {
    const text = job('', '- bash: echo "$(System.PullRequest.SourceBranch)"', 'trigger: [main]\npr: none');
    expect(sessionOf(text).influences).toEqual([]);
  });
});

describe('a token that is left behind', () => {
  it.each([
    ['nothing is written', '- checkout: self', undefined],
    ['it is turned off', '- checkout: self\n  persistCredentials: false', undefined],
    ['nothing uses it', '- checkout: self\n  persistCredentials: true\n- bash: echo done', 'no'],
    [
      'a later step pushes',
      '- checkout: self\n  persistCredentials: true\n- bash: git push origin main',
      'yes',
    ],
  ])('%s', (_name, steps, used) => {
    const [exposure] = sessionOf(job('', steps)).exposures;
    expect(exposure?.usedLater).toBe(used);
  });
});

describe('code of others', () => {
  it('tells tasks of the platform from those of extensions, and versions that are bound', () => {
    const { participants } = sessionOf(
      job(
        '',
        '- task: NodeTool@0\n- task: SonarCloudPrepare@1\n- task: GitVersion/setup@1.2.3\n- task: gitleaks@2.0.1',
      ),
    );
    expect(participants.map(({ name, party, pinned }) => [name, party, pinned])).toEqual([
      ['NodeTool@0', 'platform', true],
      ['SonarCloudPrepare@1', 'third-party', false],
      ['GitVersion/setup@1.2.3', 'third-party', true],
      ['gitleaks@2.0.1', 'third-party', true],
    ]);
  });

  it('reads the images of containers and services, by alias too', () => {
    const text = `resources:
  containers:
  - container: tools
    image: acme/tools:2
jobs:
- job: build
  container: tools
  services:
    db: postgres:16
  steps: [{ script: make }]
`;
    expect(
      sessionOf(text).participants.map(({ name, form, holdsToken }) => [name, form, holdsToken]),
    ).toEqual([
      ['acme/tools:2', 'image', 'ambient'],
      ['postgres:16', 'image', 'no'],
    ]);
  });
});
