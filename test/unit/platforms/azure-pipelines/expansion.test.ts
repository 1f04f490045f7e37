import { describe, expect, it } from 'vitest';
import { expanded, plain, plainOf } from './expanded.js';

const PIPELINE = 'azure-pipelines.yml';

describe('templates of steps, jobs, stages and variables', () => {
  it('takes in steps with the parameters of each call', () => {
    const found = plainOf({
      [PIPELINE]: `
steps:
  - template: steps/build.yml
    parameters: { project: shop }
  - template: /steps/build.yml
    parameters: { project: cart, release: true }
`,
      'steps/build.yml': `
parameters:
  - { name: project, type: string }
  - { name: release, type: boolean, default: false }
steps:
  - script: make \${{ parameters.project }}
  - \${{ if parameters.release }}:
      - task: Publish@1
        inputs: { what: '\${{ parameters.project }}' }
  - \${{ else }}:
      - script: echo nothing
`,
    });
    expect(found).toEqual({
      steps: [
        { script: 'make shop' },
        { script: 'echo nothing' },
        { script: 'make cart' },
        { task: 'Publish@1', inputs: { what: 'cart' } },
      ],
    });
  });

  it('takes in jobs within stages within stages, by paths from the file that names them', () => {
    const found = plainOf({
      [PIPELINE]: 'stages:\n  - template: eng/stages/all.yml\n    parameters: { envs: [dev, prod] }\n',
      'eng/stages/all.yml': `
parameters:
  - { name: envs, type: object }
stages:
  - \${{ each env in parameters.envs }}:
      - stage: deploy_\${{ env }}
        jobs:
          - template: ../jobs/deploy.yml
            parameters: { env: '\${{ env }}' }
`,
      'eng/jobs/deploy.yml': `
parameters: { env: '' }
jobs:
  - deployment: d
    environment: \${{ parameters.env }}
`,
    });
    expect(found).toEqual({
      stages: ['dev', 'prod'].map((env) => ({
        stage: `deploy_${env}`,
        jobs: [{ deployment: 'd', environment: env }],
      })),
    });
  });

  it('puts variables of a template among those of the pipeline', () => {
    const found = plainOf({
      [PIPELINE]:
        'variables:\n  - group: keys\n  - template: v.yml\n    parameters: { region: eu }\nsteps: []\n',
      'v.yml': 'parameters: { region: us }\nvariables:\n  place: ${{ parameters.region }}\n  other: x\n',
    });
    expect(found).toMatchObject({
      variables: [{ group: 'keys' }, { name: 'place', value: 'eu' }, { name: 'other', value: 'x' }],
    });
  });

  it('extends a template with jobs that it wraps', () => {
    const found = plainOf({
      [PIPELINE]: `
trigger: [main]
variables: { a: b }
extends:
  template: base.yml
  parameters:
    jobs:
      - job: one
        condition: always()
        steps:
          - template: mine.yml
            parameters: { word: hello }
`,
      'base.yml': `
parameters: [{ name: jobs, type: jobList, default: [] }]
trigger: none
variables: [{ group: base }]
jobs:
  - \${{ each job in parameters.jobs }}:
      - \${{ each pair in job }}:
          \${{ if ne(pair.key, 'steps') }}:
            \${{ pair.key }}: \${{ pair.value }}
        steps:
          - script: before
          - \${{ job.steps }}
          - \${{ each step in job.steps }}:
              - \${{ step }}
`,
      'mine.yml': 'parameters: { word: "" }\nsteps:\n  - script: echo ${{ parameters.word }}\n',
    });
    expect(found).toEqual({
      trigger: ['main'],
      variables: [{ name: 'a', value: 'b' }, { group: 'base' }],
      jobs: [
        {
          job: 'one',
          condition: 'always()',
          steps: [{ script: 'before' }, { script: 'echo hello' }, { script: 'echo hello' }],
        },
      ],
    });
  });
});

describe('what only a run tells', () => {
  it('keeps conditions on variables and on parameters of the pipeline, in its own words', () => {
    const found = plainOf({
      [PIPELINE]: `
parameters: [{ name: deploy, type: boolean, default: false }]
steps:
  - template: s.yml
    parameters:
      enabled: \${{ parameters.deploy }}
      name: x-\${{ variables.suffix }}
`,
      's.yml': `
parameters: { enabled: false, name: '', always: true }
steps:
  - \${{ if and(eq(parameters.enabled, true), parameters.always) }}:
      - script: deploy \${{ parameters.name }}
  - \${{ elseif eq(variables['Build.Reason'], 'PullRequest') }}:
      - script: check
  - \${{ else }}:
      - script: \${{ format('{0} and {1}', parameters.name, 'more') }}
`,
    });
    expect(found).toMatchObject({
      steps: [
        {
          '${{ if and(eq(parameters.deploy, true), true) }}': [
            { script: 'deploy x-${{ variables.suffix }}' },
          ],
        },
        { "${{ elseif eq(variables['Build.Reason'], 'PullRequest') }}": [{ script: 'check' }] },
        {
          '${{ else }}': [
            { script: "${{ format('{0} and {1}', format('x-{0}', variables.suffix), 'more') }}" },
          ],
        },
      ],
    });
  });

  it('unrolls loops over conditional items under their conditions', () => {
    const found = plainOf({
      [PIPELINE]: `
steps:
  - template: s.yml
    parameters:
      names:
        - a
        - \${{ if eq(variables['Build.Reason'], 'Manual') }}:
            - b
`,
      's.yml':
        'parameters: { names: [] }\nsteps:\n  - ${{ each n in parameters.names }}:\n      - script: ${{ n }}\n',
    });
    expect(found).toEqual({
      steps: [{ script: 'a' }, { "${{ if eq(variables['Build.Reason'], 'Manual') }}": [{ script: 'b' }] }],
    });
  });

  it('knows nothing of a parameter that nobody hands over, whatever the pipeline calls its own', () => {
    const found = plainOf({
      [PIPELINE]: 'parameters: [{ name: env, default: dev }]\nsteps:\n  - template: s.yml\n',
      's.yml': 'parameters: [{ name: env, type: string }]\nsteps:\n  - script: go ${{ parameters.env }}\n',
    });
    expect(found).toMatchObject({ steps: [{ script: "go ${{ unknown('parameter env') }}" }] });
  });

  it('does not take a text `false` in an object for a truth value', () => {
    const found = plainOf({
      [PIPELINE]: `
steps:
  - template: s.yml
    parameters:
      items: [{ on: false }]
`,
      's.yml': `
parameters: { items: [] }
steps:
  - \${{ each i in parameters.items }}:
      - \${{ if i.on }}:
          - script: a
      - \${{ if eq(i.on, true) }}:
          - script: b
`,
    });
    expect(found).toEqual({ steps: [{ "${{ if unknown('false') }}": [{ script: 'a' }] }] });
  });
});

describe('what is not here, and what does not end', () => {
  it('keeps templates of other repositories, and takes in what they are handed of this one', () => {
    const found = plainOf({
      [PIPELINE]: `
extends:
  template: v1/base.yml@templates
  parameters:
    stages:
      - stage: build
        jobs:
          - template: /jobs.yml@self
            parameters: { os: linux }
`,
      'jobs.yml': 'parameters: { os: "" }\njobs:\n  - job: on_${{ parameters.os }}\n',
    });
    expect(found).toMatchObject({
      extends: {
        template: 'v1/base.yml@templates',
        parameters: { stages: [{ stage: 'build', jobs: [{ job: 'on_linux' }] }] },
      },
    });
  });

  it('cuts a circle and says so', () => {
    const result = expanded({
      [PIPELINE]: 'steps:\n  - template: a.yml\n',
      'a.yml': 'steps:\n  - script: a\n  - template: b.yml\n',
      'b.yml': 'steps:\n  - template: a.yml\n  - template: a.yml\n',
    });
    expect(plain(result.root)).toEqual({
      steps: [{ script: 'a' }, { template: 'a.yml' }, { template: 'a.yml' }],
    });
    expect([...result.unresolved.values()]).toContain('circle');
  });

  it('stops where templates come to more than Azure Pipelines takes', () => {
    const files: Record<string, string> = { [PIPELINE]: 'steps:\n  - template: t0.yml\n' };
    for (let i = 0; i < 40; i++) {
      const next = `t${String(i + 1)}.yml`;
      files[`t${String(i)}.yml`] = `steps:\n  - template: ${next}\n  - template: ${next}\n  - script: x\n`;
    }
    const result = expanded(files);
    expect([...result.unresolved.values()]).toContain('too much');
  });
});

describe('where values are written', () => {
  it('keeps the file of each value', () => {
    const { root, fileOf, callsOf } = expanded({
      [PIPELINE]: 'jobs:\n  - template: j.yml\n    parameters: { env: prod }\n',
      'j.yml':
        'parameters: { env: "", pool: own }\njobs:\n  - job: a\n    pool: ${{ parameters.pool }}\n    variables: { e: "${{ parameters.env }}", f: "x${{ parameters.env }}" }\n',
    });
    const files: Record<string, string> = {};
    const calls: string[] = [];
    const visit = (node: Parameters<typeof fileOf>[0]): void => {
      calls.push(...callsOf(node).map(({ node: { text } }) => text));
      if (node.kind === 'scalar') files[node.text] = fileOf(node).replace(/^.*\//u, '');
      else if (node.kind === 'sequence') node.items.forEach(visit);
      else for (const { key, value } of node.entries) [key, value].forEach(visit);
    };
    visit(root);
    expect(files).toMatchObject({ prod: PIPELINE, xprod: 'j.yml', own: 'j.yml', a: 'j.yml', jobs: PIPELINE });
    expect(calls).toEqual(['j.yml']);
  });
});
